//! How often something may be done in a minute: numbers looked up, letters written, by one address or
//! to one board. Numbers cannot be guessed; this is for the relay's sake and the staff's, and for the sake of
//! those behind the same address it is generous.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use ledger::Timestamp;

/// Look-ups a minute from one address: a stairwell behind one router, all asking at once.
pub(super) const LOOKUPS: u32 = 30;
/// Letters a minute from one address: some who fill in forms on the same router.
pub(super) const LETTERS: u32 = 10;
/// Letters a minute to one board, which is as many as its staff can read in an hour.
pub(super) const LETTERS_TO_BOARD: u32 = 60;
/// Addresses remembered; beyond it, further ones wait for the next minute.
const REMEMBERED: usize = 20_000;
const MINUTE_MS: u64 = 60_000;

/// Counts by the minute, for each key apart.
#[derive(Debug)]
pub struct PerMinute<K> {
    a_minute: u32,
    counts: Mutex<Counts<K>>,
}

#[derive(Debug)]
struct Counts<K> {
    minute: u64,
    by_key: HashMap<K, u32>,
}

impl<K: Eq + Hash> PerMinute<K> {
    /// Allows so many a minute.
    pub fn new(a_minute: u32) -> Self {
        let counts = Counts {
            minute: 0,
            by_key: HashMap::new(),
        };
        Self {
            a_minute,
            counts: Mutex::new(counts),
        }
    }

    /// Whether it may be done once more.
    pub fn allows(&self, now: Timestamp, key: K) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.0 / MINUTE_MS;
        if counts.minute != minute {
            *counts = Counts {
                minute,
                by_key: HashMap::new(),
            };
        }
        let is_full = counts.by_key.len() >= REMEMBERED;
        if is_full && !counts.by_key.contains_key(&key) {
            return false;
        }
        let count = counts.by_key.entry(key).or_default();
        *count = count.saturating_add(1);
        *count <= self.a_minute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_does_it_so_often_a_minute_and_others_go_on() {
        let limit = PerMinute::new(2);
        let allows = |ms, key: &str| limit.allows(Timestamp(ms), key.to_owned());
        assert!(allows(0, "a") && allows(1, "a"));
        assert!(!allows(59_999, "a"));
        assert!(allows(59_999, "b"));
        assert!(allows(60_000, "a"), "the next minute");
    }

    #[test]
    fn no_more_are_remembered_than_the_limit() {
        let limit = PerMinute::new(1);
        for number in 0..REMEMBERED {
            assert!(limit.allows(Timestamp(0), number));
        }
        assert!(!limit.allows(Timestamp(0), REMEMBERED));
    }
}
