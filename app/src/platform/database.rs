//! The device's storage: batches that happen whole or not at all, and rows that are damaged one by one.
//!
//! A [`Database`] is a cheap handle; clones share one connection. [`Database::commit`] resolves only on the
//! transaction's `complete` event with strict durability, so what it returned `Ok` for may be shown as 已存本机.
//! When the browser closes the connection under us (iOS does), the next call opens a new one and tries once more:
//! a batch only puts and deletes by key, so doing it twice is doing it once.
//!
//! Nothing here deletes what it cannot read: a damaged row is reported and stays, a database that does not open
//! is reported and stays.

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod browser_tests;
mod connection;
mod fence;
mod key;
mod op;
mod read;
mod row;
mod schema;
mod state;
mod transaction;

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

pub(crate) use key::{Key, Span};
pub(crate) use op::{Fence, Op};
pub(crate) use read::{Row, Rows};
pub(crate) use schema::{DatabaseName, Store};

use super::error::PlatformError;
use state::{Inner, State};

/// A handle on one of the device's databases.
#[derive(Clone)]
pub(crate) struct Database {
    inner: Rc<Inner>,
}

impl Database {
    /// Opens a database, creating its stores if they are not there.
    ///
    /// # Errors
    /// `Unavailable` without storage (private mode), `NewerData`, `Blocked` by an older tab, `Corrupt` when the
    /// browser cannot read its files.
    pub(crate) async fn open(name: DatabaseName) -> Result<Self, PlatformError> {
        let database = Self::closed(name);
        database.connection().await?;
        Ok(database)
    }

    /// A handle without a connection; the first call opens one.
    pub(crate) fn closed(name: DatabaseName) -> Self {
        let inner = Inner {
            name,
            state: RefCell::new(State::Lost),
            flush: RefCell::new(None),
        };
        Self {
            inner: Rc::new(inner),
        }
    }

    /// Which database this is.
    pub(crate) fn name(&self) -> DatabaseName {
        self.inner.name
    }

    /// Says what to finish when a newer version of the app asks for the database: write what is unsaved, then
    /// turn read-only. It gets two seconds; after it, every call answers `Superseded`.
    pub(crate) fn on_superseded<F>(&self, flush: impl Fn() -> F + 'static)
    where
        F: Future<Output = ()> + 'static,
    {
        *self.inner.flush.borrow_mut() = Some(Rc::new(move || Box::pin(flush())));
    }

    /// Writes a batch in one transaction and returns when it is durable.
    ///
    /// # Errors
    /// `Fenced` when another tab became the writer, `Wiped` when the browser cleared the database, `Quota` when
    /// the device is full, `Superseded`, or what the browser says. On any error nothing of the batch was kept.
    pub(crate) async fn commit(&self, fence: Fence, ops: &[Op]) -> Result<(), PlatformError> {
        self.twice(async |idb| transaction::commit(idb, fence, ops).await)
            .await
    }

    /// Becomes the writer: takes the next fencing number. Call it only while holding the writer's lock.
    pub(crate) async fn claim_fence(&self) -> Result<Fence, PlatformError> {
        self.twice(fence::claim).await
    }

    /// Reads one row.
    ///
    /// # Errors
    /// `Corrupt` when the row is there and damaged.
    pub(crate) async fn get(
        &self,
        store: Store,
        key: &Key,
    ) -> Result<Option<Vec<u8>>, PlatformError> {
        self.twice(async |idb| read::one(idb, store, key).await)
            .await
    }

    /// Reads one key pair of this device.
    pub(crate) async fn get_keys(
        &self,
        key: &Key,
    ) -> Result<Option<web_sys::CryptoKeyPair>, PlatformError> {
        self.twice(async |idb| read::keys(idb, key).await).await
    }

    /// Reads the keys of a range; what is no key of this app is left out.
    pub(crate) async fn keys(&self, store: Store, span: &Span) -> Result<Vec<Key>, PlatformError> {
        self.twice(async |idb| read::keys_of(idb, store, span).await)
            .await
    }

    /// Reads several ranges as they stood at one moment, in the order asked for.
    ///
    /// A row that cannot be used is listed among the damaged ones and spoils nothing else.
    pub(crate) async fn snapshot(
        &self,
        spans: &[(Store, Span)],
    ) -> Result<Vec<Rows>, PlatformError> {
        let connection = self.connection().await?;
        match read::snapshot(connection.idb(), spans).await {
            Ok(rows) => Ok(rows),
            Err(error) => {
                state::log(&error);
                self.give_up(&connection);
                let connection = self.connection().await?;
                read::row_by_row(connection.idb(), spans).await
            }
        }
    }

    /// Closes the connection after what is under way; the next call opens a new one.
    pub(crate) fn close(&self) {
        let state = self.inner.state.replace(State::Lost);
        match state {
            State::Open(connection) => connection.close(),
            State::Lost => {}
            State::Superseded => *self.inner.state.borrow_mut() = State::Superseded,
        }
    }
}
