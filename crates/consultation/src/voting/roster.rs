//! Who is entitled, frozen at the opening: owners from units, persons, households.
//!
//! One owner with several units is one head (司法解释 9, 宁波市住宅小区物业管理条例 18), co-owners of a unit are
//! one head together, and a household is one head whoever comes for it.

use std::collections::{BTreeMap, BTreeSet};

use super::conduct::Parking;
use super::ids::{BuildingUnit, HeadId, HouseholdId, PropertyUnitId, VoterId};
use super::measure::{Area, Counts, Heads};
use super::rule::VotingRule;
use super::terms::Grouping;
use crate::calendar::is_of_age;
use crate::record::Date;

/// No unit is larger: a square kilometre. More is a slip of the pen, and sums stay exact below it.
const LARGEST_UNIT: Area = Area::square_metres(1_000_000);

/// A unit that somebody owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyUnit {
    /// Its number in the roster.
    pub id: PropertyUnitId,
    /// The unit of the building in which it lies.
    pub building_unit: BuildingUnit,
    /// Who owns it; several own it together.
    pub owners: BTreeSet<VoterId>,
    /// Which of several owners votes.
    pub speaker: Speaker,
    /// Its area by the register of titles.
    pub area: Area,
    /// What it is used for.
    pub property_use: PropertyUse,
}

/// What a unit is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PropertyUse {
    /// 住宅
    Dwelling,
    /// 商铺 and whatever else is no dwelling.
    Other,
    /// 车位
    Parking,
}

/// Which of several people votes for all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// Any, as long as they do not differ.
    Any,
    /// The one they agreed on in writing (宁波: 共有人约定一名行使).
    Agreed(VoterId),
}

/// A person who may be entitled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The roster's name for them.
    pub id: VoterId,
    /// Their household.
    pub household: HouseholdId,
    /// How old they are.
    pub born: Born,
}

/// What a roster knows of somebody's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Born {
    /// The day of birth.
    On(Date),
    /// No day, but staff stated that they are of age.
    OfAge,
}

/// A household and who may come for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// The roster's name for it.
    pub id: HouseholdId,
    /// Its members who may represent it.
    pub members: BTreeSet<VoterId>,
}

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
    /// The rule has each unit of a building vote by itself.
    #[error("units of a building vote apart under this rule")]
    SeveralBuildingUnits,
}

impl Roster {
    /// Owners from their units.
    ///
    /// # Errors
    ///
    /// Names the unit that makes no sense.
    pub fn of_owners(rule: &VotingRule, units: &[PropertyUnit]) -> Result<Self, RosterError> {
        let mut heads: BTreeMap<BTreeSet<VoterId>, Head> = BTreeMap::new();
        let mut left_out = Vec::new();
        let mut seen = BTreeSet::new();
        for unit in units {
            if !seen.insert(&unit.id) {
                return Err(RosterError::Twice(unit.id.to_string()));
            }
            check_unit(unit)?;
            if unit.property_use == PropertyUse::Parking
                && rule.terms().conduct.parking == Parking::Outside
            {
                let why = WhyLeftOut::Parking;
                let id = unit.id.to_string();
                left_out.push(LeftOut { id, why });
                continue;
            }
            let head = heads
                .entry(unit.owners.clone())
                .or_insert_with(|| Head::of(&unit.owners));
            head.area = Area::hundredths(head.area.get().saturating_add(unit.area.get()));
            if let Speaker::Agreed(_) = unit.speaker {
                head.speaker = unit.speaker.clone();
            }
        }
        let first = units.first().map(|unit| &unit.building_unit);
        let is_apart = rule.terms().grouping == Grouping::ByBuildingUnit;
        if is_apart && units.iter().any(|unit| Some(&unit.building_unit) != first) {
            return Err(RosterError::SeveralBuildingUnits);
        }
        let heads = heads.into_values().collect();
        Ok(Self { heads, left_out })
    }

    /// Persons of the age that the rule asks for, on the day of the vote.
    ///
    /// # Errors
    ///
    /// When a person is in the list twice.
    pub fn of_persons(
        rule: &VotingRule,
        persons: &[Person],
        day: Date,
    ) -> Result<Self, RosterError> {
        let least = rule.terms().conduct.least_age;
        let mut heads = BTreeMap::new();
        let mut left_out = Vec::new();
        for person in persons {
            if let Born::On(born) = person.born
                && !is_of_age(born, day, least)
            {
                let why = WhyLeftOut::UnderAge;
                let id = person.id.to_string();
                left_out.push(LeftOut { id, why });
                continue;
            }
            let mut head = Head::of(&BTreeSet::from([person.id.clone()]));
            head.household = Some(person.household.clone());
            if heads.insert(&person.id, head).is_some() {
                return Err(RosterError::Twice(person.id.to_string()));
            }
        }
        let heads = heads.into_values().collect();
        Ok(Self { heads, left_out })
    }

    /// Households, each of which is one whoever comes for it.
    ///
    /// # Errors
    ///
    /// Names the household that is there twice or has nobody.
    pub fn of_households(households: &[Household]) -> Result<Self, RosterError> {
        let mut heads = BTreeMap::new();
        for household in households {
            if household.members.is_empty() {
                return Err(RosterError::Nobody(household.id.to_string()));
            }
            let mut head = Head::of(&household.members);
            head.id = HeadId::new(household.id.as_str());
            head.household = Some(household.id.clone());
            if heads.insert(&household.id, head).is_some() {
                return Err(RosterError::Twice(household.id.to_string()));
            }
        }
        Ok(Self {
            heads: heads.into_values().collect(),
            left_out: Vec::new(),
        })
    }

    /// Those who count as one each, in an order of their own.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// What was in the list and is not entitled.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// All of them together.
    pub fn counts(&self) -> Counts {
        sum(self.heads.iter())
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
    let mut households = BTreeSet::new();
    for head in heads {
        counts = counts.plus(&Counts::new(Heads::new(1), head.area));
        households.extend(head.household.as_ref());
    }
    counts.households = Heads::new(u64::try_from(households.len()).unwrap_or(u64::MAX));
    counts
}

fn check_unit(unit: &PropertyUnit) -> Result<(), RosterError> {
    if unit.owners.is_empty() {
        return Err(RosterError::Nobody(unit.id.to_string()));
    }
    if unit.area > LARGEST_UNIT {
        return Err(RosterError::AreaTooLarge(unit.id.clone()));
    }
    match &unit.speaker {
        Speaker::Agreed(voter) if !unit.owners.contains(voter) => {
            Err(RosterError::SpeakerIsNoOwner(unit.id.clone()))
        }
        _ => Ok(()),
    }
}
