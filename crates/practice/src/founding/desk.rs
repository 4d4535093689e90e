//! One device while the practice community is being founded: a replica whose requests are all
//! fulfilled at once.

use consultation::Document;
use ledger::crypto::Crypto as _;
use ledger::relay::{Conn, Event as ToRelay};
use ledger::replica::{Effect, Event, Op, Replica, Salted};
use ledger::wire::Message;
use ledger::{ActorId, Draft, EntryId, KeyId, Nonce, RoomId, RoomKind, Salt, SessionId, Timestamp};

use crate::keys::{Keys, verify};

/// A device, its connection, and everything that it stored.
pub(super) struct Desk {
    keys: Keys,
    conn: Conn,
    replica: Replica,
    inbox: Vec<Event>,
    outgoing: Vec<ToRelay>,
    rows: Vec<Op>,
}

impl Desk {
    pub(super) fn new(keys: Keys, session: SessionId, origin: &str, conn: Conn) -> Self {
        Self {
            keys,
            conn,
            replica: Replica::new(Some(keys.public()), session, origin),
            inbox: Vec::new(),
            outgoing: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub(super) fn conn(&self) -> Conn {
        self.conn
    }

    /// Everything that it stored, in order.
    pub(super) fn into_rows(self) -> Vec<Op> {
        self.rows
    }

    /// The actor under which it writes in a room.
    pub(super) fn actor(&self, room: RoomId) -> Option<ActorId> {
        let me = self.replica.me()?;
        Some(ActorId::derive(me, room, self.replica.session()))
    }

    /// A room's record as it is here.
    pub(super) fn document(&self, room: RoomId) -> Document {
        let record = self.replica.record(room);
        Document::from_changes(record.iter().filter_map(|entry| entry.payload())).0
    }

    pub(super) fn follow(&mut self, board: RoomId, relay: KeyId) {
        let mut effects = Vec::new();
        let kind = Some(RoomKind::Board);
        self.replica
            .follow(board, kind, None, Some(relay), &mut effects);
        self.carry_out(effects);
    }

    pub(super) fn connect(&mut self, nonce: Nonce) {
        self.inbox.push(Event::Connected { nonce });
    }

    pub(super) fn hear(&mut self, message: Message) {
        self.inbox.push(Event::Received(message));
    }

    pub(super) fn write(&mut self, now: Timestamp, draft: Draft, salt: Salt) -> Option<EntryId> {
        let mut effects = Vec::new();
        let salted = Salted { draft, salt };
        let written = self.replica.write(now, salted, &mut effects).ok();
        self.carry_out(effects);
        written
    }

    /// Handles everything that it was told, and gives what it has to say to the relay.
    pub(super) fn turn(&mut self, now: Timestamp) -> Vec<ToRelay> {
        while !self.inbox.is_empty() {
            for event in core::mem::take(&mut self.inbox) {
                let effects = self.replica.handle(now, event);
                self.carry_out(effects);
            }
        }
        core::mem::take(&mut self.outgoing)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Sign(ticket, message) => {
                    let signature = self.keys.sign(&message);
                    self.inbox.push(Event::Signed(ticket, signature));
                }
                Effect::Verify(ticket, checks) => {
                    let results = checks.iter().map(verify).collect();
                    self.inbox.push(Event::Verified(ticket, results));
                }
                Effect::Store(ticket, mut ops) => {
                    self.rows.append(&mut ops);
                    self.inbox.push(Event::Stored(ticket));
                }
                Effect::Send(message) => self.outgoing.push(ToRelay::Received {
                    conn: self.conn,
                    message,
                }),
                Effect::HangUp | Effect::Notify(_) | Effect::Fetch(..) => {}
            }
        }
    }
}
