//! The fencing number: a row in `meta` that only ever grows.

use std::collections::BTreeSet;

use indexed_db_futures::database::Database as Idb;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use wasm_bindgen::JsValue;

use super::key::Key;
use super::op::{Fence, Op};
use super::read;
use super::schema::Store;
use super::transaction::{End, begin};
use crate::platform::error::PlatformError;

const NAME: &str = "fence";

/// The newest number within a transaction that covers `meta`; zero when nobody has written yet.
///
/// A damaged row counts as zero: it must not lock everybody out, and the lock itself still holds.
pub(super) async fn read(transaction: &Transaction<'_>) -> Result<Fence, PlatformError> {
    let key = Key::name(NAME);
    let store = transaction.object_store(Store::Meta.as_str())?;
    let stored: Option<JsValue> = store.get(key.to_js()).primitive()?.await?;
    let bytes = stored.and_then(|value| read::unwrap(&key, &value).ok());
    let number = bytes
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_be_bytes);
    Ok(Fence(number))
}

/// Takes the next number.
pub(super) async fn claim(idb: &Idb) -> Result<Fence, PlatformError> {
    let transaction = begin(idb, &BTreeSet::from([Store::Meta]))?;
    let end = End::of(&transaction);
    let next = Fence(read(&transaction).await?.0.saturating_add(1));
    let op = Op::put(Store::Meta, Key::name(NAME), next.0.to_be_bytes().to_vec());
    if let Some((key, value)) = op.stored_value() {
        let store = transaction.object_store(Store::Meta.as_str())?;
        store
            .put(value)
            .with_key(key)
            .without_key_type()
            .primitive()?;
    }
    end.reached(&transaction).await?;
    Ok(next)
}
