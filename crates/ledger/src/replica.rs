//! A device's copy of its rooms, as a machine.
//!
//! The order of everything a person does is fixed here: **sign, then store, then show, then
//! send**. [`Replica::write`] gives an entry its place and asks for a signature; the signed entry
//! is stored together with its row in the outbox; only when the shell says that it is stored is it
//! shown as saved and sent. What comes from the relay is verified, judged by the same rules by
//! which the relay judged it, stored, and then shown.
//!
//! Documents are not kept here: [`Notice::Record`] names the changes to apply, in order.

mod connect;
mod load;
mod newcomer;
mod outbox;
mod read;
mod receive;
mod rows;
mod seal;
mod uproot;
mod write;

use std::collections::VecDeque;

use crate::id_map::{IdMap, IdSet};
use crate::{
    Answer, Entry, EntryId, KeyId, Nonce, PublicKey, Refusal, RoomId, RoomKind, RoomLog, Seq,
    SessionId, Signature, SignedHead, Timestamp, Unsigned,
    crypto::Check,
    payload::{self, Found},
    receipt::Receipt,
    wire::{Entries, Message, Reset},
};
pub use load::{Loaded, Rows};
pub use read::{Mark, Shown};
pub use rows::{Op, Store};
pub use seal::{RowHead, Seal, read_row};
pub use write::{Salted, WriteError};

use rows::RoomRow;

/// Names a request to the shell; its answer carries it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What happens to a replica.
#[derive(Clone, Debug)]
pub enum Event {
    /// A link to the relay is up; a fresh random number for its greeting.
    Connected {
        /// To be signed by the relay.
        nonce: Nonce,
    },
    /// The link is down.
    Disconnected,
    /// A message arrived.
    Received(Message),
    /// The device's key signed.
    Signed(Ticket, Signature),
    /// It could not.
    SignFailed(Ticket),
    /// Signatures were checked, in the order asked.
    Verified(Ticket, Vec<bool>),
    /// A batch is durable.
    Stored(Ticket),
    /// A batch was not stored, none of it.
    StoreFailed(Ticket),
    /// Time passed; said about once a second.
    Tick,
    /// What was fetched, checked against its name and inflated: a snapshot's header and its body.
    /// Nothing if it could not be had.
    Fetched(Ticket, Option<Vec<u8>>),
}

/// What a shell has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Sign with the device's key.
    Sign(Ticket, Vec<u8>),
    /// Check signatures.
    Verify(Ticket, Vec<Check>),
    /// Store all of it in one durable transaction, or none.
    Store(Ticket, Vec<Op>),
    /// Send to the relay.
    Send(Message),
    /// Close the link; another try later.
    HangUp,
    /// Tell the view.
    Notify(Notice),
    /// Fetch a snapshot over HTTP, for `docs/protocol.md`, section 16.
    Fetch(Ticket, crate::wire::Snapshot),
}

/// What the view is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A welcome was verified; how far the relay's clock is ahead, in milliseconds.
    Online {
        /// Relay's clock minus the device's.
        ahead_ms: i64,
    },
    /// The link is down.
    Offline,
    /// Whoever answers is not the relay of this device's community.
    NotOurRelay,
    /// A room is new on this device.
    Room(RoomId),
    /// These changes now belong to a room's record; apply them in this order.
    Record(RoomId, Vec<EntryId>),
    /// A room's record is to be built again from [`Replica::record`].
    Rebuild(RoomId),
    /// Members, statements, standing or marks of a room changed.
    Changed(RoomId),
    /// An entry of this device is stored: 已存本机.
    Saved(RoomId, EntryId),
    /// An entry of this device could not be signed or stored; its words are to be handed back.
    Lost(RoomId, EntryId),
    /// The relay refused an entry; it is in the list 未被接受.
    Refused(RoomId, EntryId, Refusal),
    /// Changes of this device were built on some that are refused, so that they can never be
    /// logged as they are. Each is to be written anew by [`Replica::replace`], in this order, or
    /// given up by [`Replica::give_up`]; [`Replica::uprooted_from`] tells what they were built on.
    Uprooted(RoomId, Vec<EntryId>),
    /// The relay started a new epoch: what it lacks is being pushed again.
    NewEpoch(RoomId),
    /// This key may not read the room any more.
    NoAccess(RoomId),
    /// The relay signed two different logs. Nothing more is taken from it for this room.
    Forked(RoomId),
    /// An item of the relay does not verify and was left out with what follows it.
    Unsound(RoomId),
    /// What was received could not be stored; it will be fetched again.
    NotStored(RoomId),
    /// The record of a room by these changes, each after what it depends on, to be shown until its log
    /// is here and [`Notice::Rebuild`] is said. Nobody may write on it.
    Snapshot(RoomId, Vec<Vec<u8>>),
}

