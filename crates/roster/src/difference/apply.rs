//! What was chosen becomes cards. A subject that changed since the comparison is passed over and named.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Difference};
use crate::cards::{Book, Card, Content, Revision, Subject};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The cards to be stored.
    pub cards: Vec<Card>,
    /// Subjects that somebody changed since the comparison: their changes were passed over.
    pub changed_since: Vec<Subject>,
}

impl Difference {
    /// Writes the chosen changes; what a chosen one needs comes along, such as the place of a person who is added.
    /// `revision` gives a name that nothing else has, at every call.
    pub fn apply(
        &self,
        book: &Book,
        is_chosen: impl Fn(&Change) -> bool,
        mut revision: impl FnMut() -> Revision,
    ) -> Applied {
        let chosen = self.with_needed(is_chosen);
        let mut applied = Applied::default();
        for (change, _) in self
            .changes
            .iter()
            .zip(chosen)
            .filter(|(_, is_chosen)| *is_chosen)
        {
            if book.content(change.subject) != change.before {
                applied.changed_since.push(change.subject);
                continue;
            }
            applied
                .cards
                .push(book.card(revision(), change.subject, change.after.clone()));
        }
        applied
    }

    /// Which are chosen, those with them that the chosen ones name.
    fn with_needed(&self, is_chosen: impl Fn(&Change) -> bool) -> Vec<bool> {
        let added: BTreeMap<Subject, usize> = self
            .changes
            .iter()
            .enumerate()
            .filter(|(_, change)| change.before.is_none())
            .map(|(place, change)| (change.subject, place))
            .collect();
        let mut chosen: Vec<bool> = self.changes.iter().map(is_chosen).collect();
        let mut waiting: Vec<usize> = (0..chosen.len())
            .filter(|place| chosen.get(*place) == Some(&true))
            .collect();
        while let Some(place) = waiting.pop() {
            let content = self
                .changes
                .get(place)
                .and_then(|change| change.after.as_ref());
            for needed in content.map(needs).unwrap_or_default() {
                let Some(place) = added.get(&needed) else {
                    continue;
                };
                if let Some(is_chosen) = chosen.get_mut(*place).filter(|is_chosen| !**is_chosen) {
                    *is_chosen = true;
                    waiting.push(*place);
                }
            }
        }
        chosen
    }
}

/// Whom a content names.
fn needs(content: &Content) -> BTreeSet<Subject> {
    match content {
        Content::Premises(premises) => {
            let owners = premises.unit.iter().flat_map(|unit| &unit.owners);
            owners.map(|share| Subject::Person(share.owner)).collect()
        }
        Content::Person(person) => person
            .home
            .map(|home| Subject::Premises(home.premises))
            .into_iter()
            .collect(),
    }
}
