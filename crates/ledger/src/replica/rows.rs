//! What a device stores: six tables of byte keys and byte values.
//!
//! `entries` and `items` are the truth and never change but for erasure; the rest can be told
//! from them or from the relay.

use crate::{EntryId, KeyId, RoomId, RoomKind, Seq, SignedHead, Timestamp};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Store {
    /// room → what the device knows of it besides its log.
    Rooms,
    /// room ‖ entry id → the entry's bytes.
    Entries,
    /// room ‖ seq → the log item without its entry.
    Items,
    /// room ‖ order → entry id: what waits for the relay.
    Outbox,
    /// room ‖ entry id → the refusal; or, for a change that was written anew, the id of what
    /// took its place.
    Refused,
}

impl Store {
    /// Every table.
    pub const ALL: [Self; 5] = [
        Self::Rooms,
        Self::Entries,
        Self::Items,
        Self::Outbox,
        Self::Refused,
    ];

    /// Its name on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rooms => "rooms",
            Self::Entries => "entries",
            Self::Items => "items",
            Self::Outbox => "outbox",
            Self::Refused => "refused",
        }
    }
}

/// One step of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Writes a row.
    Put(Store, Vec<u8>, Vec<u8>),
    /// Removes a row.
    Delete(Store, Vec<u8>),
    /// Removes the rows from the first key up to and including the second.
    DeleteRange(Store, Vec<u8>, Vec<u8>),
}

/// What a device knows of a room besides its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoomRow {
    pub(super) room: RoomId,
    pub(super) kind: Option<RoomKind>,
    pub(super) board: Option<RoomId>,
    pub(super) head: Option<SignedHead>,
    pub(super) epoch: u64,
    /// The last entry of this device here: what a new session follows.
    pub(super) last_own: Option<EntryId>,
    /// The relay that a link named, until the board's own word is here.
    pub(super) relay: Option<KeyId>,
    /// How long the relay said the log is, while less of it is here.
    pub(super) until: Option<Seq>,
}

crate::in_map!(RoomRow {
    0: room,
    1: kind,
    2: board,
    3: head,
    4: epoch,
    5: last_own,
    6: relay,
    7: until
});

impl RoomRow {
    pub(super) fn new(room: RoomId, kind: Option<RoomKind>, board: Option<RoomId>) -> Self {
        Self {
            room,
            kind,
            board,
            head: None,
            epoch: 0,
            last_own: None,
            relay: None,
            until: None,
        }
    }

    pub(super) fn put(&self) -> Op {
        Op::Put(
            Store::Rooms,
            self.room.0.to_vec(),
            crate::payload::encode(self),
        )
    }
}

/// A log item without its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ItemRow {
    pub(super) entry: EntryId,
    pub(super) judged_at: Seq,
    pub(super) received_at: Timestamp,
}

crate::in_map!(ItemRow {
    0: entry,
    1: judged_at,
    2: received_at
});

pub(super) fn entry_key(room: RoomId, entry: EntryId) -> Vec<u8> {
    [room.as_bytes(), entry.as_bytes()].concat()
}

pub(super) fn number_key(room: RoomId, number: u64) -> Vec<u8> {
    [room.as_bytes(), &number.to_be_bytes()].concat()
}

/// Reads the room and the rest of a key.
pub(super) fn split_key(key: &[u8]) -> Option<(RoomId, &[u8])> {
    let (room, rest) = key.split_first_chunk::<32>()?;
    Some((RoomId(*room), rest))
}

pub(super) fn number(rest: &[u8]) -> Option<u64> {
    rest.try_into().ok().map(u64::from_be_bytes)
}
