//! 居民名册: the cards of the office, and the desk in a worker that reads them.
//!
//! Cards are statements of the office room, each of which can be erased. The desk gets them all again whenever they are
//! others than it has, so it never answers from what is gone. What it makes of an import or a form comes back as bytes,
//! which are signed and stored here some hundred at a time; what of them is stored stays stored whatever happens to the
//! rest, and can be taken back by the desk's last question.

use std::rc::Rc;
use std::sync::Arc;

use ::roster::desk::ask::{
    Ask, CardsOf, NewCards, OpenFile, Places, Standing, Stored, TakeCards, Veil, Veiled,
};
use ::roster::{Birthday, CARD, Subject};
use consultation::record::Date;
use ledger::authority::Verdict;
use ledger::payload::{self, Erase};
use ledger::replica::Shown;
use ledger::{Class, EntryId, Kind, RoomId};

use super::super::view::{RosterWork, WorkKind};
use super::super::{Outcome, Question, Trouble, What};
use super::view::civil;
use super::{Engine, State, now, troubles};
use crate::platform::clerk::{Clerk, NoAnswer, Program};

/// Cards that are signed and stored before the page hears how far it is: some transactions' worth.
const TOGETHER: usize = 256;

/// The desk, and which cards it has.
#[derive(Default)]
pub(super) struct Roster {
    clerk: Option<Rc<Clerk>>,
    given: Option<Vec<EntryId>>,
    day: Option<Date>,
    /// A question that hands it cards is under way.
    is_handing: bool,
    /// Cards are being stored: the desk gets them when all are.
    is_storing: bool,
}

impl Engine {
    /// Asks the desk; it has the cards that are here now.
    pub(super) async fn ask_roster(self, question: Question) -> Result<Outcome, Trouble> {
        let answer = self.roster_answer(question).await?;
        Ok(Outcome::Roster(answer))
    }

    async fn roster_answer(&self, question: Question) -> Result<Vec<u8>, Trouble> {
        self.open_office().await?;
        // Where there is no roster nobody is found in a text, and no program is fetched to say so.
        if question.number == Veil::NUMBER && self.inner.state.borrow().cards().is_empty() {
            return Ok(payload::encode(&Veiled::default()));
        }
        self.hand_cards().await?;
        let answer = self.ask_clerk(question).await;
        self.inner.stage.roster_work.set(None);
        answer
    }

    async fn ask_clerk(&self, question: Question) -> Result<Vec<u8>, Trouble> {
        let clerk = self.clerk()?;
        let is_file = question.number == OpenFile::NUMBER;
        let answer = clerk
            .ask(question.number, &question.asked, question.file.as_ref())
            .await;
        if matches!(answer, Err(NoAnswer::Broken | NoAnswer::NotHere)) {
            *self.inner.roster.borrow_mut() = Roster::default();
        }
        answer.map_err(|why| {
            Trouble::new(match why {
                NoAnswer::Words(words) => What::Said(words),
                NoAnswer::Broken if is_file => What::TableBroken,
                NoAnswer::Broken => What::RosterStopped,
                NoAnswer::NotHere => What::RosterNotHere,
                NoAnswer::FileTooLarge => What::TableTooLarge,
            })
        })
    }

    fn clerk(&self) -> Result<Rc<Clerk>, Trouble> {
        let mut roster = self.inner.roster.borrow_mut();
        if let Some(clerk) = &roster.clerk {
            return Ok(clerk.clone());
        }
        let stage = self.inner.stage;
        let on_step = move |(phase, done, total)| {
            let kind = WorkKind::Reading(phase);
            stage
                .roster_work
                .set(Some(RosterWork { kind, done, total }));
        };
        let clerk = Clerk::start(Program::Roster, on_step)
            .map_err(|_| Trouble::new(What::RosterNotHere))?;
        let clerk = Rc::new(clerk);
        roster.clerk = Some(clerk.clone());
        Ok(clerk)
    }

    /// Gives the desk the cards, if they are others than it has.
    async fn hand_cards(&self) -> Result<(), Trouble> {
        let today = civil(now()).map(|now| now.date());
        let today = today.ok_or_else(|| Trouble::bug("no civil time"))?;
        let (entries, cards) = {
            let state = self.inner.state.borrow();
            let roster = self.inner.roster.borrow();
            let entries = state.cards();
            if roster.given.as_ref() == Some(&entries) && roster.day == Some(today) {
                return Ok(());
            }
            let cards = state.card_bytes(&entries);
            (entries, cards)
        };
        let asked = TakeCards {
            cards,
            today: Birthday(today),
        };
        {
            // Questions are answered in their order, so whoever asks meanwhile is answered from these.
            let mut roster = self.inner.roster.borrow_mut();
            roster.given = Some(entries);
            roster.day = Some(today);
        }
        let standing = self.ask_clerk(Question::new(&asked)).await;
        if standing.is_err() {
            self.inner.roster.borrow_mut().given = None;
        }
        let standing: Standing = payload::decode(&standing?).ok_or_else(unread)?;
        let standing = Some(Arc::new(standing));
        self.inner.stage.roster.set(standing);
        Ok(())
    }

