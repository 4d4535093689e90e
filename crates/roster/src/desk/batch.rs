//! What was written in one go, such as an import, and its taking back.
//!
//! Versions that are written in one go share the first half of their names, and a card names what it replaces. So it can
//! be taken back on any device and on any later day, with nothing kept for it: each subject says again what it said
//! before, unless somebody has written something newer.

use std::collections::BTreeMap;

use super::ask::{Batch, NewCards};
use super::book::number;
use super::ids::{Ids, batch_of, bytes};
use super::{Desk, Words};
use crate::cards::{Card, Content, Revision, Subject};

impl Desk {
    /// The last go of more than one card.
    fn last(&self) -> Option<(u64, [u8; 8])> {
        let mut counts: BTreeMap<[u8; 8], usize> = BTreeMap::new();
        for (_, card) in &self.cards {
            if let Some(card) = card {
                *counts.entry(batch_of(card.revision)).or_default() += 1;
            }
        }
        self.cards.iter().rev().find_map(|(at, card)| {
            let batch = batch_of(card.as_ref()?.revision);
            counts
                .get(&batch)
                .is_some_and(|count| *count > 1)
                .then_some((*at, batch))
        })
    }

    /// Cards of a go that still say the newest of their subject.
    fn newest(&self, batch: [u8; 8]) -> impl Iterator<Item = &Card> {
        let cards = self.cards.iter().filter_map(|(_, card)| card.as_ref());
        cards.filter(move |card| {
            batch_of(card.revision) == batch && self.book.stands(card.subject, card.revision)
        })
    }

    /// The version of a person or a place that was written last.
    fn newest_of(&self, subject: Subject) -> Option<&Card> {
        let cards = self
            .cards
            .iter()
            .rev()
            .filter_map(|(_, card)| card.as_ref());
        let mut cards = cards.filter(|card| card.subject == subject);
        cards.find(|card| self.book.stands(subject, card.revision))
    }

    pub(super) fn last_batch(&self) -> Option<Batch> {
        let (at, batch) = self.last()?;
        let cards = number(self.newest(batch).count());
        (cards > 0).then_some(Batch { at, cards })
    }

    pub(super) fn undo(&self, of: Option<Subject>, ids: &mut Ids) -> Result<NewCards, Words> {
        let nothing = || "没有可以撤销的修改了。".to_owned();
        let last: Vec<&Card> = match of {
            Some(subject) => self.newest_of(subject).into_iter().collect(),
            None => {
                let (_, batch) = self.last().ok_or_else(nothing)?;
                self.newest(batch).collect()
            }
        };
        let known = self.cards.iter().filter_map(|(_, card)| card.as_ref());
        let known: BTreeMap<Revision, &Option<Content>> =
            known.map(|card| (card.revision, &card.content)).collect();
        let mut cards = Vec::new();
        for card in last {
            // What was erased since is not known any more and does not come back.
            let before = card.replaces.iter().rev().find_map(|old| known.get(old));
            let content = before.and_then(|content| (*content).clone());
            cards.push(self.book.card(ids.revision(), card.subject, content));
        }
        let first = cards.first().ok_or_else(nothing)?;
        Ok(NewCards {
            subject: Some(first.subject),
            cards: bytes(&cards),
            passed_over: 0,
        })
    }
}
