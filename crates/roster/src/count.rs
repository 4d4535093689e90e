//! What the book comes to, by scope: households, residents, owners as one head each, area without parking. Integers
//! throughout; what cannot be counted is named beside the number.

use std::collections::BTreeSet;

use consultation::calendar::{Years, is_of_age};
use consultation::record::Date;
use consultation::voting::{Area, Heads};
use consultation::voting::{
    Born, BuildingUnit, Household, HouseholdId, PropertyUnit, PropertyUnitId, PropertyUse,
    Resident, Speaker, VoterId,
};
use ledger::PersonId;

use crate::cards::{Book, Person, PersonKind, PremisesId, Scope, UnitUse};

/// Who votes has reached 18 (城市居民委员会组织法 8, 民法典 17).
pub const OF_AGE: Years = Years::new(18);

/// Numbers of a part of the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Places behind whose door somebody lives.
    pub households: Heads,
    /// People who live here.
    pub residents: Heads,
    /// Of them, who have reached 18 on the day.
    pub of_age: Heads,
    /// Of them, whose day of birth is not known: in neither number above it.
    pub age_unknown: Vec<PersonId>,
    /// Owners, co-owners of a unit as one, an owner of several units as one, parking spaces left out.
    pub owners: Heads,
    /// The area of the units, parking spaces left out.
    pub area: Area,
    /// Units outside of both, because nobody is known to own them.
    pub without_owner: Vec<PremisesId>,
    /// Units whose area is not known: they add nothing to it.
    pub without_area: Vec<PremisesId>,
}

/// The name by which voting knows a person of the roster.
pub fn voter(id: PersonId) -> VoterId {
    VoterId::new(&id.to_string())
}

/// Counts a part of the community on a day.
pub fn numbers(book: &Book, scope: &Scope, day: Date) -> Numbers {
    let mut numbers = Numbers {
        households: Heads::new(0),
        residents: Heads::new(0),
        of_age: Heads::new(0),
        age_unknown: Vec::new(),
        owners: Heads::new(0),
        area: Area::ZERO,
        without_owner: Vec::new(),
        without_area: Vec::new(),
    };
    let (mut homes, mut residents, mut of_age) = (BTreeSet::new(), 0, 0);
    for (id, person, home) in living_in(book, scope) {
        homes.insert(home);
        residents += 1;
        match person.born {
            None => numbers.age_unknown.push(id),
            Some(born) if is_of_age(born.0, day, OF_AGE) => of_age += 1,
            Some(_) => {}
        }
    }
    numbers.households = Heads::new(u64::try_from(homes.len()).unwrap_or(u64::MAX));
    numbers.residents = Heads::new(residents);
    numbers.of_age = Heads::new(of_age);
    let mut heads: BTreeSet<BTreeSet<PersonId>> = BTreeSet::new();
    let mut hundredths = 0_u64;
    for (id, premises) in book.premises() {
        let Some(unit) = premises.unit.as_ref().filter(|_| premises.is_in(scope)) else {
            continue;
        };
        if unit.unit_use == UnitUse::Parking {
            continue;
        }
        let owners: BTreeSet<PersonId> = unit.owners.iter().map(|share| share.owner).collect();
        if owners.is_empty() {
            numbers.without_owner.push(*id);
            continue;
        }
        heads.insert(owners);
        match unit.area {
            Some(area) => hundredths = hundredths.saturating_add(u64::from(area.get())),
            None => numbers.without_area.push(*id),
        }
    }
    numbers.owners = Heads::new(u64::try_from(heads.len()).unwrap_or(u64::MAX));
    numbers.area = Area::hundredths(hundredths);
    numbers
}

/// The units of a part of the community that have an owner, as voting takes them; it leaves parking spaces out by its
/// own rule.
pub fn units(book: &Book, scope: &Scope) -> Vec<PropertyUnit> {
    let mut units = Vec::new();
    for (id, premises) in book.premises() {
        let Some(unit) = premises.unit.as_ref().filter(|_| premises.is_in(scope)) else {
            continue;
        };
        if unit.owners.is_empty() {
            continue;
        }
        units.push(PropertyUnit {
            id: PropertyUnitId::new(&id.to_string()),
            building_unit: BuildingUnit::new(&premises.place.building_unit()),
            owners: unit.owners.iter().map(|share| voter(share.owner)).collect(),
            speaker: Speaker::Any,
            area: unit.area.map_or(Area::ZERO, |area| area.area()),
            property_use: match unit.unit_use {
                UnitUse::Residential => PropertyUse::Dwelling,
                UnitUse::Commercial | UnitUse::Other => PropertyUse::Other,
                UnitUse::Parking => PropertyUse::Parking,
            },
        });
    }
    units
}

/// The residents of a part of the community whose day of birth is known, as voting takes them; it asks for the age that
/// its rule has.
pub fn residents(book: &Book, scope: &Scope) -> Vec<Resident> {
    let living = living_in(book, scope);
    living
        .filter_map(|(id, person, home)| {
            Some(Resident {
                id: voter(id),
                household: HouseholdId::new(&home.to_string()),
                born: Born::On(person.born?.0),
            })
        })
        .collect()
}

/// The households of a part of the community in which somebody has reached 18 on the day, with those who may come for
/// them.
pub fn households(book: &Book, scope: &Scope, day: Date) -> Vec<Household> {
    let mut households: Vec<Household> = Vec::new();
    let mut living: Vec<(PremisesId, PersonId)> = living_in(book, scope)
        .filter(|(_, person, _)| {
            person
                .born
                .is_some_and(|born| is_of_age(born.0, day, OF_AGE))
        })
        .map(|(id, _, home)| (home, id))
        .collect();
    living.sort_unstable();
    for (home, id) in living {
        let household = HouseholdId::new(&home.to_string());
        match households.last_mut() {
            Some(last) if last.id == household => {
                last.members.insert(voter(id));
            }
            _ => {
                let members = BTreeSet::from([voter(id)]);
                households.push(Household {
                    id: household,
                    members,
                });
            }
        }
    }
    households
}

/// Who lives in a part of the community, with the door.
fn living_in<'a>(
    book: &'a Book,
    scope: &'a Scope,
) -> impl Iterator<Item = (PersonId, &'a Person, PremisesId)> {
    book.people().iter().filter_map(move |(id, person)| {
        let home = person.home?.premises;
        let premises = book.premises().get(&home)?;
        let is_counted = person.kind == PersonKind::Human && premises.is_in(scope);
        is_counted.then_some((*id, person, home))
    })
}
