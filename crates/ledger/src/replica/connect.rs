//! Greeting the relay, and believing only the one that the community's board or link names.

use super::{
    Asked, Effect, Notice, Phase, Replica, Room, Sync,
    newcomer::Newcomer,
    rows::{Op, RoomRow, Store},
};
use crate::id_map::IdSet;
use crate::{
    KeyId, Nonce, PublicKey, RoomId, RoomKind, Signature, Timestamp,
    crypto::Check,
    limits,
    snapshot::FORM,
    wire::{
        Challenge, Hello, Message, Open, OpenRoom, PROTOCOL, Proof, Step, Summary, Welcome,
        hello_message, welcome_message,
    },
};

impl Replica {
    pub(super) fn disconnected(&mut self, out: &mut Vec<Effect>) {
        self.link = Phase::Down;
        self.relay = None;
        self.token = None;
        // What this link brought counts for nothing on the next, where the relay may stand elsewhere.
        self.asked.retain(|_, asked| {
            !matches!(
                asked,
                Asked::Hello
                    | Asked::Welcome(_)
                    | Asked::Reset(_)
                    | Asked::Batch(..)
                    | Asked::Fetch(_)
                    | Asked::Snapshot(..)
            )
        });
        for room in self.rooms.values_mut() {
            room.in_flight.clear();
            room.incoming.clear();
            room.is_resetting = false;
            room.is_verifying = false;
            room.newcomer.unlinked();
            room.retry_at = Timestamp(0);
            room.patience = super::outbox::PATIENCE_MS;
            if room.sync != Sync::Distrusted {
                room.sync = Sync::Closed;
            }
        }
        out.push(Effect::Notify(Notice::Offline));
    }

    /// Keys of the relay that this device's boards and links name.
    fn believed(&self) -> IdSet<KeyId> {
        let boards = self.rooms.values().flat_map(Room::relay_keys);
        let links = self.rooms.values().filter_map(|room| room.row.relay);
        boards.map(|key| key.id()).chain(links).collect()
    }

    pub(super) fn challenged(&mut self, own: Nonce, challenge: &Challenge, out: &mut Vec<Effect>) {
        let (relay, asked) = (challenge.relay, challenge.nonce);
        if !self.believed().contains(&relay.id()) || !challenge.protocols.contains(&PROTOCOL) {
            out.push(Effect::Notify(Notice::NotOurRelay));
            out.push(Effect::HangUp);
            return;
        }
        if self.key.is_some() {
            self.link = Phase::Greeting { own, asked, relay };
            let message = hello_message(relay.id(), asked, own, &self.origin);
            let ticket = self.ask(Asked::Hello);
            out.push(Effect::Sign(ticket, message));
        } else {
            self.link = Phase::Greeted { own, asked, relay };
            let hello = Hello {
                protocols: vec![PROTOCOL],
                proof: None,
                nonce: own,
            };
            out.push(Effect::Send(Message::Hello(hello)));
        }
    }

    pub(super) fn greet(&mut self, signature: Signature, out: &mut Vec<Effect>) {
        let Phase::Greeting { own, asked, relay } = self.link else {
            return;
        };
        self.link = Phase::Greeted { own, asked, relay };
        let proof = self.key.map(|key| Proof { key, signature });
        let hello = Hello {
            protocols: vec![PROTOCOL],
            proof,
            nonce: own,
        };
        out.push(Effect::Send(Message::Hello(hello)));
    }

    pub(super) fn welcomed(
        &mut self,
        own: Nonce,
        asked: Nonce,
        relay: PublicKey,
        welcome: Welcome,
        out: &mut Vec<Effect>,
    ) {
        let message = welcome_message(relay.id(), own, asked);
        let check = Check {
            key: relay,
            message,
            signature: welcome.signature,
        };
        self.link = Phase::Welcoming(relay);
        let ticket = self.ask(Asked::Welcome(welcome));
        out.push(Effect::Verify(ticket, vec![check]));
    }

