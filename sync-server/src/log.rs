//! Where items are kept: a small contract, and two stores that keep it.
//!
//! The log knows rooms, positions and bytes. It judges nothing and parses nothing.

pub mod memory;
mod schema;
pub mod sqlite;

use bytes::Bytes;
use ledger::{Digest, LogItem, RoomId, Seq, Timestamp};
use thiserror::Error;

pub use memory::MemoryLog;
pub use sqlite::SqliteLog;

/// A log item as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its position, dense from 1.
    pub seq: Seq,
    /// See [`LogItem::judged_at`].
    pub judged_at: Seq,
    /// See [`LogItem::received_at`].
    pub received_at: Timestamp,
    /// The digest of the room's log up to and including it.
    pub digest: Digest,
    /// The entry's bytes.
    pub entry: Bytes,
}

impl Stored {
    /// The item as it is kept, with the digest that it leads to.
    pub fn of(item: &LogItem, digest: Digest) -> Self {
        Self {
            seq: item.seq,
            judged_at: item.judged_at,
            received_at: item.received_at,
            digest,
            entry: item.entry.to_bytes().into(),
        }
    }

    /// The item as it is judged.
    ///
    /// # Errors
    /// When the bytes are not an entry.
    pub fn item(&self) -> Result<LogItem, ledger::EntryError> {
        Ok(LogItem {
            seq: self.seq,
            judged_at: self.judged_at,
            received_at: self.received_at,
            entry: ledger::Entry::parse(&self.entry)?,
        })
    }
}

/// What is kept of a room beside its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredRoom {
    /// The room.
    pub id: RoomId,
    /// The epoch that its heads carry.
    pub epoch: u64,
    /// Number of items.
    pub len: Seq,
}

/// One step of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Keeps an item at its position, which must be the next one of its room.
    Append(RoomId, Stored),
    /// Keeps the room's epoch.
    Epoch(RoomId, u64),
    /// Drops salt and payload of the item at a position, beyond recovery. Of one that is not
    /// there nothing is dropped.
    Erase(RoomId, Seq),
}

/// Why a log did not do what it was asked.
#[derive(Debug, Error)]
pub enum LogError {
    /// An item was not the next of its room.
    #[error("room {room}: item {seq} is not the next")]
    NotNext {
        /// The room.
        room: RoomId,
        /// The position that was asked for.
        seq: Seq,
    },
    /// The folder was written by a later version of this program.
    #[error("the data folder has schema {found}; this program knows up to {known}")]
    Newer {
        /// The folder's.
        found: i64,
        /// This program's.
        known: i64,
    },
    /// A row does not have the shape that this program writes.
    #[error("the database holds a row of the wrong shape: {0}")]
    Corrupt(&'static str),
    /// The database failed.
    #[error("the database failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The file system failed.
    #[error("the data folder cannot be used")]
    Io(#[from] std::io::Error),
}

/// Keeps the logs of many rooms. Used by one thread at a time.
///
/// - [`Log::commit`] is atomic: after an error, or a crash at any moment, either the whole batch
///   is there or nothing of it. After `Ok` it is durable: it survives the loss of power.
/// - Positions of a room are dense from 1; an append elsewhere is [`LogError::NotNext`].
/// - [`Log::read`] gives what was committed, in order, as it is after erasures.
/// - Another process may add rooms (an invitation); [`Log::has_changed`] tells.
pub trait Log: Send {
    /// Every room, in no particular order.
    ///
    /// # Errors
    /// When the store fails.
    fn rooms(&self) -> Result<Vec<StoredRoom>, LogError>;

    /// One room; `None` when nothing is kept of it.
    ///
    /// # Errors
    /// When the store fails.
    fn room(&self, room: RoomId) -> Result<Option<StoredRoom>, LogError>;

    /// The items from `from` to `to`, both included; those beyond the end are left out.
    ///
    /// # Errors
    /// When the store fails.
    fn read(&self, room: RoomId, from: Seq, to: Seq) -> Result<Vec<Stored>, LogError>;

    /// Keeps a batch, in its order.
    ///
    /// # Errors
    /// Nothing of the batch is kept then.
    fn commit(&mut self, batch: &[Write]) -> Result<(), LogError>;

    /// Whether another process has written since this was last asked.
    ///
    /// # Errors
    /// When the store fails.
    fn has_changed(&mut self) -> Result<bool, LogError>;

    /// Whether the disk has room for what may be under way; asked every second.
    fn has_space(&self) -> bool;

    /// Whether a write succeeds, tried by writing durably; asked after a write failed.
    fn is_writable(&mut self) -> bool;
}
