//! Keys of stored rows, and ranges of them.
//!
//! Every key is a `Uint8Array`; IndexedDB orders binary keys byte by byte and a prefix before what it begins, as
//! Rust orders byte slices. Numbers in keys are big-endian so that this order is the order of counting:
//!
//! | store | key |
//! |---|---|
//! | `entries`, `outbox`, `refused` | room id ‖ entry id |
//! | `items` | room id ‖ seq (8 bytes, big-endian) |
//! | `rooms` | room id |
//! | `blobs`, `uploads` | room id ‖ SHA-256 |
//! | `keys`, `meta` | a name in ASCII |
//! | `derived` | what the deriver likes |

use indexed_db_futures::KeyRange;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

/// Names one row within its store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(Vec<u8>);

impl Key {
    /// Takes an ASCII name, as in the stores `keys` and `meta`.
    pub(crate) fn name(name: &str) -> Self {
        Self(name.as_bytes().to_vec())
    }

    /// Joins the parts: a room id, then what tells its rows apart.
    pub(crate) fn joined(parts: &[&[u8]]) -> Self {
        Self(parts.concat())
    }

    /// The bytes as stored.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn to_js(&self) -> JsValue {
        Uint8Array::from(self.0.as_slice()).into()
    }

    /// Reads a key as IndexedDB returns it; `None` for one that this app cannot have written.
    pub(super) fn from_js(key: &JsValue) -> Option<Self> {
        let buffer = key.dyn_ref::<js_sys::ArrayBuffer>()?;
        Some(Self(Uint8Array::new(buffer).to_vec()))
    }
}

/// A range of keys: from the first, up to but without the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    from: Vec<u8>,
    until: Option<Vec<u8>>,
}

impl Span {
    /// Every row of a store.
    pub(crate) fn all() -> Self {
        Self {
            from: Vec::new(),
            until: None,
        }
    }

    /// The rows from the first key up to and including the last.
    pub(crate) fn closed(first: &[u8], last: &[u8]) -> Self {
        Self {
            from: first.to_vec(),
            until: Some([last, &[0]].concat()),
        }
    }

    pub(super) fn to_range(&self) -> KeyRange<JsValue> {
        Self::range(&self.from, false, self.until.as_deref())
    }

    /// What is left of the range behind a key already read.
    pub(super) fn range_after(&self, last: &Key) -> KeyRange<JsValue> {
        Self::range(&last.0, true, self.until.as_deref())
    }

    fn range(from: &[u8], open: bool, until: Option<&[u8]>) -> KeyRange<JsValue> {
        let from = Uint8Array::from(from).into();
        match until {
            Some(until) => KeyRange::Bound(from, open, Uint8Array::from(until).into(), true),
            None => KeyRange::LowerBound(from, open),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Span};

    #[test]
    fn places_in_a_log_sort_as_they_count() {
        let place = |seq: u64| Key::joined(&[&[7; 32], &seq.to_be_bytes()]);
        let mut keys = [256, 1, 255, 65_536].map(place);
        keys.sort();
        assert_eq!(keys, [1, 255, 256, 65_536].map(place));
    }

    #[test]
    fn a_closed_range_ends_right_behind_its_last_key() {
        let Span { from, until } = Span::closed(&[1], &[2, 255]);
        let until = until.unwrap();
        assert_eq!(from, [1]);
        assert!([2, 255].as_slice() < until.as_slice());
        assert!(until.as_slice() <= [2, 255, 0].as_slice());
    }
}
