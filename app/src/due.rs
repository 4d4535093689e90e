//! What waits for the person today, most pressing first.

use std::sync::Arc;

use ledger::RoomId;

use crate::session::{Community, ConsultationItem, Reliability, SyncStatus};

/// Clock drift worth a person's attention, seconds: beyond it dates on paper come out wrong.
pub(crate) const DRIFT_SECONDS: i64 = 120;

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// The recovery sheet is not printed.
    RecoverySheet,
    /// Fields that devices changed at once.
    Conflicts {
        room: RoomId,
        title: String,
        count: usize,
    },
    /// Entries that were refused for good.
    Refused { count: usize },
    /// This device's clock is off.
    Clock,
    /// The browser may throw the data away.
    NotKept,
    /// Entries that are on this device only.
    Unsent { count: usize },
}

/// Lists what waits; in the practice community nothing has to be kept.
pub(crate) fn due(
    practice: bool,
    community: Option<&Arc<Community>>,
    consultations: &[ConsultationItem],
    sync: &SyncStatus,
    reliability: &Reliability,
) -> Vec<Due> {
    let mut list = Vec::new();
    if community.is_some_and(|community| community.recovery_sheet_due) {
        list.push(Due::RecoverySheet);
    }
    list.extend(
        consultations
            .iter()
            .filter(|item| item.conflicts > 0)
            .map(|item| Due::Conflicts {
                room: item.room,
                title: item.title.clone(),
                count: item.conflicts,
            }),
    );
    if !reliability.refused.is_empty() {
        list.push(Due::Refused {
            count: reliability.refused.len(),
        });
    }
    if reliability
        .clock_drift
        .is_some_and(|drift| drift.abs() > DRIFT_SECONDS)
    {
        list.push(Due::Clock);
    }
    if reliability.persisted == Some(false) && !practice {
        list.push(Due::NotKept);
    }
    if let SyncStatus::Offline {
        unsent: count @ 1..,
    } = *sync
    {
        list.push(Due::Unsent { count });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_due(sync: &SyncStatus, reliability: &Reliability, expected: &[Due]) {
        assert_eq!(due(false, None, &[], sync, reliability), expected);
    }

    #[test]
    fn a_quiet_day_lists_nothing() {
        check_due(
            &SyncStatus::Online { unsent: 2 },
            &Reliability::default(),
            &[],
        );
    }

    #[test]
    fn what_is_on_this_device_only_is_listed_while_offline() {
        let sync = SyncStatus::Offline { unsent: 3 };
        check_due(&sync, &Reliability::default(), &[Due::Unsent { count: 3 }]);
    }

    #[test]
    fn practice_is_not_asked_to_be_kept() {
        let reliability = Reliability {
            persisted: Some(false),
            ..Reliability::default()
        };
        let sync = SyncStatus::Online { unsent: 0 };
        check_due(&sync, &reliability, &[Due::NotKept]);
        assert_eq!(due(true, None, &[], &sync, &reliability), []);
    }

    #[test]
    fn a_clock_that_is_years_off_is_listed_either_way() {
        for drift in [-40_000_000, 40_000_000] {
            let reliability = Reliability {
                clock_drift: Some(drift),
                ..Reliability::default()
            };
            check_due(
                &SyncStatus::Online { unsent: 0 },
                &reliability,
                &[Due::Clock],
            );
        }
    }
}
