//! The record of one room: an Automerge document that takes only vetted changes and hands out
//! changes ready to be signed.
//!
//! It knows nothing of entries, keys or storage. Actors, times and ids come in as arguments, so the
//! same calls give the same bytes on every machine. A document that failed half-way is never
//! repaired: [`Document::from_changes`] builds it anew from what is stored.

mod anew;
mod apply;
mod caret;
mod change;
mod changed;
mod columns;
mod convert;
mod decode;
mod edit;
mod index;
mod input;
mod join;
mod ranges;
mod read;
mod runs;
mod sorted;
mod vet;
mod words;
mod writer;

use std::fmt;

use automerge::{Automerge, TextEncoding};
use ledger::id_map::IdMap;
use ledger::{ActorId, ChangeHash, Timestamp};

pub use anew::{Anew, Rewritten};
pub use apply::{Applied, SetAside};
pub use caret::Caret;
pub use change::ChangeBytes;
pub use changed::Changed;
pub use edit::{EditError, Edited};
pub(crate) use read::{Stored, Values, View};
pub use sorted::Sorted;
pub use vet::SetAsideReason;
pub(crate) use writer::Writer;

use index::Index;
use vet::Parsed;

/// One room's record.
pub struct Document {
    automerge: Automerge,
    index: Index,
    /// Changes whose dependencies are not here yet.
    waiting: IdMap<ChangeHash, Parsed>,
}

impl Document {
    /// A document that holds nothing yet, not even containers: what a device has of a room before
    /// the founder's change arrives.
    pub fn empty() -> Self {
        Self {
            automerge: Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit),
            index: Index::default(),
            waiting: IdMap::new(),
        }
    }

    /// Builds the document from stored changes, in any order.
    pub fn from_changes<'a>(changes: impl IntoIterator<Item = &'a [u8]>) -> (Self, Applied) {
        let mut document = Self::empty();
        let applied = document.apply(changes);
        (document, applied)
    }

    /// The changes that nothing builds on yet, sorted.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.automerge
            .get_heads()
            .into_iter()
            .map(convert::hash_of)
            .collect()
    }

    /// The record as it was when nothing built on these changes yet; `None` while one of them is not here.
    pub fn at(&self, heads: &[ChangeHash]) -> Option<Self> {
        if heads.is_empty() || !heads.iter().all(|head| self.has_change(*head)) {
            return None;
        }
        let heads: Vec<_> = heads.iter().copied().map(convert::automerge_hash).collect();
        let then = self.automerge.fork_at(&heads).ok()?;
        let changes = then.get_changes(&[]);
        let bytes: Vec<&[u8]> = changes.iter().map(automerge::Change::raw_bytes).collect();
        let (document, applied) = Self::from_changes(bytes);
        applied.set_aside.is_empty().then_some(document)
    }

    /// Whether the change is part of the document; a waiting one is not.
    pub fn has_change(&self, hash: ChangeHash) -> bool {
        self.index.known(hash).is_some()
    }

    /// How many changes the document is made of.
    pub fn change_count(&self) -> usize {
        self.index.len()
    }

    /// Changes that wait for a dependency.
    pub fn waiting(&self) -> impl Iterator<Item = ChangeHash> + '_ {
        self.waiting.keys().copied()
    }

    /// Who made a change and when, by that device's clock (milliseconds since 1970, advisory).
    pub fn change_origin(&self, hash: ChangeHash) -> Option<(ActorId, Timestamp)> {
        self.index
            .known(hash)
            .map(|known| (known.actor, known.made_at))
    }

    /// The whole document as any Automerge tool opens it; what waits is left out.
    pub fn save(&self) -> Vec<u8> {
        self.automerge.save()
    }

    /// The hash of a change, if the bytes are one that a document could take.
    pub fn change_hash(bytes: &[u8]) -> Option<ChangeHash> {
        vet::parse(bytes).ok().map(|parsed| parsed.hash)
    }

    pub(crate) fn view(&self) -> View<'_> {
        View::new(&self.automerge, &self.index)
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Document")
            .field("changes", &self.index.len())
            .field("waiting", &self.waiting.len())
            .field("heads", &self.heads())
            .finish()
    }
}
