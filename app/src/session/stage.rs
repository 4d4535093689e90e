//! The engine's end of the seam: what it publishes, and where commands arrive.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use consultation::CivilTime;
use leptos::prelude::*;
use roster::desk::ask::Standing;

use super::command::{Command, Outcome};
use super::trouble::{Note, Trouble};
use super::view::{
    BoardItem, BoardView, Community, ConsultationItem, ConsultationView, LetterView, Person, Phase,
    Reliability, RosterWork, SentItem, SyncStatus,
};
use crate::live::Var;

/// What a command comes to, once it is stored.
pub(crate) type Reply = Pin<Box<dyn Future<Output = Result<Outcome, Trouble>>>>;

type Handler = Rc<dyn Fn(Command) -> Reply>;

/// The signals that the engine writes, and the handler that it sets for commands.
///
/// Contract: a change that arrives is applied and published in one go, never one without the
/// other, so that an index into a published text, plus the splices sent since, is an index into
/// the document. A projection is published as a new `Arc`; parts that did not change keep theirs.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    /// Whether the tab is in the practice community; for the life of the page.
    pub(crate) practice: bool,
    pub(crate) phase: Var<Phase>,
    pub(crate) sync: RwSignal<SyncStatus>,
    /// How many text areas have words that were not sent yet; pages write it.
    pub(crate) typed: RwSignal<usize>,
    pub(crate) community: Var<Option<Arc<Community>>>,
    pub(crate) sent: Var<Arc<[Arc<SentItem>]>>,
    /// Every board that this device belongs to.
    pub(crate) boards: Var<Arc<[BoardItem]>>,
    pub(crate) consultations: Var<Arc<[ConsultationItem]>>,
    pub(crate) consultation: Var<Option<Arc<ConsultationView>>>,
    pub(crate) board: Var<Arc<BoardView>>,
    pub(crate) people: Var<Arc<[Person]>>,
    pub(crate) letters: Var<Arc<[Arc<LetterView>]>>,
    pub(crate) roster: Var<Option<Arc<Standing>>>,
    pub(crate) roster_work: Var<Option<RosterWork>>,
    pub(crate) reliability: Var<Arc<Reliability>>,
    pub(crate) writes: RwSignal<bool>,
    pub(crate) update: RwSignal<bool>,
    /// Local civil time, moved on every minute.
    pub(crate) now: Var<Option<CivilTime>>,
    pub(crate) notes: Var<Arc<[Note]>>,
    handler: StoredValue<Option<Handler>, LocalStorage>,
}

impl Stage {
    /// An empty stage: starting, nothing known, no handler.
    pub(crate) fn new(practice: bool) -> Self {
        Self {
            practice,
            phase: Var::new(Phase::Starting),
            sync: RwSignal::new(SyncStatus::Offline { unsent: 0 }),
            typed: RwSignal::new(0),
            community: Var::new(None),
            sent: Var::new(Arc::from([])),
            boards: Var::new(Arc::from([])),
            consultations: Var::new(Arc::from([])),
            consultation: Var::new(None),
            board: Var::new(Arc::default()),
            people: Var::new(Arc::from([])),
            letters: Var::new(Arc::from([])),
            roster: Var::new(None),
            roster_work: Var::new(None),
            reliability: Var::new(Arc::new(Reliability::default())),
            writes: RwSignal::new(true),
            update: RwSignal::new(false),
            now: Var::new(None),
            notes: Var::new(Arc::from([])),
            handler: StoredValue::new_local(None),
        }
    }

    /// Sets who carries commands out.
    pub(crate) fn on_command(self, handler: impl Fn(Command) -> Reply + 'static) {
        self.handler.set_value(Some(Rc::new(handler)));
    }

    /// Adds something to be said once.
    pub(crate) fn note(self, note: Note) {
        let notes = self.notes.get_untracked();
        self.notes
            .set(notes.iter().cloned().chain([note]).collect());
    }

    pub(super) fn hand_over(self, command: Command) -> Reply {
        match self.handler.get_value() {
            Some(handler) => handler(command),
            None => Box::pin(async { Err(Trouble::bug("no engine")) }),
        }
    }
}
