//! Snapshots: the record of a long room in a form that is soon there, for a device that has little of
//! its log.
//!
//! A snapshot holds the changes of the record up to a position, packed ([`pack`]), and the log items
//! by which a device tells who made the newest of them and by what right. It proves itself as far as
//! that goes: the hash of a change covers its whole past, so what the signed entries of the heads
//! name cannot have been altered. That nothing was left out beside them is the relay's word, until
//! the log itself is here ([`RoomLog::has_record`]).
//!
//! Deflating and inflating are left to the shells, because every browser can inflate by itself. What
//! is fetched is [`HEADER`] bytes and a zlib stream; what is read here is the same, inflated.

mod graph;
mod judge;
mod pack;
mod unpack;

use minicbor::bytes::ByteVec;
use thiserror::Error;

use crate::{
    ChangeHash, Class, Digest, Head, KeyId, LogItem, RoomId, RoomLog, Seq, Timestamp,
    id_map::IdMap, limits, wire,
};
use pack::Packed;

/// The form of snapshots that is made and read here.
pub const FORM: u16 = 1;
const TAG: &[u8; 8] = b"zhssnap1";
/// Bytes before the zlib stream.
pub const HEADER: usize = 8 + 32 + 8 + 8 + 32 + 4;

/// Where in which log a snapshot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The room.
    pub room: RoomId,
    /// The epoch of its log.
    pub epoch: u64,
    /// The last position that it shows.
    pub seq: Seq,
    /// The digest up to it.
    pub digest: Digest,
}

/// What a snapshot holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Where it stands.
    pub standing: Standing,
    /// Items of the log, ascending: the acts by which the room's rights came about, and the heads.
    pub items: Vec<LogItem>,
    /// Every change of the record up to there, each after what it depends on.
    pub changes: Vec<Vec<u8>>,
}

/// What a snapshot will hold, taken from a log item by item.
#[derive(Debug, Default)]
pub struct Gathered {
    acts: Vec<LogItem>,
    changes: Vec<Vec<u8>>,
    heads: IdMap<ChangeHash, LogItem>,
}

/// Why bytes are not a snapshot, or changes cannot be made one of.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SnapshotError {
    /// The header is not one, or the bytes are not what the header says.
    #[error("not a snapshot")]
    Malformed,
    /// More bytes than the limits allow.
    #[error("over a limit of the protocol")]
    TooLarge,
    /// A change does not come out as it went in.
    #[error("a change cannot be packed")]
    NotPackable,
    /// Its newest changes were made by nobody who had the right to, or are not its newest.
    #[error("made without the right to")]
    Unjudged,
}

/// The part of a snapshot behind its header.
#[derive(Debug)]
struct Body {
    items: Vec<Placed>,
    changes: Packed,
}

crate::in_map!(Body {
    0: items,
    1: changes
});

/// A log item with its position.
#[derive(Debug)]
struct Placed {
    seq: Seq,
    judged_at: Seq,
    received_at: Timestamp,
    entry: ByteVec,
}

crate::in_array!(Placed { 0: seq, 1: judged_at, 2: received_at, 3: entry } 4);

impl Placed {
    fn of(item: &LogItem) -> Self {
        let item_of = wire::Item::of(item);
        Self {
            seq: item.seq,
            judged_at: item_of.judged_at,
            received_at: item_of.received_at,
            entry: item_of.entry,
        }
    }

    fn item(self) -> Option<LogItem> {
        let (judged_at, received_at, entry) = (self.judged_at, self.received_at, self.entry);
        let item = wire::Item {
            judged_at,
            received_at,
            entry,
        };
        item.at(self.seq).ok()
    }
}

impl From<Head> for Standing {
    fn from(head: Head) -> Self {
        Self {
            room: head.room,
            epoch: head.epoch,
            seq: head.seq,
            digest: head.digest,
        }
    }
}

impl Standing {
    /// Where a log stands at a position.
    pub fn of(log: &RoomLog, seq: Seq) -> Option<Self> {
        Some(Self {
            room: log.id(),
            epoch: log.epoch(),
            seq,
            digest: log.digest_at(seq)?,
        })
    }

    /// Whether a log, as it is now, goes through here.
    pub fn is_of(&self, log: &RoomLog) -> bool {
        self.room == log.id()
            && self.epoch == log.epoch()
            && log.digest_at(self.seq) == Some(self.digest)
    }

