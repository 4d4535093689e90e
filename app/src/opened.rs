//! Opens a record for as long as a page shows it.

use std::sync::Arc;

use ledger::RoomId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::live::Live;
use crate::session::{Command, ConsultationView, use_session};

/// Asks the engine to open a room's record; `None` until it is read.
pub(crate) fn use_opened(room: RoomId) -> Live<Option<Arc<ConsultationView>>> {
    let session = use_session();
    let reply = session.send(Command::Open(room));
    spawn_local(async move { drop(reply.await) });
    let opened = session.consultation();
    Live::new(move |_| {
        opened
            .read()
            .as_ref()
            .filter(|view| view.room == room)
            .cloned()
    })
}
