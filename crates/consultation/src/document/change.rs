//! One change as it travels: the canonical, uncompressed Automerge change chunk.

use automerge::Change;
use ledger::ChangeHash;

use super::convert;

/// A change that this device just made: the payload of one entry, and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeBytes {
    hash: ChangeHash,
    bytes: Vec<u8>,
}

impl ChangeBytes {
    pub(crate) fn of(change: &Change) -> Self {
        Self {
            hash: convert::hash_of(change.hash()),
            bytes: change.raw_bytes().to_vec(),
        }
    }

    /// The hash that later changes name as their dependency.
    pub fn hash(&self) -> ChangeHash {
        self.hash
    }

    /// The chunk: type 1, uncompressed, canonical.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    /// Hands over the chunk.
    pub fn into_vec(self) -> Vec<u8> {
        self.bytes
    }
}

impl AsRef<[u8]> for ChangeBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}
