//! The desk: holds the book and an open file for a page that asks by messages, so that neither cards nor rows ever keep
//! a page from answering a finger.
//!
//! A page asks by a number and a payload ([`ask`]) and gets a payload or words for the person. The desk keeps nothing:
//! cards come from the page, and what it makes are cards that the page has signed and stored. It refuses to know
//! threads, storage and signatures; randomness comes with every question.

pub mod ask;
mod batch;
mod book;
mod changes;
mod edit;
mod file;
mod ids;
mod look;
mod own;
mod parts;
mod veil;

use ledger::payload;

use crate::cards::{Book, Card};
use crate::progress::Progress;
use crate::search::Index;
use ask::Ask;
use file::File;
use ids::Ids;

pub use ledger::dice::{SEED, Seed};

/// Words for the person who asked: what is wrong, and what to do.
type Words = String;

/// The roster as a worker holds it.
#[derive(Default)]
pub struct Desk {
    /// Every card with the moment at which it was written, in the order of the log; what does not read has none.
    cards: Vec<(u64, Option<Card>)>,
    /// Cards that a later version of this program wrote.
    later: usize,
    book: Book,
    index: Option<Index>,
    file: Option<File>,
}

impl Desk {
    /// Answers a question. `seed` is random, and another one at every call.
    ///
    /// # Errors
    /// Words for the person; then nothing has changed.
    pub fn answer(
        &mut self,
        number: u8,
        asked: &[u8],
        seed: Seed,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<u8>, Words> {
        let mut ids = Ids::new(seed);
        match number {
            ask::TakeCards::NUMBER => reply(asked, |asked| self.take_cards(asked)),
            ask::Find::NUMBER => reply(asked, |asked: ask::Find| Ok(self.find(&asked))),
            ask::Look::NUMBER => reply(asked, |asked: ask::Look| self.look(&asked)),
            ask::Write::NUMBER => reply(asked, |asked: ask::Write| self.write(&asked, &mut ids)),
            ask::Own::NUMBER => reply(asked, |asked: ask::Own| self.own(&asked, &mut ids)),
            ask::Remove::NUMBER => reply(asked, |asked: ask::Remove| {
                self.remove(asked.subject, &mut ids)
            }),
            ask::Settle::NUMBER => reply(asked, |asked| self.settle(&asked, &mut ids)),
            ask::Undo::NUMBER => {
                reply(asked, |asked: ask::Undo| self.undo(asked.subject, &mut ids))
            }
            ask::CardsOf::NUMBER => reply(asked, |asked: ask::CardsOf| Ok(self.cards_of(&asked))),
            ask::Export::NUMBER => reply(asked, |asked: ask::Export| self.export(&asked)),
            ask::Veil::NUMBER => reply(asked, |asked: ask::Veil| Ok(self.veil(asked.text))),
            ask::Parts::NUMBER => reply(asked, |asked: ask::Parts| Ok(self.parts(&asked))),
            ask::OpenFile::NUMBER => {
                let file = File::open(asked, progress)?;
                let opened = file.opened();
                self.file = Some(file);
                Ok(payload::encode(&opened))
            }
            ask::Arrange::NUMBER => reply(asked, |asked| {
                let file = self.file()?;
                file.arrange(&asked);
                Ok(file.opened())
            }),
            ask::Check::NUMBER => {
                let asked = payload::decode(asked).ok_or_else(unread)?;
                let mut file = self.file.take().ok_or_else(no_file)?;
                let checked = file.check(&asked, &self.book, &mut ids, progress);
                self.file = Some(file);
                checked.map(|checked| payload::encode(&checked))
            }
            ask::Lines::NUMBER => reply(asked, |asked: ask::Lines| Ok(self.file()?.lines(&asked))),
            ask::Changes::NUMBER => {
                let asked: ask::Changes = payload::decode(asked).ok_or_else(unread)?;
                let file = self.file.as_ref().ok_or_else(no_file)?;
                Ok(payload::encode(&file.changes(&asked, &self.book)))
            }
            ask::Choose::NUMBER => reply(asked, |asked| {
                let file = self.file()?;
                file.choose(&asked);
                Ok(file.checked())
            }),
            ask::Take::NUMBER => reply(asked, |asked: ask::Take| self.take(asked.chosen, &mut ids)),
            _ => Err(unread()),
        }
    }

    fn file(&mut self) -> Result<&mut File, Words> {
        self.file.as_mut().ok_or_else(no_file)
    }
}

fn no_file() -> Words {
    "没有打开的文件。请重新选择文件。".to_owned()
}

fn unread() -> Words {
    "页面和名册程序的版本不一致。请关闭所有标签页，重新打开。".to_owned()
}

fn reply<A>(
    asked: &[u8],
    answer: impl FnOnce(A) -> Result<A::Answer, Words>,
) -> Result<Vec<u8>, Words>
where
    A: Ask + for<'b> minicbor::Decode<'b, ()>,
    A::Answer: minicbor::Encode<()>,
{
    let asked = payload::decode(asked).ok_or_else(unread)?;
    answer(asked).map(|answer| payload::encode(&answer))
}
