//! The public pages of boards: a worker that renders them when a board grows, a shelf from which they
//! are served, and limits on what strangers do with them.
//!
//! The worker has a thread of its own and stands beside the way of an entry: the desk rings a bell,
//! never waits for it, and answers its questions a stretch at a time. What it does with a record may
//! fail: a panic costs the board's document, which is read anew after a while; the pages that were
//! rendered last stay on the shelf and say as of when they are. The same thread makes the snapshots for
//! newcomers of long halls (`snapshots.rs`).

mod bell;
mod document;
mod limit;
mod served;
mod shelf;
mod worker;

use std::sync::Arc;

use consultation::{CivilTime, Date};
use ledger::{RoomId, Timestamp};

pub use bell::{Bell, bell};
pub use limit::PerMinute;
pub use served::{Body, Served};
pub use shelf::{BoardPages, Shelf, Shown};
pub use worker::Worker;

/// The community's own clock is China's, eight hours ahead of UTC, all year round.
const ZONE_MINUTES: u64 = 8 * 60;
const MINUTE_MS: u64 = 60_000;

/// Called in the worker before a board is rendered: a place to watch it from, and for a test to break it.
pub type Watch = Arc<dyn Fn(RoomId) + Send + Sync>;

/// How the pages are made and offered.
#[derive(Clone)]
pub struct Setup {
    /// Told of each board that is about to be rendered.
    pub watch: Watch,
    /// Whether search engines are asked to leave the pages out.
    pub noindex: bool,
    /// Look-ups a minute from one address.
    pub lookups_a_minute: u32,
    /// Letters a minute from one address.
    pub letters_a_minute: u32,
    /// Letters a minute to one board.
    pub letters_to_board: u32,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            watch: Arc::new(|_| {}),
            noindex: false,
            lookups_a_minute: limit::LOOKUPS,
            letters_a_minute: limit::LETTERS,
            letters_to_board: limit::LETTERS_TO_BOARD,
        }
    }
}

/// The minute on a community's wall.
fn civil(now: Timestamp) -> Option<CivilTime> {
    let minutes = now.0 / MINUTE_MS + ZONE_MINUTES;
    let (days, minute) = (minutes / (24 * 60), minutes % (24 * 60));
    let day = Date::new(1970, 1, 1)?.plus_days(i32::try_from(days).ok()?)?;
    let part = |number: u64| u8::try_from(number).ok();
    CivilTime::new(day, part(minute / 60)?, part(minute % 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wall_is_eight_hours_ahead_of_utc() {
        let at = |ms: u64| civil(Timestamp(ms)).unwrap().to_string();
        assert_eq!(at(0), "1970-01-01T08:00");
        assert_eq!(at(1_795_795_199_999), "2026-11-27T23:59");
        assert_eq!(at(1_795_795_200_000), "2026-11-28T00:00");
        assert_eq!(civil(Timestamp(u64::MAX)), None, "after the calendar");
    }
}
