//! Who may read and add the blobs of a room: photos and scans, which travel beside the log.

use super::{Phase, Relay, Room};
use crate::{KeyId, Nonce, Role, RoomId, RoomKind, RoomLog, Timestamp};

/// What somebody may do with the blobs of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlobRights {
    /// The kind of room.
    pub kind: RoomKind,
    /// The key whose connection was named, if that is a connection of a key.
    pub key: Option<KeyId>,
    /// Whether they may be read.
    pub reads: bool,
    /// Whether one may be added.
    pub writes: bool,
    /// Whether the room is run by this key, so that only the room's own quota bounds it.
    pub decides: bool,
    /// Whether the relay is being given back a room that it lost, so that a right may be missing only
    /// yet.
    pub is_healing: bool,
}

impl Relay {
    /// What the holder of a connection's token, or anybody without one, may do with the blobs of a
    /// room; `None` when the relay does not have the room. A token of no connection is none.
    pub fn blob_rights(
        &self,
        now: Timestamp,
        token: Option<Nonce>,
        room: RoomId,
    ) -> Option<BlobRights> {
        let log = self.room(room)?;
        let kind = log.kind()?;
        let key = token.and_then(|token| self.key_of(token));
        let roles = key.map_or_else(Vec::new, |key| self.blob_roles(now, key, log, kind));
        Some(BlobRights {
            kind,
            key,
            reads: self.reads(now, key, room),
            writes: roles.iter().any(|role| role.uploads(kind)),
            decides: roles.iter().any(|role| role.reads_held()),
            // Of a room that is empty still nobody knows under which board it stands.
            is_healing: self.rooms.values().any(Room::is_healing),
        })
    }

    /// The key of the welcomed connection with this token.
    fn key_of(&self, token: Nonce) -> Option<KeyId> {
        self.peers.values().find_map(|peer| match peer.phase {
            Phase::Welcomed(key) if peer.token == token => key,
            _ => None,
        })
    }

    /// The roles that count for the blobs of a room. The tablets of a hall hand signatures and
    /// evidence over to the office of their board, where no role is ever given.
    fn blob_roles(&self, now: Timestamp, key: KeyId, log: &RoomLog, kind: RoomKind) -> Vec<Role> {
        let board = self.board_of(log);
        let mut roles = log.roles(board, key, now);
        if kind == RoomKind::Office {
            let is_beside = |hall: &&RoomLog| {
                hall.kind() == Some(RoomKind::Hall) && hall.board() == log.board()
            };
            for hall in self.rooms().filter(is_beside) {
                roles.extend(hall.roles(board, key, now));
            }
        }
        roles
    }
}

impl Room {
    fn is_healing(&self) -> bool {
        self.healing.is_some()
    }
}
