//! A community in a box: devices, one relay and the network between them, driven by one seed.
//!
//! Tests say what people do and let the world settle; the simulator lets chance do both.

mod faults;
mod hostile;
mod members;
mod network;
mod rooms;
mod settle;
pub mod words;

use std::collections::BTreeSet;

use ledger::{
    Class, Draft, Entry, EntryId, KeyId, Kind, Nonce, Role, RoomId, RoomKind, SessionId, Timestamp,
    crypto::Crypto as _,
    entry::Place,
    payload::{self, Found, Grant, Grantee},
};

pub use hostile::Forgery;
pub use members::Invitation;

use crate::{
    Keys, Random,
    device::{Device, ORIGIN},
    link::Weather,
    station::{Archive, Station},
};

/// When simulations begin: 2026-01-01 in Chinese time.
const BEGINNING: Timestamp = Timestamp(1_767_196_800_000);

/// Names a device of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub usize);

/// Devices, a relay, and what is between them.
#[derive(Debug)]
pub struct World {
    /// Chance.
    pub random: Random,
    /// The true time.
    pub now: Timestamp,
    /// The relay.
    pub station: Station,
    /// How the network treats frames.
    pub weather: Weather,
    devices: Vec<Device>,
    board: RoomId,
    invitations: Vec<Invitation>,
    backups: Vec<Archive>,
    copies: Vec<(Name, crate::disk::Copy)>,
    once_delivered: BTreeSet<(RoomId, EntryId)>,
    has_relay_lost: bool,
    has_device_lost: bool,
    forged: Vec<Entry>,
    strangers: Vec<KeyId>,
    trace: Option<Vec<String>>,
}

impl World {
    /// A relay that hosts an unclaimed community, and so many devices that know nothing yet.
    pub fn new(seed: u64, devices: usize) -> Self {
        let mut random = Random::new(seed);
        let mut station = Station::new(&mut random, ORIGIN);
        let first = Keys::mint(&mut random);
        let founding = founding(&mut random, station.keys(), first);
        let board = founding.room();
        let hosted = station.host(BEGINNING, founding);
        assert_eq!(hosted, Ok(()), "a relay hosts the board that it founded");
        let invitation = Invitation {
            keys: first,
            room: board,
            role: Role::Administrator,
            limit: 1,
            expires: None,
        };
        Self {
            devices: (0..devices).map(|_| Device::new(&mut random)).collect(),
            random,
            now: BEGINNING,
            station,
            weather: Weather::default(),
            board,
            invitations: vec![invitation],
            backups: Vec::new(),
            copies: Vec::new(),
            once_delivered: BTreeSet::new(),
            has_relay_lost: false,
            has_device_lost: false,
            forged: Vec::new(),
            strangers: Vec::new(),
            trace: None,
        }
    }

    /// Keeps an account of what happens.
    pub fn keep_trace(&mut self) {
        self.trace = Some(Vec::new());
    }

    /// The account so far.
    pub fn trace(&self) -> &[String] {
        self.trace.as_deref().unwrap_or_default()
    }

    pub(crate) fn note(&mut self, what: impl FnOnce() -> String) {
        if let Some(trace) = &mut self.trace {
            trace.push(what());
        }
    }

    /// The community's board.
    pub fn board(&self) -> RoomId {
        self.board
    }

    /// The names of all devices.
    pub fn names(&self) -> Vec<Name> {
        (0..self.devices.len()).map(Name).collect()
    }

    /// A device.
    ///
    /// # Panics
    /// When no device has this name.
    pub fn device(&self, name: Name) -> &Device {
        match self.devices.get(name.0) {
            Some(device) => device,
            None => panic!("there is no device {}", name.0),
        }
    }

    /// A device, to act on.
    ///
    /// # Panics
    /// When no device has this name.
    pub fn device_mut(&mut self, name: Name) -> &mut Device {
        match self.devices.get_mut(name.0) {
            Some(device) => device,
            None => panic!("there is no device {}", name.0),
        }
    }

    /// The invitations that were made, the founding one first.
    pub fn invitations(&self) -> &[Invitation] {
        &self.invitations
    }

    /// The kind of a room, by a device's own copy or the relay's.
    pub fn kind(&self, name: Name, room: RoomId) -> Option<RoomKind> {
        self.device(name).replica().kind(room)
    }

    /// The roles that a device believes to have in a room.
    pub fn roles(&self, name: Name, room: RoomId) -> Vec<Role> {
        let device = self.device(name);
        device
            .replica()
            .roles(room, device.id(), device.clock(self.now))
    }

    /// Entries that somebody forged, and that must be nowhere.
    pub fn forged(&self) -> &[Entry] {
        &self.forged
    }

    /// Keys that never had a role.
    pub fn strangers(&self) -> &[KeyId] {
        &self.strangers
    }
}

/// A board's first entry, signed by the relay.
fn founding(random: &mut Random, relay: Keys, first: Keys) -> Entry {
    let found = Found {
        kind: RoomKind::Board,
        board: None,
        nonce: Nonce(random.bytes()),
        continues: None,
        relay: Some(relay.public()),
        first: Some(Grant {
            to: Grantee::Invitation {
                key: first.public(),
                limit: 1,
            },
            role: Role::Administrator,
            expires: None,
        }),
        name: Some("示范社区".to_owned()),
    };
    let draft = Draft {
        room: RoomId::ZERO,
        class: Class::Authority,
        kind: Kind::FOUND,
        payload: payload::encode(&found),
    };
    sign(random, relay, draft, BEGINNING, None)
}

/// An entry made by hand: its author's own, or a forger's.
fn sign(
    random: &mut Random,
    keys: Keys,
    draft: Draft,
    made_at: Timestamp,
    place: Option<Place>,
) -> Entry {
    let place = place.unwrap_or(Place::first(SessionId(random.bytes())));
    let salt = ledger::Salt(random.bytes());
    match draft.place(keys.id(), place, made_at, salt) {
        Ok(unsigned) => {
            let signature = keys.sign(&unsigned.message());
            unsigned.signed(signature)
        }
        Err(error) => panic!("an entry of the simulator's own: {error}"),
    }
}
