//! What rooms and keys have used of their quotas.
//!
//! A room's use is counted from the store at the start. Who added what the store does not say: a
//! small file beside the shelf does, one line for each blob. It is not made durable, because losing
//! its end only gives some keys a little more.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use ledger::{KeyId, RoomId};

use super::{Limits, Piece, Refusal, Upload};

/// The file beside the shelf.
const FILE: &str = "used-by-key";

/// Bytes by room and by key.
#[derive(Debug)]
pub(super) struct Usage {
    file: PathBuf,
    used: Mutex<Used>,
}

#[derive(Debug, Default)]
struct Used {
    rooms: BTreeMap<RoomId, u64>,
    keys: BTreeMap<KeyId, u64>,
}

impl Usage {
    /// What was used so far; the file is written anew with one line for each key.
    pub(super) fn open(folder: &Path, rooms: BTreeMap<RoomId, u64>) -> io::Result<Self> {
        let file = folder.join(FILE);
        let keys = match fs::read_to_string(&file) {
            Ok(text) => sums(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        let lines: String = keys.iter().map(|(key, bytes)| line(*key, *bytes)).collect();
        let next = folder.join(format!("{FILE}.next"));
        fs::write(&next, lines)?;
        fs::rename(next, &file)?;
        Ok(Self {
            file,
            used: Mutex::new(Used { rooms, keys }),
        })
    }

    /// Whether a blob of this length still fits.
    pub(super) fn check(
        &self,
        upload: Upload,
        piece: Piece,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        let used = self.lock();
        let of_room = used.rooms.get(&upload.address.room).copied().unwrap_or(0);
        let of_key = used.keys.get(&upload.key).copied().unwrap_or(0);
        if of_room.saturating_add(piece.length) > limits.room_bytes {
            return Err(Refusal::RoomQuota);
        }
        if !piece.decides && of_key.saturating_add(piece.length) > limits.key_bytes {
            return Err(Refusal::KeyQuota);
        }
        Ok(())
    }

    /// Counts a blob.
    pub(super) async fn add(&self, upload: Upload, bytes: u64) {
        {
            let mut used = self.lock();
            *used.rooms.entry(upload.address.room).or_default() += bytes;
            *used.keys.entry(upload.key).or_default() += bytes;
        }
        let (file, line) = (self.file.clone(), line(upload.key, bytes));
        let written = tokio::task::spawn_blocking(move || {
            let mut file = OpenOptions::new().append(true).create(true).open(file)?;
            file.write_all(line.as_bytes())
        });
        if !matches!(written.await, Ok(Ok(()))) {
            tracing::warn!("what a key has used is not written down");
        }
    }

    /// Takes a blob that is no longer there off its room's use.
    pub(super) fn subtract(&self, room: RoomId, bytes: u64) {
        if let Some(used) = self.lock().rooms.get_mut(&room) {
            *used = used.saturating_sub(bytes);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Used> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn line(key: KeyId, bytes: u64) -> String {
    format!("{key} {bytes}\n")
}

/// Lines that a crash cut short are passed over.
fn sums(text: &str) -> BTreeMap<KeyId, u64> {
    let mut keys = BTreeMap::new();
    for line in text.split_inclusive('\n') {
        let parts = line
            .strip_suffix('\n')
            .and_then(|line| line.split_once(' '));
        let parsed = parts
            .and_then(|(key, bytes)| Some((KeyId::from_hex(key)?, bytes.parse::<u64>().ok()?)));
        if let Some((key, bytes)) = parsed {
            let sum: &mut u64 = keys.entry(key).or_default();
            *sum = sum.saturating_add(bytes);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_used_is_summed_and_a_line_cut_short_is_passed_over() {
        let (one, other) = (KeyId([1; 16]), KeyId([2; 16]));
        let text = format!("{one} 5\n{other} 7\nnonsense\n{one} 6\n{other} 10");
        assert_eq!(sums(&text), BTreeMap::from([(one, 11), (other, 7)]));
    }
}
