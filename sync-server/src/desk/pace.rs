//! When a group is written: at once after a quiet moment, together with its neighbours in a rush.

use std::time::{Duration, Instant};

use super::group::Group;

/// Shortest time between two groups of a few items each. What comes alone is written, answered and
/// handed out at once. Of what comes faster than this, several items share one write to the disk, one
/// signed head and one frame for each listener, so that the relay's disk and thirty phones are woken
/// twenty times a second and not for every item. It is a fifth of the time for which the app itself
/// gathers letters, and below what eyes notice.
const APART: Duration = Duration::from_millis(50);
/// Items for which a write pays by itself, so that nobody who brings many waits between two frames.
const WORTH_ITEMS: usize = 16;
/// Bytes for which it does.
const WORTH_BYTES: usize = 16 * 1024;

/// Remembers when the last group was written.
#[derive(Debug, Default)]
pub(super) struct Pace {
    written_at: Option<Instant>,
}

impl Pace {
    /// When a group that holds writes is to be written; nothing else waits for a time.
    pub(super) fn due(&self, group: &Group) -> Option<Instant> {
        let is_worth_it = group.items() >= WORTH_ITEMS || group.bytes() >= WORTH_BYTES;
        self.written_at
            .filter(|_| group.has_writes() && !is_worth_it)
            .map(|written_at| written_at + APART)
    }

    /// Whether a group may be settled now; if it holds writes it counts as the last one from now on.
    pub(super) fn allows(&mut self, group: &Group, now: Instant) -> bool {
        let is_due = self.due(group).is_none_or(|due| due <= now);
        if is_due && group.has_writes() {
            self.written_at = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use ledger::{Digest, RoomId, Timestamp};

    use super::*;
    use crate::log::{Stored, Write};

    fn of(items: usize, bytes: usize) -> Group {
        let mut group = Group::default();
        for seq in (1..).take(items) {
            let stored = Stored {
                seq,
                judged_at: 0,
                received_at: Timestamp(0),
                digest: Digest::ZERO,
                entry: vec![0; bytes].into(),
            };
            group.hold(Write::Append(RoomId([1; 32]), stored));
        }
        group
    }

    #[test]
    fn what_comes_alone_is_written_at_once_and_a_rush_together() {
        let mut pace = Pace::default();
        let begin = Instant::now();
        let at = |millis| begin + Duration::from_millis(millis);
        assert!(
            pace.allows(&of(1, 400), at(0)),
            "nothing was written before"
        );
        assert!(!pace.allows(&of(1, 400), at(10)));
        assert!(!pace.allows(&of(2, 400), at(40)));
        assert_eq!(pace.due(&of(2, 400)), Some(begin + APART));
        assert!(pace.allows(&of(2, 400), at(50)));
        assert!(!pace.allows(&of(1, 400), at(60)));
        assert!(pace.allows(&of(1, 400), at(110)), "the rush is over");
    }

    #[test]
    fn only_writes_wait_and_what_is_worth_a_write_does_not() {
        let mut pace = Pace::default();
        let now = Instant::now();
        assert!(pace.allows(&of(1, 400), now));
        assert!(
            pace.allows(&of(0, 0), now),
            "questions are answered at once"
        );
        assert!(pace.allows(&of(WORTH_ITEMS, 1), now), "many items");
        assert!(pace.allows(&of(1, WORTH_BYTES), now), "many bytes");
        assert!(!pace.allows(&of(1, 400), now));
    }
}
