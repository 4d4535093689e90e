//! 表决名册: who counts as one, from the cards of a sitting.

use std::collections::BTreeSet;

use ledger::PersonId;

use super::attendance::{Attendance, Attendee};
use super::event::RollHead;
use super::order;
use crate::voting::{
    Area, BuildingUnit, Entitled, Head, HeadId, Household, HouseholdId, PropertyUnit,
    PropertyUnitId, PropertyUse, Roster, RosterError, Speaker, VoterId, VotingRule,
};

/// The name by which voting knows a person.
pub fn voter(person: PersonId) -> VoterId {
    VoterId::new(&person.to_string())
}

/// The person whom voting knows by a name.
pub fn person(voter: &VoterId) -> Option<PersonId> {
    PersonId::from_hex(voter.as_str())
}

/// Who counts as one by a rule, from the cards: owners by their units, households, or persons who are invited or
/// attend. `group` is the staircase that votes by itself; empty for all together.
///
/// # Errors
///
/// Names the unit or household that makes no sense.
pub fn heads(
    rule: &VotingRule,
    attendance: &Attendance,
    group: &str,
) -> Result<Vec<RollHead>, RosterError> {
    let entitled = rule.terms().entitled;
    let heads = if entitled.are_owners() {
        owners(rule, attendance, group)?
    } else if entitled == Entitled::Households {
        households(attendance)?
    } else {
        persons(attendance)
    };
    Ok(heads)
}

/// Those who are to come or attend; what observers and listeners stand for has no vote here.
fn counted(attendance: &Attendance) -> impl Iterator<Item = &Attendee> {
    let people = attendance.iter();
    people.filter(|attendee| match attendee.capacity {
        None => attendee.is_invited(),
        Some(_) => attendee.attends() || attendee.is_invited(),
    })
}

fn owners(
    rule: &VotingRule,
    attendance: &Attendance,
    group: &str,
) -> Result<Vec<RollHead>, RosterError> {
    let mut units: Vec<PropertyUnit> = Vec::new();
    for attendee in attendance.iter() {
        let owned = attendee.card.iter().flat_map(|card| &card.units);
        for owned in owned.filter(|owned| group.is_empty() || owned.building_unit == group) {
            let owner = voter(attendee.person);
            match units.iter_mut().find(|unit| unit.id.as_str() == owned.unit) {
                Some(unit) if unit.area.get() == owned.area => {
                    unit.owners.insert(owner);
                }
                // Two cards that give one unit two areas: somebody has to look before anything is counted.
                Some(unit) => return Err(RosterError::Twice(unit.id.to_string())),
                None => units.push(PropertyUnit {
                    id: PropertyUnitId::new(&owned.unit),
                    building_unit: BuildingUnit::new(&owned.building_unit),
                    owners: BTreeSet::from([owner]),
                    speaker: Speaker::Any,
                    area: Area::hundredths(owned.area),
                    property_use: match owned.is_parking {
                        true => PropertyUse::Parking,
                        false => PropertyUse::Dwelling,
                    },
                }),
            }
        }
    }
    let roster = Roster::of_owners(rule, &units)?;
    let doors = |head: &Head| {
        let theirs = units.iter().filter(|unit| {
            unit.owners == head.voters
                && !roster
                    .left_out()
                    .iter()
                    .any(|left| left.id == unit.id.as_str())
        });
        let names: Vec<&str> = theirs.map(|unit| unit.id.as_str()).collect();
        names.join("、")
    };
    let heads = roster.heads().iter();
    let heads: Vec<RollHead> = heads
        .map(|head| RollHead {
            label: doors(head),
            voters: head.voters.iter().filter_map(person).collect(),
            area: head.area.get(),
            household: String::new(),
        })
        .collect();
    Ok(order::by_words(heads, |head| head.label.clone()))
}

fn households(attendance: &Attendance) -> Result<Vec<RollHead>, RosterError> {
    let mut list: Vec<Household> = Vec::new();
    for attendee in counted(attendance) {
        let card = attendee.card.as_ref();
        let Some(card) = card.filter(|card| !card.household.is_empty()) else {
            continue;
        };
        let member = voter(attendee.person);
        match list
            .iter_mut()
            .find(|known| known.id.as_str() == card.household)
        {
            Some(known) => {
                known.members.insert(member);
            }
            None => list.push(Household {
                id: HouseholdId::new(&card.household),
                members: BTreeSet::from([member]),
            }),
        }
    }
    let list = order::by_words(list, |household| household.id.to_string());
    Roster::of_households(&list)?;
    let heads = list.into_iter().map(|household| RollHead {
        label: household.id.to_string(),
        voters: household.members.iter().filter_map(person).collect(),
        area: 0,
        household: household.id.to_string(),
    });
    Ok(heads.collect())
}

fn persons(attendance: &Attendance) -> Vec<RollHead> {
    let people = counted(attendance);
    let heads = people.map(|attendee| RollHead {
        label: attendee
            .card
            .as_ref()
            .map_or_else(String::new, |card| card.represents.clone()),
        voters: vec![attendee.person],
        area: 0,
        household: attendee
            .card
            .as_ref()
            .map_or_else(String::new, |card| card.household.clone()),
    });
    heads.collect()
}

/// The roster of a frozen roll; two parts that name the same head count it once.
pub fn roster<'r>(
    heads: impl IntoIterator<Item = &'r RollHead>,
    canonical: impl Fn(PersonId) -> PersonId,
) -> Roster {
    let mut list: Vec<Head> = Vec::new();
    for head in heads {
        let voters: BTreeSet<VoterId> = head
            .voters
            .iter()
            .map(|person| voter(canonical(*person)))
            .collect();
        if voters.is_empty() {
            continue;
        }
        let names: Vec<&str> = voters.iter().map(VoterId::as_str).collect();
        let id = match head.household.as_str() {
            "" => names.join("+"),
            household if voters.len() > 1 => household.to_owned(),
            household => format!("{household}/{}", names.join("+")),
        };
        list.push(Head {
            id: HeadId::new(&id),
            voters,
            speaker: Speaker::Any,
            area: Area::hundredths(head.area),
            household: (!head.household.is_empty()).then(|| HouseholdId::new(&head.household)),
        });
    }
    let mut list = order::by_words(list, |head| head.id.to_string());
    list.dedup_by(|one, other| one.id == other.id);
    Roster::of_heads(list)
}

#[cfg(test)]
mod tests;
