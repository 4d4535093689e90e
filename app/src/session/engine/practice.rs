//! The practice community on the engine: made at its first opening, and its relay spoken to.
//!
//! Everything else is the engine's own: queues, storage, tabs and marks know of no practice. It has
//! no part in the tripwire, and is not asked to be kept.

use std::time::Duration;

use ledger::crypto::Crypto as _;
use ledger::relay::{self, Conn};
use ledger::replica::Event;
use ledger::wire::Message;
use ledger::{Nonce, PublicKey};

use super::super::Trouble;
use super::connection::Line;
use super::view::civil;
use super::{Engine, now, storage, troubles};
use crate::platform::{address, crypto, timer};
use crate::practice::{self, InPage};

/// As long as an answer from a relay nearby: without it nobody would ever see 已存本机.
const PAUSE: Duration = Duration::from_millis(300);
/// This page, to the relay that is in it.
const CONN: Conn = Conn(0);

/// The key of this device in the practice community.
pub(super) fn public_key() -> PublicKey {
    practice::ME.public()
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
        let seed = crypto::random().map_err(|error| troubles::of_keys(&error))?;
        let origin = address::origin().map_err(|error| troubles::of_storage(&error))?;
        let now = now();
        let rows = civil(now).and_then(|here| practice::found(&origin, seed, now, here));
        let rows = rows.ok_or_else(|| Trouble::bug("a sample breaks a rule"))?;
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
        let (Ok(origin), Ok(own)) = (address::origin(), crypto::random()) else {
            return;
        };
        let relay = Box::new(InPage::new(&origin));
        self.inner.state.borrow_mut().link = Some(Line::InPage(relay));
        self.feed(Event::Connected { nonce: Nonce(own) });
        self.tell_relay(relay::Event::Connected {
            conn: CONN,
            nonce: Nonce(own),
            token: Nonce(own),
        });
    }

    pub(super) fn tell_in_page(&self, message: Message) {
        self.tell_relay(relay::Event::Received {
            conn: CONN,
            message,
        });
    }

    /// Tells the relay something a little later, and hears what it answers at once.
    fn tell_relay(&self, event: relay::Event) {
        let engine = self.clone();
        let number = self.inner.state.borrow().link_number;
        leptos::task::spawn_local(async move {
            timer::sleep(PAUSE).await;
            for message in engine.ask_relay(number, event) {
                engine.hear_relay(number, message);
            }
        });
    }

    fn ask_relay(&self, number: u32, event: relay::Event) -> Vec<Message> {
        let mut state = self.inner.state.borrow_mut();
        if state.link_number != number {
            return Vec::new();
        }
        let Some(Line::InPage(relay)) = &mut state.link else {
            return Vec::new();
        };
        let mut messages = Vec::new();
        for (_, message) in relay.take(now(), event) {
            messages.push(message);
        }
        messages
    }

    fn hear_relay(&self, number: u32, message: Message) {
        if self.inner.state.borrow().link_number == number {
            self.feed(Event::Received(message));
        }
    }
}
