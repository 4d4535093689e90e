//! Stand-in signatures: deterministic, cheap, and not to be forged by anyone in a simulation.
//!
//! A key's secret is a hash of its public point that only this file computes, and a signature is a
//! keyed hash. That is no cryptography, but inside one process it keeps the promise that matters:
//! who does not hold the [`Keys`] cannot sign.

use ledger::{
    KeyId, PublicKey, Signature,
    crypto::{Check, Crypto},
};
use sha2::{Digest as _, Sha256};

use crate::Random;

/// A key pair of a device, an invitation or a relay.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    public: PublicKey,
}

impl Keys {
    /// Makes a key pair.
    pub fn mint(random: &mut Random) -> Self {
        let mut point = [4; 65];
        let fresh: [u8; 64] = random.bytes();
        for (byte, fresh) in point.iter_mut().skip(1).zip(fresh) {
            *byte = fresh;
        }
        Self {
            public: PublicKey { point },
        }
    }

    /// The key's id.
    pub fn id(&self) -> KeyId {
        self.public.id()
    }
}

impl Crypto for Keys {
    fn verify(&self, check: &Check) -> bool {
        verify(check)
    }

    fn sign(&self, message: &[u8]) -> Signature {
        keyed(self.public, message)
    }

    fn public(&self) -> PublicKey {
        self.public
    }
}

/// Whether a signature is the key's over the message.
pub(crate) fn verify(check: &Check) -> bool {
    keyed(check.key, &check.message) == check.signature
}

fn keyed(key: PublicKey, message: &[u8]) -> Signature {
    let secret = Sha256::new()
        .chain_update(b"secret")
        .chain_update(key.point)
        .finalize();
    let first: [u8; 32] = Sha256::new()
        .chain_update(secret)
        .chain_update(message)
        .finalize()
        .into();
    let second: [u8; 32] = Sha256::digest(first).into();
    let mut bytes = [0; 64];
    for (byte, hashed) in bytes.iter_mut().zip(first.into_iter().chain(second)) {
        *byte = hashed;
    }
    Signature(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_one_keys_over_one_message() {
        let mut random = Random::new(1);
        let (own, other) = (Keys::mint(&mut random), Keys::mint(&mut random));
        let check = |key: Keys, message: &[u8], signature| Check {
            key: key.public(),
            message: message.to_vec(),
            signature,
        };
        let signature = own.sign(b"words");
        assert!(verify(&check(own, b"words", signature)));
        assert!(!verify(&check(other, b"words", signature)));
        assert!(!verify(&check(own, b"other words", signature)));
    }
}