    /// The head that a relay signs for it.
    pub fn head(&self, relay: KeyId) -> Head {
        Head {
            relay,
            room: self.room,
            epoch: self.epoch,
            seq: self.seq,
            digest: self.digest,
        }
    }
}

impl Gathered {
    /// Takes the next item of the log that a snapshot shows ([`RoomLog::shows`]).
    ///
    /// # Errors
    /// When it is neither an act nor a change.
    pub fn take(&mut self, item: LogItem) -> Result<(), SnapshotError> {
        if item.entry.header().class == Class::Authority {
            self.acts.push(item);
            return Ok(());
        }
        let payload = item.entry.payload().unwrap_or_default().to_vec();
        let change = crate::change::parse(&payload)?;
        for dependency in &change.dependencies {
            self.heads.remove(dependency);
        }
        self.heads.insert(change.hash, item);
        self.changes.push(payload);
        Ok(())
    }

    /// The snapshot of all that was taken.
    pub fn into_snapshot(self, standing: Standing) -> Snapshot {
        let mut items = self.acts;
        items.extend(self.heads.iter().map(|(_, item)| item.clone()));
        items.sort_by_key(|item| item.seq);
        Snapshot {
            standing,
            items,
            changes: self.changes,
        }
    }
}

impl Snapshot {
    /// The header, and the body that a shell deflates behind it.
    ///
    /// # Errors
    /// Named in [`SnapshotError`]: what does not come out again as it went in is not packed.
    pub fn to_parts(&self) -> Result<(Vec<u8>, Vec<u8>), SnapshotError> {
        let changes = Packed::of(&self.changes)?;
        if changes.unpack()? != self.changes {
            return Err(SnapshotError::NotPackable);
        }
        let items = self.items.iter().map(Placed::of).collect();
        let body = crate::payload::encode(&Body { items, changes });
        if body.len() > limits::SNAPSHOT_BODY {
            return Err(SnapshotError::TooLarge);
        }
        let length = u32::try_from(body.len()).map_err(|_| SnapshotError::TooLarge)?;
        let standing = &self.standing;
        let header = [
            TAG.as_slice(),
            standing.room.as_bytes(),
            &standing.epoch.to_be_bytes(),
            &standing.seq.to_be_bytes(),
            standing.digest.as_bytes(),
            &length.to_be_bytes(),
        ];
        Ok((header.concat(), body))
    }

    /// Where a snapshot stands by its header, and how many bytes its body has once it is inflated.
    ///
    /// # Errors
    /// When it is no header, or names more than the limits allow.
    pub fn read_header(bytes: &[u8]) -> Result<(Standing, usize), SnapshotError> {
        let read = || {
            let rest = bytes.strip_prefix(TAG)?;
            let (room, rest) = rest.split_first_chunk::<32>()?;
            let (epoch, rest) = rest.split_first_chunk::<8>()?;
            let (seq, rest) = rest.split_first_chunk::<8>()?;
            let (digest, rest) = rest.split_first_chunk::<32>()?;
            let (length, _) = rest.split_first_chunk::<4>()?;
            let standing = Standing {
                room: RoomId(*room),
                epoch: u64::from_be_bytes(*epoch),
                seq: u64::from_be_bytes(*seq),
                digest: Digest(*digest),
            };
            let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
            Some((standing, length))
        };
        let (standing, length) = read().ok_or(SnapshotError::Malformed)?;
        match length <= limits::SNAPSHOT_BODY {
            true => Ok((standing, length)),
            false => Err(SnapshotError::TooLarge),
        }
    }

    /// Reads a header and an inflated body; never panics, and never holds more than the limits allow.
    ///
    /// # Errors
    /// Named in [`SnapshotError`].
    pub fn read(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let (standing, length) = Self::read_header(bytes)?;
        let body = bytes.get(HEADER..).unwrap_or_default();
        if body.len() != length {
            return Err(SnapshotError::Malformed);
        }
        let body: Body = crate::payload::decode(body).ok_or(SnapshotError::Malformed)?;
        let items: Option<Vec<LogItem>> = body.items.into_iter().map(Placed::item).collect();
        Ok(Self {
            standing,
            items: items.ok_or(SnapshotError::Malformed)?,
            changes: body.changes.unpack()?,
        })
    }

    /// The changes that no other builds on, sorted.
    ///
    /// # Errors
    /// When the changes do not follow from each other.
    pub fn heads(&self) -> Result<Vec<ChangeHash>, SnapshotError> {
        graph::heads(&self.changes)
    }
}
