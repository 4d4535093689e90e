//! The practice community's board, as its relay founds it, and the invitations to it.

use consultation::sample;
use ledger::crypto::Crypto as _;
use ledger::dice::Dice;
use ledger::entry::Place;
use ledger::payload::{self, Found, Grant, Grantee};
use ledger::{
    Class, Draft, Entry, Kind, Nonce, Role, RoomId, RoomKind, Salt, SessionId, Timestamp,
};

use crate::keys::{FIRST, Keys, RELAY};

/// The board's first entry, signed by the relay.
pub(super) fn founding(dice: &mut Dice, now: Timestamp) -> Option<Entry> {
    let found = Found {
        kind: RoomKind::Board,
        board: None,
        nonce: Nonce(dice.draw()),
        continues: None,
        relay: Some(RELAY.public()),
        first: Some(invitation(FIRST, Role::Administrator)),
        name: Some(sample::COMMUNITY.to_owned()),
    };
    let draft = Draft {
        room: RoomId::ZERO,
        class: Class::Authority,
        kind: Kind::FOUND,
        payload: payload::encode(&found),
    };
    let place = Place::first(SessionId(dice.draw()));
    let salt = Salt(dice.draw());
    let unsigned = draft.place(RELAY.public().id(), place, now, salt).ok()?;
    let signature = RELAY.sign(&unsigned.message());
    Some(unsigned.signed(signature))
}

/// What an invitation gives, to one device and without an end.
pub(super) fn invitation(keys: Keys, role: Role) -> Grant {
    Grant {
        to: Grantee::Invitation {
            key: keys.public(),
            limit: 1,
        },
        role,
        expires: None,
    }
}
