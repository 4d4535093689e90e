//! Unfinished uploads: files that grow at their end, one for each uploader and blob.
//!
//! The folder is the only truth, so that nothing has to be remembered over a restart: a file's name
//! says whose upload of what it is, its length how far that has come, its time when it last grew.
//! What a crash leaves is the beginning of what was sent; if it is not, the hash tells in the end.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use super::{Refusal, Upload, address::shelf_name};

/// Hexadecimal digits of a key, at the beginning of a name.
const KEY_DIGITS: usize = 32;
/// Bytes of every name: key, room and hash with a dash between.
const NAME_BYTES: usize = KEY_DIGITS + 1 + 64 + 1 + 64;

/// The folder. Used by one thread at a time.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
    using: Arc<Mutex<()>>,
}

/// A file on the shelf.
#[derive(Debug)]
struct Slot {
    name: String,
    grown_at: SystemTime,
}

impl Shelf {
    /// The shelf in a folder that is there.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            using: Arc::default(),
        }
    }

    /// How many bytes of an upload are here.
    pub(super) async fn length(&self, upload: Upload) -> Result<u64, Refusal> {
        let path = self.path(upload);
        Ok(self.run(move |_| length(&path)).await?)
    }

    /// Adds bytes at the end of an upload, durably, and says how long it is then. Bytes that are
    /// here already are passed over. A first piece may take the place of an upload that nobody
    /// goes on with, when there are as many as there may be: of this key, or in all.
    pub(super) async fn append(
        &self,
        upload: Upload,
        offset: u64,
        bytes: Vec<u8>,
        most: (usize, usize),
    ) -> Result<u64, Refusal> {
        let path = self.path(upload);
        let key = upload.key.to_string();
        self.run(move |folder| {
            let length = length(&path)?;
            let Some(known) = length.checked_sub(offset) else {
                return Ok(Err(Refusal::Offset(length)));
            };
            let known = usize::try_from(known).unwrap_or(usize::MAX);
            let Some(news) = bytes.get(known..).filter(|news| !news.is_empty()) else {
                return Ok(Ok(length));
            };
            if length == 0 {
                make_room(folder, &key, most)?;
            }
            let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
            file.write_all(news)?;
            file.sync_data()?;
            if length == 0 {
                File::open(folder)?.sync_all()?;
            }
            Ok(Ok(length + news.len() as u64))
        })
        .await?
    }

    /// Everything that is here of an upload.
    pub(super) async fn read(&self, upload: Upload) -> Result<Vec<u8>, Refusal> {
        let path = self.path(upload);
        Ok(self.run(move |_| fs::read(path)).await?)
    }

    /// Drops an upload.
    pub(super) async fn remove(&self, upload: Upload) -> Result<(), Refusal> {
        let path = self.path(upload);
        Ok(self.run(move |_| remove(&path)).await?)
    }

    /// Drops what has not grown for this long, and says how many are left.
    pub(super) async fn sweep(&self, age: Duration) -> io::Result<usize> {
        self.run(move |folder| {
            let mut left = 0;
            for slot in slots(folder)? {
                // A time to come is a clock that was set back: such a file is as good as new.
                match slot.grown_at.elapsed().is_ok_and(|since| since > age) {
                    true => remove(&folder.join(slot.name))?,
                    false => left += 1,
                }
            }
            Ok(left)
        })
        .await
    }

    fn path(&self, upload: Upload) -> PathBuf {
        self.folder.join(shelf_name(upload.key, upload.address))
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let shelf = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _alone = shelf.using.lock().unwrap_or_else(PoisonError::into_inner);
            work(&shelf.folder)
        });
        done.await.map_err(io::Error::other)?
    }
}

fn length(path: &Path) -> io::Result<u64> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Everything on the shelf, what has not grown for longest first.
fn slots(folder: &Path) -> io::Result<Vec<Slot>> {
    let mut slots = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.len() == NAME_BYTES {
            let grown_at = entry.metadata()?.modified()?;
            slots.push(Slot { name, grown_at });
        }
    }
    slots.sort_by_key(|slot| slot.grown_at);
    Ok(slots)
}

/// Drops what has not grown for longest, until there is a place for one more of this key.
fn make_room(folder: &Path, key: &str, (per_key, in_all): (usize, usize)) -> io::Result<()> {
    let slots = slots(folder)?;
    let own = || slots.iter().filter(|slot| slot.name.starts_with(key));
    let too_many_own = (own().count() + 1).saturating_sub(per_key);
    let too_many = (slots.len() + 1).saturating_sub(in_all);
    for slot in own().take(too_many_own) {
        remove(&folder.join(&slot.name))?;
    }
    for slot in slots.iter().take(too_many) {
        remove(&folder.join(&slot.name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ledger::{KeyId, RoomId};

    use super::*;
    use crate::blobs::{Address, BlobId};

    fn upload(key: u8, blob: u8) -> Upload {
        Upload {
            key: KeyId([key; 16]),
            address: Address {
                room: RoomId([1; 32]),
                blob: BlobId([blob; 32]),
            },
        }
    }

    const MOST: (usize, usize) = (2, 3);

    #[tokio::test]
    async fn an_upload_grows_at_its_end_and_what_came_before_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().to_owned());
        let one = upload(1, 1);
        let add = async |offset, bytes: &[u8]| {
            let bytes = bytes.to_vec();
            shelf.append(one, offset, bytes, MOST).await
        };
        assert_eq!(add(0, b"abc").await, Ok(3));
        assert_eq!(add(1, b"bcde").await, Ok(5), "the end is new");
        assert_eq!(add(0, b"ab").await, Ok(5), "nothing is new");
        assert_eq!(add(6, b"g").await, Err(Refusal::Offset(5)), "a gap");
        assert_eq!(shelf.read(one).await.unwrap(), b"abcde");
        assert_eq!(shelf.length(upload(2, 1)).await, Ok(0), "another's");
    }

    #[tokio::test]
    async fn a_new_upload_takes_the_place_of_the_one_that_waited_longest() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().to_owned());
        let old = SystemTime::now() - Duration::from_secs(1_000);
        for (seconds, (key, blob)) in [(1, 1), (1, 2), (2, 3)].into_iter().enumerate() {
            let upload = upload(key, blob);
            shelf.append(upload, 0, vec![1], MOST).await.unwrap();
            let file = File::options().append(true).open(shelf.path(upload));
            let grown_at = old + Duration::from_secs(seconds as u64);
            file.unwrap().set_modified(grown_at).unwrap();
        }
        shelf.append(upload(1, 4), 0, vec![1], MOST).await.unwrap();
        assert_eq!(shelf.length(upload(1, 1)).await, Ok(0), "its own oldest");
        shelf.append(upload(3, 5), 0, vec![1], MOST).await.unwrap();
        assert_eq!(shelf.length(upload(1, 2)).await, Ok(0), "the oldest of all");
        assert_eq!(shelf.length(upload(2, 3)).await, Ok(1));
        let left = shelf.sweep(Duration::from_secs(500)).await.unwrap();
        assert_eq!(left, 2, "what nobody goes on with is dropped");
        assert_eq!(shelf.length(upload(2, 3)).await, Ok(0));
    }
}
