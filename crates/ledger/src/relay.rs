//! The relay as a machine: checks, orders, keeps and fans out entries; never merges anything.
//!
//! A shell feeds it [`Event`]s and carries out [`Effect`]s. It drains its sockets, hands every
//! message to [`Relay::handle`], writes all [`Effect::Append`]s in one durable transaction and
//! then says [`Event::Flushed`]; only that releases answers, receipts and deliveries. Nothing a
//! device is told has happened can therefore be undone by a crash.
//!
//! Items are read back by the shell: [`Effect::Deliver`] names a stretch of a log, and the shell
//! encodes it once for all the connections that are to have it.

mod blobs;
mod deliver;
mod greet;
mod heal;
mod offer;
mod open;
mod push;
mod rate;
mod say;

use crate::id_map::{IdMap, IdSet};
use crate::{
    EntryId, KeyId, LogItem, Nonce, PublicKey, RoomId, RoomLog, Seq, SignedHead, Timestamp,
    answer::Later,
    authority::Verdict,
    crypto::Crypto,
    limits,
    receipt::Received,
    wire::{Farewell, Message},
};
pub use blobs::BlobRights;
use heal::Healing;
use rate::Rates;
pub use say::Saying;

/// Names a connection; the shell never uses one twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Conn(pub u64);

/// What a relay is set up with.
#[derive(Clone, Debug)]
pub struct Config {
    /// The public origin that devices must have meant, such as `https://zs.example.org`.
    pub origin: String,
    /// Other public origins of the same relay, such as an address within the building.
    pub further_origins: Vec<String>,
    /// Boards founded by other relays' keys that the operator hosts.
    pub hosted: IdSet<RoomId>,
    /// Earlier keys of this relay, whose heads still count.
    pub earlier_keys: Vec<PublicKey>,
    /// Most entries of a room.
    pub room_entries: u64,
    /// Most bytes of a room.
    pub room_bytes: u64,
    /// Entries that a hall has, and that a device lacks, before a snapshot is made and offered.
    pub snapshot_entries: u64,
}

impl Config {
    /// The limits of protocol 1 for a relay at this origin.
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            further_origins: Vec::new(),
            hosted: IdSet::new(),
            earlier_keys: Vec::new(),
            room_entries: limits::ROOM_ENTRIES,
            room_bytes: limits::ROOM_BYTES,
            snapshot_entries: limits::SNAPSHOT_ENTRIES,
        }
    }
}

/// What happens to a relay.
#[derive(Clone, Debug)]
pub enum Event {
    /// A connection was accepted; two fresh random numbers for it.
    Connected {
        /// The connection.
        conn: Conn,
        /// To be signed by the device.
        nonce: Nonce,
        /// Authorises plain HTTP requests of this connection.
        token: Nonce,
    },
    /// A message arrived.
    Received {
        /// From whom.
        conn: Conn,
        /// The message.
        message: Message,
    },
    /// Everything appended so far is durable. Said after every drain, with or without appends.
    Flushed,
    /// Nothing appended since the last `Flushed` was stored; rooms come back by [`Relay::restore`].
    Failed(Later),
    /// The disk has, or has no more, room for entries.
    Disk {
        /// Whether entries are to be put off.
        is_full: bool,
    },
    /// The stretch last handed to a connection that was catching up has been taken.
    Delivered {
        /// The connection.
        conn: Conn,
        /// The room.
        room: RoomId,
    },
    /// A connection was too slow: what follows `sent` was not handed to it.
    Lagging {
        /// The connection.
        conn: Conn,
        /// The room.
        room: RoomId,
        /// The last position it got.
        sent: Seq,
    },
    /// A connection ended.
    Disconnected {
        /// The connection.
        conn: Conn,
    },
    /// Time passed; said about once a second.
    Tick,
}

/// What a shell has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a message.
    Send(Conn, Message),
    /// Store an item with the next `Flushed`.
    Append(RoomId, LogItem),
    /// Store that the room's heads carry this epoch.
    Epoch(RoomId, u64),
    /// Drop payload and salt of an entry, if it is stored.
    Erase(RoomId, EntryId),
    /// Send a stretch of a log.
    Deliver(Delivery),
    /// Send the stored bytes of entries as [`Message::Bodies`].
    Bodies(Conn, RoomId, Vec<Seq>),
    /// Read these rooms back and hand them to [`Relay::restore`].
    Restore(Vec<RoomId>),
    /// Close the connection after what was sent.
    Close(Conn, Farewell),
}

