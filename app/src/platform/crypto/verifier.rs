//! Checking signatures, with the keys of the room kept at hand.

use std::cell::RefCell;

use futures_util::future::join_all;
use web_sys::CryptoKey;

use super::{PublicPoint, Signature, subtle};
use crate::platform::error::PlatformError;

/// One signature to check.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check<'a> {
    /// Whose it should be.
    pub(crate) public: &'a PublicPoint,
    /// Over which bytes.
    pub(crate) message: &'a [u8],
    /// The signature.
    pub(crate) signature: &'a Signature,
}

/// Verifies signatures; reading a public point into a key costs as much as a check, so keys are kept.
#[derive(Default)]
pub(crate) struct Verifier {
    keys: RefCell<Vec<(PublicPoint, CryptoKey)>>,
}

/// Keys kept at hand: the devices of a large hall. When full, all are let go.
const KEPT: usize = 512;

/// Checks handed to the browser at once, so that the page stays alive in between.
const AT_ONCE: usize = 128;

impl Verifier {
    /// Whether the signature is the key's over these bytes; `false` also for a point that is not on the curve.
    ///
    /// # Errors
    /// When WebCrypto is missing or fails, which says nothing about the signature.
    pub(crate) async fn verify(
        &self,
        public: &PublicPoint,
        message: &[u8],
        signature: &Signature,
    ) -> Result<bool, PlatformError> {
        match self.key(public).await? {
            Some(key) => subtle::verify(&key, message, signature).await,
            None => Ok(false),
        }
    }

    /// Checks many, answering in the same order.
    pub(crate) async fn verify_many(
        &self,
        checks: &[Check<'_>],
    ) -> Result<Vec<bool>, PlatformError> {
        let mut answers = Vec::with_capacity(checks.len());
        for some in checks.chunks(AT_ONCE) {
            let under_way = some
                .iter()
                .map(|check| self.verify(check.public, check.message, check.signature));
            for answer in join_all(under_way).await {
                answers.push(answer?);
            }
        }
        Ok(answers)
    }

    fn kept(&self, public: &PublicPoint) -> Option<CryptoKey> {
        let keys = self.keys.borrow();
        let kept = keys.iter().find(|(point, _)| point == public);
        kept.map(|(_, key)| key.clone())
    }

    async fn key(&self, public: &PublicPoint) -> Result<Option<CryptoKey>, PlatformError> {
        if let Some(key) = self.kept(public) {
            return Ok(Some(key));
        }
        let key = match subtle::import_public(public).await {
            Ok(key) => key,
            Err(PlatformError::Corrupt(_) | PlatformError::Browser(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut keys = self.keys.borrow_mut();
        if keys.len() >= KEPT {
            keys.clear();
        }
        keys.push((*public, key.clone()));
        Ok(Some(key))
    }
}
