//! Which tab writes: taking over, giving way, and following what another tab writes.
//!
//! A tab is the writer from the moment when it has the lock **and** has read what was stored before
//! it got it; until then it takes no command, so that nothing is written on an old state.

use std::time::Duration;

use leptos::prelude::{ReadUntracked, Set};

use super::super::{Note, Outcome, Phase, SyncStatus, Trouble, What};
use super::{Engine, troubles};
use crate::platform::database::Fence;
use crate::platform::presence::{self, PageEvent};
use crate::platform::tabs::{Claim, TabEvent, Tabs, Writing};
use crate::platform::timer;

/// A tab that follows reads again so long after the first of several notices.
const FOLLOW: Duration = Duration::from_millis(300);
/// How often it is looked whether everything is stored before the lock is let go, and how many times:
/// as long as the tab that asks waits.
const LOOK: Duration = Duration::from_millis(20);
const LOOKS: u32 = 100;

impl Engine {
    /// Whether this tab writes.
    pub(super) fn is_writer(&self) -> bool {
        self.inner.is_writer.get()
    }

    fn set_writer(&self, is_writer: bool) {
        self.inner.is_writer.set(is_writer);
        self.inner.stage.writes.set(is_writer);
        if !is_writer && let Some(tabs) = self.inner.tabs.get() {
            tabs.ask_status();
        }
    }

    /// The number that this tab writes with; a tab that only shows has none.
    pub(super) fn fence(&self) -> Result<Fence, Trouble> {
        let fence = self.inner.tabs.get().and_then(Tabs::writing);
        fence.ok_or_else(|| Trouble::new(What::ReadOnlyTab))
    }

    /// Reads what is stored, as the writer if no other tab is.
    pub(super) async fn begin_as_writer_or_reader(&self) -> Result<(), Trouble> {
        let (writing, full) = match self.claim(Claim::IfFree).await {
            // A full device takes no number any more, and still shows what it has.
            Err(trouble) if trouble.what == What::StorageFull => {
                (Writing::Elsewhere, Some(trouble))
            }
            writing => (writing?, None),
        };
        self.load().await?;
        self.inner.state.borrow_mut().storage_trouble = full;
        self.set_writer(matches!(writing, Writing::Here(_)) && self.fence().is_ok());
        Ok(())
    }

    /// Becomes the writer: what another tab wrote meanwhile is read first.
    pub(super) async fn take_over(self) -> Result<Outcome, Trouble> {
        self.write_from_now(Claim::ByPerson).await?;
        Ok(Outcome::Done)
    }

    async fn write_from_now(&self, claim: Claim) -> Result<(), Trouble> {
        if self.is_writer() {
            return Ok(());
        }
        if let Writing::Here(fence) = self.claim(claim).await?
            && self.load().await?
            && self.fence().is_ok_and(|held| held == fence)
        {
            self.set_writer(true);
            self.found_practice().await?;
            self.settle();
        }
        Ok(())
    }

    async fn claim(&self, claim: Claim) -> Result<Writing, Trouble> {
        let Some(tabs) = self.inner.tabs.get() else {
            return Ok(Writing::Elsewhere);
        };
        let writing = tabs.claim(claim).await;
        writing.map_err(|error| troubles::of_storage(&error))
    }

    pub(super) fn tab_event(&self, event: TabEvent) {
        match event {
            TabEvent::WriterWanted => {
                let engine = self.clone();
                leptos::task::spawn_local(async move { engine.let_go().await });
            }
            TabEvent::WriterLost => self.become_reader(),
            TabEvent::WriterReleased => {
                self.inner.heard.set(None);
                if presence::is_visible() {
                    let engine = self.clone();
                    // A failure shows as the tab staying read-only, with its button to try again.
                    leptos::task::spawn_local(async move {
                        drop(engine.write_from_now(Claim::IfFree).await);
                    });
                }
            }
            TabEvent::Changed(_) => self.follow_soon(),
            TabEvent::Status(status) => {
                self.inner.heard.set(SyncStatus::from_text(&status));
                self.view_soon();
            }
            TabEvent::StatusWanted => self.tell_status(),
        }
    }

    /// Tells the tabs that only show how the connection stands.
    pub(super) fn tell_status(&self) {
        if let (true, Some(tabs)) = (self.is_writer(), self.inner.tabs.get()) {
            tabs.tell_status(&self.inner.stage.sync.read_untracked().to_text());
        }
    }

    /// Waits until nothing is unsaved, then lets another tab write.
    pub(super) async fn let_go(&self) {
        let held = self.fence().ok();
        self.set_writer(false);
        for _ in 0..LOOKS {
            if self.inner.state.borrow().waiters.is_empty() {
                break;
            }
            timer::sleep(LOOK).await;
        }
        if held.is_none() || self.fence().ok() != held {
            return; // lost meanwhile, or even taken again
        }
        self.become_reader();
        if let Some(tabs) = self.inner.tabs.get() {
            tabs.release();
        }
    }

    fn become_reader(&self) {
        self.set_writer(false);
        self.inner.stage.note(Note::TakenOver);
        let link = {
            let mut state = self.inner.state.borrow_mut();
            state.link_number += 1;
            state.link.take()
        };
        if link.is_some() {
            self.feed(ledger::replica::Event::Disconnected);
        }
    }

    /// A tab that only shows reads again what the writer stored; once for many notices.
    fn follow_soon(&self) {
        if self.fence().is_ok() || self.inner.state.borrow().is_following {
            return;
        }
        self.inner.state.borrow_mut().is_following = true;
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            timer::sleep(FOLLOW).await;
            engine.inner.state.borrow_mut().is_following = false;
            if engine.fence().is_err() && engine.load().await == Ok(true) {
                engine.settle();
            }
        });
    }

    pub(super) fn page_event(&self, event: PageEvent) {
        match event {
            PageEvent::Online if self.is_writer() => self.connect_now(),
            PageEvent::Shown if self.is_writer() => self.connect(),
            PageEvent::Touched if !self.is_writer() && self.is_ready() => {
                let engine = self.clone();
                // A failure shows as the tab staying read-only, with its button to try again.
                leptos::task::spawn_local(async move { drop(engine.take_over().await) });
            }
            _ => {}
        }
    }

    fn is_ready(&self) -> bool {
        *self.inner.stage.phase.read_untracked() == Phase::Ready
    }
}