/// A device's copy of its rooms.
#[derive(Debug)]
pub struct Replica {
    key: Option<PublicKey>,
    session: SessionId,
    origin: String,
    rooms: IdMap<RoomId, Room>,
    link: Phase,
    /// The relay at the other end, once it has proved its key on this link.
    relay: Option<PublicKey>,
    /// Names this link in requests for blobs, from the welcome on.
    token: Option<Nonce>,
    asked: IdMap<Ticket, Asked>,
    next_ticket: u64,
    next_order: u64,
}

/// How far the link to the relay has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Down,
    /// Waiting for the challenge.
    Up(Nonce),
    /// Waiting for the device's own signature.
    Greeting {
        own: Nonce,
        asked: Nonce,
        relay: PublicKey,
    },
    /// Waiting for the welcome.
    Greeted {
        own: Nonce,
        asked: Nonce,
        relay: PublicKey,
    },
    /// Waiting for the welcome's signature to be checked.
    Welcoming(PublicKey),
    Online,
}

/// What a ticket stands for.
#[derive(Clone, Debug)]
enum Asked {
    Hello,
    Welcome(crate::wire::Welcome),
    Own(RoomId, EntryId),
    StoreOwn(RoomId),
    Batch(RoomId, Entries),
    StoreBatch(RoomId, Vec<Notice>),
    Receipt(Receipt),
    Reset(Reset),
    Bodies(RoomId, Vec<Entry>),
    Housekeeping(RoomId),
    Fetch(RoomId),
    Snapshot(
        RoomId,
        Box<crate::snapshot::Snapshot>,
        Vec<crate::ChangeHash>,
    ),
}

/// A room on this device.
#[derive(Debug)]
struct Room {
    row: RoomRow,
    log: RoomLog,
    head: Option<SignedHead>,
    entries: IdMap<EntryId, Entry>,
    outbox: IdMap<u64, EntryId>,
    in_flight: IdSet<EntryId>,
    answers: IdMap<EntryId, Answer>,
    receipted: IdMap<EntryId, Seq>,
    refused: IdMap<EntryId, Refusal>,
    /// Changes that were written anew, with what took their place.
    replaced: IdMap<EntryId, EntryId>,
    /// Changes that are being written anew, by what is to take their place.
    replacing: IdMap<EntryId, uproot::Replacing>,
    /// Uprooted changes that the record was built again without.
    dropped: IdSet<EntryId>,
    /// Uprooted changes that the view was told of.
    told: IdSet<EntryId>,
    unsaved: IdSet<EntryId>,
    writing: VecDeque<Writing>,
    storing: Vec<Entry>,
    last_stored: Option<EntryId>,
    chain: Option<crate::entry::Place>,
    incoming: VecDeque<Entries>,
    is_verifying: bool,
    is_resetting: bool,
    sync: Sync,
    retry_at: Timestamp,
    patience: u64,
    newcomer: newcomer::Newcomer,
}

/// An entry of this device that is being signed, or waits for those before it.
#[derive(Debug)]
struct Writing {
    unsigned: Unsigned,
    preview: Entry,
    signature: Option<Signature>,
}

/// How a room stands towards the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sync {
    Closed,
    Opening,
    /// Open; caught up once the log is as long as the head that the relay named.
    Open {
        until: Seq,
    },
    /// The relay forked: nothing more is taken from it.
    Distrusted,
    /// The key may not read; it may still hand over its work.
    Barred,
}

impl Room {
    fn new(row: RoomRow) -> Self {
        Self {
            log: RoomLog::new(row.room),
            last_stored: row.last_own,
            row,
            head: None,
            entries: IdMap::new(),
            outbox: IdMap::new(),
            in_flight: IdSet::new(),
            answers: IdMap::new(),
            receipted: IdMap::new(),
            refused: IdMap::new(),
            replaced: IdMap::new(),
            replacing: IdMap::new(),
            dropped: IdSet::new(),
            told: IdSet::new(),
            unsaved: IdSet::new(),
            writing: VecDeque::new(),
            storing: Vec::new(),
            chain: None,
            incoming: VecDeque::new(),
            is_verifying: false,
            is_resetting: false,
            sync: Sync::Closed,
            retry_at: Timestamp(0),
            patience: outbox::PATIENCE_MS,
            newcomer: newcomer::Newcomer::default(),
        }
    }

