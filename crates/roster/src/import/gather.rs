//! Rows put together: one place, one person, one owner each, however many rows say so.
//!
//! Two rows are about one person only where something says it: the same name behind the same door, the same identity
//! number, the same name and phone, or a body's name. Everything else is two people, and somebody is told.

mod place;
mod same;

use std::collections::BTreeMap;

use super::draft::{Draft, DraftPerson, DraftShare};
use super::heading::Heading;
use super::preview::Line;
use super::problem::What;
use super::row::{Said, Wrong};
use crate::cards::{Part, PersonKind, Place};

/// Owners of one place that are taken. More have all rows on one room: a column of rooms that is none.
pub(crate) const OWNERS: usize = 100;

/// What is known so far, and by what it is found.
#[derive(Default)]
pub(super) struct Gatherer {
    pub(super) draft: Draft,
    places: BTreeMap<Place, usize>,
    behind_door: BTreeMap<(usize, String), Vec<usize>>,
    identities: BTreeMap<String, usize>,
    phones: BTreeMap<(String, String), usize>,
    bodies: BTreeMap<String, usize>,
    /// Owners by name alone, to tell of those who may be one.
    names: BTreeMap<String, usize>,
    householders: BTreeMap<usize, u32>,
    /// Where a certificate was named first.
    certificates: BTreeMap<String, (usize, u32)>,
}

impl Gatherer {
    /// Takes what a row says and gives what it becomes.
    pub(super) fn take(&mut self, row: u32, said: Said, problems: &mut Vec<Wrong>) -> Line {
        let mut line = Line::of(row);
        let (premises, mut says_more) = self.premises(row, &said, problems);
        line.premises = Some(premises);
        let known = self.draft.premises.get(premises);
        line.is_new_premises = known.is_some_and(|premises| premises.row == row);
        if let Some(mut person) = said.resident {
            person.home = Some((premises, said.is_householder));
            person.row = row;
            let (place, is_new) = self.resident(premises, person, &said.resident_id, problems);
            line.person = Some(place);
            line.is_new_person = is_new;
            says_more |= is_new;
        }
        for mut owner in said.owners {
            owner.row = row;
            let (owner, is_new) = self.owner(premises, owner, &said.owner_id, said.part, problems);
            line.owners.push(owner);
            says_more |= is_new;
        }
        if !says_more && (line.person.is_some() || !line.owners.is_empty()) {
            let row = line
                .person
                .and_then(|person| self.draft.people.get(person))
                .map(|person| person.row);
            let first = row.or_else(|| {
                self.draft
                    .premises
                    .get(premises)
                    .map(|premises| premises.row)
            });
            let heading = if line.person.is_some() {
                Heading::Name
            } else {
                Heading::Owner
            };
            problems.push(wrong(
                heading,
                String::new(),
                What::Twice {
                    row: first.unwrap_or(0),
                },
            ));
            line.is_twice = true;
        }
        line
    }

    fn resident(
        &mut self,
        premises: usize,
        mut person: DraftPerson,
        identity: &str,
        problems: &mut Vec<Wrong>,
    ) -> (usize, bool) {
        if let Some((_, true)) = person.home {
            let same = self.same_behind_door(premises, &person);
            match self.householders.get(&premises) {
                Some(row) if same.is_none() => {
                    let what = What::TwoHouseholders { row: *row };
                    problems.push(wrong(Heading::Householder, person.name.clone(), what));
                    person.home = Some((premises, false));
                }
                Some(_) => {}
                None => {
                    self.householders.insert(premises, person.row);
                }
            }
        }
        if let Some(place) = self.same_behind_door(premises, &person) {
            let is_new = self.fill(place, &person);
            self.remember(place, identity);
            return (place, is_new);
        }
        let others = self.behind_door.get(&(premises, person.name.clone()));
        if let Some(other) = others.and_then(|others| self.draft.people.get(*others.first()?)) {
            let born = person
                .born
                .map(|born| born.0.to_string())
                .unwrap_or_default();
            problems.push(wrong(
                Heading::Birth,
                born,
                What::BirthDiffers { row: other.row },
            ));
        }
        // Somebody who was named before as the owner of another place and lives here.
        let known = self
            .identities
            .get(identity)
            .copied()
            .or_else(|| self.by_phone(&person));
        if let Some(place) = known.filter(|place| self.is_homeless_namesake(*place, &person)) {
            self.fill(place, &person);
            self.behind_door
                .entry((premises, person.name))
                .or_default()
                .push(place);
            return (place, true);
        }
        (self.add(person, Some(premises), identity), true)
    }

