//! Opens a record for as long as a page shows it.

use std::sync::Arc;

use ledger::RoomId;
use leptos::prelude::*;

use crate::live::Live;
use crate::session::{Command, ConsultationView, Part, Trouble, use_session};

/// A consultation that a page shows; `None` until its record is read.
pub(crate) type Opened = Live<Option<Arc<ConsultationView>>>;

/// Asks the engine to open a room's record; with it, why there is none.
pub(crate) fn use_opened(room: RoomId) -> (Opened, RwSignal<Option<Trouble>>) {
    let session = use_session();
    let trouble = RwSignal::new(None);
    session.send_and_tell(Command::Open(room), trouble);
    let opened = session.consultation();
    let opened = Live::new(move |_| {
        opened
            .read()
            .as_ref()
            .filter(|view| view.room == room)
            .cloned()
    });
    (opened, trouble)
}

/// What this person is in it; a guest until it is read.
pub(crate) fn part(opened: Opened) -> Live<Part> {
    Live::new(move |_| opened.read().as_ref().map_or(Part::Guest, |view| view.part))
}
