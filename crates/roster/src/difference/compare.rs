//! A draft compared with the book: who and what is the same, what the file adds, and who is missing in it.
//!
//! A cell that is empty says nothing and erases nothing. A place is the same by its numbers; a person by name behind the
//! same door, then as an owner of the same unit, then by name with the same day of birth or phone, if only one has them.

mod known;

use std::collections::BTreeSet;

use ledger::PersonId;

use super::{Change, Difference};
use crate::cards::{Book, Content, Home, Person, Premises, PremisesId, Share, Subject};
use crate::import::{Draft, DraftPerson, DraftPremises};
use crate::progress::{Cancelled, Phase, Progress};
use known::Known;

impl Difference {
    /// Compares. `id` gives sixteen random bytes at every call, for who and what is new.
    ///
    /// # Errors
    /// When the person stopped it.
    pub fn of(
        book: &Book,
        draft: &Draft,
        mut id: impl FnMut() -> [u8; 16],
        progress: &mut Progress<'_>,
    ) -> Result<Self, Cancelled> {
        let known = Known::of(book);
        let estates: BTreeSet<&str> = draft
            .premises
            .iter()
            .map(|one| one.place.estate.as_str())
            .collect();
        let premises_ids: Vec<PremisesId> = draft
            .premises
            .iter()
            .map(|premises| {
                known
                    .places
                    .get(&premises.place)
                    .copied()
                    .unwrap_or_else(|| PremisesId(id()))
            })
            .collect();
        let person_ids = known.people(draft, &premises_ids, &mut id);
        let mut changes = Vec::new();
        let total = draft.people.len() + draft.premises.len();
        for (done, (person, id)) in draft.people.iter().zip(&person_ids).enumerate() {
            progress.rows(Phase::Comparing, done, Some(total))?;
            let before = book.people().get(id);
            let mut after = known_person(before, person, &premises_ids);
            // Named in the file as an owner, and behind no door of it any more.
            if draft.has_residents && person.home.is_none() {
                after.home = after
                    .home
                    .filter(|home| !known.is_in(&estates, &home.premises));
            }
            push(
                &mut changes,
                Subject::Person(*id),
                before.cloned().map(Content::Person),
                Content::Person(after),
            );
        }
        for (done, (premises, id)) in draft.premises.iter().zip(&premises_ids).enumerate() {
            progress.rows(Phase::Comparing, draft.people.len() + done, Some(total))?;
            let before = book.premises().get(id);
            let after = known_premises(before, premises, &person_ids);
            push(
                &mut changes,
                Subject::Premises(*id),
                before.cloned().map(Content::Premises),
                Content::Premises(after),
            );
        }
        changes.extend(known.gone(draft, &estates, &premises_ids, &person_ids));
        // Places before the people who live there.
        changes.sort_by_key(|change: &Change| (change.kind(), change.subject));
        Ok(Self { changes })
    }
}

fn push(changes: &mut Vec<Change>, subject: Subject, before: Option<Content>, after: Content) {
    if before.as_ref() != Some(&after) {
        changes.push(Change {
            subject,
            before,
            after: Some(after),
        });
    }
}

fn known_person(before: Option<&Person>, found: &DraftPerson, premises: &[PremisesId]) -> Person {
    let mut person = before.cloned().unwrap_or_default();
    person.name.clone_from(&found.name);
    person.kind = found.kind;
    person.sex = found.sex.or(person.sex);
    person.born = found.born.or(person.born);
    person.registration = found.registration.or(person.registration);
    if !found.phone.is_empty() {
        person.phone.clone_from(&found.phone);
    }
    if !found.tags.is_empty() {
        person.tags.clone_from(&found.tags);
    }
    let home = found.home.and_then(|(place, is_householder)| {
        Some(Home {
            premises: *premises.get(place)?,
            is_householder,
        })
    });
    person.home = home.or(person.home);
    person
}

fn known_premises(
    before: Option<&Premises>,
    found: &DraftPremises,
    people: &[PersonId],
) -> Premises {
    let mut premises = before.cloned().unwrap_or_default();
    premises.place.clone_from(&found.place);
    for (known, found) in [
        (&mut premises.group, &found.group),
        (&mut premises.grid, &found.grid),
    ] {
        if !found.is_empty() {
            known.clone_from(found);
        }
    }
    if let Some(states) = &found.states {
        premises.states.clone_from(states);
    }
    let owners: Vec<Share> = found
        .owners
        .iter()
        .filter_map(|share| {
            Some(Share {
                owner: *people.get(share.person)?,
                part: share.part,
            })
        })
        .collect();
    let says_unit = found.area.is_some()
        || found.unit_use.is_some()
        || !found.certificate.is_empty()
        || !owners.is_empty();
    if says_unit {
        let unit = premises.unit.get_or_insert_default();
        unit.area = found.area.or(unit.area);
        unit.unit_use = found.unit_use.unwrap_or(unit.unit_use);
        if !found.certificate.is_empty() {
            unit.certificate.clone_from(&found.certificate);
        }
        if !owners.is_empty() {
            unit.owners = in_former_order(owners, &unit.owners);
        }
    }
    premises
}

/// The owners in the order in which the book has them, so that another order of rows is no change; a share that the
/// file does not write stays as it was.
fn in_former_order(mut owners: Vec<Share>, before: &[Share]) -> Vec<Share> {
    let place = |owner: PersonId| before.iter().position(|share| share.owner == owner);
    for share in &mut owners {
        let former = place(share.owner).and_then(|place| before.get(place));
        share.part = share.part.or(former.and_then(|former| former.part));
    }
    owners.sort_by_key(|share| place(share.owner).unwrap_or(usize::MAX));
    owners
}
