//! From stored items to the index that a relay judges by. Signatures were checked on arrival; here
//! order, digests and rights are gone through again, and nothing is served that does not add up.

use std::collections::BTreeMap;

use ledger::{EntryError, RoomId, RoomKind, RoomLog, Seq, authority::Reject, payload::Found};
use thiserror::Error;

use crate::log::{Log, LogError, StoredRoom};

/// Items read at once.
const STRETCH: Seq = 512;

/// Why a stored room is not one that a relay has logged.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// The store failed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// An item is missing or its bytes are spoilt.
    #[error("room {room}, item {seq}: {source}")]
    Spoilt {
        /// The room.
        room: RoomId,
        /// The position.
        seq: Seq,
        /// What is wrong with the bytes.
        source: EntryError,
    },
    /// An item's digest is not the one that it was stored with, or an item is missing.
    #[error("room {room}, item {seq}: the digest does not follow from the items before it")]
    Digest {
        /// The room.
        room: RoomId,
        /// The position.
        seq: Seq,
    },
    /// An item ought not to have been logged.
    #[error("room {room}, item {seq}: its author had no right to it ({reject:?})")]
    Unjudged {
        /// The room.
        room: RoomId,
        /// The position.
        seq: Seq,
        /// Why.
        reject: Reject,
    },
}

/// Every stored room, boards first, because halls are judged by them.
///
/// # Errors
/// Named in [`ReplayError`]; nothing is repaired by guessing.
pub fn rooms(log: &dyn Log) -> Result<Vec<RoomLog>, ReplayError> {
    let mut boards = BTreeMap::new();
    let mut others = Vec::new();
    for stored in log.rooms()? {
        match founding(log, stored.id)? {
            Some(found) if found.kind == RoomKind::Board => {
                boards.insert(stored.id, room(log, stored, None)?);
            }
            Some(found) => others.push((stored, found.board)),
            None => {}
        }
    }
    let mut rooms = Vec::with_capacity(boards.len() + others.len());
    for (stored, board) in others {
        let board = board.and_then(|board| boards.get(&board));
        rooms.push(room(log, stored, board)?);
    }
    Ok(boards.into_values().chain(rooms).collect())
}

/// One stored room; `board` is the room's board, not given for a board itself.
///
/// # Errors
/// Named in [`ReplayError`].
pub fn room(
    log: &dyn Log,
    stored: StoredRoom,
    board: Option<&RoomLog>,
) -> Result<RoomLog, ReplayError> {
    let id = stored.id;
    let mut room = RoomLog::new(id);
    room.begin_epoch(stored.epoch);
    while room.len() < stored.len {
        let from = room.len() + 1;
        let items = log.read(id, from, stored.len.min(from + STRETCH - 1))?;
        if items.is_empty() {
            return Err(ReplayError::Digest {
                room: id,
                seq: from,
            });
        }
        for kept in items {
            let seq = kept.seq;
            let item = kept.item().map_err(|source| ReplayError::Spoilt {
                room: id,
                seq,
                source,
            })?;
            let verdict =
                room.judge_logged(board, &item)
                    .map_err(|reject| ReplayError::Unjudged {
                        room: id,
                        seq,
                        reject,
                    })?;
            room.append(board, &item, verdict);
            if room.len() != seq || room.digest() != kept.digest {
                return Err(ReplayError::Digest { room: id, seq });
            }
        }
    }
    Ok(room)
}

/// What a stored room's first entry says; `None` when nothing is stored of it.
///
/// # Errors
/// When the store fails or the entry is spoilt.
pub fn founding(log: &dyn Log, room: RoomId) -> Result<Option<Found>, ReplayError> {
    let Some(first) = log.read(room, 1, 1)?.into_iter().next() else {
        return Ok(None);
    };
    let item = first.item().map_err(|source| ReplayError::Spoilt {
        room,
        seq: 1,
        source,
    })?;
    let found = item.entry.payload().and_then(ledger::payload::decode);
    found.map(Some).ok_or(ReplayError::Digest { room, seq: 1 })
}
