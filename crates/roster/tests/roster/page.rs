//! A page as it uses the desk: it asks in bytes, stores the cards that come back and hands them in again.

use std::ops::ControlFlow;

use ledger::payload;
use roster::desk::ask::{
    Ask, CardPage, Check, Checked, Choose, Find, Found, Look, NewCards, OpenFile, Standing, Stored,
    Take, TakeCards, Write,
};
use roster::{Birthday, Book, Card, Desk, Progress, Subject};

use super::tools;

/// A page with its desk: what it stores is what the desk gets.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) desk: Desk,
    pub(crate) cards: Vec<Stored>,
    pub(crate) asked: u64,
}

pub(crate) fn today() -> Birthday {
    Birthday(tools::today())
}

pub(crate) fn copy(stored: &Stored) -> Stored {
    Stored {
        at: stored.at,
        card: stored.card.clone(),
    }
}

impl Page {
    pub(crate) fn bytes(&mut self, number: u8, asked: &[u8]) -> Result<Vec<u8>, String> {
        self.asked += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.asked.to_be_bytes());
        let mut tell = |_| ControlFlow::Continue(());
        let mut progress = Progress::new(&mut tell);
        self.desk.answer(number, asked, seed, &mut progress)
    }

    pub(crate) fn ask<A>(&mut self, asked: A) -> Result<A::Answer, String>
    where
        A: Ask + minicbor::Encode<()>,
        A::Answer: for<'b> minicbor::Decode<'b, ()>,
    {
        let answer = self.bytes(A::NUMBER, &payload::encode(&asked))?;
        Ok(payload::decode(&answer).expect("an answer of the form that was asked for"))
    }

    pub(crate) fn hand_over(&mut self) -> Standing {
        let cards = self.cards.iter().map(copy).collect();
        self.ask(TakeCards {
            cards,
            today: today(),
        })
        .unwrap()
    }

    /// Asks for cards and stores them.
    pub(crate) fn write<A>(&mut self, asked: A) -> Result<NewCards, String>
    where
        A: Ask<Answer = NewCards> + minicbor::Encode<()>,
    {
        let new = self.ask(asked)?;
        let at = self.asked;
        let cards = new.cards.iter().cloned();
        self.cards.extend(cards.map(|card| Stored { at, card }));
        self.hand_over();
        Ok(new)
    }

    pub(crate) fn import(&mut self, file: &str) -> NewCards {
        let checked = self.open(file);
        self.take(&checked)
    }

    pub(crate) fn open(&mut self, file: &str) -> Checked {
        self.bytes(OpenFile::NUMBER, file.as_bytes()).unwrap();
        self.check()
    }

    pub(crate) fn choose(&mut self, place: u32, is_chosen: bool) -> Checked {
        self.ask(Choose {
            place: Some(place),
            kind: None,
            is_chosen,
        })
        .unwrap()
    }

    /// Takes what is chosen of the open file.
    pub(crate) fn take(&mut self, seen: &Checked) -> NewCards {
        let chosen = seen.kinds.iter().map(|kind| kind.chosen).sum();
        self.write(Take { chosen }).unwrap()
    }

    /// What the stored cards say together.
    pub(crate) fn book(&self) -> Book {
        let cards = self.cards.iter();
        Book::read(cards.map(|stored| Card::decode(&stored.card).unwrap()))
    }

    pub(crate) fn check(&mut self) -> Checked {
        self.ask(Check {
            estate: String::new(),
            today: today(),
        })
        .unwrap()
    }

    pub(crate) fn find(&mut self, words: &str) -> Found {
        self.ask(Find {
            words: words.to_owned(),
            count: 20,
        })
        .unwrap()
    }

    pub(crate) fn subject(&mut self, words: &str) -> Subject {
        self.find(words).entries.first().unwrap().subject
    }

    pub(crate) fn look(&mut self, subject: Subject) -> CardPage {
        self.ask(Look {
            subject: Some(subject),
            is_person: false,
        })
        .unwrap()
    }

    pub(crate) fn form(&mut self, subject: Subject, change: &[(&str, &str)]) -> Write {
        let mut cells = self.look(subject).cells;
        for (label, value) in change {
            let cell = cells.iter_mut().find(|cell| cell.label == *label);
            (*value).clone_into(&mut cell.unwrap().value);
        }
        Write {
            subject: Some(subject),
            is_person: false,
            home: None,
            cells,
            today: today(),
        }
    }
}
