//! What waits for the person today, most pressing first.

use std::sync::Arc;

use consultation::procedure::{self, Urgency};
use consultation::{CivilTime, Date};
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
    /// What the procedure asks of staff: of a consultation, or of the board's topics.
    Procedure {
        hall: Option<(RoomId, String)>,
        due: procedure::Due,
    },
}

impl Due {
    /// How much it presses; `None` for what has to do with the device and comes first.
    pub(crate) fn urgency(&self, now: Option<CivilTime>) -> Option<Urgency> {
        match (self, now) {
            (Self::Procedure { due, .. }, Some(now)) => Some(due.urgency(now)),
            (Self::Procedure { .. }, None) => Some(Urgency::Open),
            _ => None,
        }
    }

    fn rank(&self, now: Option<CivilTime>) -> (Option<Urgency>, Option<Date>) {
        let by = match self {
            Self::Procedure { due, .. } => due.by,
            _ => None,
        };
        (self.urgency(now), by)
    }
}

/// What the procedure asks of staff within a week, the most pressing first.
pub(crate) fn procedure(
    community: Option<&Arc<Community>>,
    consultations: &[ConsultationItem],
    now: Option<CivilTime>,
) -> Vec<Due> {
    let mut list: Vec<Due> = Vec::new();
    let mut add = |hall: Option<&ConsultationItem>, due: &procedure::Due| {
        let due = Due::Procedure {
            hall: hall.map(|item| (item.room, item.line.title.clone())),
            due: *due,
        };
        let rank = due.rank(now);
        if rank.0 < Some(Urgency::Later) {
            let place = list.partition_point(|known| known.rank(now) <= rank);
            list.insert(place, due);
        }
    };
    let of_board = community.iter().flat_map(|community| &community.due);
    of_board.for_each(|due| add(None, due));
    for item in consultations {
        item.line.due.iter().for_each(|due| add(Some(item), due));
    }
    list
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
            .filter(|item| item.line.conflicts > 0)
            .map(|item| Due::Conflicts {
                room: item.room,
                title: item.line.title.clone(),
                count: item.line.conflicts,
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
    use consultation::procedure::Pressing;

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

    fn consultation(number: u8, due: &[(Pressing, Option<&str>)]) -> ConsultationItem {
        let due = due.iter().map(|(what, by)| procedure::Due {
            what: *what,
            count: 1,
            by: by.map(|by| by.parse().unwrap()),
            at: None,
        });
        let line = procedure::Overview {
            title: number.to_string(),
            form: None,
            venue: String::new(),
            start: None,
            conflicts: 0,
            stage: None,
            track: consultation::record::Track::Ordinary,
            filed: None,
            due: due.collect(),
            promises: Vec::new(),
            submissions: Vec::new(),
            began: None,
            board_marks: 0,
            holds: (Date::FIRST, None),
        };
        ConsultationItem {
            room: RoomId([number; 32]),
            line: Arc::new(line),
            mark: crate::session::Mark::Delivered,
        }
    }

    #[test]
    fn what_is_overdue_comes_first_and_what_is_far_away_not_at_all() {
        let consultations = [
            consultation(1, &[(Pressing::Measures, Some("2026-12-31"))]),
            consultation(2, &[(Pressing::ResultTold, None)]),
            consultation(3, &[(Pressing::Measures, Some("2026-11-30"))]),
            consultation(4, &[(Pressing::PlanRemarks, Some("2026-11-26"))]),
            consultation(5, &[(Pressing::PlanNotice, Some("2026-11-20"))]),
            consultation(6, &[(Pressing::PlanRemarks, Some("2026-11-20"))]),
            consultation(7, &[(Pressing::Measures, Some("2026-11-28"))]),
        ];
        let now = "2026-11-27T09:00".parse().ok();
        let list = procedure(None, &consultations, now);
        let halls = list.iter().map(|due| match due {
            Due::Procedure { hall, .. } => hall.as_ref().unwrap().1.as_str(),
            _ => "",
        });
        assert_eq!(halls.collect::<String>(), "645732");
        assert_eq!(list.first().unwrap().urgency(now), Some(Urgency::Overdue));
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
