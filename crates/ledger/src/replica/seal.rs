//! What a shell may keep of a room besides its entries, and how it knows later whether that still
//! belongs to them.

use sha2::{Digest as _, Sha256};

use super::{Replica, rows::RoomRow};
use crate::{RoomId, RoomKind, payload};

/// Names a state of a room by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Over the room's row: to be compared before anything else of the room is read. It changes with
    /// every entry that is stored or logged; what only waits or was refused it does not tell.
    pub row: [u8; 32],
    /// Over the changes of the room's record, in their order: what a document is made from.
    pub record: [u8; 32],
}

/// What a room's stored row says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowHead {
    /// The room.
    pub room: RoomId,
    /// Its kind.
    pub kind: Option<RoomKind>,
    /// The board under which it stands; `None` for a board.
    pub board: Option<RoomId>,
    /// The first half of its seal.
    pub seal: [u8; 32],
}

/// Reads the beginning of a room's stored row; `None` for what is none.
pub fn read_row(value: &[u8]) -> Option<RowHead> {
    let row: RoomRow = payload::decode(value)?;
    Some(RowHead {
        room: row.room,
        kind: row.kind,
        board: row.board,
        seal: Sha256::digest(value).into(),
    })
}

impl Replica {
    /// The seal of a room as it is here.
    pub fn seal(&self, room: RoomId) -> Option<Seal> {
        let row = payload::encode(&self.rooms.get(&room)?.row);
        let mut record = Sha256::new();
        for entry in self.record(room) {
            record.update(entry.id().as_bytes());
        }
        Some(Seal {
            row: Sha256::digest(row).into(),
            record: record.finalize().into(),
        })
    }
}
