//! What the book comes to, by scope: households, residents, owners as one head each, area without parking. Integers
//! throughout; what cannot be counted is named beside the number.

use std::collections::{BTreeMap, BTreeSet};

pub use consultation::meeting::voter;

use consultation::calendar::{Years, is_of_age};
use consultation::record::Date;
use consultation::voting::{
    Area, Born, BuildingUnit, Heads, Household, HouseholdId, PropertyUnit, PropertyUnitId,
    PropertyUse, Resident, Speaker,
};
use ledger::PersonId;

use crate::cards::{Book, Person, PersonKind, Premises, PremisesId, Scope, UnitUse};

/// Who votes has reached 18 (城市居民委员会组织法 8, 民法典 17).
pub const OF_AGE: Years = Years::new(18);

/// Numbers of a part of the community.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// Counts a part of the community on a day.
pub fn numbers(book: &Book, scope: &Scope, day: Date) -> Numbers {
    let mut counted = by(book, day, |premises| premises.is_in(scope).then_some(()));
    counted.remove(&()).unwrap_or_default()
}

/// Counts every part of the community on a day, each for itself, by the part in which a place lies; places in none are
/// left out.
pub(crate) fn by<K: Ord>(
    book: &Book,
    day: Date,
    part: impl Fn(&Premises) -> Option<K>,
) -> BTreeMap<K, Numbers> {
    let mut counts: BTreeMap<K, Count> = BTreeMap::new();
    for (id, person, home, premises) in living(book) {
        if let Some(part) = part(premises) {
            counts
                .entry(part)
                .or_default()
                .person(id, person, home, day);
        }
    }
    for (id, premises) in book.premises() {
        if let Some(part) = part(premises) {
            counts.entry(part).or_default().premises(*id, premises);
        }
    }
    let counts = counts.into_iter();
    counts
        .map(|(part, count)| (part, count.numbers()))
        .collect()
}

/// A part of the community while it is being counted.
#[derive(Default)]
struct Count {
    /// Its lists; its heads and its area are put in at the end.
    numbers: Numbers,
    homes: BTreeSet<PremisesId>,
    residents: u64,
    of_age: u64,
    owners: BTreeSet<BTreeSet<PersonId>>,
    hundredths: u64,
}

impl Count {
    fn person(&mut self, id: PersonId, person: &Person, home: PremisesId, day: Date) {
        self.homes.insert(home);
        self.residents += 1;
        match person.born {
            None => self.numbers.age_unknown.push(id),
            Some(born) if is_of_age(born.0, day, OF_AGE) => self.of_age += 1,
            Some(_) => {}
        }
    }

    fn premises(&mut self, id: PremisesId, premises: &Premises) {
        let unit = premises.unit.as_ref();
        let Some(unit) = unit.filter(|unit| unit.unit_use != UnitUse::Parking) else {
            return;
        };
        let owners: BTreeSet<PersonId> = unit.owners.iter().map(|share| share.owner).collect();
        if owners.is_empty() {
            self.numbers.without_owner.push(id);
            return;
        }
        self.owners.insert(owners);
        match unit.area {
            Some(area) => self.hundredths = self.hundredths.saturating_add(u64::from(area.get())),
            None => self.numbers.without_area.push(id),
        }
    }

    fn numbers(self) -> Numbers {
        let heads = |count| Heads::new(u64::try_from(count).unwrap_or(u64::MAX));
        Numbers {
            households: heads(self.homes.len()),
            residents: Heads::new(self.residents),
            of_age: Heads::new(self.of_age),
            owners: heads(self.owners.len()),
            area: Area::hundredths(self.hundredths),
            ..self.numbers
        }
    }
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
    living(book)
        .filter(|(.., premises)| premises.is_in(scope))
        .map(|(id, person, home, _)| (id, person, home))
}

/// Who lives in the community, with the door and what is behind it.
fn living(book: &Book) -> impl Iterator<Item = (PersonId, &Person, PremisesId, &Premises)> {
    let humans = book.people().iter();
    let humans = humans.filter(|(_, person)| person.kind == PersonKind::Human);
    humans.filter_map(|(id, person)| {
        let home = person.home?.premises;
        let premises = book.premises().get(&home)?;
        Some((*id, person, home, premises))
    })
}
