//! Opening rooms: where the device stands, what the relay has, and who is behind whom.

use super::{Conn, Effect, Listening, Pace, Relay};
use crate::{
    RoomId, Seq, SignedHead, Timestamp,
    crypto::Crypto,
    limits,
    snapshot::FORM,
    wire::{Message, Open, OpenRoom, Opened, Reset, Why},
};

impl Relay {
    pub(super) fn open_all(
        &mut self,
        now: Timestamp,
        conn: Conn,
        open: Open,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        for room in open.rooms.into_iter().take(limits::OPEN_ROOMS) {
            self.open(now, conn, room, crypto, out);
        }
    }

    pub(super) fn open(
        &mut self,
        now: Timestamp,
        conn: Conn,
        open: OpenRoom,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let id = open.room;
        let proved = open.head.filter(|head| self.is_own_head(id, head, crypto));
        let Some(room) = self.rooms.get_mut(&id) else {
            return match proved {
                Some(head) => self.begin_healing(now, conn, open, head, out),
                None => out.push(Effect::Send(conn, opened(id, None))),
            };
        };
        if room.healing.is_some() {
            room.waiting.push((conn, open));
            return;
        }
        let locator: Vec<_> = open
            .locator
            .iter()
            .map(|step| (step.seq, step.digest))
            .collect();
        let common = room.log.common(&locator);
        let wants_snapshot = open.wants_snapshot.is_some_and(|form| form >= FORM);
        let from = match proved {
            Some(head) if head.head.seq > room.log.len() => {
                return self.begin_healing(now, conn, open, head, out);
            }
            Some(head) if room.log.digest_at(head.head.seq) != Some(head.head.digest) => {
                return self.part(now, conn, id, head.head.epoch, common, crypto, out);
            }
            Some(head) => {
                self.keep_epoch(id, head.head.epoch, out);
                head.head.seq
            }
            None => common,
        };
        let is_offered = wants_snapshot && self.offer_to(now, conn, id, from, crypto, out);
        if !is_offered {
            self.listen(now, conn, id, from, crypto, out);
        }
    }

    /// Whether a head of this room was signed by one of this relay's keys.
    fn is_own_head(&self, room: RoomId, head: &SignedHead, crypto: &impl Crypto) -> bool {
        let named = self.room(room).and_then(|log| {
            let board = self.board_of(log).unwrap_or(log);
            board
                .relay_keys()
                .iter()
                .find(|key| key.id() == head.head.relay)
                .copied()
        });
        let key = self.own_key(head.head.relay).or(named);
        head.head.room == room && key.is_some_and(|key| crypto.verify(&head.check(key)))
    }

    /// Logs of a device and of this relay went different ways: the relay's goes on, in an epoch
    /// later than any that the device was given, and the device pushes what is lacking.
    #[expect(
        clippy::too_many_arguments,
        reason = "the shell's time and effects pass through"
    )]
    pub(super) fn part(
        &mut self,
        now: Timestamp,
        conn: Conn,
        id: RoomId,
        epoch: u64,
        common: Seq,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        self.unflushed(id);
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        if epoch >= room.log.epoch() {
            room.log.begin_epoch(now.0.max(epoch.saturating_add(1)));
            out.push(Effect::Epoch(id, room.log.epoch()));
        }
        let length = self.room(id).map_or(0, crate::RoomLog::len);
        let head = self.signed_head(id, length, crypto);
        let reset = Reset {
            room: id,
            why: Why::NewEpoch,
            common,
            head,
        };
        out.push(Effect::Send(conn, Message::Reset(reset)));
        match length {
            0 => out.push(Effect::Send(conn, opened(id, None))),
            _ => self.listen(now, conn, id, common, crypto, out),
        }
    }

    fn keep_epoch(&mut self, id: RoomId, epoch: u64, out: &mut Vec<Effect>) {
        if self.room(id).is_none_or(|log| epoch <= log.epoch()) {
            return;
        }
        self.unflushed(id);
        if let Some(room) = self.rooms.get_mut(&id) {
            room.log.begin_epoch(epoch);
            out.push(Effect::Epoch(id, epoch));
        }
    }

    /// Lets a connection follow a room from a position, if its key may read it.
    pub(super) fn listen(
        &mut self,
        now: Timestamp,
        conn: Conn,
        id: RoomId,
        sent: Seq,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&conn) else {
            return;
        };
        if !self.reads(now, peer.key(), id) {
            let reset = Reset {
                room: id,
                why: Why::NoAccess,
                common: 0,
                head: None,
            };
            return out.push(Effect::Send(conn, Message::Reset(reset)));
        }
        let length = match self.unflushed.contains_key(&id) {
            true => sent,
            false => self.room(id).map_or(0, crate::RoomLog::len),
        };
        let head = self.signed_head(id, length, crypto);
        out.push(Effect::Send(conn, opened(id, head)));
        if let Some(peer) = self.peers.get_mut(&conn) {
            peer.listens.insert(
                id,
                Listening {
                    sent,
                    pace: Pace::Live,
                },
            );
        }
        if let Some(room) = self.rooms.get_mut(&id) {
            room.listeners.insert(conn);
        }
        self.delivered(conn, id, crypto, out);
    }
}

pub(super) fn opened(room: RoomId, head: Option<SignedHead>) -> Message {
    Message::Opened(Opened { room, head })
}
