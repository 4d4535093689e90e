//! The desk's book: what it comes to, who fits some words, tables to take along.

use super::ask::{
    CardsOf, Entry, Export, Exported, Find, Found, PeopleNumbers, Places, Standing, Stored,
    TakeCards, Text, UnitNumbers,
};
use super::{Desk, Words};
use crate::birthday::Birthday;
use crate::cards::{Book, Card, CardError, OddCard, Place, Registration, Scope, Subject};
use crate::search::Index;
use crate::{count, export};

/// Hits that are counted; nobody reads more.
const COUNTED: usize = 1_000;
/// Oddities that are named.
const NAMED: usize = 200;

impl Desk {
    pub(super) fn take_cards(&mut self, asked: TakeCards) -> Result<Standing, Words> {
        self.later = 0;
        let mut cards = Vec::with_capacity(asked.cards.len());
        for Stored { at, card } in asked.cards {
            let read = Card::decode(&card);
            self.later += usize::from(matches!(read, Err(CardError::Later(_))));
            cards.push((at, read.ok()));
        }
        self.cards = cards;
        self.book = Book::read(self.cards.iter().filter_map(|(_, card)| card.clone()));
        self.index = None;
        Ok(self.standing(asked.today))
    }

    fn standing(&self, today: Birthday) -> Standing {
        let book = &self.book;
        let numbers = count::numbers(book, &Scope::Community, today.0);
        let elsewhere = book.people().values().filter(|person| {
            person.home.is_some() && person.registration == Some(Registration::Elsewhere)
        });
        let clashes = book.clashes().iter().map(|clash| self.entry(clash.subject));
        let odd = book.odd();
        Standing {
            people: PeopleNumbers {
                all: number(book.people().len()),
                households: small(numbers.households.get()),
                residents: small(numbers.residents.get()),
                of_age: small(numbers.of_age.get()),
                age_unknown: number(numbers.age_unknown.len()),
                elsewhere: number(elsewhere.count()),
            },
            units: UnitNumbers {
                premises: number(book.premises().len()),
                owners: small(numbers.owners.get()),
                area: numbers.area.get(),
                without_owner: number(numbers.without_owner.len()),
                without_area: number(numbers.without_area.len()),
            },
            clashes: clashes.collect(),
            odd: odd.iter().take(NAMED).map(|odd| self.odd(*odd)).collect(),
            unread: number(self.later),
            last: self.last_batch(),
        }
    }

    fn odd(&self, odd: OddCard) -> Words {
        match odd {
            OddCard::NoSuchHome(person) => format!(
                "{}的住处不在名册里。请打开这个人，重新选择住处。",
                self.name(Subject::Person(person))
            ),
            OddCard::NoSuchOwner(premises, _) => format!(
                "{}有一位业主不在名册里（可能已经删除）。请打开这套房屋核对。",
                self.name(Subject::Premises(premises))
            ),
            OddCard::MoreThanWhole(premises) => format!(
                "{}的产权份额加起来超过 1。请打开这套房屋核对。",
                self.name(Subject::Premises(premises))
            ),
        }
    }

    pub(super) fn find(&mut self, asked: &Find) -> Found {
        let words = asked.words.trim();
        let subjects: Vec<Subject> = if words.is_empty() {
            let mut places: Vec<_> = self.book.premises().iter().collect();
            places.sort_by_cached_key(|(_, premises)| by_numbers(&premises.place));
            places
                .into_iter()
                .map(|(id, _)| Subject::Premises(*id))
                .collect()
        } else {
            let book = &self.book;
            let index = self.index.get_or_insert_with(|| Index::of(book));
            let hits = index.find(words, COUNTED);
            hits.into_iter().map(|hit| hit.subject).collect()
        };
        let shown = subjects.iter().take(size(asked.count));
        Found {
            total: number(subjects.len()),
            entries: shown.map(|subject| self.entry(*subject)).collect(),
        }
    }

    pub(super) fn name(&self, subject: Subject) -> String {
        let name = self.book.name(subject);
        name.unwrap_or_else(|| "已删除".to_owned())
    }

    pub(super) fn entry(&self, subject: Subject) -> Entry {
        let about = match subject {
            Subject::Premises(id) => {
                let living = self.book.people().values();
                let living = living.filter(|one| one.home.is_some_and(|home| home.premises == id));
                let mut living: Vec<_> = living.collect();
                living.sort_by_key(|one| !one.home.is_some_and(|home| home.is_householder));
                let names: Vec<&str> = living.iter().map(|one| one.name.as_str()).collect();
                names.join("、")
            }
            Subject::Person(id) => {
                let person = self.book.people().get(&id);
                let home = person.and_then(|person| person.home);
                let home = home.and_then(|home| self.book.premises().get(&home.premises));
                let mut about = home.map(|home| home.place.to_string()).unwrap_or_default();
                if about.is_empty() {
                    let owned = self.book.premises().values();
                    let mut owned = owned.filter(|premises| {
                        let owners = premises.unit.iter().flat_map(|unit| &unit.owners);
                        owners.into_iter().any(|share| share.owner == id)
                    });
                    about = owned
                        .next()
                        .map_or_else(String::new, |premises| format!("业主，{}", premises.place));
                }
                about
            }
        };
        Entry {
            subject,
            name: self.name(subject),
            about,
        }
    }

    /// Cards of all versions: what was known once is known until it is erased.
    pub(super) fn cards_of(&self, asked: &CardsOf) -> Places {
        let cards = self.cards.iter().enumerate();
        let of_subject = cards.filter(|(_, (_, card))| {
            card.as_ref()
                .is_some_and(|card| card.subject == asked.subject)
        });
        Places {
            places: of_subject.map(|(place, _)| number(place)).collect(),
        }
    }

    pub(super) fn export(&self, asked: &Export) -> Result<Text, Words> {
        let text = match asked.what {
            Exported::Residents => export::residents(&self.book),
            Exported::Units => export::units(&self.book),
            Exported::Person => {
                let person = asked.person.and_then(|id| export::person(&self.book, id));
                person.ok_or_else(|| "名册里没有这个人了。".to_owned())?
            }
        };
        Ok(Text { text })
    }
}

pub(super) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// 2幢 comes before 10幢.
pub(super) fn by_numbers(place: &Place) -> [(u64, &str); 4] {
    [&place.estate, &place.building, &place.unit, &place.room].map(|part| {
        let digits = part.find(|letter: char| !letter.is_ascii_digit());
        let digits = part.get(..digits.unwrap_or(part.len()));
        let number = digits.and_then(|digits| digits.parse().ok());
        (number.unwrap_or(u64::MAX), part.as_str())
    })
}
