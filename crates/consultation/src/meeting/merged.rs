//! Ids that are read as others: two cards of one person, two openings of one matter.

use ledger::id_map::{IdKey, IdMap};

/// Which ids are read as which.
#[derive(Clone, Debug)]
pub(super) struct Merged<K: IdKey>(IdMap<K, K>);

impl<K: IdKey> Default for Merged<K> {
    fn default() -> Self {
        Self(IdMap::default())
    }
}

impl<K: IdKey + PartialEq> Merged<K> {
    /// From now on the other is read as the one that stays. Where two tablets that were apart said it the opposite way
    /// round, the first word of the log holds, and both are one all the same.
    pub(super) fn merge(&mut self, stays: K, other: K) {
        let (stays, other) = (self.canonical(stays), self.canonical(other));
        if stays != other {
            self.0.insert(other, stays);
        }
    }

    /// As which an id is read.
    pub(super) fn canonical(&self, mut id: K) -> K {
        // Only ends are ever merged, so that no chain comes back to where it began.
        while let Some(next) = self.0.get(&id) {
            id = *next;
        }
        id
    }
}
