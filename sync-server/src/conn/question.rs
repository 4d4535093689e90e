//! What is asked of the desk and waits for its answer.

use std::fmt;

use bytes::Bytes;
use consultation::Statement;
use ledger::{Digest, LogItem, Nonce, RoomId, Seq, relay::BlobRights, snapshot::Standing};
use tokio::sync::oneshot;

/// What may the holder of this token, or anybody without one, do with the blobs of a room?
#[derive(Debug)]
pub struct BlobQuestion {
    /// The token of a connection, if one was shown.
    pub token: Option<Nonce>,
    /// The room.
    pub room: RoomId,
    /// Where the answer goes; `None` when the relay does not have the room.
    pub answer: oneshot::Sender<Option<BlobRights>>,
}

/// How long a board's log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardHead {
    /// The board.
    pub room: RoomId,
    /// The epoch of its log.
    pub epoch: u64,
    /// Entries that are kept durably.
    pub len: Seq,
}

/// What has been added to a board's record?
#[derive(Debug)]
pub struct RecordQuestion {
    /// The board.
    pub room: RoomId,
    /// The epoch of the log that was read so far.
    pub epoch: u64,
    /// The position up to which it was read.
    pub after: Seq,
    /// How many of the positions up to there were part of the record.
    pub held: usize,
    /// Where the answer goes.
    pub answer: oneshot::Sender<RecordAnswer>,
}

/// What somebody without a key has written on a page of a board.
pub struct PostedLetter {
    /// The board.
    pub board: RoomId,
    /// The office that the board names.
    pub office: RoomId,
    /// What is to be written down.
    pub statement: Statement,
    /// Where it is said whether it was kept durably.
    pub answer: oneshot::Sender<bool>,
}

/// What people write is not for logs.
impl fmt::Debug for PostedLetter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PostedLetter")
            .finish_non_exhaustive()
    }
}

/// What was added to a board's record.
#[derive(Debug)]
pub enum RecordAnswer {
    /// Entries that follow what was read, in log order, and the position up to which the log is read
    /// with them. There may be more.
    More(Vec<Bytes>, Seq),
    /// An earlier entry came to count, or the log began anew: everything is to be read again, in this
    /// epoch.
    Anew(u64),
    /// The log cannot be read now, or there is no such board.
    Unreadable,
}

/// What does a log hold from a position on, as far as a snapshot needs it?
#[derive(Debug)]
pub struct LogQuestion {
    /// The log, and how far it is read.
    pub standing: Standing,
    /// The first position.
    pub from: Seq,
    /// Where the answer goes.
    pub answer: oneshot::Sender<LogAnswer>,
}

/// A stretch of a log.
#[derive(Debug)]
pub enum LogAnswer {
    /// Its acts and the changes of its record, in log order, and the position to read on from.
    Items(Vec<LogItem>, Seq),
    /// The log does not go that way any more, or cannot be read now.
    Unreadable,
}

/// A snapshot that was made.
#[derive(Debug)]
pub struct SnapshotOffer {
    /// Where it stands.
    pub standing: Standing,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// How many there are.
    pub length: u64,
    /// Where it is said whether it is of the log as it is.
    pub answer: oneshot::Sender<bool>,
}