    pub(super) fn online(
        &mut self,
        now: Timestamp,
        is_sound: bool,
        welcome: &Welcome,
        out: &mut Vec<Effect>,
    ) {
        let Phase::Welcoming(relay) = self.link else {
            return;
        };
        if !is_sound {
            out.push(Effect::Notify(Notice::NotOurRelay));
            out.push(Effect::HangUp);
            return;
        }
        self.link = Phase::Online;
        self.relay = Some(relay);
        self.token = Some(welcome.token);
        let ahead_ms = i64::try_from(i128::from(welcome.now.0) - i128::from(now.0));
        out.push(Effect::Notify(Notice::Online {
            ahead_ms: ahead_ms.unwrap_or(i64::MAX),
        }));
        self.listed(&welcome.rooms, out);
        let boards: Vec<RoomId> = self
            .rooms
            .iter()
            .filter(|(_, room)| room.board().is_none())
            .map(|(id, _)| *id)
            .collect();
        for board in boards {
            self.open(board, out);
        }
    }

    /// Rooms that this key may read: new ones are followed, once their board is open.
    pub(super) fn listed(&mut self, rooms: &[Summary], out: &mut Vec<Effect>) {
        for summary in rooms {
            if !self.rooms.contains_key(&summary.room) {
                self.follow(summary.room, Some(summary.kind), summary.board, None, out);
            }
            // It was not there, or not to be read, when it was opened on this link.
            if let Some(room) = self.rooms.get_mut(&summary.room) {
                let is_absent = room.sync == Sync::Open { until: 0 } && room.log.is_empty();
                if is_absent && summary.seq > 0 || room.sync == Sync::Barred {
                    room.sync = Sync::Closed;
                }
            }
            self.open(summary.room, out);
        }
    }

    /// Starts to follow a room that a link or the relay named.
    pub fn follow(
        &mut self,
        room: RoomId,
        kind: Option<RoomKind>,
        board: Option<RoomId>,
        relay: Option<KeyId>,
        out: &mut Vec<Effect>,
    ) {
        if self.rooms.contains_key(&room) {
            return;
        }
        let row = RoomRow {
            relay,
            ..RoomRow::new(room, kind, board)
        };
        let put = row.put();
        self.rooms.insert(room, Room::new(row));
        let ticket = self.ask(Asked::Housekeeping(room));
        out.push(Effect::Store(ticket, vec![put]));
        out.push(Effect::Notify(Notice::Room(room)));
        self.open(room, out);
    }

    /// Stops following a room in which this device has written nothing, such as one whose
    /// invitation turned out to be used up; otherwise nothing happens.
    pub fn forget(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        let has_own = |room: &Room| {
            room.row.last_own.is_some() || !room.outbox.is_empty() || !room.unsaved.is_empty()
        };
        if self.rooms.get(&id).is_none_or(has_own) {
            return;
        }
        self.rooms.remove(&id);
        let room = id.0.to_vec();
        let last = [room.as_slice(), &[u8::MAX; 33]].concat();
        let ops = Store::ALL
            .into_iter()
            .map(|store| Op::DeleteRange(store, room.clone(), last.clone()))
            .collect();
        let ticket = self.ask(Asked::Housekeeping(id));
        out.push(Effect::Store(ticket, ops));
    }

    fn is_open(&self, room: RoomId) -> bool {
        self.rooms
            .get(&room)
            .is_some_and(|room| matches!(room.sync, Sync::Open { .. }))
    }

    /// Opens a room from where this device stands; boards before what is under them, because a
    /// relay that lost both can judge nothing of a hall before its board is back.
    pub(super) fn open(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        let is_board_open = room.board().is_none_or(|board| self.is_open(board));
        if room.newcomer.yields() && self.is_fetching() {
            return;
        }
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        if room.sync != Sync::Closed || self.link != Phase::Online || !is_board_open {
            return;
        }
        room.sync = Sync::Opening;
        let wants_snapshot = room.wants_snapshot();
        if wants_snapshot {
            room.newcomer = Newcomer::Asked;
        }
        let locator = room.log.locator().into_iter().take(limits::LOCATOR);
        let open = OpenRoom {
            room: id,
            head: room.head,
            locator: locator.map(|(seq, digest)| Step { seq, digest }).collect(),
            wants_snapshot: wants_snapshot.then_some(FORM),
        };
        out.push(Effect::Send(Message::Open(Open { rooms: vec![open] })));
    }

    /// Opens what stands under a board that is open now.
    pub(super) fn open_under(&mut self, board: RoomId, out: &mut Vec<Effect>) {
        for id in self.under(board) {
            self.open(id, out);
        }
    }
}
