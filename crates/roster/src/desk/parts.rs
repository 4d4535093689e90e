//! What the parts of the community come to, each counted for itself: estates, buildings, units, groups, grids.

use super::Desk;
use super::ask::{Part, Parts, PartsShown};
use super::book::{by_numbers, small};
use crate::cards::{Place, Premises, Scope};
use crate::count;
use crate::import::Heading;

/// The kinds of parts, by the heading under which a table has them.
const KINDS: [Heading; 5] = [
    Heading::Estate,
    Heading::Building,
    Heading::Unit,
    Heading::Group,
    Heading::Grid,
];

impl Desk {
    pub(super) fn parts(&self, asked: &Parts) -> PartsShown {
        let mut places: Vec<&Premises> = self.book.premises().values().collect();
        places.sort_by_cached_key(|premises| by_numbers(&premises.place));
        let mut parts = Vec::new();
        for kind in KINDS {
            let mut counted = count::by(&self.book, asked.today.0, |premises| part(premises, kind));
            for premises in &places {
                let first = part(premises, kind).and_then(|part| counted.remove_entry(&part));
                let Some(((_, name), numbers)) = first else {
                    continue;
                };
                parts.push(Part {
                    kind: kind.words().to_owned(),
                    name,
                    households: small(numbers.households.get()),
                    residents: small(numbers.residents.get()),
                    of_age: small(numbers.of_age.get()),
                    owners: small(numbers.owners.get()),
                    area: numbers.area.get(),
                });
            }
        }
        PartsShown { parts }
    }
}

/// The part of a kind in which a place lies, with its name; none where the roster has none written.
fn part(premises: &Premises, kind: Heading) -> Option<(Scope, String)> {
    let place = &premises.place;
    let (estate, building, unit) = (&place.estate, &place.building, &place.unit);
    let (last, scope, name) = match kind {
        Heading::Estate => (estate, Scope::Estate(estate.clone()), estate.clone()),
        Heading::Building => (
            building,
            Scope::Building(estate.clone(), building.clone()),
            named(Place {
                unit: String::new(),
                ..place.clone()
            }),
        ),
        Heading::Unit => (
            unit,
            Scope::Unit(estate.clone(), building.clone(), unit.clone()),
            named(place.clone()),
        ),
        Heading::Group => {
            let group = &premises.group;
            (group, Scope::Group(group.clone()), group.clone())
        }
        Heading::Grid => {
            let grid = &premises.grid;
            (grid, Scope::Grid(grid.clone()), grid.clone())
        }
        _ => return None,
    };
    (!last.is_empty()).then_some((scope, name))
}

/// A building, or a unit of one, as the doors in it name it.
fn named(door: Place) -> String {
    let room = String::new();
    Place { room, ..door }.to_string()
}
