//! The book: what the cards of the office room say together.
//!
//! A card names the versions it replaces, so that two which were written apart are known for it: neither replaces the
//! other. They are listed as a clash and nothing of them is merged; until somebody writes a card that replaces both, the
//! one that the log has last stands, so that every device shows the same.

use std::collections::{BTreeMap, BTreeSet};

use ledger::PersonId;

use super::card::{Card, Content, Subject};
use super::id::{PremisesId, Revision};
use super::person::Person;
use super::premises::Premises;

/// All places and people of the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    premises: BTreeMap<PremisesId, Premises>,
    people: BTreeMap<PersonId, Person>,
    newest: BTreeMap<Subject, Vec<Revision>>,
    clashes: Vec<Clash>,
}

/// Cards of one subject that were written apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Whom they are about.
    pub subject: Subject,
    /// The cards, in the order of the log; the last one stands for now.
    pub cards: Vec<Card>,
}

/// Something that a card says and that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OddCard {
    /// A person lives at a place that the book does not have.
    NoSuchHome(PersonId),
    /// A unit is owned by somebody whom the book does not have.
    NoSuchOwner(PremisesId, PersonId),
    /// Shares of a unit come to more than the whole.
    MoreThanWhole(PremisesId),
}

impl Book {
    /// Reads cards in the order of the log.
    pub fn read(cards: impl IntoIterator<Item = Card>) -> Self {
        let mut by_subject: BTreeMap<Subject, Vec<Card>> = BTreeMap::new();
        for card in cards {
            by_subject.entry(card.subject).or_default().push(card);
        }
        let mut book = Self::default();
        for (subject, cards) in by_subject {
            book.take(subject, cards);
        }
        book
    }

    fn take(&mut self, subject: Subject, mut cards: Vec<Card>) {
        let last = cards.last().map(|card| card.revision);
        let replaced: BTreeSet<Revision> = cards
            .iter()
            .flat_map(|card| card.replaces.iter().filter(|old| **old != card.revision))
            .copied()
            .collect();
        let mut seen = BTreeSet::new();
        cards.retain(|card| !replaced.contains(&card.revision) && seen.insert(card.revision));
        // Cards that replace each other in a ring leave none: nothing honest writes them.
        self.newest.insert(
            subject,
            match cards.is_empty() {
                true => last.into_iter().collect(),
                false => cards.iter().map(|card| card.revision).collect(),
            },
        );
        if let Some(content) = cards.last().and_then(|card| card.content.clone()) {
            match (subject, content) {
                (Subject::Premises(id), Content::Premises(premises)) => {
                    self.premises.insert(id, premises);
                }
                (Subject::Person(id), Content::Person(person)) => {
                    self.people.insert(id, person);
                }
                _ => {}
            }
        }
        if cards.len() > 1 {
            self.clashes.push(Clash { subject, cards });
        }
    }

    /// The places, by id.
    pub fn premises(&self) -> &BTreeMap<PremisesId, Premises> {
        &self.premises
    }

    /// The people, by id.
    pub fn people(&self) -> &BTreeMap<PersonId, Person> {
        &self.people
    }

    /// Cards that were written apart, to be settled by somebody.
    pub fn clashes(&self) -> &[Clash] {
        &self.clashes
    }

    /// What stands of a subject.
    pub fn content(&self, subject: Subject) -> Option<Content> {
        match subject {
            Subject::Premises(id) => self.premises.get(&id).cloned().map(Content::Premises),
            Subject::Person(id) => self.people.get(&id).cloned().map(Content::Person),
        }
    }

    /// The numbers of a place or the name of a person, if it is known.
    pub fn name(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Premises(id) => Some(self.premises.get(&id)?.place.to_string()),
            Subject::Person(id) => Some(self.people.get(&id)?.name.clone()),
        }
    }

    /// Whether a version is the newest of its subject, or one of several that were written apart.
    pub fn stands(&self, subject: Subject, revision: Revision) -> bool {
        let newest = self.newest.get(&subject);
        newest.is_some_and(|newest| newest.contains(&revision))
    }

    /// A card that says something new of a subject and replaces all that is known of it, clashes with it.
    pub fn card(&self, revision: Revision, subject: Subject, content: Option<Content>) -> Card {
        let replaces = self.newest.get(&subject).cloned().unwrap_or_default();
        Card {
            revision,
            replaces,
            subject,
            content,
        }
    }

    /// What cannot be, for somebody to look at; everything that can be counted is counted all the same.
    pub fn odd(&self) -> Vec<OddCard> {
        let mut odd = Vec::new();
        for (id, person) in &self.people {
            let home = person.home.map(|home| home.premises);
            if home.is_some_and(|home| !self.premises.contains_key(&home)) {
                odd.push(OddCard::NoSuchHome(*id));
            }
        }
        for (id, premises) in &self.premises {
            let Some(unit) = &premises.unit else { continue };
            for share in &unit.owners {
                if !self.people.contains_key(&share.owner) {
                    odd.push(OddCard::NoSuchOwner(*id, share.owner));
                }
            }
            if unit.is_more_than_whole() {
                odd.push(OddCard::MoreThanWhole(*id));
            }
        }
        odd
    }
}
