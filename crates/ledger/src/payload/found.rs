//! The first entry of a room.

use minicbor::{Decode, Encode};

use super::Grant;
use crate::{Nonce, PublicKey, RoomId, RoomKind};

/// What a founding entry says. Its id is the room's id.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Found {
    /// The kind of room.
    #[n(0)]
    pub kind: RoomKind,
    /// The board whose roles count here; `None` for a board itself.
    #[n(1)]
    pub board: Option<RoomId>,
    /// Makes the id unpredictable.
    #[n(2)]
    pub nonce: Nonce,
    /// The room that this one succeeds.
    #[n(3)]
    pub continues: Option<RoomId>,
    /// A board only: the relay's public key, which signs this entry and this room's heads.
    #[n(4)]
    pub relay: Option<PublicKey>,
    /// A board only: the invitation of the first administrator.
    #[n(5)]
    pub first: Option<Grant>,
    /// A board only: what the jurisdiction is called, until its record says otherwise.
    #[n(6)]
    pub name: Option<String>,
}
