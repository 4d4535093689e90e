//! A snapshot as it is kept and fetched: a header, and the body as a zlib stream (RFC 1950).

use std::io::Write;

use bytes::Bytes;
use flate2::{Compression, write::ZlibEncoder};
use ledger::{
    Digest, limits,
    snapshot::{Snapshot, SnapshotError, Standing},
};
use sha2::{Digest as _, Sha256};

/// A snapshot that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it stands.
    pub standing: Standing,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// The bytes that are fetched.
    pub bytes: Bytes,
}

impl Made {
    /// Packs and deflates a snapshot.
    ///
    /// # Errors
    /// When it holds what cannot be packed, or is larger than the limits allow.
    pub fn of(snapshot: &Snapshot) -> Result<Self, SnapshotError> {
        let (header, body) = snapshot.to_parts()?;
        let mut deflating = ZlibEncoder::new(header, Compression::best());
        // Writing to a Vec cannot fail.
        let bytes = deflating.write_all(&body).and_then(|()| deflating.finish());
        let bytes = bytes.map_err(|_| SnapshotError::NotPackable)?;
        if bytes.len() as u64 > limits::SNAPSHOT_BYTES {
            return Err(SnapshotError::TooLarge);
        }
        Ok(Self {
            standing: snapshot.standing,
            sha256: Digest(Sha256::digest(&bytes).into()),
            bytes: bytes.into(),
        })
    }
}
