//! Photos and scans: small files named by their SHA-256, kept beside the log.
//!
//! A blob is there whole or not at all. What is still under way lies on a shelf, one file for
//! each uploader, so that nobody can spoil what another sends; when the last byte is there, the
//! bytes are checked and put into the store under their own hash, durably, before anybody is told.
//! This module knows keys, rooms and bytes. Who may do what it is told; it asks nobody.

mod address;
mod limits;
mod open;
mod picture;
mod read;
mod refusal;
mod shelf;
mod turns;
mod usage;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use ledger::KeyId;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use tokio::sync::Semaphore;

use crate::metrics::Metrics;
pub use address::{Address, BlobId, DAMAGED};
pub use limits::Limits;
pub use open::{BlobsError, FOLDER, SHELF, Setup};
pub use picture::Format;
use picture::Picture;
pub use read::Blob;
pub use refusal::Refusal;
use shelf::Shelf;
pub use turns::Turn;
use turns::Turns;
use usage::Usage;

/// The store, the shelf and what bounds them.
#[derive(Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Folders whose disks have to have room.
    folders: Vec<PathBuf>,
    shelf: Shelf,
    usage: Usage,
    /// One blob is put into the store at a time: two uploaders of one blob cannot both be counted,
    /// and nobody is told of a folder that another is about to make durable.
    publishing: tokio::sync::Mutex<()>,
    /// The one that is being put and may not be durable yet.
    unsettled: Mutex<Option<Address>>,
    turns: Arc<Turns>,
    reading: Semaphore,
    limits: Limits,
    metrics: Arc<Metrics>,
}

/// Whose upload of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upload {
    /// The uploader's key.
    pub key: KeyId,
    /// What is uploaded.
    pub address: Address,
}

/// A part of a blob, as its uploader describes it.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Where it begins within the blob.
    pub offset: u64,
    /// Bytes of the whole blob.
    pub length: u64,
    /// Whether only the room's quota bounds the uploader, because it runs the room.
    pub decides: bool,
}

/// How far a blob has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is in the store, with this many bytes.
    Complete(u64),
    /// So many bytes of this uploader's are on the shelf.
    Unfinished(u64),
}

impl Blobs {
    /// What the limits are.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The relay's counters.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// How far a blob has come for an uploader.
    ///
    /// # Errors
    /// When the store or the disk fails.
    pub async fn progress(&self, upload: Upload) -> Result<Progress, Refusal> {
        if let Some(length) = self.find(upload.address).await? {
            return Ok(Progress::Complete(length));
        }
        Ok(Progress::Unfinished(self.shelf.length(upload).await?))
    }

    /// Whether a piece may come, before its bytes are waited for; the progress if it need not.
    ///
    /// # Errors
    /// Why it may not.
    pub async fn expect(&self, upload: Upload, piece: Piece) -> Result<Option<Progress>, Refusal> {
        if piece.length > self.limits.blob_bytes {
            return Err(Refusal::BlobTooLarge(self.limits.blob_bytes));
        }
        let offset = match self.progress(upload).await? {
            Progress::Unfinished(offset) => offset,
            complete => {
                self.shelf.remove(upload).await?;
                return Ok(Some(complete));
            }
        };
        if offset > piece.length {
            // One of the two was wrong about the length; only the bytes themselves can tell.
            self.shelf.remove(upload).await?;
            return Err(Refusal::Offset(0));
        }
        if piece.offset != offset {
            return Err(Refusal::Offset(offset));
        }
        self.check_disk()?;
        let limits = &self.limits;
        self.usage.check(upload, piece, limits)?;
        Ok(None)
    }

    /// A turn to send a piece.
    ///
    /// # Errors
    /// When this key, or all together, send as many as may be waited for.
    pub fn turn(&self, key: KeyId) -> Result<Turn, Refusal> {
        self.turns.take(key).ok_or(Refusal::Busy)
    }

