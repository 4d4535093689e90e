//! What stands in a table under each heading: the cells of a place and of a person, as exports, forms and comparisons
//! show them.

use crate::cards::{Person, Premises};
use crate::import::Heading;

/// The head of a household, as tables write it.
pub(crate) const HOUSEHOLDER: &str = "户主";

/// Stands between several things in one cell.
pub(crate) const AND: &str = "、";

/// What a place has there; `None` under headings that are not a place's.
pub(crate) fn of_premises(premises: &Premises, heading: Heading) -> Option<String> {
    let (place, unit) = (&premises.place, premises.unit.as_ref());
    Some(match heading {
        Heading::Estate => place.estate.clone(),
        Heading::Building => place.building.clone(),
        Heading::Unit => place.unit.clone(),
        Heading::Room => place.room.clone(),
        Heading::Group => premises.group.clone(),
        Heading::Grid => premises.grid.clone(),
        Heading::State => {
            let states = premises.states.iter().map(|state| state.words());
            states.collect::<Vec<_>>().join(AND)
        }
        Heading::Area => unit
            .and_then(|unit| unit.area)
            .map_or_else(String::new, |area| area.words()),
        Heading::Use => unit.map_or("", |unit| unit.unit_use.words()).to_owned(),
        Heading::Certificate => unit.map_or_else(String::new, |unit| unit.certificate.clone()),
        _ => return None,
    })
}

/// What a person has there; `None` under headings that are not a person's.
pub(crate) fn of_person(person: &Person, heading: Heading) -> Option<String> {
    Some(match heading {
        Heading::Name => person.name.clone(),
        Heading::Relation => {
            let is_householder = person.home.is_some_and(|home| home.is_householder);
            if is_householder { HOUSEHOLDER } else { "" }.to_owned()
        }
        Heading::Sex => person.sex.map_or("", |sex| sex.words()).to_owned(),
        Heading::Birth => person
            .born
            .map_or_else(String::new, |born| born.0.to_string()),
        Heading::Phone => person.phone.clone(),
        Heading::Registration => person.registration.map_or("", |one| one.words()).to_owned(),
        Heading::Tags => person.tags.join(AND),
        _ => return None,
    })
}
