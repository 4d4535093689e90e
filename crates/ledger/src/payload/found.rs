//! The first entry of a room.

use super::Grant;
use crate::{Nonce, PublicKey, RoomId, RoomKind};

/// What a founding entry says. Its id is the room's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The kind of room.
    pub kind: RoomKind,
    /// The board whose roles count here; `None` for a board itself.
    pub board: Option<RoomId>,
    /// Makes the id unpredictable.
    pub nonce: Nonce,
    /// The room that this one succeeds.
    pub continues: Option<RoomId>,
    /// A board only: the relay's public key, which signs this entry and this room's heads.
    pub relay: Option<PublicKey>,
    /// A board only: the invitation of the first administrator.
    pub first: Option<Grant>,
    /// A board only: what the jurisdiction is called, until its record says otherwise.
    pub name: Option<String>,
}

crate::in_map!(Found {
    0: kind,
    1: board,
    2: nonce,
    3: continues,
    4: relay,
    5: first,
    6: name
});
