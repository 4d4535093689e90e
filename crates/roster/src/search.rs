//! Finding people and places by what somebody types at a door: initials (zxm), parts of a name, a room, a phone.

mod initials;

use std::collections::BTreeMap;

use ledger::PersonId;

use crate::cards::{Book, Premises, Subject};
use initials::{Initials, Table};

/// People and places, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    subject: Subject,
    /// The name, in small letters; empty for a place.
    name: String,
    initials: Vec<Initials>,
    /// The doors, as they are written and as they are typed, with their 居民小组 and 网格.
    doors: String,
    phone: String,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whom or what.
    pub subject: Subject,
    /// How well it fits; less is better.
    rank: u8,
}

impl Index {
    /// Reads a book.
    pub fn of(book: &Book) -> Self {
        let table = Table::open();
        let mut owned: BTreeMap<PersonId, String> = BTreeMap::new();
        let mut entries = Vec::new();
        for (id, premises) in book.premises() {
            let doors = door(premises);
            for share in premises.unit.iter().flat_map(|unit| &unit.owners) {
                owned.entry(share.owner).or_default().push_str(&doors);
            }
            entries.push(Entry {
                subject: Subject::Premises(*id),
                name: String::new(),
                initials: Vec::new(),
                doors,
                phone: String::new(),
            });
        }
        for (id, person) in book.people() {
            let mut doors = owned.remove(id).unwrap_or_default();
            if let Some(home) = person
                .home
                .and_then(|home| book.premises().get(&home.premises))
            {
                doors.push_str(&door(home));
            }
            entries.push(Entry {
                subject: Subject::Person(*id),
                name: person.name.to_lowercase(),
                initials: person
                    .name
                    .chars()
                    .filter_map(|letter| table.of(letter))
                    .collect(),
                doors,
                phone: person.phone.clone(),
            });
        }
        Self { entries }
    }

    /// Whom and what every word of a question fits, the best first, no more than so many.
    pub fn find(&self, question: &str, most: usize) -> Vec<Hit> {
        let question = question.to_lowercase();
        let words: Vec<&str> = question.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<(u8, &str, Hit)> = Vec::new();
        for entry in &self.entries {
            let ranks = words.iter().map(|word| entry.rank(word));
            let rank = ranks.reduce(|one, other| Some(one?.max(other?))).flatten();
            if let Some(rank) = rank {
                hits.push((
                    rank,
                    &entry.name,
                    Hit {
                        subject: entry.subject,
                        rank,
                    },
                ));
            }
        }
        hits.sort_by(|one, other| {
            (one.0, one.1, one.2.subject).cmp(&(other.0, other.1, other.2.subject))
        });
        hits.into_iter().take(most).map(|(_, _, hit)| hit).collect()
    }
}

impl Entry {
    /// How well a word fits, if it does: the whole name, its beginning, its initials, a part of any.
    fn rank(&self, word: &str) -> Option<u8> {
        if self.name == word {
            return Some(0);
        }
        if !self.name.is_empty() && self.name.starts_with(word) {
            return Some(1);
        }
        let letters = word.as_bytes();
        if letters.iter().all(u8::is_ascii_lowercase) {
            if initials::start(&self.initials, letters) {
                return Some(if letters.len() == self.initials.len() {
                    1
                } else {
                    2
                });
            }
            let mut rest = self.initials.as_slice();
            while let Some((_, later)) = rest.split_first() {
                rest = later;
                if initials::start(rest, letters) {
                    return Some(4);
                }
            }
        }
        if self.name.contains(word) {
            return Some(3);
        }
        let is_door = self.doors.split([' ', '\n']).any(|door| door == word);
        if is_door {
            return Some(2);
        }
        // Of a phone number, four digits at least: three are a room.
        let is_phone = letters.len() >= 4 && self.phone.contains(word);
        (self.doors.contains(word) || is_phone).then_some(5)
    }
}

/// A door in all the words by which it is found, in small letters.
fn door(premises: &Premises) -> String {
    let (place, group, grid) = (&premises.place, &premises.group, &premises.grid);
    format!("{place} {} {group} {grid}\n", place.short()).to_lowercase()
}
