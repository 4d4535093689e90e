//! Reading rows back: in pages within one transaction, or one by one when a page cannot be read.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database as Idb;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::key::{Key, Span};
use super::row::{self, Damage};
use super::schema::Store;
use crate::platform::error::PlatformError;

/// One row as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its key.
    pub(crate) key: Key,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// One row that is there and cannot be used; it stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DamagedRow {
    /// Its store.
    pub(crate) store: Store,
    /// Its key; `None` when even that cannot be read.
    pub(crate) key: Option<Key>,
    /// What is wrong with it.
    pub(crate) damage: Damage,
}

/// What a range holds, in the order of the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    /// The rows that can be used.
    pub(crate) sound: Vec<Row>,
    /// The rows that cannot.
    pub(crate) damaged: Vec<DamagedRow>,
}

/// Rows asked for at once: at 64 KiB a row at most 16 MiB in flight.
const PAGE: u32 = 256;

/// Reads one row.
pub(super) async fn one(
    idb: &Idb,
    store: Store,
    key: &Key,
) -> Result<Option<Vec<u8>>, PlatformError> {
    let Some(value) = value(idb, store, key.to_js()).await? else {
        return Ok(None);
    };
    let bytes = unwrap(key, &value)
        .map_err(|damage| PlatformError::Corrupt(format!("{} row: {damage}", store.as_str())))?;
    Ok(Some(bytes))
}

/// Reads one key pair.
pub(super) async fn keys(
    idb: &Idb,
    key: &Key,
) -> Result<Option<web_sys::CryptoKeyPair>, PlatformError> {
    let Some(value) = value(idb, Store::Keys, key.to_js()).await? else {
        return Ok(None);
    };
    let half = |name: &str| -> Result<web_sys::CryptoKey, PlatformError> {
        js_sys::Reflect::get(&value, &name.into())?
            .dyn_into()
            .map_err(|_| PlatformError::Corrupt(format!("keys row without {name}")))
    };
    Ok(Some(web_sys::CryptoKeyPair::new(
        &half("privateKey")?,
        &half("publicKey")?,
    )))
}

/// Reads all ranges within one transaction, so that they belong together.
pub(super) async fn snapshot(
    idb: &Idb,
    spans: &[(Store, Span)],
) -> Result<Vec<Rows>, PlatformError> {
    let mut names: Vec<&str> = spans.iter().map(|(store, _)| store.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let transaction = idb.transaction(names.as_slice()).build()?;
    let mut all = Vec::with_capacity(spans.len());
    for (store, span) in spans {
        all.push(pages(&transaction, *store, span).await?);
    }
    transaction.commit().await?;
    Ok(all)
}

async fn pages(
    transaction: &Transaction<'_>,
    store: Store,
    span: &Span,
) -> Result<Rows, PlatformError> {
    let source = transaction.object_store(store.as_str())?;
    let mut rows = Rows::default();
    let mut rest = span.to_range();
    loop {
        let keys = source
            .get_all_keys::<JsValue>()
            .with_query::<JsValue, _>(rest.clone())
            .with_limit(PAGE)
            .primitive()?;
        let values = source
            .get_all::<JsValue>()
            .with_query::<JsValue, _>(rest)
            .with_limit(PAGE)
            .primitive()?;
        let keys: Vec<JsValue> = keys.await?.collect::<Result<_, _>>()?;
        let values = values.await?;
        let full = keys.len() == PAGE as usize;
        let last = keys.last().and_then(Key::from_js);
        for (key, value) in keys.iter().zip(values) {
            rows.sort_in(store, key, &value?);
        }
        match last {
            Some(last) if full => rest = span.range_after(&last),
            _ => return Ok(rows),
        }
    }
}

/// Reads each row in a transaction of its own: slower, but one unreadable row spoils nothing else.
pub(super) async fn row_by_row(
    idb: &Idb,
    spans: &[(Store, Span)],
) -> Result<Vec<Rows>, PlatformError> {
    let mut all = Vec::with_capacity(spans.len());
    for (store, span) in spans {
        let mut rows = Rows::default();
        for key in keys_in(idb, *store, span.to_range()).await? {
            match value(idb, *store, key.clone()).await {
                Ok(Some(value)) => rows.sort_in(*store, &key, &value),
                Ok(None) => {}
                Err(_) => rows.set_aside(*store, Key::from_js(&key), Damage::Unreadable),
            }
        }
        all.push(rows);
    }
    Ok(all)
}

/// Reads the keys of a range without the rows.
pub(super) async fn keys_of(
    idb: &Idb,
    store: Store,
    span: &Span,
) -> Result<Vec<Key>, PlatformError> {
    let keys = keys_in(idb, store, span.to_range()).await?;
    Ok(keys.iter().filter_map(Key::from_js).collect())
}

async fn keys_in(
    idb: &Idb,
    store: Store,
    range: KeyRange<JsValue>,
) -> Result<Vec<JsValue>, PlatformError> {
    let transaction = idb.transaction(store.as_str()).build()?;
    let source = transaction.object_store(store.as_str())?;
    let keys = source
        .get_all_keys::<JsValue>()
        .with_query::<JsValue, _>(range)
        .primitive()?
        .await?;
    Ok(keys.collect::<Result<_, _>>()?)
}

async fn value(idb: &Idb, store: Store, key: JsValue) -> Result<Option<JsValue>, PlatformError> {
    let transaction = idb.transaction(store.as_str()).build()?;
    let source = transaction.object_store(store.as_str())?;
    Ok(source.get(key).primitive()?.await?)
}

/// Unwraps a stored value.
pub(super) fn unwrap(key: &Key, value: &JsValue) -> Result<Vec<u8>, Damage> {
    let array = value.dyn_ref::<Uint8Array>().ok_or(Damage::NotBytes)?;
    row::open(key, &array.to_vec())
}

impl Rows {
    fn sort_in(&mut self, store: Store, key: &JsValue, value: &JsValue) {
        let Some(key) = Key::from_js(key) else {
            return self.set_aside(store, None, Damage::NotBytes);
        };
        match unwrap(&key, value) {
            Ok(bytes) => self.sound.push(Row { key, bytes }),
            Err(damage) => self.set_aside(store, Some(key), damage),
        }
    }

    fn set_aside(&mut self, store: Store, key: Option<Key>, damage: Damage) {
        self.damaged.push(DamagedRow { store, key, damage });
    }
}
