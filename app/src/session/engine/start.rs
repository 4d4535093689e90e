//! Starting: storage, the tripwire, and what the app shows first. [`super::load`] does the reading.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use ledger::id_map::{IdMap, IdSet};
use ledger::replica::Replica;
use ledger::{PublicKey, SessionId};
use leptos::prelude::Set;

use super::super::stage::Stage;
use super::super::{Outcome, Phase, Trouble, What};
use super::carrier::Carrier;
use super::jobs::{Jobs, Queues};
use super::{Engine, Inner, State, troubles};
use crate::platform::address;
use crate::platform::crypto::{DeviceKeys, Verifier};
use crate::platform::database::{Database, DatabaseName, Key, Op, Store};
use crate::platform::install::{self, Mark};
use crate::platform::local;
use crate::platform::presence::Presence;
use crate::platform::socket::Backoff;
use crate::platform::tabs::Tabs;
use crate::platform::worker::{Worker, WorkerEvent};

/// The row that names the boards whose recovery sheet has been printed.
pub(super) const SHEET: &str = "recovery-sheet-printed";

impl Engine {
    /// Starts the engine on a stage, with the database of the community that the tab is in.
    pub(crate) fn start(stage: Stage) {
        leptos::task::spawn_local(async move {
            let name = match stage.practice {
                true => DatabaseName::Practice,
                false => DatabaseName::Community,
            };
            match Database::open(name).await {
                Ok(database) => Self::on(stage, database).begin().await,
                Err(error) => Self::on(stage, Database::closed(name))
                    .cannot_begin(troubles::of_storage(&error)),
            }
        });
    }

    fn on(stage: Stage, database: Database) -> Self {
        let (jobs, queues) = Jobs::new();
        let inner = Inner {
            stage,
            database,
            verifier: Verifier::default(),
            jobs,
            tabs: OnceCell::new(),
            presence: OnceCell::new(),
            worker: RefCell::new(None),
            state: RefCell::new(State::new(Replica::new(None, SessionId::ZERO, ""), None)),
            is_view_due: Cell::new(false),
            is_kept_for_staff: Cell::new(false),
            is_carrying: Cell::new(false),
            is_keep_due: Cell::new(false),
            may_show_front: Cell::new(false),
            waiting: RefCell::new(None),
            roster: RefCell::default(),
            is_writer: Cell::new(false),
            loads: Cell::new(0),
            heard: Cell::new(None),
            generation: Cell::new(0),
        };
        let engine = Self {
            inner: Rc::new(inner),
        };
        engine.set_up(queues);
        engine
    }

    fn set_up(&self, queues: Queues) {
        self.work(queues);
        let engine = self.clone();
        self.inner
            .stage
            .on_command(move |command| engine.take_command(command));
        let engine = self.clone();
        let tabs = Tabs::join(&self.inner.database, move |event| engine.tab_event(event));
        // Set once here, on a fresh engine.
        let _ = self.inner.tabs.set(tabs);
        let engine = self.clone();
        self.inner.database.on_superseded(move || {
            let engine = engine.clone();
            async move { engine.let_go().await }
        });
        let engine = self.clone();
        if let Ok(presence) = Presence::watch(move |event| engine.page_event(event)) {
            let _ = self.inner.presence.set(presence);
        }
        self.keep_time();
    }

    async fn begin(self) {
        self.show_time();
        self.follow_address();
        if self.inner.stage.practice {
            return self.begin_practice().await;
        }
        let mark = install::check(&self.inner.database).await;
        let is_cleared = matches!(mark, Mark::Cleared { .. });
        let may_show_front = !is_cleared && !address::has_fragment();
        self.inner.may_show_front.set(may_show_front);
        let began = self.begin_as_writer_or_reader().await;
        let waiting = self.end_front();
        if let Err(trouble) = began {
            return self.cannot_begin(trouble);
        }
        let fragment = address::take_fragment();
        if let Mark::Cleared {
            last_known_unsent, ..
        } = &mark
        {
            let unsent = last_known_unsent.map(|count| count as usize);
            return self.show_phase(Phase::Wiped { unsent });
        }
        if let Some(fragment) = fragment {
            // What is wrong with it, the page of the visitor says.
            let _ = self.read_link(&fragment);
        } else {
            self.settle();
        }
        self.catch_up(waiting);
        if matches!(mark, Mark::Frayed { .. }) {
            // Only a warning sign is missing; the next start puts it back if this one cannot.
            let _ = self.place_mark().await;
        }
        self.register_worker();
        self.measure().await;
    }

