//! Receipts: a relay's signed word that entries are in its log, durably.

use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use crate::{EntryId, Head, PublicKey, Seq, Signature, crypto::Check};

const TAG: &[u8] = b"zhongshang/receipt/1";

/// One per room and group commit. The head vouches for everything before it as well.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Receipt {
    /// The log after the commit.
    #[n(0)]
    pub head: Head,
    /// The entries and their positions.
    #[n(1)]
    pub entries: Vec<Received>,
    /// The signature over [`Receipt::message`].
    #[n(2)]
    pub signature: Signature,
}

/// One line of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Received {
    /// The entry.
    #[n(0)]
    pub entry: EntryId,
    /// Its position.
    #[n(1)]
    pub seq: Seq,
}

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
