//! The key pair that is this device.

use web_sys::CryptoKeyPair;

use super::{PublicPoint, Signature, subtle};
use crate::platform::error::PlatformError;

/// A device's key pair: it signs, and nobody can read its private half.
#[derive(Clone, Debug)]
pub(crate) struct DeviceKeys {
    pair: CryptoKeyPair,
    public: PublicPoint,
}

impl DeviceKeys {
    /// Makes a pair whose private half cannot be extracted.
    pub(super) async fn generate() -> Result<Self, PlatformError> {
        Self::from_pair(subtle::generate(false).await?).await
    }

    /// Takes a pair as it was stored.
    ///
    /// # Errors
    /// `Corrupt` when its private half could be extracted: such a key is never used.
    pub(super) async fn from_pair(pair: CryptoKeyPair) -> Result<Self, PlatformError> {
        if pair.get_private_key().extractable() {
            return Err(PlatformError::Corrupt(
                "the private key is extractable".into(),
            ));
        }
        let public = subtle::export_public(&pair.get_public_key()).await?;
        Ok(Self { pair, public })
    }

    /// The public point, by which others know this device.
    pub(crate) fn public(&self) -> &PublicPoint {
        &self.public
    }

    /// Signs a message.
    pub(crate) async fn sign(&self, message: &[u8]) -> Result<Signature, PlatformError> {
        subtle::sign(&self.pair.get_private_key(), message).await
    }

    pub(super) fn pair(&self) -> &CryptoKeyPair {
        &self.pair
    }
}
