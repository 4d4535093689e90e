//! Several tabs of the app on one device: one writes, the others follow.
//!
//! The writer follows the person: the tab that gets input asks for the writer's lock over the channel; the holder
//! writes what is unsaved and lets go; after two seconds the lock is stolen. Holding it, a tab takes the next
//! fencing number, and every batch of an older number is rolled back by the database: a lock says who should
//! write, the number decides who can. Without Web Locks only the first tab writes, found by asking around.

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod browser_tests;
mod channel;
mod lock;
mod notice;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::database::{Database, Fence};
use super::error::PlatformError;
use super::timer;
use channel::Channel;
use lock::{Held, Wait};
use notice::Notice;

/// What happens between tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TabEvent {
    /// The person is at work in another tab: write what is unsaved, then [`Tabs::release`].
    WriterWanted,
    /// Another tab took the lock by force: this one only shows from now on.
    WriterLost,
    /// The writer let go: a tab in front may take over.
    WriterReleased,
    /// Another tab wrote to this room: read it again.
    Changed(Vec<u8>),
    /// The writer's connection changed; the words are those given to [`Tabs::tell_status`].
    Status(String),
    /// A tab that shows wants to hear the status.
    StatusWanted,
}

/// Whether this tab may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// It may, with this number.
    Here(Fence),
    /// Another tab does.
    Elsewhere,
    /// An earlier call of this tab is still asking.
    UnderWay,
}

/// How hard to try to become the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Only if no other tab writes.
    IfFree,
    /// The person is at work here: ask the other tab, then take it.
    ByPerson,
}

/// This tab's place among the others; dropping it lets the lock go.
pub(crate) struct Tabs {
    inner: Rc<Inner>,
}

struct Inner {
    database: Database,
    channel: Channel,
    on_event: Box<dyn Fn(TabEvent)>,
    writing: Cell<Option<Fence>>,
    held: RefCell<Option<Held>>,
    asking: Cell<bool>,
    heard_writer: Cell<bool>,
}

/// How long the holder gets to write its last words.
const ASK_LIMIT: Duration = Duration::from_secs(2);

/// How long to listen for a writer where there are no locks.
const LISTEN: Duration = Duration::from_millis(400);

impl Tabs {
    /// Joins the other tabs of this database; as yet this tab only shows.
    pub(crate) fn join(database: &Database, on_event: impl Fn(TabEvent) + 'static) -> Self {
        let inner = Rc::new_cyclic(|inner: &std::rc::Weak<Inner>| {
            let inner = inner.clone();
            let hear = move |notice| {
                if let Some(inner) = inner.upgrade() {
                    inner.hear(notice);
                }
            };
            Inner {
                channel: Channel::open(database.name().as_str(), hear),
                database: database.clone(),
                on_event: Box::new(on_event),
                writing: Cell::new(None),
                held: RefCell::new(None),
                asking: Cell::new(false),
                heard_writer: Cell::new(false),
            }
        });
        Self { inner }
    }

    /// Whether this tab may write, as far as it knows.
    pub(crate) fn writing(&self) -> Option<Fence> {
        self.inner.writing.get()
    }

    /// Tries to become the writer.
    pub(crate) async fn claim(&self, claim: Claim) -> Result<Writing, PlatformError> {
        if let Some(fence) = self.inner.writing.get() {
            return Ok(Writing::Here(fence));
        }
        if self.inner.asking.replace(true) {
            return Ok(Writing::UnderWay);
        }
        let outcome = self.inner.clone().claim(claim).await;
        self.inner.asking.set(false);
        outcome
    }

    /// Lets another tab write; nothing must be unsaved any more.
    pub(crate) fn release(&self) {
        self.inner.release();
    }

    /// Tells the tabs that only show how the writer's connection stands.
    pub(crate) fn tell_status(&self, status: &str) {
        self.inner.channel.post(&Notice::Status(status.to_owned()));
    }

    /// Asks the writer to tell its status.
    pub(crate) fn ask_status(&self) {
        self.inner.channel.post(&Notice::WhoWrites);
    }

    /// Tells the other tabs that a room changed.
    pub(crate) fn announce(&self, room: &[u8]) {
        self.inner.channel.post(&Notice::Changed(room.to_vec()));
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.inner.release();
    }
}

impl Inner {
    async fn claim(self: Rc<Self>, claim: Claim) -> Result<Writing, PlatformError> {
        let may_write = if lock::is_available() {
            let held = self.clone().lock(claim).await?;
            let locked = held.is_some();
            *self.held.borrow_mut() = held;
            locked
        } else {
            self.nobody_writes().await
        };
        if !may_write {
            return Ok(Writing::Elsewhere);
        }
        match self.database.claim_fence().await {
            // The lock may have been stolen while the number was being taken.
            Ok(_) if lock::is_available() && self.held.borrow().is_none() => Ok(Writing::Elsewhere),
            Ok(fence) => {
                self.writing.set(Some(fence));
                Ok(Writing::Here(fence))
            }
            Err(error) => {
                self.held.borrow_mut().take();
                Err(error)
            }
        }
    }

    async fn lock(self: Rc<Self>, claim: Claim) -> Result<Option<Held>, PlatformError> {
        let name = self.database.name().as_str();
        let request = |wait| {
            let inner = Rc::downgrade(&self);
            lock::request(name, wait, move || {
                if let Some(inner) = inner.upgrade() {
                    inner.lose();
                }
            })
        };
        let free = request(Wait::IfFree).await?;
        if free.is_some() || claim == Claim::IfFree {
            return Ok(free);
        }
        self.channel.post(&Notice::WriterWanted);
        match request(Wait::For(ASK_LIMIT)).await? {
            Some(held) => Ok(Some(held)),
            None => request(Wait::Steal).await,
        }
    }

    /// Asks around, where there are no locks.
    async fn nobody_writes(&self) -> bool {
        self.heard_writer.set(false);
        self.channel.post(&Notice::WhoWrites);
        timer::sleep(LISTEN).await;
        !self.heard_writer.get()
    }

    fn hear(&self, notice: Notice) {
        match notice {
            Notice::WriterWanted if self.writing.get().is_some() => {
                (self.on_event)(TabEvent::WriterWanted)
            }
            Notice::WriterWanted => {}
            Notice::WriterReleased => (self.on_event)(TabEvent::WriterReleased),
            Notice::WhoWrites if self.writing.get().is_some() => {
                self.channel.post(&Notice::IWrite);
                (self.on_event)(TabEvent::StatusWanted);
            }
            Notice::WhoWrites => {}
            Notice::IWrite => self.heard_writer.set(true),
            Notice::Changed(room) => (self.on_event)(TabEvent::Changed(room)),
            Notice::Status(status) => (self.on_event)(TabEvent::Status(status)),
        }
    }

    fn lose(&self) {
        self.held.borrow_mut().take();
        if self.writing.take().is_some() {
            (self.on_event)(TabEvent::WriterLost);
        }
    }

    fn release(&self) {
        let held = self.held.borrow_mut().take();
        if self.writing.take().is_some() || held.is_some() {
            drop(held);
            self.channel.post(&Notice::WriterReleased);
        }
    }
}
