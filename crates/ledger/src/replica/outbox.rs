//! What waits for the relay: pushed in order, kept until it is in a log that a head vouches for.

use super::{
    Asked, Effect, Notice, Replica, Room, Sync, WriteError,
    rows::{Op, Store, entry_key, number_key},
};
use crate::{
    Answer, Class, EntryId, Refusal, RoomId, Timestamp, Want, limits, payload,
    receipt::Receipt,
    wire::{Answers, Message, Push},
};

/// Milliseconds before what could not be logged is tried again; doubles up to [`MOST_PATIENCE_MS`].
pub(super) const PATIENCE_MS: u64 = 2_000;
const MOST_PATIENCE_MS: u64 = 60_000;

impl Room {
    /// Whether an act that may give rights waits here, and the relay does not have it.
    fn brings_rights(&self) -> bool {
        let waiting = self.outbox.values();
        let waiting = waiting.filter(|id| !self.receipted.contains_key(*id));
        let mut waiting = waiting.filter_map(|id| self.entries.get(id));
        waiting.any(|entry| entry.header().class == Class::Authority)
    }

    fn put_off(&mut self, now: Timestamp, entry: EntryId) {
        self.in_flight.remove(&entry);
        self.retry_at = now.plus(self.patience);
        self.patience = (self.patience * 2).min(MOST_PATIENCE_MS);
    }
}

impl Replica {
    /// Pushes what is in a room's outbox and not under way, once the room is caught up.
    pub(super) fn push_outbox(&mut self, now: Timestamp, id: RoomId, out: &mut Vec<Effect>) {
        if !self.is_online() {
            return;
        }
        let settled = self.settle_outbox(id);
        if !settled.is_empty() {
            let ticket = self.ask(Asked::Housekeeping(id));
            out.push(Effect::Store(ticket, settled));
        }
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        let may_push = match room.sync {
            Sync::Open { until } => room.log.len() >= until,
            Sync::Barred => true,
            Sync::Closed | Sync::Opening | Sync::Distrusted => false,
        };
        // A clock that was set back must not turn a short wait into years.
        let wait = room.retry_at.0.saturating_sub(now.0);
        if !may_push || (1..=MOST_PATIENCE_MS).contains(&wait) {
            return;
        }
        let mut entries = Vec::new();
        let mut bytes = 0;
        let uprooted = room.uprooted_ids();
        for entry in room.outbox.values() {
            let Some(entry) = room.entries.get(entry) else {
                continue;
            };
            let is_under_way =
                room.in_flight.contains(&entry.id()) || room.receipted.contains_key(&entry.id());
            if is_under_way || uprooted.contains(&entry.id()) {
                continue;
            }
            let entry_bytes = entry.to_bytes();
            bytes += entry_bytes.len() + 8;
            if bytes > limits::FRAME_FILL && !entries.is_empty()
                || entries.len() == limits::PUSH_ENTRIES
            {
                break;
            }
            room.in_flight.insert(entry.id());
            entries.push(entry_bytes.into());
        }
        if !entries.is_empty() {
            out.push(Effect::Send(Message::Push(Push { entries })));
        }
    }

    pub(super) fn answered(&mut self, now: Timestamp, answers: &Answers, out: &mut Vec<Effect>) {
        let mut rooms = Vec::new();
        let mut doubtful = Vec::new();
        for answered in &answers.answers {
            let found = self
                .rooms
                .iter_mut()
                .find(|(_, room)| room.in_flight.contains(&answered.entry));
            let Some((id, room)) = found else { continue };
            let id = *id;
            room.answers.insert(answered.entry, answered.answer);
            if !rooms.contains(&id) {
                rooms.push(id);
            }
            match answered.answer {
                Answer::Logged(_) | Answer::Held(..) => {}
                Answer::Wanting(want) => {
                    doubtful.extend((want == Want::Join).then_some((id, answered.entry)));
                    room.put_off(now, answered.entry);
                }
                Answer::Later(_) => room.put_off(now, answered.entry),
                Answer::Refused(why) => self.refuse(id, answered.entry, why, out),
            }
        }
        for (room, entry) in doubtful {
            if let Some(why) = self.never(now, room, entry) {
                self.refuse(room, entry, why, out);
            }
        }
        for room in rooms {
            out.push(Effect::Notify(Notice::Changed(room)));
        }
    }

