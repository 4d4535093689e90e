//! Starting from what is stored. Damaged rows are told, left where they are, and fetched again.

use super::{
    Replica, Room,
    rows::{ItemRow, Op, RoomRow, Store, number, number_key, split_key},
};
use crate::id_map::{IdMap, IdSet};
use crate::{Entry, EntryId, LogItem, RoomId, Seq, payload};

/// The rows of every table, in the order of their keys.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// See [`Store::Rooms`].
    pub rooms: Vec<(Vec<u8>, Vec<u8>)>,
    /// See [`Store::Entries`].
    pub entries: Vec<(Vec<u8>, Vec<u8>)>,
    /// See [`Store::Items`].
    pub items: Vec<(Vec<u8>, Vec<u8>)>,
    /// See [`Store::Outbox`].
    pub outbox: Vec<(Vec<u8>, Vec<u8>)>,
    /// See [`Store::Refused`].
    pub refused: Vec<(Vec<u8>, Vec<u8>)>,
}

/// What loading found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// Rooms of which rows were damaged or missing.
    pub damaged: Vec<RoomId>,
}

impl Replica {
    /// Takes in rooms as they are stored on the device, each with all its rows. Signatures were
    /// checked when it arrived; hashes are checked now, because storage may rot.
    ///
    /// Rooms may be taken in one after the other, a board before what is under it, as long as the
    /// device has not connected: the relay may name any of them. A room that is here already stays as
    /// it is.
    pub fn load(&mut self, rows: &Rows) -> Loaded {
        let mut loaded = Loaded::default();
        let mut new = IdSet::new();
        for (_, value) in &rows.rooms {
            if let Some(row) = payload::decode::<RoomRow>(value)
                && !self.rooms.contains_key(&row.room)
            {
                new.insert(row.room);
                self.rooms.insert(row.room, Room::new(row));
            }
        }
        for (key, value) in &rows.entries {
            let Some((id, rest)) = split_key(key) else {
                continue;
            };
            if !new.contains(&id) {
                continue;
            }
            let entry = Entry::parse(value)
                .ok()
                .filter(|entry| entry.id().as_bytes() == rest && entry.room() == id);
            match (entry, self.rooms.get_mut(&id)) {
                (Some(entry), Some(room)) => {
                    room.entries.insert(entry.id(), entry);
                }
                (None, Some(_)) => loaded.damaged.push(id),
                _ => {}
            }
        }
        self.load_logs(rows, &new, &mut loaded);
        for (key, value) in &rows.refused {
            let Some((id, rest)) = split_key(key) else {
                continue;
            };
            let entry = EntryId::from_slice(rest);
            let (Some(room), Some(entry)) = (self.rooms.get_mut(&id), entry) else {
                continue;
            };
            if !new.contains(&id) {
                continue;
            }
            if let Some(why) = payload::decode(value) {
                room.refused.insert(entry, why);
            } else if let Some(new) = payload::decode(value) {
                room.replaced.insert(entry, new);
            }
        }
        self.load_outbox(rows, &new, &mut loaded);
        self.take_up_unplaced(&new);
        loaded.damaged.sort_unstable();
        loaded.damaged.dedup();
        loaded
    }

    fn load_logs(&mut self, rows: &Rows, new: &IdSet<RoomId>, loaded: &mut Loaded) {
        let mut items = IdMap::<RoomId, Vec<(Seq, Option<ItemRow>)>>::new();
        for (key, value) in &rows.items {
            if let Some((id, seq)) = split_key(key).and_then(|(id, rest)| Some((id, number(rest)?)))
            {
                items
                    .get_or_insert_with(id, Vec::new)
                    .push((seq, payload::decode(value)));
            }
        }
        let (boards, others): (Vec<RoomId>, Vec<RoomId>) = new.iter().partition(|id| {
            self.rooms
                .get(id)
                .is_some_and(|room| room.board().is_none())
        });
        for id in boards.into_iter().chain(others) {
            let rows = items.remove(&id).unwrap_or_default();
            if !self.replay(id, rows) {
                loaded.damaged.push(id);
            }
        }
    }

    /// Replays a room's items as far as they are whole; false when they were not.
    pub(super) fn replay(&mut self, id: RoomId, rows: Vec<(Seq, Option<ItemRow>)>) -> bool {
        let Some(mut room) = self.rooms.remove(&id) else {
            return true;
        };
        let board = room.board().and_then(|board| self.rooms.get(&board));
        let mut is_whole = true;
        for (seq, row) in rows {
            let item = row
                .filter(|_| seq == room.log.len() + 1)
                .and_then(|row| Some((row, room.entries.get(&row.entry)?.clone())))
                .map(|(row, entry)| LogItem {
                    seq,
                    judged_at: row.judged_at,
                    received_at: row.received_at,
                    entry,
                });
            let board = board.map(|board| &board.log);
            // What was judged by a board longer than what is here waits until that is back.
            let judged = item
                .filter(|item| board.is_none_or(|board| item.judged_at <= board.len()))
                .and_then(|item| Some((room.log.judge_received(board, &item).ok()?, item)));
            let Some((verdict, item)) = judged else {
                is_whole = false;
                break;
            };
            room.log.append(board, &item, verdict);
        }
        room.log.begin_epoch(room.row.epoch);
        room.head = room.row.head.filter(|head| {
            room.log.digest_at(head.head.seq) == Some(head.head.digest)
                && head.head.seq == room.log.len()
        });
        is_whole &= room.row.head.is_none() || room.head.is_some();
        self.rooms.insert(id, room);
        is_whole
    }

