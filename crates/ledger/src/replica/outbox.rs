//! What waits for the relay: pushed in order, kept until it is in a log that a head vouches for.

use super::{
    Asked, Effect, Notice, Replica, Sync,
    rows::{Op, Store, entry_key, number_key},
};
use crate::{
    Answer, EntryId, Refusal, RoomId, Timestamp, limits, payload,
    receipt::Receipt,
    wire::{Answers, Message, Push},
};

/// Milliseconds before what could not be logged is tried again; doubles up to [`MOST_PATIENCE_MS`].
pub(super) const PATIENCE_MS: u64 = 2_000;
const MOST_PATIENCE_MS: u64 = 60_000;

impl Replica {
    /// Pushes what is in a room's outbox and not under way, once the room is caught up.
    pub(super) fn push_outbox(&mut self, now: Timestamp, id: RoomId, out: &mut Vec<Effect>) {
        if !self.is_online() {
            return;
        }
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        let may_push = match room.sync {
            Sync::Open { until } => room.log.len() >= until,
            Sync::Barred => true,
            Sync::Closed | Sync::Opening | Sync::Distrusted => false,
        };
        if !may_push || now < room.retry_at {
            return;
        }
        let mut entries = Vec::new();
        let mut bytes = 0;
        for entry in room.outbox.values() {
            let Some(entry) = room.entries.get(entry) else {
                continue;
            };
            if room.in_flight.contains(&entry.id()) || room.receipted.contains_key(&entry.id()) {
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
                Answer::Wanting(_) | Answer::Later(_) => {
                    room.in_flight.remove(&answered.entry);
                    room.retry_at = now.plus(room.patience);
                    room.patience = (room.patience * 2).min(MOST_PATIENCE_MS);
                }
                Answer::Refused(why) => self.refuse(id, answered.entry, why, out),
            }
        }
        for room in rooms {
            out.push(Effect::Notify(Notice::Changed(room)));
        }
    }

    /// A refused entry leaves the outbox for the list 未被接受; it is not deleted.
    fn refuse(&mut self, id: RoomId, entry: EntryId, why: Refusal, out: &mut Vec<Effect>) {
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
        let is_change = room
            .entries
            .get(&entry)
            .is_some_and(|entry| entry.header().class == crate::Class::Record);
        let ticket = self.ask(Asked::Housekeeping(id));
        out.push(Effect::Store(ticket, ops));
        out.push(Effect::Notify(Notice::Refused(id, entry, why)));
        if is_change {
            out.push(Effect::Notify(Notice::Rebuild(id)));
        }
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
        if receipt.head.epoch < room.log.epoch() {
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
            self.push_outbox(now, room, out);
        }
    }
}
