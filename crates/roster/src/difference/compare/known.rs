//! The book by what its people are known by: a door, a unit, a day of birth, a phone.

use std::collections::{BTreeMap, BTreeSet};

use ledger::PersonId;

use crate::birthday::Birthday;
use crate::cards::{Book, Content, Person, PersonKind, Place, PremisesId, Subject};
use crate::difference::Change;
use crate::import::{Draft, DraftPerson};

/// The book by what a draft is compared with.
pub(super) struct Known<'a> {
    book: &'a Book,
    pub(super) places: BTreeMap<&'a Place, PremisesId>,
    behind_door: Namesakes<'a, PremisesId>,
    owners: Namesakes<'a, PremisesId>,
    born: Namesakes<'a, Birthday>,
    phones: Namesakes<'a, &'a str>,
    bodies: BTreeMap<&'a str, Vec<PersonId>>,
    owned: BTreeMap<PersonId, Vec<PremisesId>>,
}

/// People of one name, by something else that they share.
type Namesakes<'a, T> = BTreeMap<(&'a str, T), Vec<PersonId>>;

impl<'a> Known<'a> {
    pub(super) fn of(book: &'a Book) -> Self {
        let mut known = Self {
            book,
            places: book
                .premises()
                .iter()
                .map(|(id, premises)| (&premises.place, *id))
                .collect(),
            behind_door: BTreeMap::new(),
            owners: BTreeMap::new(),
            born: BTreeMap::new(),
            phones: BTreeMap::new(),
            bodies: BTreeMap::new(),
            owned: BTreeMap::new(),
        };
        for (id, person) in book.people() {
            let name = person.name.as_str();
            if let Some(home) = person.home {
                known
                    .behind_door
                    .entry((name, home.premises))
                    .or_default()
                    .push(*id);
            }
            if let Some(born) = person.born {
                known.born.entry((name, born)).or_default().push(*id);
            }
            if !person.phone.is_empty() {
                known
                    .phones
                    .entry((name, &person.phone))
                    .or_default()
                    .push(*id);
            }
            if person.kind == PersonKind::Body {
                known.bodies.entry(name).or_default().push(*id);
            }
        }
        for (id, premises) in book.premises() {
            for share in premises.unit.iter().flat_map(|unit| &unit.owners) {
                known.owned.entry(share.owner).or_default().push(*id);
                if let Some(owner) = book.people().get(&share.owner) {
                    known
                        .owners
                        .entry((&owner.name, *id))
                        .or_default()
                        .push(share.owner);
                }
            }
        }
        known
    }

    /// The ids of a draft's people. Sure matches go first, so that a namesake does not take another's id.
    pub(super) fn people(
        &self,
        draft: &Draft,
        premises: &[PremisesId],
        id: &mut impl FnMut() -> [u8; 16],
    ) -> Vec<PersonId> {
        let mut owned: BTreeMap<usize, Vec<PremisesId>> = BTreeMap::new();
        for (found, id) in draft.premises.iter().zip(premises) {
            for share in &found.owners {
                owned.entry(share.person).or_default().push(*id);
            }
        }
        let none: &[PersonId] = &[];
        let mut ids: Vec<Option<PersonId>> = vec![None; draft.people.len()];
        let mut taken: BTreeSet<PersonId> = BTreeSet::new();
        for step in 0..4 {
            for (place, found) in draft.people.iter().enumerate() {
                let Some(slot) = ids.get_mut(place).filter(|slot| slot.is_none()) else {
                    continue;
                };
                let name = found.name.as_str();
                let door = found.home.and_then(|(place, _)| premises.get(place));
                let units = owned.get(&place).map_or(&[][..], Vec::as_slice);
                let mut candidates: Vec<PersonId> = match step {
                    0 => door
                        .and_then(|door| self.behind_door.get(&(name, *door)))
                        .map_or(none, Vec::as_slice)
                        .to_vec(),
                    1 => units
                        .iter()
                        .filter_map(|unit| self.owners.get(&(name, *unit)))
                        .flatten()
                        .copied()
                        .collect(),
                    2 => found
                        .born
                        .and_then(|born| self.born.get(&(name, born)))
                        .map_or(none, Vec::as_slice)
                        .to_vec(),
                    _ if found.kind == PersonKind::Body => {
                        self.bodies.get(name).map_or(none, Vec::as_slice).to_vec()
                    }
                    _ => self
                        .phones
                        .get(&(name, found.phone.as_str()))
                        .map_or(none, Vec::as_slice)
                        .to_vec(),
                };
                candidates.sort_unstable();
                candidates.dedup();
                candidates.retain(|id| {
                    let known = self.book.people().get(id);
                    !taken.contains(id) && known.is_some_and(|known| !contradicts(found, known))
                });
                // Two who fit are two people whom only a person can tell apart.
                if let [one] = candidates.as_slice() {
                    *slot = Some(*one);
                    taken.insert(*one);
                }
            }
        }
        ids.into_iter()
            .map(|known| known.unwrap_or_else(|| PersonId(id())))
            .collect()
    }

    pub(super) fn is_in(&self, estates: &BTreeSet<&str>, id: &PremisesId) -> bool {
        let known = self.book.premises().get(id);
        known.is_some_and(|known| estates.contains(known.place.estate.as_str()))
    }

    /// Who is in the book, in the estates that the file speaks of, and not in the file.
    pub(super) fn gone(
        &self,
        draft: &Draft,
        estates: &BTreeSet<&str>,
        premises: &[PremisesId],
        people: &[PersonId],
    ) -> Vec<Change> {
        let people: BTreeSet<PersonId> = people.iter().copied().collect();
        let premises: BTreeSet<PremisesId> = premises.iter().copied().collect();
        let mut gone = Vec::new();
        for (id, person) in self
            .book
            .people()
            .iter()
            .filter(|(id, _)| !people.contains(id))
        {
            let owned = self.owned.get(id);
            let after = match person.home {
                Some(home) if draft.has_residents && self.is_in(estates, &home.premises) => {
                    // An owner who moved away stays an owner.
                    owned.map(|_| {
                        Content::Person(Person {
                            home: None,
                            ..person.clone()
                        })
                    })
                }
                // Who lives elsewhere and owned nothing but what the file gives to others.
                None if draft.has_owners
                    && owned
                        .is_some_and(|owned| owned.iter().all(|unit| premises.contains(unit))) =>
                {
                    None
                }
                _ => continue,
            };
            gone.push(Change {
                subject: Subject::Person(*id),
                before: Some(Content::Person(person.clone())),
                after,
            });
        }
        for (id, known) in self.book.premises() {
            if premises.contains(id) || !self.is_in(estates, id) {
                continue;
            }
            gone.push(Change {
                subject: Subject::Premises(*id),
                before: Some(Content::Premises(known.clone())),
                after: None,
            });
        }
        gone
    }
}

/// Whether two of one name cannot be one person.
fn contradicts(found: &DraftPerson, known: &Person) -> bool {
    let born = found
        .born
        .zip(known.born)
        .is_some_and(|(one, other)| one != other);
    let sex = found
        .sex
        .zip(known.sex)
        .is_some_and(|(one, other)| one != other);
    born || sex || found.kind != known.kind
}
