//! Reading a roster: who counts as one, who is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Born, Household, PropertyUnit, PropertyUse, Resident, Speaker};
use super::{Head, LeftOut, Roster, RosterError, WhyLeftOut};
use crate::calendar::is_of_age;
use crate::record::Date;
use crate::voting::conduct::Parking;
use crate::voting::ids::{HeadId, VoterId};
use crate::voting::measure::Area;
use crate::voting::rule::VotingRule;
use crate::voting::terms::Grouping;

/// No unit is larger: a square kilometre. More is a slip of the pen, and sums stay exact below it.
const LARGEST_UNIT: Area = Area::square_metres(1_000_000);

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
        Ok(Self {
            heads,
            left_out,
            addenda: Vec::new(),
        })
    }

    /// Residents of the age that the rule asks for, on the day of the vote.
    ///
    /// # Errors
    ///
    /// When somebody is in the list twice.
    pub fn of_residents(
        rule: &VotingRule,
        residents: &[Resident],
        day: Date,
    ) -> Result<Self, RosterError> {
        let least = rule.terms().conduct.least_age;
        let mut heads = BTreeMap::new();
        let mut left_out = Vec::new();
        for person in residents {
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
        Ok(Self {
            heads,
            left_out,
            addenda: Vec::new(),
        })
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
            addenda: Vec::new(),
        })
    }
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
