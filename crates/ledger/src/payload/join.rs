//! Redeeming an invitation.

use crate::{KeyId, PublicKey, RoomId, Signature, crypto::Check};

const TAG: &[u8] = b"zhongshang/join/1";

/// A joining device proves that it holds the invitation's private key as well as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The invitation.
    pub invitation: KeyId,
    /// The device's public key; its id is the entry's author.
    pub key: PublicKey,
    /// The invitation's signature over [`Join::message`].
    pub proof: Signature,
}

crate::in_map!(Join {
    0: invitation,
    1: key,
    2: proof
});

impl Join {
    /// What the invitation's key signs: tag ‖ room ‖ the joining key's id.
    pub fn message(room: RoomId, joining: KeyId) -> Vec<u8> {
        [TAG, room.as_bytes(), joining.as_bytes()].concat()
    }

    /// The proof's check, given the invitation's public key.
    pub fn check(&self, room: RoomId, invitation: PublicKey) -> Check {
        Check {
            key: invitation,
            message: Self::message(room, self.key.id()),
            signature: self.proof,
        }
    }
}
