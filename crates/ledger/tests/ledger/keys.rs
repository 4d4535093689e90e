//! Fixed P-256 keys that sign deterministically (RFC 6979), so that every byte repeats.

use ledger::{
    KeyId, PublicKey, Signature,
    crypto::{Check, Crypto},
};
use p256::ecdsa::{
    self, SigningKey, VerifyingKey,
    signature::{Signer as _, Verifier as _},
};
use sha2::{Digest as _, Sha256};

/// A key pair; the private scalar is SHA-256 of a name.
#[derive(Clone)]
pub(crate) struct TestKey {
    pub(crate) scalar: [u8; 32],
    signing: SigningKey,
}

impl TestKey {
    pub(crate) fn named(name: &str) -> Self {
        let scalar: [u8; 32] = Sha256::digest(format!("zhongshang test key {name}")).into();
        let signing = SigningKey::from_slice(&scalar).expect("a hash is a scalar");
        Self { scalar, signing }
    }

    pub(crate) fn public(&self) -> PublicKey {
        let point = self.signing.verifying_key().to_sec1_point(false);
        PublicKey::from_slice(point.as_bytes()).expect("an uncompressed point")
    }

    pub(crate) fn id(&self) -> KeyId {
        self.public().id()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Signature {
        let signature: ecdsa::Signature = self.signing.sign(message);
        Signature::from_slice(&signature.to_bytes()).expect("64 bytes")
    }
}

/// Whether a signature is the key's over the message.
pub(crate) fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    let Ok(key) = VerifyingKey::from_sec1_bytes(&key.point) else {
        return false;
    };
    ecdsa::Signature::from_slice(&signature.0)
        .is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

impl Crypto for TestKey {
    fn verify(&self, check: &Check) -> bool {
        verify(&check.key, &check.message, &check.signature)
    }

    fn sign(&self, message: &[u8]) -> Signature {
        Self::sign(self, message)
    }

    fn public(&self) -> PublicKey {
        Self::public(self)
    }
}
