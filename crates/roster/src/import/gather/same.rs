//! Who is already known: by a door, a unit, a phone.

use super::Gatherer;
use crate::import::draft::DraftPerson;

impl Gatherer {
    /// The same name behind the same door, unless the days of birth differ.
    pub(super) fn same_behind_door(&self, premises: usize, person: &DraftPerson) -> Option<usize> {
        let others = self.behind_door.get(&(premises, person.name.clone()))?;
        others.iter().copied().find(|place| {
            let other = self.draft.people.get(*place).and_then(|other| other.born);
            other.is_none() || person.born.is_none() || other == person.born
        })
    }

    pub(super) fn same_owner(&self, premises: usize, name: &str) -> Option<usize> {
        let owners = &self.draft.premises.get(premises)?.owners;
        owners
            .iter()
            .map(|share| share.person)
            .find(|place| self.has_name(*place, name))
    }

    pub(super) fn by_phone(&self, person: &DraftPerson) -> Option<usize> {
        if person.phone.is_empty() {
            return None;
        }
        self.phones
            .get(&(person.name.clone(), person.phone.clone()))
            .copied()
    }

    pub(super) fn has_name(&self, place: usize, name: &str) -> bool {
        self.draft
            .people
            .get(place)
            .is_some_and(|person| person.name == name)
    }

    pub(super) fn is_homeless_namesake(&self, place: usize, person: &DraftPerson) -> bool {
        self.draft
            .people
            .get(place)
            .is_some_and(|known| known.home.is_none() && known.name == person.name)
    }
}
