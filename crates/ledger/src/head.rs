//! Heads: what a relay signs to vouch for a whole log at once.

use crate::{Digest, KeyId, PublicKey, RoomId, Seq, Signature, crypto::Check};

const TAG: &[u8] = b"zhongshang/head/1";

/// The state of one room's log at one relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The relay's key.
    pub relay: KeyId,
    /// The room.
    pub room: RoomId,
    /// Grows when a relay went on without entries that it had vouched for.
    pub epoch: u64,
    /// The last position.
    pub seq: Seq,
    /// The digest up to it.
    pub digest: Digest,
}

crate::in_map!(Head {
    0: relay,
    1: room,
    2: epoch,
    3: seq,
    4: digest
});

/// A head with its relay's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// What is signed.
    pub head: Head,
    /// The signature over [`Head::message`].
    pub signature: Signature,
}

crate::in_map!(SignedHead {
    0: head,
    1: signature
});

impl Head {
    /// What the relay signs: tag ‖ relay ‖ room ‖ epoch ‖ seq ‖ digest.
    pub fn message(&self) -> Vec<u8> {
        [TAG, &self.to_bytes()].concat()
    }

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        [
            self.relay.as_bytes(),
            self.room.as_bytes(),
            &self.epoch.to_be_bytes(),
            &self.seq.to_be_bytes(),
            self.digest.as_bytes(),
        ]
        .concat()
    }
}

impl SignedHead {
    /// The signature's check, given the relay's key.
    pub fn check(&self, relay: PublicKey) -> Check {
        Check {
            key: relay,
            message: self.head.message(),
            signature: self.signature,
        }
    }
}
