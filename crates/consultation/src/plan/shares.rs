//! 构成: who takes part in which share, and what is to be said about it.

use crate::projection::Row;
use crate::record::{Column, Kind};
use crate::voting::defaults;

/// Seats of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which kind.
    pub kind: Kind,
    /// Its seats; a participant without a number has one.
    pub seats: u64,
}

/// Something that the plan should be looked at again for. None of them forbids anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Residents have fewer than half of the seats (by the default of the community's rules).
    FewResidents {
        /// Seats of residents and their groups.
        residents: u64,
        /// All seats.
        all: u64,
    },
    /// 非户籍居民 are not there, though they live here (二(一), 三(二)).
    NoUnregistered,
    /// 非户籍居民 have less than half of their share among the residents who live here.
    FewUnregistered {
        /// Their seats.
        seats: u64,
        /// Seats that would be half of their share, rounded up.
        half: u64,
    },
}

/// The seats of a plan, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares(Vec<Share>);

impl Shares {
    /// Counts the seats of participants.
    pub fn of<'a>(participants: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut shares: Vec<Share> = Vec::new();
        for row in participants {
            if let Some(kind) = row.choice(Column::Kind).and_then(Kind::from_id) {
                let count = row.count(Column::Count).unwrap_or(1);
                match shares.iter_mut().find(|share| share.kind == kind) {
                    Some(share) => share.seats = share.seats.saturating_add(count),
                    None => shares.push(Share { kind, seats: count }),
                }
            }
        }
        shares.sort_unstable_by_key(|share| share.kind);
        Self(shares)
    }

    /// The kinds with their seats, in the policy's order.
    pub fn iter(&self) -> impl Iterator<Item = Share> {
        self.0.iter().copied()
    }

    /// All seats.
    pub fn all(&self) -> u64 {
        self.sum(|_| true)
    }

    fn sum(&self, counts: impl Fn(Kind) -> bool) -> u64 {
        let counted = self.0.iter().filter(|share| counts(share.kind));
        counted.fold(0, |sum: u64, share| sum.saturating_add(share.seats))
    }

    /// What is to be said about them. `living_here` is how many residents live here and how many of
    /// those are registered elsewhere, if the roster tells.
    pub fn warnings(&self, living_here: Option<(u64, u64)>) -> Vec<Warning> {
        let all = self.all();
        if all == 0 {
            return Vec::new();
        }
        let residents = self.sum(Kind::is_resident);
        let seats = self.sum(|kind| kind == Kind::UnregisteredResident);
        let mut warnings = Vec::new();
        if !defaults::RESIDENTS_SHARE.is_met(residents, all) {
            warnings.push(Warning::FewResidents { residents, all });
        }
        match living_here {
            Some((_, 0)) => {}
            _ if seats == 0 => warnings.push(Warning::NoUnregistered),
            Some((living, unregistered)) if living > 0 => {
                // Half of their share, of the seats of residents.
                let share = u128::from(residents) * u128::from(unregistered);
                let half = share.div_ceil(u128::from(living) * 2);
                let half = u64::try_from(half).unwrap_or(u64::MAX);
                if seats < half {
                    warnings.push(Warning::FewUnregistered { seats, half });
                }
            }
            _ => {}
        }
        warnings
    }
}