    /// Follows links that are opened in this tab, and the way into practice and back.
    fn follow_address(&self) {
        let engine = self.clone();
        address::on_change(move || {
            if address::is_practice() != engine.inner.stage.practice {
                // Where the page cannot be loaded anew it stays what it is.
                let _ = address::reload();
            } else if engine.takes_links()
                && let Some(fragment) = address::take_fragment()
            {
                // What is wrong with it, the page of the visitor says.
                let _ = engine.read_link(&fragment);
            }
        });
    }

    /// Whether the data are read and sound, so that a link can be judged.
    fn takes_links(&self) -> bool {
        let phase = self.inner.stage.phase.read_untracked();
        let is_open = !matches!(
            *phase,
            Phase::Starting | Phase::Opening | Phase::NoStorage(_) | Phase::Wiped { .. }
        );
        is_open && !self.inner.stage.practice
    }

    /// Says why nothing can be read; a newer version of the app, which may know how, can be taken.
    pub(super) fn cannot_begin(&self, trouble: Trouble) {
        let trouble = match local::is_available() {
            true => troubles::at_start(trouble),
            // Where pages may store nothing at all, browsers word the failure in many ways.
            false => Trouble::new(What::StorageMissing),
        };
        self.show_phase(Phase::NoStorage(trouble));
        self.register_worker();
    }

    /// Shows the community, or the page for a device that has none; and connects.
    pub(super) fn settle(&self) {
        let has_community = self.inner.state.borrow().is_member();
        self.show_all();
        if !has_community && self.inner.stage.practice {
            // Another tab is about to make it.
        } else if !has_community {
            self.show_phase(Phase::Visitor { link: None });
        } else if self.inner.state.borrow().has_left_out {
            self.show_phase(Phase::CrashLoop);
        } else {
            self.show_phase(Phase::Ready);
        }
        self.connect();
    }

    pub(super) fn register_worker(&self) {
        let engine = self.clone();
        let on_event = move |event| match event {
            // The tab of the real community offers it; one that practises only lets it happen.
            WorkerEvent::NewVersion => engine.inner.stage.update.set(!engine.inner.stage.practice),
            WorkerEvent::Taken => {
                // Everything is stored as it is written, so nothing is lost by loading anew.
                let _ = address::reload();
            }
            WorkerEvent::Ready => {
                // Another version may have other files.
                engine.inner.is_kept_for_staff.set(false);
                engine.keep_for_staff();
            }
            WorkerEvent::Failed | WorkerEvent::Declined => {}
        };
        let engine = self.clone();
        let may_take = move || engine.inner.state.borrow().waiters.is_empty();
        if let Ok(worker) = Worker::register(on_event, may_take) {
            *self.inner.worker.borrow_mut() = Some(worker);
        }
    }

    /// Has what only staff need brought to this device, if it is one of theirs.
    pub(super) fn keep_for_staff(&self) {
        let is_staff = self.inner.state.borrow().office().is_some();
        if !is_staff || self.inner.is_kept_for_staff.replace(true) {
            return;
        }
        if let Some(worker) = &*self.inner.worker.borrow() {
            // It is tried again when it is needed.
            let _ = worker.keep_later();
        }
    }