    /// Has the desk read what arrived, if a page has asked it before.
    pub(super) fn follow_roster(&self) {
        {
            let mut roster = self.inner.roster.borrow_mut();
            if roster.given.is_none() || roster.is_handing || roster.is_storing {
                return;
            }
            roster.is_handing = true;
        }
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            // A page that asks next gets the trouble.
            drop(engine.hand_cards().await);
            engine.inner.roster.borrow_mut().is_handing = false;
        });
    }

    /// Stops what the desk is doing; nothing of it was kept.
    pub(super) fn stop_roster(&self) {
        *self.inner.roster.borrow_mut() = Roster::default();
        self.inner.stage.roster_work.set(None);
    }

    /// Signs and stores what the desk makes of a question.
    pub(super) async fn write_roster(self, question: Question) -> Result<Outcome, Trouble> {
        let answer = self.roster_answer(question).await?;
        let new: NewCards = payload::decode(&answer).ok_or_else(unread)?;
        self.inner.roster.borrow_mut().is_storing = true;
        let stored = self.store_cards(&new).await;
        self.inner.roster.borrow_mut().is_storing = false;
        self.inner.stage.roster_work.set(None);
        // What was stored before something went wrong is shown all the same.
        let handed = self.hand_cards().await;
        stored.and(handed)?;
        Ok(Outcome::Roster(answer))
    }

    async fn store_cards(&self, new: &NewCards) -> Result<(), Trouble> {
        let office = self.office()?;
        let (mut done, total) = (0, new.cards.len());
        for cards in new.cards.chunks(TOGETHER) {
            let mut entries = Vec::with_capacity(cards.len());
            for card in cards {
                let card = card.to_vec();
                entries.push(self.write(office, Class::Statement, CARD, card)?);
            }
            self.saved(&entries).await?;
            done += cards.len();
            if total > TOGETHER {
                self.inner.stage.roster_work.set(Some(RosterWork {
                    kind: WorkKind::Storing,
                    done: u32::try_from(done).unwrap_or(u32::MAX),
                    total: u32::try_from(total).unwrap_or(u32::MAX),
                }));
            }
        }
        Ok(())
    }

    /// Erases everything that any card ever said of somebody, here and wherever it was sent (个人信息保护法 47).
    pub(super) async fn erase_from_roster(self, subject: Subject) -> Result<Outcome, Trouble> {
        let office = self.office()?;
        let question = Question::new(&CardsOf { subject });
        let places = self.roster_answer(question).await?;
        let places: Places = payload::decode(&places).ok_or_else(unread)?;
        let given = self.inner.roster.borrow().given.clone().unwrap_or_default();
        let targets = places.places.into_iter().filter_map(|place| {
            let place = usize::try_from(place).ok()?;
            given.get(place).copied()
        });
        let mut entries = Vec::new();
        for target in targets {
            entries.push(self.erase(office, target)?);
        }
        self.saved(&entries).await?;
        self.hand_cards().await?;
        Ok(Outcome::Done)
    }

    /// Makes sure that the office is read.
    async fn open_office(&self) -> Result<(), Trouble> {
        let office = self.office()?;
        let is_asleep = self.inner.state.borrow().asleep.contains_key(&office);
        if is_asleep {
            let woken = self.wake(&[office]).await;
            woken.map_err(|error| troubles::of_storage(&error))?;
        }
        Ok(())
    }

    /// Takes the words of something that was said in a room away for good.
    pub(super) fn erase(&self, room: RoomId, target: EntryId) -> Result<EntryId, Trouble> {
        let erase = payload::encode(&Erase { target });
        self.write(room, Class::Maintenance, Kind::ERASE, erase)
    }

    pub(super) fn office(&self) -> Result<RoomId, Trouble> {
        let office = self.inner.state.borrow().office();
        office.ok_or_else(|| Trouble::new(What::NotAllowed))
    }
}

fn unread() -> Trouble {
    troubles::roster_unread()
}

impl State {
    /// The cards that count, in the order of the log; those that are about to be erased are not among them.
    fn cards(&self) -> Vec<EntryId> {
        let Some(office) = self.office() else {
            return Vec::new();
        };
        let erasing = self.replica.erasing(office);
        let shown = self.replica.statements(office).into_iter();
        let cards = shown.filter(|shown| shown.entry.header().kind == CARD);
        let stands = |shown: &Shown<'_>| shown.verdict == Verdict::Stands;
        let cards = cards.filter(|shown| stands(shown) && shown.entry.payload().is_some());
        cards
            .map(|shown| shown.entry.id())
            .filter(|id| !erasing.contains(id))
            .collect()
    }

    fn card_bytes(&self, entries: &[EntryId]) -> Vec<Stored> {
        let Some(office) = self.office() else {
            return Vec::new();
        };
        let entries = entries
            .iter()
            .filter_map(|id| self.replica.entry(office, *id));
        let cards = entries.map(|entry| Stored {
            at: entry.header().made_at.0,
            card: entry.payload().unwrap_or_default().to_vec().into(),
        });
        cards.collect()
    }
}
