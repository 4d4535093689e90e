//! Signing and verifying with the browser's own cryptography: ECDSA over P-256 with SHA-256.
//!
//! A device's private key never leaves the browser, not even into this program: it is made non-extractable and
//! kept as a handle. Signatures are 64 bytes, r then s, as WebCrypto and the ledger both write them; public
//! points are 65 bytes, uncompressed (SEC 1). SHA-256 on its own is the ledger's, in wasm: awaiting WebCrypto
//! inside a storage transaction would commit it.

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod browser_tests;
mod device;
mod enrolment;
mod invitation;
mod subtle;
mod verifier;

pub(crate) use device::DeviceKeys;
pub(crate) use enrolment::{enrol, enrolled};
pub(crate) use invitation::{InvitationKeys, JoinKey};
pub(crate) use verifier::{Check, Verifier};

use super::error::PlatformError;

/// A public point: `04`, then x and y.
pub(crate) type PublicPoint = [u8; 65];

/// A signature: r, then s.
pub(crate) type Signature = [u8; 64];

/// Draws bytes from the browser's cryptographic source.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], PlatformError> {
    let mut bytes = [0; N];
    subtle::crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}
