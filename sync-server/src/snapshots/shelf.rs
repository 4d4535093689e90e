//! The folder in which snapshots lie, one a room: `<room>-<sha256>`.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use ledger::{
    Digest, RoomId, limits,
    snapshot::{HEADER, Snapshot, Standing},
};
use sha2::{Digest as _, Sha256};

use super::Made;

/// Most snapshots that are kept.
const COUNT: usize = 256;
/// Most bytes of all of them.
const BYTES: u64 = 256 * 1024 * 1024;
/// The ending of a file that is being written.
const UNFINISHED: &str = "unfinished";

/// A snapshot that lies there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it stands.
    pub standing: Standing,
    /// Its name.
    pub sha256: Digest,
    /// Its bytes.
    pub length: u64,
    /// Higher the later it was put there.
    turn: u64,
}

/// Snapshots by room.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    kept: Mutex<BTreeMap<RoomId, Kept>>,
}

impl Shelf {
    /// The shelf in a folder, which is made; what lies there and is no snapshot is removed.
    ///
    /// # Errors
    /// When the folder can be neither made nor read.
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        let mut kept = BTreeMap::new();
        for file in fs::read_dir(&folder)? {
            let path = file?.path();
            match read_kept(&path) {
                Some(found) => {
                    if let Some(other) = kept.insert(found.standing.room, found) {
                        remove(&folder.join(name(&other)));
                    }
                }
                None if path.is_file() => remove(&path),
                None => {}
            }
        }
        Ok(Self {
            folder,
            kept: Mutex::new(kept),
        })
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<RoomId, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What lies there.
    pub fn all(&self) -> Vec<Kept> {
        self.kept().values().copied().collect()
    }

    /// Puts a snapshot in place of the room's last one, and gives what had to go for it.
    ///
    /// # Errors
    /// When it cannot be written; the last one stays then.
    pub fn put(&self, made: &Made) -> io::Result<Vec<Kept>> {
        let mut kept = self.kept();
        let next = kept.values().map(|kept| kept.turn).max().unwrap_or(0) + 1;
        let new = Kept {
            standing: made.standing,
            sha256: made.sha256,
            length: made.bytes.len() as u64,
            turn: next,
        };
        let path = self.folder.join(name(&new));
        let unfinished = path.with_extension(UNFINISHED);
        let mut file = File::create(&unfinished)?;
        file.write_all(&made.bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, &path)?;
        let mut gone: Vec<Kept> = kept
            .insert(made.standing.room, new)
            .into_iter()
            .filter(|old| old.sha256 != new.sha256)
            .collect();
        while kept.len() > COUNT || kept.values().map(|kept| kept.length).sum::<u64>() > BYTES {
            let oldest = kept.values().min_by_key(|kept| kept.turn).copied();
            let Some(oldest) = oldest else { break };
            kept.remove(&oldest.standing.room);
            gone.push(oldest);
        }
        drop(kept);
        for old in &gone {
            remove(&self.folder.join(name(old)));
        }
        Ok(gone)
    }

    /// Drops a snapshot.
    pub fn forget(&self, room: RoomId, sha256: Digest) {
        let mut kept = self.kept();
        if kept.get(&room).is_some_and(|kept| kept.sha256 == sha256)
            && let Some(old) = kept.remove(&room)
        {
            remove(&self.folder.join(name(&old)));
        }
    }

    /// The bytes of a snapshot, checked against their name; one that is damaged is dropped.
    pub fn read(&self, room: RoomId, sha256: Digest) -> Option<Bytes> {
        let named = |kept: &&Kept| kept.sha256 == sha256;
        let kept = self.kept().get(&room).filter(named).copied()?;
        let bytes = fs::read(self.folder.join(name(&kept))).unwrap_or_default();
        if <[u8; 32]>::from(Sha256::digest(&bytes)) == sha256.0 {
            return Some(bytes.into());
        }
        tracing::warn!(%room, "a snapshot is not what its name says and is dropped");
        self.forget(room, sha256);
        None
    }
}

fn name(kept: &Kept) -> String {
    format!("{}-{}", kept.standing.room, kept.sha256)
}

/// Reads where a file stands, by its header and its name.
fn read_kept(path: &Path) -> Option<Kept> {
    let named = path.file_name()?.to_str()?;
    let (room, sha256) = named.split_once('-')?;
    let (room, sha256) = (RoomId::from_hex(room)?, Digest::from_hex(sha256)?);
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let mut header = [0; HEADER];
    file.read_exact(&mut header).ok()?;
    let (standing, _) = Snapshot::read_header(&header).ok()?;
    let is_sound = standing.room == room && length <= limits::SNAPSHOT_BYTES;
    is_sound.then_some(Kept {
        standing,
        sha256,
        length,
        turn: 0,
    })
}

fn remove(path: &Path) {
    if let Err(error) = fs::remove_file(path) {
        tracing::warn!(path = %path.display(), %error, "a snapshot is not removed");
    }
}
