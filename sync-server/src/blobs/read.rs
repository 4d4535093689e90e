//! Reading blobs. What is served was checked against its name a moment before.

use core::ops::Range;

use bytes::Bytes;
use object_store::{Error, ObjectStoreExt};

use super::{Address, Blobs, Format, Refusal, refusal};
use crate::metrics::Metrics;

/// A blob that is what its name says.
#[derive(Clone, Copy, Debug)]
pub struct Blob {
    /// Bytes.
    pub length: u64,
    /// What it is by its first bytes; nothing that was uploaded is `None`.
    pub format: Option<Format>,
}

impl Blobs {
    /// The length of a blob that is kept durably; `None` when there is none.
    pub(super) async fn find(&self, address: Address) -> Result<Option<u64>, Refusal> {
        let length = match self.store.head(&address.path()).await {
            Ok(object) => object.size,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(refusal::storage("a blob is not looked up", error)),
        };
        // Asked last: whoever saw it in the store before it was durable sees it here.
        Ok((*self.unsettled() != Some(address)).then_some(length))
    }

    /// Reads a blob whole and checks it. One that is not what its name says is put aside, so that
    /// a device that has it may upload it again.
    ///
    /// # Errors
    /// [`Refusal::NotHere`], or that the store fails.
    pub async fn check(&self, address: Address) -> Result<Blob, Refusal> {
        let length = self.find(address).await?.ok_or(Refusal::NotHere)?;
        if length > self.limits.blob_bytes {
            return Err(self.put_aside(address, length).await);
        }
        let reading = self.reading.acquire().await;
        let bytes = self.slice(address, 0..length).await?;
        let is_sound = address.blob.is_hash_of(&bytes);
        let format = Format::of(&bytes).ok();
        drop((bytes, reading));
        match is_sound {
            true => Ok(Blob { length, format }),
            false => Err(self.put_aside(address, length).await),
        }
    }

    /// Some bytes of a blob.
    ///
    /// # Errors
    /// [`Refusal::NotHere`], or that the store fails.
    pub async fn slice(&self, address: Address, range: Range<u64>) -> Result<Bytes, Refusal> {
        match self.store.get_range(&address.path(), range).await {
            Ok(bytes) => Ok(bytes),
            Err(Error::NotFound { .. }) => Err(Refusal::NotHere),
            Err(error) => Err(refusal::storage("a blob is not read", error)),
        }
    }

    async fn put_aside(&self, address: Address, length: u64) -> Refusal {
        Metrics::add(&self.metrics.blobs_damaged, 1);
        tracing::error!(room = %address.room, "a blob is not what its name says and is put aside");
        let (from, to) = (address.path(), address.damaged_path());
        match self.store.rename(&from, &to).await {
            Ok(()) | Err(Error::NotFound { .. }) => {
                self.usage.subtract(address.room, length);
                Refusal::NotHere
            }
            Err(error) => refusal::storage("a damaged blob is not put aside", error),
        }
    }
}
