//! Receipts: a relay's signed word that entries are in its log, durably.

use sha2::{Digest as _, Sha256};

use crate::{EntryId, Head, PublicKey, Seq, Signature, crypto::Check};

const TAG: &[u8] = b"zhongshang/receipt/1";

/// One per room and group commit. The head vouches for everything before it as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The log after the commit.
    pub head: Head,
    /// The entries and their positions.
    pub entries: Vec<Received>,
    /// The signature over [`Receipt::message`].
    pub signature: Signature,
}

crate::in_map!(Receipt {
    0: head,
    1: entries,
    2: signature
});

/// One line of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// The entry.
    pub entry: EntryId,
    /// Its position.
    pub seq: Seq,
}

crate::in_array!(Received { 0: entry, 1: seq } 2);

impl Receipt {
    /// What the relay signs: tag ‖ head ‖ SHA-256 of the lines, each id ‖ seq.
    pub fn message(head: &Head, entries: &[Received]) -> Vec<u8> {
        let lines = entries
            .iter()
            .fold(Sha256::new(), |hash, line| {
                hash.chain_update(line.entry.0)
                    .chain_update(line.seq.to_be_bytes())
            })
            .finalize();
        [TAG, &head.to_bytes(), lines.as_slice()].concat()
    }

    /// The signature's check, given the relay's key.
    pub fn check(&self, relay: PublicKey) -> Check {
        Check {
            key: relay,
            message: Self::message(&self.head, &self.entries),
            signature: self.signature,
        }
    }
}
