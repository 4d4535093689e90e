//! Stand-in signatures of the practice community.
//!
//! A signature is a hash of the public key and the message, so anybody could make one, and it
//! protects nothing. There is nothing to protect: what is signed here never leaves the page, and no
//! relay or device outside would accept it, because these points are on no curve. In exchange the
//! relay in the worker may check and sign at once, which WebCrypto cannot, and the app carries no
//! elliptic curves of its own.

use ledger::crypto::{Check, Crypto};
use ledger::{PublicKey, Signature};
use sha2::{Digest as _, Sha256};

/// Led by it, a stand-in is no signature over anything else.
const TAG: &[u8] = b"zhongshang/practice/1";

/// A key of the practice community; the same on every device, since they never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys(u8);

/// This device.
pub const ME: Keys = Keys(1);
/// The colleague's tablet, which wrote in the samples.
pub(super) const COLLEAGUE: Keys = Keys(2);
/// The relay.
pub(super) const RELAY: Keys = Keys(3);
/// The invitation by which this device joined.
pub(super) const FIRST: Keys = Keys(4);
/// The invitation by which the colleague joined.
pub(super) const SECOND: Keys = Keys(5);

impl Crypto for Keys {
    fn verify(&self, check: &Check) -> bool {
        verify(check)
    }

    fn sign(&self, message: &[u8]) -> Signature {
        stand_in(&self.public(), message)
    }

    fn public(&self) -> PublicKey {
        let mut point = [self.0; 65];
        if let Some(first) = point.first_mut() {
            *first = 4;
        }
        PublicKey { point }
    }
}

/// Whether a stand-in is the key's over the message.
pub fn verify(check: &Check) -> bool {
    stand_in(&check.key, &check.message) == check.signature
}

fn stand_in(key: &PublicKey, message: &[u8]) -> Signature {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(TAG)
        .chain_update(key.point)
        .chain_update(message)
        .finalize()
        .into();
    let mut bytes = [0; 64];
    for (byte, hashed) in bytes.iter_mut().zip(hash.into_iter().cycle()) {
        *byte = hashed;
    }
    Signature(bytes)
}
