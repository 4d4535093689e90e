//! What the machines need from cryptography, as plain requests that a shell fulfils.
//!
//! A relay verifies with `ring`, a browser with WebCrypto, the simulator with a cheap stand-in.

use crate::{PublicKey, Signature};

/// One signature to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The key that is said to have signed.
    pub key: PublicKey,
    /// The bytes that were signed.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: Signature,
}

/// Checks and makes signatures at once, where that needs no waiting (a relay, a simulator).
pub trait Crypto {
    /// Whether the signature is the key's over the message.
    fn verify(&self, check: &Check) -> bool;
    /// Signs with the machine's own key.
    fn sign(&self, message: &[u8]) -> Signature;
    /// The machine's own key.
    fn public(&self) -> PublicKey;
}
