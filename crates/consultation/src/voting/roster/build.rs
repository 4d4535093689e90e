//! Reading a roster: who counts as one, who is left out.

use std::collections::BTreeSet;

use super::{Born, Household, PropertyUnit, PropertyUse, Resident, Speaker};
use super::{Head, LeftOut, Roster, RosterError, WhyLeftOut};
use crate::calendar::is_of_age;
use crate::record::Date;
use crate::voting::conduct::Parking;
use crate::voting::ids::HeadId;
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
        let mut heads: Vec<Head> = Vec::new();
        let mut left_out = Vec::new();
        check_once(units.iter().map(|unit| unit.id.as_str()).collect())?;
        let mut units: Vec<&PropertyUnit> = units.iter().collect();
        units.sort_by(|one, other| (&one.owners, &one.id).cmp(&(&other.owners, &other.id)));
        for unit in &units {
            check_unit(unit)?;
            if unit.property_use == PropertyUse::Parking
                && rule.terms().conduct.parking == Parking::Outside
            {
                let why = WhyLeftOut::Parking;
                let id = unit.id.to_string();
                left_out.push(LeftOut { id, why });
                continue;
            }
            match heads.last_mut() {
                Some(head) if head.voters == unit.owners => head.take(unit)?,
                _ => {
                    let mut head = Head::of(&unit.owners);
                    head.take(unit)?;
                    heads.push(head);
                }
            }
        }
        let first = units.first().map(|unit| &unit.building_unit);
        let is_apart = rule.terms().grouping == Grouping::ByBuildingUnit;
        if is_apart && units.iter().any(|unit| Some(&unit.building_unit) != first) {
            return Err(RosterError::SeveralBuildingUnits);
        }
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
        check_once(residents.iter().map(|person| person.id.as_str()).collect())?;
        let mut heads = Vec::new();
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
            heads.push(head);
        }
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
        check_once(
            households
                .iter()
                .map(|household| household.id.as_str())
                .collect(),
        )?;
        let mut heads = Vec::new();
        for household in households {
            if household.members.is_empty() {
                return Err(RosterError::Nobody(household.id.to_string()));
            }
            let mut head = Head::of(&household.members);
            head.id = HeadId::new(household.id.as_str());
            head.household = Some(household.id.clone());
            heads.push(head);
        }
        Ok(Self {
            heads,
            left_out: Vec::new(),
            addenda: Vec::new(),
        })
    }
}

impl Head {
    /// Takes one more unit of the same owners.
    fn take(&mut self, unit: &PropertyUnit) -> Result<(), RosterError> {
        self.area = Area::hundredths(self.area.get().saturating_add(unit.area.get()));
        match (&self.speaker, &unit.speaker) {
            (_, Speaker::Any) => {}
            (Speaker::Any, agreed) => self.speaker = agreed.clone(),
            (before, agreed) if before == agreed => {}
            _ => return Err(RosterError::SpeakersDiffer(unit.id.clone())),
        }
        Ok(())
    }
}

fn check_once(mut ids: Vec<&str>) -> Result<(), RosterError> {
    ids.sort_unstable();
    for pair in ids.windows(2) {
        if let [one, other] = pair
            && one == other
        {
            return Err(RosterError::Twice((*one).to_owned()));
        }
    }
    Ok(())
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
