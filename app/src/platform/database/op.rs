//! What a batch may do, and the number that says who may still write.

use wasm_bindgen::JsValue;

use super::key::{Key, Span};
use super::row;
use super::schema::Store;

/// The fencing number of a writer: each tab that becomes the writer takes the next one.
///
/// A batch whose number is older than the database's is rolled back, however late it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fence(pub(crate) u64);

/// One change within a batch; a batch happens whole or not at all.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// Writes bytes, replacing what was there.
    Put {
        /// Where to.
        store: Store,
        /// Under which key.
        key: Key,
        /// The bytes.
        value: Vec<u8>,
    },
    /// Writes a key pair into the store `keys`; the private half stays inside the browser.
    PutKeys {
        /// The name of the pair.
        key: Key,
        /// Both halves.
        pair: web_sys::CryptoKeyPair,
    },
    /// Removes a row if it is there.
    Delete {
        /// Where from.
        store: Store,
        /// Which.
        key: Key,
    },
    /// Removes every row of a range.
    DeleteRange {
        /// Where from.
        store: Store,
        /// Which.
        span: Span,
    },
}

impl Op {
    /// Writes bytes, replacing what was there.
    pub(crate) fn put(store: Store, key: Key, value: Vec<u8>) -> Self {
        Self::Put { store, key, value }
    }

    /// The store it touches.
    pub(crate) fn store(&self) -> Store {
        match self {
            Self::Put { store, .. }
            | Self::Delete { store, .. }
            | Self::DeleteRange { store, .. } => *store,
            Self::PutKeys { .. } => Store::Keys,
        }
    }

    /// The value as it is stored, for the two that write one.
    pub(super) fn stored_value(&self) -> Option<(JsValue, JsValue)> {
        match self {
            Self::Put { key, value, .. } => {
                let row = js_sys::Uint8Array::from(row::seal(key, value).as_slice());
                Some((key.to_js(), row.into()))
            }
            Self::PutKeys { key, pair } => Some((key.to_js(), pair.clone().into())),
            Self::Delete { .. } | Self::DeleteRange { .. } => None,
        }
    }
}
