//! How often one address may look numbers up. The numbers cannot be guessed; this is for the relay's
//! sake, and for the sake of those behind the same address it is generous.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use ledger::Timestamp;

use crate::admission::network;

/// Look-ups a minute from one address: a stairwell behind one router, all asking at once.
pub(super) const A_MINUTE: u32 = 30;
/// Addresses remembered; beyond it, look-ups of further ones wait for the next minute.
const ADDRESSES: usize = 20_000;
const MINUTE_MS: u64 = 60_000;

/// Counts look-ups by the minute.
#[derive(Debug)]
pub struct LookUps {
    a_minute: u32,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    minute: u64,
    by_address: HashMap<IpAddr, u32>,
}

impl LookUps {
    /// Allows so many a minute.
    pub fn new(a_minute: u32) -> Self {
        Self {
            a_minute,
            counts: Mutex::default(),
        }
    }

    /// Whether an address may look up once more.
    pub fn allows(&self, now: Timestamp, address: IpAddr) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.0 / MINUTE_MS;
        if counts.minute != minute {
            *counts = Counts {
                minute,
                ..Counts::default()
            };
        }
        let is_full = counts.by_address.len() >= ADDRESSES;
        let address = network(address);
        if is_full && !counts.by_address.contains_key(&address) {
            return false;
        }
        let count = counts.by_address.entry(address).or_default();
        *count = count.saturating_add(1);
        *count <= self.a_minute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_looks_up_so_often_a_minute_and_others_go_on() {
        let lookups = LookUps::new(2);
        let allows = |ms, address: &str| lookups.allows(Timestamp(ms), address.parse().unwrap());
        assert!(allows(0, "10.0.0.1") && allows(1, "10.0.0.1"));
        assert!(!allows(59_999, "10.0.0.1"));
        assert!(allows(59_999, "10.0.0.2"));
        assert!(allows(60_000, "10.0.0.1"), "the next minute");
    }

    #[test]
    fn no_more_addresses_are_remembered_than_the_limit() {
        let lookups = LookUps::new(1);
        for number in 0..u32::try_from(ADDRESSES).unwrap() {
            assert!(lookups.allows(Timestamp(0), IpAddr::from(number.to_be_bytes())));
        }
        assert!(!lookups.allows(Timestamp(0), "192.0.2.1".parse().unwrap()));
    }
}
