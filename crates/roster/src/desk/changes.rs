//! What an open file would change, in words, a page at a time.

use super::ask::{ChangeLine, Changes, ChangesShown};
use super::book::{number, size};
use super::file::{File, KINDS};
use crate::cards::{Book, Content, Subject};
use crate::difference::{Change, FieldChange};

impl File {
    pub(super) fn changes(&self, asked: &Changes, book: &Book) -> ChangesShown {
        let Some(kind) = KINDS.get(size(asked.kind)) else {
            return ChangesShown::default();
        };
        let shown = self.of_kind(*kind).take(size(asked.count));
        let shown = shown.map(|(place, change)| ChangeLine {
            place: number(place),
            name: self.name(change.subject, book),
            fields: change
                .fields()
                .iter()
                .map(|field| self.words(field, change, book))
                .collect(),
            is_chosen: self.chosen.get(place) == Some(&true),
        });
        ChangesShown {
            changes: shown.collect(),
        }
    }

    fn words(&self, field: &FieldChange, change: &Change, book: &Book) -> String {
        let label = field.field.words();
        let (before, after) = match field.field.names_others() {
            true => (
                self.others(change.before.as_ref(), book),
                self.others(change.after.as_ref(), book),
            ),
            false => (field.before.clone(), field.after.clone()),
        };
        match (before.is_empty(), after.is_empty()) {
            (true, _) => format!("{label}：{after}"),
            (false, true) => format!("{label}：{before} → 无"),
            (false, false) => format!("{label}：{before} → {after}"),
        }
    }

    /// Who owns, or where somebody lives.
    fn others(&self, content: Option<&Content>, book: &Book) -> String {
        let subjects: Vec<Subject> = match content {
            Some(Content::Premises(premises)) => {
                let owners = premises.unit.iter().flat_map(|unit| &unit.owners);
                owners.map(|share| Subject::Person(share.owner)).collect()
            }
            Some(Content::Person(person)) => {
                let home = person.home.map(|home| Subject::Premises(home.premises));
                home.into_iter().collect()
            }
            None => Vec::new(),
        };
        let names = subjects.into_iter().map(|subject| self.name(subject, book));
        names.collect::<Vec<_>>().join("、")
    }

    /// The name of somebody or something of the book or of the file.
    fn name(&self, subject: Subject, book: &Book) -> String {
        let known = book.name(subject).or_else(|| {
            let place = self.places.get(&subject)?;
            let change = self.difference.changes.get(*place)?;
            change.after.as_ref().map(Content::name)
        });
        known.unwrap_or_default()
    }
}
