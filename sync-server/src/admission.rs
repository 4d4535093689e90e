//! How many strangers are let in at once. Whoever has been welcomed is no stranger any more, so a
//! flood of silent connections cannot push out those who are at work.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
};

/// Strangers from one address: a hall full of phones behind one router, all reconnecting at once.
pub const PER_ADDRESS: usize = 512;
/// Strangers in all, well below the files that a process may have open.
pub const IN_ALL: usize = 4_096;

/// Counts strangers.
#[derive(Debug)]
pub struct Admission {
    per_address: usize,
    in_all: usize,
    strangers: Mutex<Strangers>,
}

#[derive(Debug, Default)]
struct Strangers {
    by_address: HashMap<IpAddr, usize>,
    in_all: usize,
}

/// One stranger's place; dropping it gives the place back.
#[derive(Debug)]
pub struct Place {
    admission: Arc<Admission>,
    address: IpAddr,
}

impl Admission {
    /// Lets in this many from one address and in all.
    pub fn new(per_address: usize, in_all: usize) -> Arc<Self> {
        Arc::new(Self {
            per_address,
            in_all,
            strangers: Mutex::default(),
        })
    }

    /// A place for a stranger from this address, if there is one.
    pub fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let address = network(address);
        let mut strangers = self.lock();
        if strangers.in_all >= self.in_all {
            return None;
        }
        let here = strangers.by_address.entry(address).or_default();
        if *here >= self.per_address {
            return None;
        }
        *here += 1;
        strangers.in_all += 1;
        Some(Place {
            admission: self.clone(),
            address,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Strangers> {
        self.strangers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut strangers = self.admission.lock();
        strangers.in_all = strangers.in_all.saturating_sub(1);
        if let Some(here) = strangers.by_address.get_mut(&self.address) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                strangers.by_address.remove(&self.address);
            }
        }
    }
}

/// What one subscriber of a provider has: an IPv4 address, or the first half of an IPv6 address.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let first_half = u128::from(address) >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from(first_half))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_every_place() {
        let admission = Admission::new(2, 3);
        let one: IpAddr = "10.0.0.1".parse().unwrap();
        let other: IpAddr = "10.0.0.2".parse().unwrap();
        let first = admission.admit(one);
        let _second = admission.admit(one);
        assert!(first.is_some());
        assert!(admission.admit(one).is_none(), "third from one address");
        let _third = admission.admit(other).expect("another address");
        assert!(admission.admit(other).is_none(), "fourth in all");
        drop(first);
        assert!(admission.admit(one).is_some(), "a place given back");
    }

    #[test]
    fn addresses_of_one_network_count_together() {
        let admission = Admission::new(1, 9);
        let _place = admission.admit("2001:db8::1".parse().unwrap());
        assert!(admission.admit("2001:db8::2".parse().unwrap()).is_none());
        assert!(
            admission
                .admit("2001:db8:0:1::2".parse().unwrap())
                .is_some()
        );
    }
}