/// A stretch of a log for one or more connections.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// To whom.
    pub conns: Vec<Conn>,
    /// The room.
    pub room: RoomId,
    /// First position.
    pub from: Seq,
    /// Last position.
    pub to: Seq,
    /// Positions whose payload is left out: held statements, for those who do not decide on them.
    pub withheld: Vec<Seq>,
    /// The head at `to`.
    pub head: SignedHead,
    /// Whether to say `Delivered` once the frame is on its way.
    pub is_catching_up: bool,
}

/// A relay.
#[derive(Debug)]
pub struct Relay {
    config: Config,
    key: PublicKey,
    rooms: IdMap<RoomId, Room>,
    peers: IdMap<Conn, Peer>,
    rates: Rates,
    unflushed: IdMap<RoomId, Unflushed>,
    is_disk_full: bool,
}

/// A room and who listens to it.
#[derive(Debug)]
struct Room {
    log: RoomLog,
    listeners: IdSet<Conn>,
    healing: Option<Healing>,
    waiting: Vec<(Conn, crate::wire::OpenRoom)>,
    snapshot: Option<crate::wire::Snapshot>,
}

impl Room {
    fn new(log: RoomLog) -> Self {
        Self {
            log,
            listeners: IdSet::new(),
            healing: None,
            waiting: Vec::new(),
            snapshot: None,
        }
    }
}

/// A connection.
#[derive(Debug)]
struct Peer {
    nonce: Nonce,
    token: Nonce,
    phase: Phase,
    listens: IdMap<RoomId, Listening>,
}

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It was asked who it is.
    Challenged,
    /// It proved a key, or came as a visitor.
    Welcomed(Option<KeyId>),
}

/// How a connection follows a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Listening {
    sent: Seq,
    pace: Pace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// Gets everything as it comes.
    Live,
    /// Gets the next stretch when it has taken the last.
    Catching,
}

/// What the next flush will make true in a room.
#[derive(Debug, Default)]
struct Unflushed {
    /// The log's length as it is stored.
    stored: Seq,
    received: Vec<Received>,
    answers: Vec<(Conn, EntryId, Seq)>,
}

impl Relay {
    /// A relay with its rooms as they are stored.
    pub fn new(config: Config, key: PublicKey, rooms: Vec<RoomLog>) -> Self {
        Self {
            config,
            key,
            rooms: rooms
                .into_iter()
                .map(|log| (log.id(), Room::new(log)))
                .collect(),
            peers: IdMap::new(),
            rates: Rates::default(),
            unflushed: IdMap::new(),
            is_disk_full: false,
        }
    }

    /// What the next flush makes true in a room, which is about to change.
    fn unflushed(&mut self, room: RoomId) -> &mut Unflushed {
        let stored = self.room(room).map_or(0, RoomLog::len);
        self.unflushed.get_or_insert_with(room, || Unflushed {
            stored,
            ..Unflushed::default()
        })
    }

    /// Handles one event. Signatures are checked and made through `crypto` while it does.
    pub fn handle(&mut self, now: Timestamp, event: Event, crypto: &impl Crypto) -> Vec<Effect> {
        let mut effects = Vec::new();
        let out = &mut effects;
        match event {
            Event::Connected { conn, nonce, token } => self.challenge(conn, nonce, token, out),
            Event::Received { conn, message } => self.receive(now, conn, message, crypto, out),
            Event::Flushed => self.flush(crypto, out),
            Event::Failed(why) => self.fail(why, out),
            Event::Disk { is_full } => self.is_disk_full = is_full,
            Event::Delivered { conn, room } => self.delivered(conn, room, crypto, out),
            Event::Lagging { conn, room, sent } => self.lag(conn, room, sent),
            Event::Disconnected { conn } => self.leave(now, conn, crypto, out),
            Event::Tick => self.give_up_healing(now, crypto, out),
        }
        effects
    }