    /// Whether an entry that the relay would wait for will never be logged: the relay may think
    /// that a right is on its way, and this device knows that none is.
    fn never(&self, now: Timestamp, id: RoomId, entry: EntryId) -> Option<Refusal> {
        let room = self.rooms.get(&id)?;
        let board = room.board().and_then(|board| self.rooms.get(&board));
        let entry = room.entries.get(&entry)?;
        if room.brings_rights() || board.is_some_and(Room::brings_rights) {
            return None;
        }
        if self.is_caught_up(id) {
            return match self.judge_own(now, entry) {
                Err(WriteError::Refused(why)) => Some(why),
                _ => None,
            };
        }
        // Whoever may not read a room cannot judge by its log. But the board knows the key, so the
        // relay doubts only because of the entry before, and that will never be sent.
        let header = entry.header();
        let knows = |board: &Room| board.log.members().get(header.author).is_some();
        let is_known = self.is_caught_up(room.board()?) && board.is_some_and(knows);
        let is_before_coming = room.outbox.values().any(|waiting| *waiting == header.prev);
        let is_own = Some(header.author) == self.me();
        let is_hopeless = room.sync == Sync::Barred && is_own && is_known && !is_before_coming;
        is_hopeless.then_some(Refusal::NotAllowed)
    }

    /// A refused entry leaves the outbox for the list 未被接受; nothing is deleted. Changes that
    /// were built on it are uprooted.
    fn refuse(&mut self, id: RoomId, entry: EntryId, why: Refusal, out: &mut Vec<Effect>) {
        self.refuse_one(id, entry, why, out);
        let room = self.rooms.get(&id);
        let refused = room.and_then(|room| room.entries.get(&entry));
        if refused.is_some_and(|entry| entry.header().class == Class::Record) {
            out.push(Effect::Notify(Notice::Rebuild(id)));
            self.uproot(id, out);
        }
    }

    pub(super) fn refuse_one(
        &mut self,
        id: RoomId,
        entry: EntryId,
        why: Refusal,
        out: &mut Vec<Effect>,
    ) {
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        room.in_flight.remove(&entry);
        room.refused.insert(entry, why);
        let orders: Vec<u64> = room
            .outbox
            .iter()
            .filter(|(_, id)| **id == entry)
            .map(|(order, _)| *order)
            .collect();
        let mut ops = vec![Op::Put(
            Store::Refused,
            entry_key(id, entry),
            payload::encode(&why),
        )];
        for order in orders {
            room.outbox.remove(&order);
            ops.push(Op::Delete(Store::Outbox, number_key(id, order)));
        }
        let ticket = self.ask(Asked::Housekeeping(id));
        out.push(Effect::Store(ticket, ops));
        out.push(Effect::Notify(Notice::Refused(id, entry, why)));
    }

    pub(super) fn receipt(&mut self, receipt: Receipt, out: &mut Vec<Effect>) {
        let Some(key) = self.relay_key(receipt.head.room, receipt.head.relay) else {
            return;
        };
        let check = receipt.check(key);
        let ticket = self.ask(Asked::Receipt(receipt));
        out.push(Effect::Verify(ticket, vec![check]));
    }

    /// 已送达: the relay's word is verified. The outbox is emptied when the item itself is here.
    pub(super) fn take_receipt(
        &mut self,
        now: Timestamp,
        receipt: &Receipt,
        out: &mut Vec<Effect>,
    ) {
        let id = receipt.head.room;
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        // A room that may not be read never hears of the relay's epoch otherwise.
        if receipt.head.epoch < room.log.epoch() && room.sync != Sync::Barred {
            return;
        }
        room.patience = PATIENCE_MS;
        room.retry_at = Timestamp(0);
        for line in &receipt.entries {
            if room.in_flight.remove(&line.entry) {
                room.receipted.insert(line.entry, line.seq);
            }
        }
        out.push(Effect::Notify(Notice::Changed(id)));
        self.push_outbox(now, id, out);
    }

    /// Rows of the outbox that a stored log makes unnecessary.
    pub(super) fn settle_outbox(&mut self, id: RoomId) -> Vec<Op> {
        let Some(room) = self.rooms.get_mut(&id) else {
            return Vec::new();
        };
        let logged: Vec<(u64, EntryId)> = room
            .outbox
            .iter()
            .filter(|(_, entry)| room.log.position(**entry).is_some())
            .map(|(order, entry)| (*order, *entry))
            .collect();
        let mut ops = Vec::new();
        for (order, entry) in logged {
            room.outbox.remove(&order);
            room.in_flight.remove(&entry);
            room.receipted.remove(&entry);
            room.answers.remove(&entry);
            ops.push(Op::Delete(Store::Outbox, number_key(id, order)));
        }
        // Somebody else brought it when it could be accepted.
        room.refused.retain(|entry, _| {
            let is_logged = room.log.position(*entry).is_some();
            if is_logged {
                ops.push(Op::Delete(Store::Refused, entry_key(id, *entry)));
            }
            !is_logged
        });
        // The log has another entry where a receipt said that this one is: a relay lost it before
        // it came to any device. It is pushed again.
        let length = room.log.len();
        room.receipted.retain(|_, seq| *seq > length);
        ops
    }

    pub(super) fn tick(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let waiting: Vec<RoomId> = self
            .rooms
            .iter()
            .filter(|(_, room)| !room.outbox.is_empty())
            .map(|(id, _)| *id)
            .collect();
        for room in waiting {
            self.uproot(room, out);
            self.push_outbox(now, room, out);
        }
    }
}