    /// The relay has so many entries.
    fn open(&mut self, until: Seq) {
        self.sync = Sync::Open { until };
        self.row.until = Some(until).filter(|until| *until > self.log.len());
    }

    /// The relay keys that a board names; its first entry stays when its log is set back.
    fn relay_keys(&self) -> Vec<PublicKey> {
        let first = self.entries.get(&EntryId(self.row.room.0));
        let found = first.and_then(|first| payload::decode::<Found>(first.payload()?));
        let first = found.and_then(|found| found.relay);
        let named = self.log.relay_keys().iter().copied();
        named.chain(first).collect()
    }

    fn kind(&self) -> Option<RoomKind> {
        self.log.kind().or(self.row.kind)
    }

    fn board(&self) -> Option<RoomId> {
        self.log.board().or(self.row.board)
    }
}

impl Replica {
    /// The rooms that stand under a board.
    fn under(&self, board: RoomId) -> Vec<RoomId> {
        let under = self.rooms.iter();
        let under = under.filter(|(_, room)| room.board() == Some(board));
        under.map(|(id, _)| *id).collect()
    }

    /// The log of the board that a room stands under.
    fn board_log(&self, room: &Room) -> Option<&RoomLog> {
        self.rooms.get(&room.board()?).map(|board| &board.log)
    }

    /// A replica without rooms. `session` is fresh random for every run of a page; `origin` is
    /// the relay's public origin. Without a key the device is a visitor.
    pub fn new(key: Option<PublicKey>, session: SessionId, origin: &str) -> Self {
        Self {
            key,
            session,
            origin: origin.to_owned(),
            rooms: IdMap::new(),
            link: Phase::Down,
            relay: None,
            token: None,
            asked: IdMap::new(),
            next_ticket: 0,
            next_order: 0,
        }
    }

    /// Handles one event.
    pub fn handle(&mut self, now: Timestamp, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        let out = &mut effects;
        match event {
            Event::Connected { nonce } => self.link = Phase::Up(nonce),
            Event::Disconnected => self.disconnected(out),
            Event::Received(message) => self.received(now, message, out),
            Event::Signed(ticket, signature) => self.signed(ticket, signature, out),
            Event::SignFailed(ticket) => self.sign_failed(ticket, out),
            Event::Verified(ticket, results) => self.verified(now, ticket, &results, out),
            Event::Stored(ticket) => self.stored(now, ticket, out),
            Event::StoreFailed(ticket) => self.store_failed(ticket, out),
            Event::Tick => self.tick(now, out),
            Event::Fetched(ticket, bytes) => self.fetched(ticket, bytes.as_deref(), out),
        }
        effects
    }

    fn received(&mut self, now: Timestamp, message: Message, out: &mut Vec<Effect>) {
        match (&self.link, message) {
            (Phase::Down, _) => {}
            (_, Message::Ping(_)) => {
                out.push(Effect::Send(Message::Pong(crate::wire::Clock { now })));
            }
            (Phase::Up(own), Message::Challenge(challenge)) => {
                let own = *own;
                self.challenged(own, &challenge, out);
            }
            (Phase::Greeted { own, asked, relay }, Message::Welcome(welcome)) => {
                let (own, asked, relay) = (*own, *asked, *relay);
                self.welcomed(own, asked, relay, welcome, out);
            }
            (Phase::Online, message) => self.synced(now, message, out),
            (_, Message::Goodbye(_)) => out.push(Effect::HangUp),
            _ => {}
        }
    }

    fn synced(&mut self, now: Timestamp, message: Message, out: &mut Vec<Effect>) {
        match message {
            Message::Opened(opened) => self.opened(now, &opened, out),
            Message::Entries(entries) => self.entries(entries, out),
            Message::Answers(answers) => self.answered(now, &answers, out),
            Message::Receipts(receipts) => {
                for receipt in receipts.receipts {
                    self.receipt(receipt, out);
                }
            }
            Message::Reset(reset) => self.reset(now, reset, out),
            Message::Need(need) => self.give(&need, out),
            Message::Bodies(bodies) => self.bodies(&bodies, out),
            Message::Rooms(rooms) => self.listed(&rooms.rooms, out),
            Message::Goodbye(_) => out.push(Effect::HangUp),
            Message::Snapshot(snapshot) => self.offered(snapshot, out),
            _ => {}
        }
    }