    /// Puts the bytes of a piece on the shelf and, when nothing is missing, the blob into the store.
    ///
    /// What lies on the shelf already is passed over, so that a piece whose beginning came twice
    /// still helps.
    ///
    /// # Errors
    /// Why the piece was not taken; after [`Refusal::is_thrown_away`] nothing of the upload is left.
    pub async fn take(
        &self,
        upload: Upload,
        piece: Piece,
        bytes: Vec<u8>,
    ) -> Result<Progress, Refusal> {
        if let Some(length) = self.find(upload.address).await? {
            // Somebody else was faster.
            self.shelf.remove(upload).await?;
            return Ok(Progress::Complete(length));
        }
        if piece.offset.saturating_add(bytes.len() as u64) > piece.length {
            return Err(Refusal::BeyondLength);
        }
        if piece.offset == 0 {
            self.check_kind(upload, &bytes).await?;
        }
        Metrics::add(&self.metrics.blob_pieces, 1);
        let most = self.limits.unfinished();
        let length = self.shelf.append(upload, piece.offset, bytes, most).await?;
        match length == piece.length {
            true => self.finish(upload, piece).await,
            false => Ok(Progress::Unfinished(length)),
        }
    }

    /// Refuses at the first bytes what cannot become a picture.
    async fn check_kind(&self, upload: Upload, bytes: &[u8]) -> Result<(), Refusal> {
        match Format::of(bytes) {
            Err(refusal) if bytes.len() >= picture::ENOUGH => {
                self.shelf.remove(upload).await?;
                Err(refusal)
            }
            _ => Ok(()),
        }
    }

    /// Checks what is whole on the shelf and puts it into the store.
    async fn finish(&self, upload: Upload, piece: Piece) -> Result<Progress, Refusal> {
        let bytes = self.shelf.read(upload).await?;
        let length = bytes.len() as u64;
        let checked = match upload.address.blob.is_hash_of(&bytes) {
            true => Picture::read(&bytes).and_then(|picture| picture.check(&self.limits)),
            false => Err(Refusal::Hash),
        };
        if let Err(refusal) = checked {
            self.shelf.remove(upload).await?;
            return Err(refusal);
        }
        self.publish(upload, piece, bytes.into()).await?;
        self.shelf.remove(upload).await?;
        Ok(Progress::Complete(length))
    }

    async fn publish(&self, upload: Upload, piece: Piece, bytes: Bytes) -> Result<(), Refusal> {
        let address = upload.address;
        let _turn = self.publishing.lock().await;
        if self.find(address).await?.is_some() {
            return Ok(());
        }
        self.check_disk()?;
        let length = bytes.len() as u64;
        self.usage.check(upload, piece, &self.limits)?;
        *self.unsettled() = Some(address);
        let put = self
            .store
            .put(&address.path(), PutPayload::from(bytes))
            .await;
        *self.unsettled() = None;
        put.map_err(|error| refusal::storage("a blob is not kept", error))?;
        self.usage.add(upload, length).await;
        Metrics::add(&self.metrics.blobs_stored, 1);
        Metrics::add(&self.metrics.blob_bytes_stored, length);
        tracing::debug!(room = %address.room, length, "a blob is kept");
        Ok(())
    }

    /// Drops what nobody has gone on with for too long.
    pub async fn sweep(&self) {
        match self.shelf.sweep(self.limits.unfinished_age).await {
            Ok(left) => Metrics::set(&self.metrics.unfinished_blobs, left as u64),
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "unfinished uploads are not looked through"
            ),
        }
    }

    /// The log comes first: blobs leave the disk the room that it may need.
    fn check_disk(&self) -> Result<(), Refusal> {
        let has_room = |folder: &PathBuf| {
            rustix::fs::statvfs(folder).is_ok_and(|disk| {
                disk.f_bavail.saturating_mul(disk.f_frsize) >= self.limits.spare_bytes
            })
        };
        match self.folders.iter().all(has_room) {
            true => Ok(()),
            false => Err(Refusal::DiskFull),
        }
    }

    fn unsettled(&self) -> MutexGuard<'_, Option<Address>> {
        self.unsettled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
