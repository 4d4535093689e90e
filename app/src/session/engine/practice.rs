//! The practice community on the engine: made at its first opening, and its relay spoken to.
//!
//! Everything else is the engine's own: queues, storage, tabs and marks know of no practice. It has
//! no part in the tripwire, and is not asked to be kept.

use std::rc::Rc;
use std::time::Duration;

use ::practice::{CONNECT, Connecting, FOUND, Founded, Founding, Heard, ME, TELL, Telling};
use ledger::crypto::Crypto as _;
use ledger::replica::Event;
use ledger::wire::Message;
use ledger::{Nonce, PublicKey, payload};

use super::super::{Trouble, What};
use super::connection::Line;
use super::view::civil;
use super::{Engine, now, storage, troubles};
use crate::platform::clerk::{Clerk, Program};
use crate::platform::{address, crypto, timer};

/// As long as an answer from a relay nearby: without it nobody would ever see 已存本机.
const PAUSE: Duration = Duration::from_millis(300);

/// The key of this device in the practice community.
pub(super) fn public_key() -> PublicKey {
    ME.public()
}

impl Engine {
    pub(super) async fn begin_practice(self) {
        let begun = match self.begin_as_writer_or_reader().await {
            Ok(()) => self.found_practice().await,
            Err(trouble) => Err(trouble),
        };
        if let Err(trouble) = begun {
            return self.cannot_begin(trouble);
        }
        self.settle();
        // The app has to start without a network here as well.
        self.register_worker();
        self.measure().await;
    }

    /// Makes the community in one transaction, if it is not there and this tab writes.
    pub(super) async fn found_practice(&self) -> Result<(), Trouble> {
        let is_there = self.inner.state.borrow().is_member();
        if is_there || !self.inner.stage.practice || !self.is_writer() {
            return Ok(());
        }
        let origin = address::origin().map_err(|error| troubles::of_storage(&error))?;
        let now = now();
        let here = civil(now).ok_or_else(|| Trouble::bug("no civil time"))?;
        let asked = payload::encode(&Founding {
            origin,
            now: now.0,
            here: here.to_string(),
        });
        let answer = self.practice_clerk()?.ask(FOUND, &asked, None).await;
        let answer = answer.map_err(|_| Trouble::new(What::PracticeNotHere))?;
        let founded: Option<Founded> = payload::decode(&answer);
        let steps = founded.map(|founded| founded.steps).unwrap_or_default();
        let rows: Vec<_> = steps
            .into_iter()
            .filter_map(|step| step.into_op())
            .collect();
        let mut ops = Vec::with_capacity(rows.len());
        for row in &rows {
            ops.push(storage::op(row));
        }
        let stored = self.inner.database.commit(self.fence()?, &ops).await;
        stored.map_err(|error| troubles::of_storage(&error))?;
        self.tell_tabs(&rows);
        self.load().await.map(drop)
    }

    /// Connects to a relay that remembers nothing; it takes the log back from this device.
    pub(super) fn connect_in_page(&self) {
        let (Ok(origin), Ok(own), Ok(clerk)) =
            (address::origin(), crypto::random(), self.practice_clerk())
        else {
            return;
        };
        self.inner.state.borrow_mut().link = Some(Line::InPage(clerk));
        let nonce = Nonce(own);
        self.feed(Event::Connected { nonce });
        let asked = payload::encode(&Connecting {
            origin,
            now: now().0,
            nonce,
        });
        self.tell_relay(CONNECT, asked);
    }

    pub(super) fn tell_in_page(&self, message: &Message) {
        let asked = payload::encode(&Telling {
            now: now().0,
            message: message.to_bytes().into(),
        });
        self.tell_relay(TELL, asked);
    }

    /// The worker in which the relay is.
    fn practice_clerk(&self) -> Result<Rc<Clerk>, Trouble> {
        if let Some(Line::InPage(clerk)) = &self.inner.state.borrow().link {
            return Ok(clerk.clone());
        }
        let clerk = Clerk::start(Program::Practice, |_| ());
        let not_here = |_| Trouble::new(What::PracticeNotHere);
        clerk.map(Rc::new).map_err(not_here)
    }

    /// Tells the relay something a little later, and hears what it answers.
    fn tell_relay(&self, what: u8, asked: Vec<u8>) {
        let engine = self.clone();
        let number = self.inner.state.borrow().link_number;
        leptos::task::spawn_local(async move {
            timer::sleep(PAUSE).await;
            let Some(clerk) = engine.in_page(number) else {
                return;
            };
            let answer = clerk.ask(what, &asked, None).await;
            let heard = answer
                .ok()
                .and_then(|answer| payload::decode::<Heard>(&answer));
            let Some(heard) = heard else {
                return engine.hang_up();
            };
            for message in heard.messages {
                if let (Some(_), Ok(message)) = (engine.in_page(number), Message::parse(&message)) {
                    engine.feed(Event::Received(message));
                }
            }
        });
    }

    /// The worker, while the link of this number stands.
    fn in_page(&self, number: u32) -> Option<Rc<Clerk>> {
        let state = self.inner.state.borrow();
        match &state.link {
            Some(Line::InPage(clerk)) if state.link_number == number => Some(clerk.clone()),
            _ => None,
        }
    }
}