    fn owner(
        &mut self,
        premises: usize,
        owner: DraftPerson,
        identity: &str,
        part: Option<Part>,
        problems: &mut Vec<Wrong>,
    ) -> (usize, bool) {
        let same = self
            .same_behind_door(premises, &owner)
            .or_else(|| self.same_owner(premises, &owner.name))
            .or_else(|| {
                self.identities
                    .get(identity)
                    .copied()
                    .filter(|place| self.has_name(*place, &owner.name))
            })
            .or_else(|| self.by_phone(&owner))
            .or_else(|| {
                self.bodies
                    .get(&owner.name)
                    .copied()
                    .filter(|_| owner.kind == PersonKind::Body)
            });
        let place = match same {
            Some(place) => {
                self.fill(place, &owner);
                self.remember(place, identity);
                place
            }
            None => {
                let (name, is_alone) = (
                    owner.name.clone(),
                    owner.phone.is_empty() && identity.is_empty(),
                );
                let place = self.add(owner, None, identity);
                let first = *self.names.entry(name.clone()).or_insert(place);
                if let Some(other) = self
                    .draft
                    .people
                    .get(first)
                    .filter(|_| first != place && is_alone)
                {
                    problems.push(wrong(
                        Heading::Owner,
                        name,
                        What::SameName { row: other.row },
                    ));
                }
                place
            }
        };
        let Some(known) = self.draft.premises.get_mut(premises) else {
            return (place, false);
        };
        if let Some(share) = known.owners.iter_mut().find(|share| share.person == place) {
            share.part = share.part.or(part);
            return (place, false);
        }
        if known.owners.len() >= OWNERS {
            problems.push(wrong(Heading::Owner, String::new(), What::TooManyOwners));
            return (place, false);
        }
        known.owners.push(DraftShare {
            person: place,
            part,
        });
        let parts = known.owners.iter().filter_map(|share| share.part);
        if Part::sum(parts).is_none_or(|(sum, whole)| sum > whole) {
            let written = part.map(|part| crate::cards::fraction_words(Some(part)));
            problems.push(wrong(
                Heading::Share,
                written.unwrap_or_default(),
                What::MoreThanWhole,
            ));
        }
        (place, true)
    }

    /// Completes somebody who is known and says whether the row knew more.
    fn fill(&mut self, place: usize, person: &DraftPerson) -> bool {
        let Some(known) = self.draft.people.get_mut(place) else {
            return false;
        };
        let before = known.clone();
        known.complete(person);
        if !known.phone.is_empty() {
            self.phones
                .entry((known.name.clone(), known.phone.clone()))
                .or_insert(place);
        }
        *known != before
    }

    fn remember(&mut self, place: usize, identity: &str) {
        if !identity.is_empty() {
            self.identities.entry(identity.to_owned()).or_insert(place);
        }
    }

    fn add(&mut self, person: DraftPerson, door: Option<usize>, identity: &str) -> usize {
        let place = self.draft.people.len();
        if let Some(premises) = door {
            self.behind_door
                .entry((premises, person.name.clone()))
                .or_default()
                .push(place);
        }
        if !person.phone.is_empty() {
            self.phones
                .entry((person.name.clone(), person.phone.clone()))
                .or_insert(place);
        }
        if person.kind == PersonKind::Body {
            self.bodies.entry(person.name.clone()).or_insert(place);
        }
        self.remember(place, identity);
        self.draft.people.push(person);
        place
    }
}

fn wrong(heading: Heading, value: String, what: What) -> Wrong {
    Wrong {
        heading,
        value,
        what,
    }
}
