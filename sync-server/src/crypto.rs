//! Signatures with `ring`, and random numbers from the system.

use ledger::{Nonce, PublicKey, Salt, SessionId, Signature, crypto::Check, crypto::Crypto};
use ring::{
    rand::{SecureRandom, SystemRandom},
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
        UnparsedPublicKey,
    },
};
use thiserror::Error;

/// Why there is no key.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The bytes are not a P-256 key in PKCS#8.
    #[error("this is not a P-256 private key in PKCS#8")]
    Malformed,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

/// Length of what `ring` writes for a P-256 key, its private scalar and its public point in it.
const PKCS8_LEN: usize = 138;
const SCALAR: core::ops::Range<usize> = 36..68;
const POINT: core::ops::Range<usize> = 73..138;

/// A private key and what is needed to use it.
#[derive(Debug)]
pub struct RingCrypto {
    pair: EcdsaKeyPair,
    public: PublicKey,
    random: SystemRandom,
}

impl RingCrypto {
    /// Reads a key from PKCS#8.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the bytes are no such key.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeyError> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
            .map_err(|_| KeyError::Malformed)?;
        let public =
            PublicKey::from_slice(pair.public_key().as_ref()).ok_or(KeyError::Malformed)?;
        Ok(Self {
            pair,
            public,
            random,
        })
    }
}

impl Crypto for RingCrypto {
    fn verify(&self, check: &Check) -> bool {
        verifies(check)
    }

    fn sign(&self, message: &[u8]) -> Signature {
        let signed = self.pair.sign(&self.random, message).ok();
        let signature = signed.and_then(|signature| Signature::from_slice(signature.as_ref()));
        // Without randomness nothing can be signed; a signature that never verifies is safe.
        signature.unwrap_or_else(|| {
            tracing::error!("the system gives no random numbers; nothing can be signed");
            Signature([0; 64])
        })
    }

    fn public(&self) -> PublicKey {
        self.public
    }
}

/// Whether a signature is the key's over the message.
pub fn verifies(check: &Check) -> bool {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, check.key.point)
        .verify(&check.message, &check.signature.0)
        .is_ok()
}

/// A new private key in PKCS#8.
///
/// # Errors
/// When the system gives no random numbers.
pub fn new_pkcs8() -> Result<Vec<u8>, KeyError> {
    let pkcs8 =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_| KeyError::NoRandomness)?;
    Ok(pkcs8.as_ref().to_vec())
}

/// The private scalar and the public point of a key that [`new_pkcs8`] made, as links carry them.
///
/// # Errors
/// When the bytes are not what [`new_pkcs8`] makes.
pub fn raw_parts(pkcs8: &[u8]) -> Result<([u8; 32], PublicKey), KeyError> {
    let read = || {
        let whole: &[u8; PKCS8_LEN] = pkcs8.try_into().ok()?;
        let scalar: [u8; 32] = whole.get(SCALAR)?.try_into().ok()?;
        let public = PublicKey::from_slice(whole.get(POINT)?)?;
        // Both parts are read at fixed places; ring says whether they belong together.
        EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &scalar,
            &public.point,
            &SystemRandom::new(),
        )
        .ok()?;
        Some((scalar, public))
    };
    read().ok_or(KeyError::Malformed)
}

/// Random bytes for an id of any kind.
///
/// # Errors
/// When the system gives none.
pub fn random<T: FromRandom>() -> Result<T, KeyError> {
    let mut bytes = [0; 16];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| KeyError::NoRandomness)?;
    Ok(T::from_random(bytes))
}

/// What is made of 16 random bytes.
pub trait FromRandom {
    /// Takes the bytes as they are.
    fn from_random(bytes: [u8; 16]) -> Self;
}

impl FromRandom for Nonce {
    fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl FromRandom for Salt {
    fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl FromRandom for SessionId {
    fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_key_signs_verifies_and_what_another_signs_does_not() {
        let own = RingCrypto::from_pkcs8(&new_pkcs8().unwrap()).unwrap();
        let other = RingCrypto::from_pkcs8(&new_pkcs8().unwrap()).unwrap();
        let check = |key| Check {
            key,
            message: b"words".to_vec(),
            signature: own.sign(b"words"),
        };
        assert!(own.verify(&check(own.public())));
        assert!(!own.verify(&check(other.public())));
    }

    #[test]
    fn the_raw_parts_of_a_key_are_its_own() {
        let pkcs8 = new_pkcs8().unwrap();
        let (_, public) = raw_parts(&pkcs8).unwrap();
        assert_eq!(public, RingCrypto::from_pkcs8(&pkcs8).unwrap().public());
        assert!(raw_parts(&pkcs8[1..]).is_err());
    }
}
