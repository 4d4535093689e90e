//! The link to the relay: opening it, keeping it alive, and trying again.

use std::rc::Rc;
use std::time::Duration;

use ledger::Nonce;
use ledger::replica::Event;
use ledger::wire::{Clock, Message};

use super::super::{Trouble, What};
use super::{Engine, now};
use crate::platform::clerk::Clerk;
use crate::platform::crypto;
use crate::platform::socket::{Link, LinkEnd, LinkEvent};
use crate::platform::timer;

/// What leads to the relay.
pub(super) enum Line {
    /// A socket or its stand-in.
    Wire(Link),
    /// The practice community's relay, in a worker of this very page.
    InPage(Rc<Clerk>),
}

const PATH: &str = "/sync";
/// Seconds between pings: well below the 90 after which silence counts as the end.
const PING_EVERY: u32 = 25;

impl Engine {
    /// Opens a link, if this tab writes, has a community, has read all of it, and no link is open or
    /// about to be: a relay that named a hall which is still asleep would have it founded anew here.
    pub(super) fn connect(&self) {
        let mut state = self.inner.state.borrow_mut();
        if !state.asleep.is_empty() {
            return;
        }
        if !self.is_writer() || state.link.is_some() || state.replica.rooms().is_empty() {
            return;
        }
        state.link_number += 1;
        if self.inner.stage.practice {
            drop(state);
            return self.connect_in_page();
        }
        let number = state.link_number;
        let engine = self.clone();
        let way = state.backoff.way();
        let link = Link::open(way, PATH, move |event| engine.link_event(number, event));
        match link {
            Ok(link) => state.link = Some(Line::Wire(link)),
            Err(_) => {
                drop(state);
                self.connect_later();
            }
        }
    }

    fn link_event(&self, number: u32, event: LinkEvent) {
        if number != self.inner.state.borrow().link_number {
            return;
        }
        match event {
            LinkEvent::Open => match crypto::random() {
                Ok(nonce) => self.feed(Event::Connected {
                    nonce: Nonce(nonce),
                }),
                Err(_) => self.hang_up(),
            },
            LinkEvent::Frame(frame) => match Message::parse(&frame) {
                Ok(message) => self.feed(Event::Received(message)),
                Err(_) => {
                    self.not_the_relay();
                    self.hang_up();
                }
            },
            LinkEvent::Closed(end) => {
                if matches!(end, LinkEnd::NotTheRelay(_)) {
                    self.not_the_relay();
                }
                self.inner.state.borrow_mut().link = None;
                self.feed(Event::Disconnected);
                self.connect_later();
            }
        }
    }

    fn not_the_relay(&self) {
        self.inner.state.borrow_mut().trouble = Some(Trouble::new(What::NotTheRelay));
    }

    /// Ends the link and tries again later.
    pub(super) fn hang_up(&self) {
        let link = {
            let mut state = self.inner.state.borrow_mut();
            state.link_number += 1;
            state.link.take()
        };
        if link.is_some() {
            drop(link);
            self.feed(Event::Disconnected);
            self.connect_later();
        }
    }

    fn connect_later(&self) {
        let random = crypto::random().map_or(0, u32::from_le_bytes);
        let (pause, wait) = {
            let mut state = self.inner.state.borrow_mut();
            if state.waits_for.is_some() {
                return;
            }
            state.waits += 1;
            state.waits_for = Some(state.waits);
            (state.backoff.failed(random), state.waits)
        };
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            timer::sleep(pause).await;
            if engine
                .inner
                .state
                .borrow_mut()
                .waits_for
                .take_if(|waits_for| *waits_for == wait)
                .is_some()
            {
                engine.connect();
            }
        });
    }

    /// Tries at once, and soon again if that fails: the browser says that there is a network, or a person
    /// asks for it. However long the pause was that has begun, it is over.
    pub(super) fn connect_now(&self) {
        {
            let mut state = self.inner.state.borrow_mut();
            state.backoff.succeeded();
            state.waits_for = None;
        }
        self.connect();
    }

    pub(super) fn send_message(&self, message: &Message) {
        let sent = match &self.inner.state.borrow().link {
            Some(Line::Wire(link)) => link.send(&message.to_bytes()).is_ok(),
            Some(Line::InPage(_)) => {
                self.tell_in_page(message);
                true
            }
            None => true,
        };
        if !sent {
            self.hang_up();
        }
    }

    /// Once a second: outboxes that wait, pings, the clock on the page.
    pub(super) fn keep_time(&self) {
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            loop {
                timer::sleep(Duration::from_secs(1)).await;
                engine.feed(ledger::replica::Event::Tick);
                let is_ping_due = {
                    let mut state = engine.inner.state.borrow_mut();
                    state.silence += 1;
                    state.silence.is_multiple_of(PING_EVERY) && state.replica.is_online()
                };
                if is_ping_due {
                    engine.send_message(&Message::Ping(Clock { now: now() }));
                    engine.measure().await;
                }
                engine.carry_photos();
                engine.show_time();
            }
        });
    }
}
