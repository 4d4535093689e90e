//! Opening the store and the shelf.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use futures_util::TryStreamExt;
use ledger::RoomId;
use object_store::{ObjectStore, local::LocalFileSystem};
use thiserror::Error;
use tokio::sync::Semaphore;

use super::{Address, Blobs, Limits, shelf::Shelf, turns::Turns, usage::Usage};
use crate::metrics::Metrics;

/// The folder of blobs within the data folder.
pub const FOLDER: &str = "blobs";
/// The folder of unfinished uploads within the data folder.
pub const SHELF: &str = "uploads";
/// Blobs that are read whole at once, to be checked before they are served: 16 MiB of memory.
const READING: usize = 16;

/// What blobs are opened with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where whole blobs are kept. Put and rename have to be atomic and durable when they return.
    pub store: Arc<dyn ObjectStore>,
    /// The folder of unfinished uploads, always of this machine.
    pub shelf: PathBuf,
    /// Folders whose disks must have room.
    pub folders: Vec<PathBuf>,
    /// What blobs may cost.
    pub limits: Limits,
}

/// Why blobs cannot be opened.
#[derive(Debug, Error)]
pub enum BlobsError {
    /// A folder cannot be made, read or written.
    #[error("the folder {folder} cannot be used for blobs")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The store does not answer.
    #[error("the store of blobs fails")]
    Store(#[from] object_store::Error),
}

impl Setup {
    /// Blobs in a local folder, unfinished ones in the data folder; both are made if need be.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn local(data: &Path, blobs: &Path) -> Result<Self, BlobsError> {
        let shelf = data.join(SHELF);
        for folder in [&shelf, &blobs.to_owned()] {
            make(folder).map_err(failed(folder))?;
        }
        tidy(blobs).map_err(failed(blobs))?;
        // Without this nothing is flushed: neither the file nor the folder that names it.
        let store = LocalFileSystem::new_with_prefix(blobs)?.with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            folders: vec![shelf.clone(), blobs.to_owned()],
            shelf,
            limits: Limits::default(),
        })
    }
}

impl Blobs {
    /// Opens the store and counts what is in it.
    ///
    /// # Errors
    /// Named in [`BlobsError`].
    pub async fn open(setup: Setup, metrics: Arc<Metrics>) -> Result<Self, BlobsError> {
        let mut rooms: BTreeMap<RoomId, u64> = BTreeMap::new();
        let mut listed = setup.store.list(None);
        while let Some(object) = listed.try_next().await? {
            if let Some(address) = Address::parse(object.location.as_ref()) {
                *rooms.entry(address.room).or_default() += object.size;
            }
        }
        drop(listed);
        let limits = setup.limits;
        let usage = Usage::open(&setup.shelf, rooms).map_err(failed(&setup.shelf))?;
        Ok(Self {
            store: setup.store,
            folders: setup.folders,
            shelf: Shelf::new(setup.shelf),
            usage,
            publishing: tokio::sync::Mutex::default(),
            unsettled: Mutex::default(),
            turns: Turns::new(limits.pieces_per_key, limits.pieces_in_all),
            reading: Semaphore::new(READING),
            limits,
            metrics,
        })
    }
}

/// Makes a folder and those above it, durably: what lies in a folder is lost with its name.
fn make(folder: &Path) -> io::Result<()> {
    let folder = std::path::absolute(folder)?;
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|path| !path.exists())
        .collect();
    fs::create_dir_all(&folder)?;
    for above in missing.iter().filter_map(|path| path.parent()) {
        fs::File::open(above)?.sync_all()?;
    }
    Ok(())
}

fn failed(folder: &Path) -> impl FnOnce(io::Error) -> BlobsError {
    let folder = folder.to_owned();
    move |source| BlobsError::Folder { folder, source }
}

/// Removes what a crash left of blobs that were being put: `<sha256>#<number>`, as the store names
/// them. They were never whole, and it does not list them.
fn tidy(blobs: &Path) -> io::Result<()> {
    for room in fs::read_dir(blobs)? {
        let room = room?;
        if !room.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(room.path())? {
            let file = file?;
            let name = file.file_name();
            let parts = name.to_str().and_then(|name| name.split_once('#'));
            let is_left = |(_, number): (&str, &str)| {
                !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
            };
            if parts.is_some_and(is_left) {
                fs::remove_file(file.path())?;
            }
        }
    }
    Ok(())
}