    fn signed(&mut self, ticket: Ticket, signature: Signature, out: &mut Vec<Effect>) {
        match self.asked.remove(&ticket) {
            Some(Asked::Hello) => self.greet(signature, out),
            Some(Asked::Own(room, entry)) => self.own_signed(room, entry, signature, out),
            _ => {}
        }
    }

    fn sign_failed(&mut self, ticket: Ticket, out: &mut Vec<Effect>) {
        match self.asked.remove(&ticket) {
            Some(Asked::Hello) => out.push(Effect::HangUp),
            Some(Asked::Own(room, entry)) => self.own_not_signed(room, entry, out),
            _ => {}
        }
    }

    fn verified(
        &mut self,
        now: Timestamp,
        ticket: Ticket,
        results: &[bool],
        out: &mut Vec<Effect>,
    ) {
        let is_sound = results.iter().all(|result| *result);
        match self.asked.remove(&ticket) {
            Some(Asked::Welcome(welcome)) => self.online(now, is_sound, &welcome, out),
            Some(Asked::Batch(room, entries)) => {
                self.take_batch(now, room, &entries, results, out);
            }
            Some(Asked::Receipt(receipt)) if is_sound => self.take_receipt(now, &receipt, out),
            Some(Asked::Reset(reset)) => self.take_reset(&reset, is_sound, out),
            Some(Asked::Snapshot(room, snapshot, heads)) => {
                self.take_newcomer(room, *snapshot, heads, is_sound, out);
            }
            _ => {}
        }
    }

    fn stored(&mut self, now: Timestamp, ticket: Ticket, out: &mut Vec<Effect>) {
        match self.asked.remove(&ticket) {
            Some(Asked::StoreOwn(room)) => self.saved(now, room, out),
            Some(Asked::StoreBatch(room, notices)) => {
                out.extend(notices.into_iter().map(Effect::Notify));
                self.push_outbox(now, room, out);
            }
            Some(Asked::Bodies(room, entries)) => self.embodied(room, entries, out),
            _ => {}
        }
    }

    fn store_failed(&mut self, ticket: Ticket, out: &mut Vec<Effect>) {
        match self.asked.remove(&ticket) {
            Some(Asked::StoreOwn(room)) => self.own_not_stored(room, out),
            Some(Asked::StoreBatch(room, notices)) => {
                // The log in memory is right; on the device it has a gap that the next start
                // finds and fetches again.
                out.extend(notices.into_iter().map(Effect::Notify));
                out.push(Effect::Notify(Notice::NotStored(room)));
            }
            Some(Asked::Bodies(room, _) | Asked::Housekeeping(room)) => {
                out.push(Effect::Notify(Notice::NotStored(room)));
            }
            _ => {}
        }
    }

    fn ask(&mut self, asked: Asked) -> Ticket {
        self.next_ticket += 1;
        let ticket = Ticket(self.next_ticket);
        self.asked.insert(ticket, asked);
        ticket
    }

    /// The device's key id, if it has a key.
    pub fn me(&self) -> Option<KeyId> {
        self.key.map(|key| key.id())
    }

    /// The run of this page.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// Whether a verified welcome stands.
    pub fn is_online(&self) -> bool {
        self.link == Phase::Online
    }

    /// Names this device's link in requests for blobs (protocol, section 15), while a verified
    /// welcome stands.
    pub fn token(&self) -> Option<Nonce> {
        self.token
    }

    /// Gives a visitor's replica the key that was just made.
    pub fn enrol(&mut self, key: PublicKey) {
        self.key = Some(key);
    }

    /// The relay keys that this device believes, for a room: its board's, or the link's.
    fn relay_key(&self, room: RoomId, id: KeyId) -> Option<PublicKey> {
        let room = self.rooms.get(&room)?;
        let board = room
            .board()
            .and_then(|board| self.rooms.get(&board))
            .unwrap_or(room);
        // A room known by an invitation only, and not to be read, names neither board nor relay:
        // then it is the relay that was believed when it greeted.
        let greeted = self
            .relay
            .filter(|_| board.log.is_empty() && board.row.relay.is_none_or(|named| named == id));
        let mut keys = board.relay_keys().into_iter().chain(greeted);
        keys.find(|key| key.id() == id)
    }
}
