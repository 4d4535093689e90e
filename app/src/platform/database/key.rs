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
//! | `blobs` | room id ‖ SHA-256 |
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

    /// Joins a room id and a place in its log.
    pub(crate) fn seq(room: &[u8], seq: u64) -> Self {
        Self::joined(&[room, &seq.to_be_bytes()])
    }

    /// The bytes as stored.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What follows `prefix`, such as the entry id after the room; `None` when the key does not begin so.
    pub(crate) fn after(&self, prefix: &[u8]) -> Option<&[u8]> {
        self.0.strip_prefix(prefix)
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

    /// Every row whose key begins with `prefix`: everything of one room.
    pub(crate) fn under(prefix: &[u8]) -> Self {
        Self {
            from: prefix.to_vec(),
            until: successor(prefix),
        }
    }

    /// The rows of a room from place `seq` of its log on.
    pub(crate) fn from_seq(room: &[u8], seq: u64) -> Self {
        Self {
            from: Key::seq(room, seq).0,
            until: successor(room),
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

/// The smallest byte string after everything that begins with `prefix`; `None` when there is none.
fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut next = prefix.get(..=kept)?.to_vec();
    if let Some(last) = next.last_mut() {
        *last += 1;
    }
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::{Key, Span, successor};

    #[test]
    fn the_successor_of_a_prefix_is_after_all_it_begins() {
        assert_eq!(successor(&[1, 2]), Some(vec![1, 3]));
        assert_eq!(successor(&[1, 255]), Some(vec![2]));
        assert_eq!(successor(&[255, 255]), None);
        assert_eq!(successor(&[]), None);
    }

    #[test]
    fn places_in_a_log_sort_as_they_count() {
        let room = [7; 32];
        let mut keys: Vec<Key> = [256, 1, 255, 65_536]
            .map(|seq| Key::seq(&room, seq))
            .to_vec();
        keys.sort();
        assert_eq!(keys, [1, 255, 256, 65_536].map(|seq| Key::seq(&room, seq)));
    }

    #[test]
    fn a_room_ends_before_the_next_begins() {
        let span = Span::under(&[7; 32]);
        let inside = Key::seq(&[7; 32], u64::MAX);
        let mut next_room = [7; 32];
        next_room[31] = 8;
        assert!(inside.as_bytes() < span.until.as_deref().unwrap());
        assert_eq!(span.until.as_deref().unwrap(), next_room);
        assert_eq!(inside.after(&[7; 32]), Some(&[255; 8][..]));
    }
}