    pub(super) async fn take_update(self) -> Result<Outcome, Trouble> {
        let worker = self.inner.worker.borrow_mut().take();
        if let Some(worker) = worker {
            let engine = self.clone();
            let taken = worker
                .take(move |event| {
                    if event == WorkerEvent::Taken {
                        let _ = address::reload();
                    }
                    engine
                        .inner
                        .stage
                        .update
                        .set(event == WorkerEvent::Declined);
                })
                .await;
            *self.inner.worker.borrow_mut() = Some(worker);
            taken.map_err(|error| Trouble::bug(&error.to_string()))?;
        }
        Ok(Outcome::Done)
    }

    /// Asks the browser how much room there is, and whether it promises to keep the data.
    pub(super) async fn measure(&self) {
        let persisted = install::is_persisted().await.ok();
        let space = install::space()
            .await
            .ok()
            .map(|space| (space.used, space.granted));
        let mut state = self.inner.state.borrow_mut();
        state.persisted = persisted;
        state.space = space;
        let reliability = std::sync::Arc::new(super::show::reliability(&state));
        drop(state);
        self.inner.stage.reliability.set(reliability);
    }

    pub(super) async fn keep_storage(self) -> Result<Outcome, Trouble> {
        install::request_persistence()
            .await
            .map_err(|error| troubles::of_storage(&error))?;
        self.measure().await;
        Ok(Outcome::Done)
    }

    /// After the data of this device was lost: a new installation, from which a person joins again.
    pub(super) async fn start_afresh(self) -> Result<Outcome, Trouble> {
        self.place_mark().await?;
        self.settle();
        Ok(Outcome::Done)
    }

    pub(super) async fn place_mark(&self) -> Result<(), Trouble> {
        let fence = self.fence()?;
        install::place(&self.inner.database, fence)
            .await
            .map_err(|error| troubles::of_storage(&error))
    }

    pub(super) async fn mark_sheet_printed(self) -> Result<Outcome, Trouble> {
        let fence = self.fence()?;
        let printed = {
            let state = self.inner.state.borrow();
            let board = state.board()?;
            [state.sheets_printed.as_slice(), board.as_bytes()].concat()
        };
        let row = Op::put(Store::Meta, Key::name(SHEET), printed.clone());
        let stored = self.inner.database.commit(fence, &[row]).await;
        stored.map_err(|error| troubles::of_storage(&error))?;
        self.inner.state.borrow_mut().sheets_printed = printed;
        self.show_all();
        Ok(Outcome::Done)
    }

    pub(super) fn acknowledge(&self) -> Result<(), Trouble> {
        {
            let mut state = self.inner.state.borrow_mut();
            state.has_left_out = false;
            state.trouble = None;
        }
        self.show_phase(Phase::Ready);
        Ok(())
    }
}

impl State {
    pub(super) fn new(replica: Replica, keys: Option<Rc<DeviceKeys>>) -> Self {
        Self {
            replica,
            books: IdMap::new(),
            chosen: None,
            ruled: IdMap::new(),
            names: IdMap::new(),
            asleep: IdMap::new(),
            lines: IdMap::new(),
            stale: IdSet::new(),
            unkept: IdSet::new(),
            signed: super::signed::Signed::default(),
            keys,
            link: None,
            link_number: 0,
            backoff: Backoff::default(),
            waits: 0,
            waits_for: None,
            silence: 0,
            waiters: IdMap::new(),
            words: IdMap::new(),
            carrier: Carrier::default(),
            gave_way: 0,
            arrived: IdMap::new(),
            dirty: IdSet::new(),
            open: None,
            is_board_open: false,
            letters_due: None,
            opened_link: None,
            last_receipt: None,
            drift: None,
            trouble: None,
            storage_trouble: None,
            set_aside: 0,
            sheets_printed: Vec::new(),
            persisted: None,
            space: None,
            has_left_out: false,
            is_left_out_untold: false,
            is_following: false,
            begun: None,
        }
    }
}

/// The ledger's form of a device's public key.
pub(super) fn public_key(keys: &DeviceKeys) -> Option<PublicKey> {
    PublicKey::from_slice(keys.public())
}
