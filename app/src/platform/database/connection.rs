//! One connection to a database, and what the browser does to it.

use std::cell::Cell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use gloo_events::EventListener;
use indexed_db_futures::database::Database as Idb;
use indexed_db_futures::internals::SystemRepr;
use wasm_bindgen_futures::spawn_local;

use super::state::{Inner, State};
use super::{Database, schema};
use crate::platform::error::PlatformError;
use crate::platform::timer;

/// An open connection; it closes, after what is under way, when told so or dropped.
pub(super) struct Connection {
    idb: Idb,
    _listeners: [EventListener; 2],
}

/// How long opening may take: some browsers never answer the first call after a cold start.
pub(super) const OPEN_LIMIT: Duration = Duration::from_secs(10);

impl Connection {
    pub(super) async fn open(database: &Database) -> Result<Self, PlatformError> {
        let blocked = Rc::new(Cell::new(false));
        let opening = {
            use indexed_db_futures::prelude::*;
            let blocked = blocked.clone();
            Idb::open(database.inner.name.as_str())
                .with_version(schema::VERSION)
                .with_on_blocked(move |_| {
                    blocked.set(true);
                    Ok(())
                })
                .with_on_upgrade_needed(|_, idb| schema::upgrade(&idb))
                .build()?
        };
        let idb = match timer::within(OPEN_LIMIT, opening).await {
            Some(opened) => opened?,
            None if blocked.get() => return Err(PlatformError::Blocked),
            None => {
                return Err(PlatformError::Closed(
                    "opening the database took too long".into(),
                ));
            }
        };
        let target = idb.as_sys();
        let listeners = [
            on_close(target, Rc::downgrade(&database.inner)),
            on_version_change(target, Rc::downgrade(&database.inner)),
        ];
        Ok(Self {
            idb,
            _listeners: listeners,
        })
    }

    pub(super) fn idb(&self) -> &Idb {
        &self.idb
    }

    pub(super) fn close(&self) {
        self.idb.clone().close();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}

/// The browser closed the connection by itself: clearing site data, memory pressure, a damaged file.
fn on_close(target: &web_sys::EventTarget, inner: Weak<Inner>) -> EventListener {
    EventListener::new(target, "close", move |_| {
        let Some(inner) = inner.upgrade() else { return };
        let mut state = inner.state.borrow_mut();
        if matches!(*state, State::Open(_)) {
            *state = State::Lost;
        }
    })
}

/// A newer version of the app, or the recovery page, waits for this connection to close.
fn on_version_change(target: &web_sys::EventTarget, inner: Weak<Inner>) -> EventListener {
    EventListener::new(target, "versionchange", move |_| {
        if let Some(inner) = inner.upgrade() {
            spawn_local(Database { inner }.supersede());
        }
    })
}