    fn receive(
        &mut self,
        now: Timestamp,
        conn: Conn,
        message: Message,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&conn) else {
            return;
        };
        match (peer.phase, message) {
            (_, Message::Ping(_)) => {
                out.push(Effect::Send(
                    conn,
                    Message::Pong(crate::wire::Clock { now }),
                ));
            }
            (Phase::Challenged, Message::Hello(hello)) => {
                self.greet(now, conn, &hello, crypto, out)
            }
            (Phase::Challenged, Message::Unknown) => {}
            (Phase::Challenged, _) => out.push(Effect::Close(conn, Farewell::Malformed)),
            (Phase::Welcomed(_), Message::Open(open)) => {
                self.open_all(now, conn, open, crypto, out)
            }
            (Phase::Welcomed(_), Message::Push(push)) => self.push(now, conn, &push, crypto, out),
            (Phase::Welcomed(_), Message::Have(have)) => self.have(now, conn, have, crypto, out),
            (Phase::Welcomed(_), Message::Fetch(fetch)) => self.fetch(now, conn, &fetch, out),
            (Phase::Welcomed(_), _) => {}
        }
    }

    /// The key that answers for this relay's heads.
    pub fn key(&self) -> PublicKey {
        self.key
    }

    /// The log of a room.
    pub fn room(&self, room: RoomId) -> Option<&RoomLog> {
        self.rooms.get(&room).map(|room| &room.log)
    }

    /// Every room.
    pub fn rooms(&self) -> impl Iterator<Item = &RoomLog> {
        self.rooms.values().map(|room| &room.log)
    }

    /// Whether a token of a welcomed connection lets its holder read a room over plain HTTP.
    pub fn token_reads(&self, now: Timestamp, token: Nonce, room: RoomId) -> bool {
        self.peers.values().any(|peer| match peer.phase {
            Phase::Welcomed(key) => peer.token == token && self.reads(now, key, room),
            Phase::Challenged => false,
        })
    }

    /// Puts a room back as it is stored, after a flush failed. A room of which nothing is stored
    /// is forgotten, so that it is answered for as one that was never here.
    pub fn restore(&mut self, log: RoomLog) {
        if log.is_empty() {
            self.rooms.remove(&log.id());
            return;
        }
        match self.rooms.get_mut(&log.id()) {
            Some(room) => room.log = log,
            None => {
                self.rooms.insert(log.id(), Room::new(log));
            }
        }
    }

    /// Hosts a board that was founded with this relay's key, before any device has seen it.
    ///
    /// # Errors
    /// Why the entry is not accepted.
    pub fn host(
        &mut self,
        now: Timestamp,
        entry: crate::Entry,
    ) -> Result<Vec<Effect>, crate::authority::Reject> {
        let id = entry.room();
        if self.rooms.contains_key(&id) {
            return Ok(Vec::new());
        }
        let mut log = RoomLog::new(id);
        let verdict = log.judge(None, &entry, 0, now)?;
        let item = LogItem {
            seq: 1,
            judged_at: 0,
            received_at: now,
            entry,
        };
        log.append(None, &item, verdict);
        log.begin_epoch(now.0);
        let epoch = log.epoch();
        self.rooms.insert(id, Room::new(log));
        Ok(vec![Effect::Append(id, item), Effect::Epoch(id, epoch)])
    }

    fn signed_head(&self, room: RoomId, seq: Seq, crypto: &impl Crypto) -> Option<SignedHead> {
        let head = self.rooms.get(&room)?.log.head_at(self.key.id(), seq)?;
        Some(SignedHead {
            head,
            signature: crypto.sign(&head.message()),
        })
    }

    fn board_of<'a>(&'a self, log: &RoomLog) -> Option<&'a RoomLog> {
        self.room(log.board()?)
    }

    fn reads(&self, now: Timestamp, key: Option<KeyId>, room: RoomId) -> bool {
        let Some(log) = self.room(room) else {
            return false;
        };
        match (log.kind(), key) {
            (Some(crate::RoomKind::Board), _) => true,
            (Some(kind), Some(key)) => log
                .roles(self.board_of(log), key, now)
                .iter()
                .any(|role| role.reads(kind)),
            _ => false,
        }
    }

    fn own_key(&self, key: KeyId) -> Option<PublicKey> {
        core::iter::once(&self.key)
            .chain(&self.config.earlier_keys)
            .find(|own| own.id() == key)
            .copied()
    }

    fn leave(&mut self, now: Timestamp, conn: Conn, crypto: &impl Crypto, out: &mut Vec<Effect>) {
        if let Some(peer) = self.peers.remove(&conn) {
            for room in peer.listens.keys() {
                if let Some(room) = self.rooms.get_mut(room) {
                    room.listeners.remove(&conn);
                }
            }
        }
        for room in self.rooms.values_mut() {
            room.waiting.retain(|(waiting, _)| *waiting != conn);
        }
        self.stop_healing_by(now, conn, crypto, out);
    }
}

/// Whether an entry's payload is kept from those who do not decide on held entries.
fn is_withheld(log: &RoomLog, seq: Seq) -> bool {
    matches!(log.standing_at(seq), Verdict::Held(_))
        && log
            .line(seq)
            .is_some_and(|line| log.chains().is_statement(line.entry))
}
