//! When to try again, and by which way.

use std::time::Duration;

/// How frames travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A WebSocket: the usual way.
    Socket,
    /// Long polls, for networks whose middle boxes break WebSockets.
    Poll,
}

/// Counts attempts that came to nothing and spreads the next ones out.
///
/// Delays double from one second to a minute and are drawn from the upper half, so that hundreds of devices that
/// lost the same relay at once do not come back at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// Attempts by WebSocket before a long poll is tried in between.
const SOCKETS_FIRST: u32 = 2;

impl Backoff {
    /// Notes that the relay proved itself: the next loss starts from the shortest delay.
    pub(crate) fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// Notes an attempt that came to nothing, or a link that was lost, and says how long to wait.
    ///
    /// `random` is any number, drawn anew each time.
    pub(crate) fn failed(&mut self, random: u32) -> Duration {
        let doubled = FIRST.saturating_mul(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        let half = doubled.min(LONGEST) / 2;
        half + half.mul_f64(f64::from(random) / f64::from(u32::MAX))
    }

    /// The way to try next: sockets first, then both in turn.
    pub(crate) fn way(&self) -> Way {
        let in_turn = self.failures >= SOCKETS_FIRST && self.failures.is_multiple_of(2);
        if in_turn { Way::Poll } else { Way::Socket }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Backoff, Way};

    #[test]
    fn delays_double_up_to_a_minute_and_stay_in_the_upper_half() {
        for (random, part) in [(0, 0.5), (u32::MAX, 1.0)] {
            let mut backoff = Backoff::default();
            for seconds in [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0] {
                let expected = Duration::from_secs_f64(seconds * part);
                assert_eq!(backoff.failed(random), expected);
            }
        }
    }

    #[test]
    fn a_long_outage_overflows_nothing() {
        let mut backoff = Backoff { failures: u32::MAX };
        assert!(backoff.failed(u32::MAX) <= Duration::from_secs(60));
    }

    #[test]
    fn success_starts_from_the_shortest_delay() {
        let mut backoff = Backoff::default();
        for _ in 0..9 {
            backoff.failed(7);
        }
        backoff.succeeded();
        assert_eq!(backoff.failed(u32::MAX), Duration::from_secs(1));
    }

    #[test]
    fn polls_are_tried_only_after_sockets_failed() {
        let mut backoff = Backoff::default();
        let mut ways = Vec::new();
        for _ in 0..6 {
            ways.push(backoff.way());
            backoff.failed(0);
        }
        assert_eq!(
            ways,
            [
                Way::Socket,
                Way::Socket,
                Way::Poll,
                Way::Socket,
                Way::Poll,
                Way::Socket
            ]
        );
    }
}
