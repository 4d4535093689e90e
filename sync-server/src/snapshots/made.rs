//! A snapshot as it is kept and fetched: a header, and the body as a zlib stream (RFC 1950).

use std::io::{Read, Write};

use bytes::Bytes;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use ledger::{
    Digest, limits,
    snapshot::{HEADER, Snapshot, SnapshotError, Standing},
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
        Self::read(bytes.into())
    }

    /// Takes bytes that were made before; what is inside is not looked at.
    ///
    /// # Errors
    /// When they do not begin like a snapshot, or are more than the limits allow.
    pub fn read(bytes: Bytes) -> Result<Self, SnapshotError> {
        if bytes.len() as u64 > limits::SNAPSHOT_BYTES {
            return Err(SnapshotError::TooLarge);
        }
        let (standing, _) = Snapshot::read_header(&bytes)?;
        Ok(Self {
            standing,
            sha256: Digest(Sha256::digest(&bytes).into()),
            bytes,
        })
    }
}

/// The header and the inflated body, as [`Snapshot::read`] takes them.
///
/// # Errors
/// When the stream is none, or has another length than the header says.
pub fn inflate(bytes: &[u8]) -> Result<Vec<u8>, SnapshotError> {
    let (_, length) = Snapshot::read_header(bytes)?;
    let (header, stream) = bytes
        .split_at_checked(HEADER)
        .ok_or(SnapshotError::Malformed)?;
    let mut whole = header.to_vec();
    let most = length as u64 + 1;
    let read = ZlibDecoder::new(stream).take(most).read_to_end(&mut whole);
    match read {
        Ok(read) if read == length => Ok(whole),
        _ => Err(SnapshotError::Malformed),
    }
}
