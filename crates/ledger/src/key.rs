//! Public keys, their ids, and signatures.

use sha2::{Digest as _, Sha256};

use crate::id::KeyId;

/// Signature algorithms; the number is the byte in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alg {
    /// ECDSA over P-256 with SHA-256; signatures are r‖s, 64 bytes (FIPS 186-5, RFC 7518 ES256).
    P256,
}

impl Alg {
    /// The algorithm's byte.
    pub fn to_byte(self) -> u8 {
        match self {
            Self::P256 => 1,
        }
    }

    /// The algorithm of a byte; others are for relays newer than this one.
    pub fn from_byte(byte: u8) -> Option<Self> {
        (byte == 1).then_some(Self::P256)
    }
}

/// A public key: for [`Alg::P256`] the uncompressed point, 65 bytes (SEC 1, 2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey {
    /// The point, led by the byte 4.
    pub point: [u8; 65],
}

impl PublicKey {
    /// Reads an uncompressed point; whether it lies on the curve is for the verifier to find.
    pub fn from_slice(point: &[u8]) -> Option<Self> {
        let point: [u8; 65] = point.try_into().ok()?;
        (point.first() == Some(&4)).then_some(Self { point })
    }

    /// The algorithm the key is for.
    pub fn alg(&self) -> Alg {
        Alg::P256
    }

    /// SHA-256(alg ‖ point), first 16 bytes.
    pub fn id(&self) -> KeyId {
        let hash = Sha256::new()
            .chain_update([self.alg().to_byte()])
            .chain_update(self.point)
            .finalize();
        hash.get(..16)
            .and_then(KeyId::from_slice)
            .unwrap_or(KeyId::ZERO)
    }
}

impl<C> minicbor::Encode<C> for PublicKey {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.point)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for PublicKey {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_slice(d.bytes()?)
            .ok_or_else(|| minicbor::decode::Error::message("not an uncompressed P-256 point"))
    }
}

/// A signature, 64 bytes. Both forms of S verify, so a signature never is part of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl Signature {
    /// Reads a signature of exactly 64 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl<C> minicbor::Encode<C> for Signature {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Signature {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_slice(d.bytes()?)
            .ok_or_else(|| minicbor::decode::Error::message("a signature has 64 bytes"))
    }
}
