//! Names of voters, units and ballots, as the roster and the log have them.

use std::fmt;

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id that the roster uses.
            pub fn new(id: &str) -> Self {
                Self(id.to_owned())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

text_ids! {
    /// A human being or body that may hand in a ballot: a line of the roster.
    VoterId;
    /// What counts as one: an owner, co-owners together, a household, a person.
    HeadId;
    /// 户
    HouseholdId;
    /// 专有部分: a flat, a shop, a parking space.
    PropertyUnitId;
    /// 单元: the staircase of a building by which votes are taken apart.
    BuildingUnit;
}

/// A ballot's place in the log or on the pile: the order that every device agrees on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BallotNo(u64);

impl BallotNo {
    /// The place.
    pub const fn new(place: u64) -> Self {
        Self(place)
    }

    /// The place.
    pub const fn get(self) -> u64 {
        self.0
    }
}
