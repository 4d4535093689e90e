//! Heads: what a relay signs to vouch for a whole log at once.

use minicbor::{Decode, Encode};

use crate::{Digest, KeyId, PublicKey, RoomId, Seq, Signature, crypto::Check};

const TAG: &[u8] = b"zhongshang/head/1";

/// The state of one room's log at one relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Head {
    /// The relay's key.
    #[n(0)]
    pub relay: KeyId,
    /// The room.
    #[n(1)]
    pub room: RoomId,
    /// Grows when a relay went on without entries that it had vouched for.
    #[n(2)]
    pub epoch: u64,
    /// The last position.
    #[n(3)]
    pub seq: Seq,
    /// The digest up to it.
    #[n(4)]
    pub digest: Digest,
}

/// A head with its relay's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SignedHead {
    /// What is signed.
    #[n(0)]
    pub head: Head,
    /// The signature over [`Head::message`].
    #[n(1)]
    pub signature: Signature,
}

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
