//! One write transaction: what is asked, what is awaited, and when it counts.
//!
//! Inside a transaction only IndexedDB requests are awaited: it commits by itself under any other promise.

use std::time::Duration;

use futures_channel::oneshot;
use gloo_events::EventListener;
use indexed_db_futures::database::Database as Idb;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};

use wasm_bindgen::JsValue;

use super::fence;
use super::op::{Fence, Op};
use super::schema::Store;
use crate::platform::error::PlatformError;
use crate::platform::timer;

/// How long a batch may take before it is rolled back and the connection is taken for dead.
const COMMIT_LIMIT: Duration = Duration::from_secs(20);

/// Writes `ops` in one strict transaction, unless somebody with a newer fencing number has written since.
pub(super) async fn commit(idb: &Idb, fence: Fence, ops: &[Op]) -> Result<(), PlatformError> {
    let mut stores = vec![Store::Meta];
    for op in ops {
        if !stores.contains(&op.store()) {
            stores.push(op.store());
        }
    }
    let transaction = begin(idb, &stores)?;
    let end = End::of(&transaction);
    if let Err(error) = fence::read(&transaction).await?.admit(fence) {
        transaction.abort().await?;
        return Err(error);
    }
    for op in ops {
        place(&transaction, op)?;
    }
    end.reached(&transaction).await
}

/// Begins a strict read-write transaction over `stores`; dropping it rolls it back.
pub(super) fn begin<'a>(idb: &'a Idb, stores: &[Store]) -> Result<Transaction<'a>, PlatformError> {
    let names: Vec<&str> = stores.iter().map(|store| store.as_str()).collect();
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let transaction = idb
        .transaction(names.as_slice())
        .with_mode(TransactionMode::Readwrite)
        .with_options(strict)
        .build()?;
    Ok(transaction)
}

/// Puts one request into the transaction; whether it works out is the transaction's end to say.
fn place(transaction: &Transaction<'_>, op: &Op) -> Result<(), PlatformError> {
    let store = transaction.object_store(op.store().as_str())?;
    match op {
        Op::Put { .. } | Op::PutKeys { .. } => {
            if let Some((key, value)) = op.stored_value() {
                store
                    .put(value)
                    .with_key(key)
                    .without_key_type()
                    .primitive()?;
            }
        }
        Op::Delete { key, .. } => {
            store.delete::<JsValue, _>(key.to_js()).primitive()?;
        }
        Op::DeleteRange { span, .. } => {
            store.delete::<JsValue, _>(span.to_range()).primitive()?;
        }
    }
    Ok(())
}

/// The end of a transaction, listened for from its beginning so that it cannot be missed.
pub(super) struct End {
    completed: oneshot::Receiver<bool>,
    _listeners: [EventListener; 2],
}

impl End {
    pub(super) fn of(transaction: &Transaction<'_>) -> Self {
        let (sender, completed) = oneshot::channel();
        let sender = std::rc::Rc::new(std::cell::Cell::new(Some(sender)));
        let listen = |event: &'static str, outcome: bool| {
            let sender = sender.clone();
            EventListener::once(transaction.as_sys(), event, move |_| {
                if let Some(sender) = sender.take() {
                    // The receiver is gone only when the caller has stopped waiting.
                    let _ = sender.send(outcome);
                }
            })
        };
        Self {
            completed,
            _listeners: [listen("complete", true), listen("abort", false)],
        }
    }

    /// Waits for `complete`. A full device arrives as `abort`; the reason is then the transaction's own.
    pub(super) async fn reached(self, transaction: &Transaction<'_>) -> Result<(), PlatformError> {
        match timer::within(COMMIT_LIMIT, self.completed).await {
            Some(Ok(true)) => Ok(()),
            Some(_) => Err(transaction.as_sys().error().map_or_else(
                || PlatformError::Aborted("without a reason".into()),
                PlatformError::from,
            )),
            None => Err(PlatformError::Closed("the transaction never ended".into())),
        }
    }
}
