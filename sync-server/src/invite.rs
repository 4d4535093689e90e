//! Preparing a community: the first entry of its board, and the link that hands it over.

use ledger::{
    Class, Draft, Kind, Relay, Role, RoomId, RoomKind,
    authority::Reject,
    crypto::Crypto,
    entry::{EntryError, Place},
    link::{InvitationKey, Link, Purpose},
    payload::{self, Found, Grant, Grantee},
    relay::{Config, Effect},
};
use thiserror::Error;

use crate::{
    clock,
    crypto::{self, KeyError, RingCrypto},
    log::{Log, LogError, Stored, Write},
};

/// Why no community was prepared.
#[derive(Debug, Error)]
pub enum InviteError {
    /// The name is too long or has characters that do not show.
    #[error(
        "the name has to be shorter than {} bytes and without control characters",
        ledger::limits::NAME_BYTES
    )]
    Name,
    /// No key or random number.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The log failed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The entry would be too large.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The relay's own rules say no.
    #[error("the founding entry is not accepted: {0:?}")]
    Rejected(Reject),
}

/// Stores the first entry of a new board and gives the link to it. Works while a relay serves the
/// same folder: the room is new, so nothing that the relay does can collide with it.
///
/// # Errors
/// Named in [`InviteError`]; then nothing is stored.
pub fn invite(
    log: &mut dyn Log,
    crypto: &RingCrypto,
    name: Option<&str>,
) -> Result<Link, InviteError> {
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    let is_unfit =
        |name: &str| name.len() > ledger::limits::NAME_BYTES || name.contains(char::is_control);
    if name.is_some_and(is_unfit) {
        return Err(InviteError::Name);
    }
    let (scalar, public) = crypto::raw_parts(&crypto::new_pkcs8()?)?;
    // No expiry: what an invitation gives ends with it, and there is nobody yet to renew it.
    let first = Grant {
        to: Grantee::Invitation {
            key: public,
            limit: 1,
        },
        role: Role::Administrator,
        expires: None,
    };
    let found = Found {
        kind: RoomKind::Board,
        board: None,
        nonce: crypto::random()?,
        continues: None,
        relay: Some(crypto.public()),
        first: Some(first),
        name: name.map(str::to_owned),
    };
    let board = store(log, crypto, &found)?;
    Ok(Link {
        purpose: Purpose::Found,
        board,
        hall: None,
        leads_to: None,
        relay: crypto.public().id(),
        invitation: InvitationKey { scalar, public },
    })
}

fn store(log: &mut dyn Log, crypto: &RingCrypto, found: &Found) -> Result<RoomId, InviteError> {
    let now = clock::now();
    let draft = Draft {
        room: RoomId::ZERO,
        class: Class::Authority,
        kind: Kind::FOUND,
        payload: payload::encode(found),
    };
    let place = Place::first(crypto::random()?);
    let unsigned = draft.place(crypto.public().id(), place, now, crypto::random()?)?;
    let signature = crypto.sign(&unsigned.message());
    let entry = unsigned.signed(signature);
    let room = entry.room();
    let mut relay = Relay::new(Config::new(""), crypto.public(), Vec::new());
    let effects = relay.host(now, entry).map_err(InviteError::Rejected)?;
    let digest = relay
        .room(room)
        .map(|log| log.digest())
        .unwrap_or(ledger::Digest::ZERO);
    let writes: Vec<Write> = effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Append(room, item) => Some(Write::Append(room, Stored::of(&item, digest))),
            Effect::Epoch(room, epoch) => Some(Write::Epoch(room, epoch)),
            _ => None,
        })
        .collect();
    log.commit(&writes)?;
    Ok(room)
}
