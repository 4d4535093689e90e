//! Who is entitled, frozen at the opening: owners from units, persons, households.
//!
//! One owner with several units is one head (司法解释 9, 宁波市住宅小区物业管理条例 18), co-owners of a unit are
//! one head together, and a household is one head whoever comes for it.

mod build;
mod listed;

use std::collections::BTreeSet;

pub use listed::{Born, Household, PropertyUnit, PropertyUse, Resident, Speaker};

use super::ids::{HeadId, HouseholdId, PropertyUnitId, VoterId};
use super::measure::{Area, Counts, Heads};

/// What counts as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub id: HeadId,
    /// Who may hand in its ballot.
    pub voters: BTreeSet<VoterId>,
    /// Which of them does.
    pub speaker: Speaker,
    /// Its area.
    pub area: Area,
    /// Its household, where persons vote.
    pub household: Option<HouseholdId>,
}

/// All who are entitled, as frozen at the opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    heads: Vec<Head>,
    left_out: Vec<LeftOut>,
    addenda: Vec<Addendum>,
}

/// Something that changed after the opening, such as a flat that was sold. The frozen roster holds;
/// the change is noted beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addendum {
    /// Whom it is about.
    pub voter: VoterId,
    /// What changed.
    pub change: RosterChange,
}

/// What changed after the opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RosterChange {
    /// Would be entitled by now.
    Joined,
    /// Would no longer be entitled.
    Left,
}

/// Somebody or something in the list that is not entitled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// A voter's or a unit's id.
    pub id: String,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why somebody or something in the list is not entitled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeftOut {
    /// Not of age on the day.
    UnderAge,
    /// A parking space, which the rule leaves outside.
    Parking,
}

/// Why a list is no roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// A line with the same id twice.
    #[error("{0} is in the list twice")]
    Twice(String),
    /// A unit without an owner, a household without a member.
    #[error("nobody belongs to {0}")]
    Nobody(String),
    /// An area that cannot be.
    #[error("the area of {0} is too large")]
    AreaTooLarge(PropertyUnitId),
    /// Owners who agreed on somebody who is not one of them.
    #[error("the owners of {0} agreed on somebody else")]
    SpeakerIsNoOwner(PropertyUnitId),
    /// Owners of several units who agreed on one person here and another there.
    #[error("the owners of {0} agreed on somebody else for another unit")]
    SpeakersDiffer(PropertyUnitId),
    /// The rule has each unit of a building vote by itself.
    #[error("units of a building vote apart under this rule")]
    SeveralBuildingUnits,
}

impl Roster {
    /// A roster that was frozen before: its heads as they were read then.
    pub(crate) fn of_heads(heads: Vec<Head>) -> Self {
        Self {
            heads,
            left_out: Vec::new(),
            addenda: Vec::new(),
        }
    }

    /// Those who count as one each, in an order of their own.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// What was in the list and is not entitled.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Notes a change that came after the opening and changes nothing here.
    pub fn note(&mut self, addendum: Addendum) {
        self.addenda.push(addendum);
    }

    /// What changed after the opening.
    pub fn addenda(&self) -> &[Addendum] {
        &self.addenda
    }

    /// All of them together.
    pub fn counts(&self) -> Counts {
        sum(self.heads.iter())
    }

    /// Those of whom anybody is among some people.
    pub fn counts_of(&self, people: &BTreeSet<VoterId>) -> Counts {
        sum(self.heads.iter().filter(|head| head.is_any_of(people)))
    }

    /// Whether somebody may hand in a ballot for anyone here.
    pub fn has(&self, voter: &VoterId) -> bool {
        self.heads.iter().any(|head| head.voters.contains(voter))
    }
}

impl Head {
    fn of(voters: &BTreeSet<VoterId>) -> Self {
        let mut id = String::new();
        for voter in voters {
            if !id.is_empty() {
                id.push('+');
            }
            id.push_str(voter.as_str());
        }
        Self {
            id: HeadId::new(&id),
            voters: voters.clone(),
            speaker: Speaker::Any,
            area: Area::ZERO,
            household: None,
        }
    }

    /// Whether one of a set of people belongs to it.
    pub(super) fn is_any_of(&self, people: &BTreeSet<VoterId>) -> bool {
        self.voters.iter().any(|voter| people.contains(voter))
    }
}

/// Heads by every measure; a household counts once.
pub(super) fn sum<'a>(heads: impl Iterator<Item = &'a Head>) -> Counts {
    let mut counts = Counts::ZERO;
    let mut households: Vec<&HouseholdId> = Vec::new();
    for head in heads {
        counts = counts.plus(&Counts::new(Heads::new(1), head.area));
        households.extend(head.household.as_ref());
    }
    households.sort_unstable();
    households.dedup();
    counts.households = Heads::new(u64::try_from(households.len()).unwrap_or(u64::MAX));
    counts
}