    fn load_outbox(&mut self, rows: &Rows, new: &IdSet<RoomId>, loaded: &mut Loaded) {
        for (key, value) in &rows.outbox {
            let Some((id, order)) = split_key(key).and_then(|(id, rest)| Some((id, number(rest)?)))
            else {
                continue;
            };
            self.next_order = self.next_order.max(order + 1);
            let Some(room) = self.rooms.get_mut(&id).filter(|_| new.contains(&id)) else {
                continue;
            };
            let entry = EntryId::from_slice(value).filter(|entry| room.entries.contains_key(entry));
            match entry {
                Some(entry) if room.log.position(entry).is_some() => {}
                Some(entry) => {
                    room.outbox.insert(order, entry);
                }
                None => loaded.damaged.push(id),
            }
        }
    }

    /// What is here and stands neither in a log nor in the outbox, because rows between are
    /// missing, waits again: once the log is caught up, only what the relay lacks is pushed.
    fn take_up_unplaced(&mut self, new: &IdSet<RoomId>) {
        let rooms = self.rooms.iter_mut();
        for (_, room) in rooms.filter(|(id, _)| new.contains(*id)) {
            let waiting: IdSet<EntryId> = room.outbox.values().copied().collect();
            let is_placed = |id: &EntryId| {
                room.log.position(*id).is_some()
                    || room.refused.contains_key(id)
                    || room.replaced.contains_key(id)
                    || waiting.contains(id)
            };
            let mut unplaced: Vec<(u64, EntryId)> = room
                .entries
                .iter()
                .filter(|(id, entry)| !is_placed(id) && entry.payload().is_some())
                .map(|(id, entry)| (entry.header().index, *id))
                .collect();
            unplaced.sort_unstable();
            for (_, id) in unplaced {
                room.outbox.insert(self.next_order, id);
                self.next_order += 1;
            }
        }
    }

    /// Judges a room's items once more, from the first.
    pub(super) fn judge_anew(&mut self, id: RoomId) {
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        let rows = (1..=room.log.len()).filter_map(|seq| {
            let line = room.log.line(seq)?;
            let row = ItemRow {
                entry: line.entry,
                judged_at: line.judged_at,
                received_at: line.received_at,
            };
            Some((seq, Some(row)))
        });
        let rows = rows.collect();
        room.log = crate::RoomLog::new(id);
        self.replay(id, rows);
    }

    /// Sets a room's log back to its first `common` items; what was above is pushed as new.
    pub(super) fn set_back(&mut self, id: RoomId, common: Seq, epoch: u64) -> Vec<Op> {
        let Some(room) = self.rooms.get_mut(&id) else {
            return Vec::new();
        };
        room.newcomer = super::newcomer::Newcomer::Settled;
        let mut ops = Vec::new();
        let mut kept = Vec::new();
        // What waits here may rest on what is set back, so it is pushed after that.
        let waiting: Vec<(u64, EntryId)> = room
            .outbox
            .iter()
            .filter(|(_, entry)| !room.unsaved.contains(entry))
            .map(|(order, entry)| (*order, *entry))
            .collect();
        let waiting: Vec<EntryId> = waiting
            .into_iter()
            .filter_map(|(order, entry)| {
                room.outbox.remove(&order);
                ops.push(Op::Delete(Store::Outbox, number_key(id, order)));
                room.log.position(entry).is_none().then_some(entry)
            })
            .collect();
        let mut unlogged = Vec::new();
        for seq in 1..=room.log.len() {
            let Some(line) = room.log.line(seq) else {
                continue;
            };
            if seq <= common {
                let row = ItemRow {
                    entry: line.entry,
                    judged_at: line.judged_at,
                    received_at: line.received_at,
                };
                kept.push((seq, Some(row)));
            } else if room.log.is_erased(line.entry) || room.has_words(&line.entry) {
                unlogged.push(line.entry);
            }
        }
        for entry in unlogged.into_iter().chain(waiting) {
            let order = self.next_order;
            self.next_order += 1;
            room.outbox.insert(order, entry);
            ops.push(Op::Put(
                Store::Outbox,
                number_key(id, order),
                entry.0.to_vec(),
            ));
        }
        ops.push(Op::DeleteRange(
            Store::Items,
            number_key(id, common + 1),
            number_key(id, Seq::MAX),
        ));
        room.log = crate::RoomLog::new(id);
        room.receipted.clear();
        room.answers.clear();
        room.in_flight.clear();
        room.row.epoch = epoch;
        room.row.head = None;
        room.head = None;
        ops.push(room.row.put());
        self.replay(id, kept);
        ops
    }
}
