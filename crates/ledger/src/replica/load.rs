//! Starting from what is stored. Damaged rows are told, left where they are, and fetched again.

use std::collections::BTreeMap;

use super::{
    Effect, Notice, Replica, Room,
    rows::{ItemRow, Op, RoomRow, Store, number, number_key, split_key},
};
use crate::{Entry, EntryId, LogItem, RoomId, Seq, authority::Verdict, payload};

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
    /// Takes in what is stored on the device. Signatures were checked when it arrived; hashes are
    /// checked now, because storage may rot.
    pub fn load(&mut self, rows: &Rows) -> Loaded {
        let mut loaded = Loaded::default();
        for (_, value) in &rows.rooms {
            if let Some(row) = payload::decode::<RoomRow>(value) {
                self.rooms.insert(row.room, Room::new(row));
            }
        }
        for (key, value) in &rows.entries {
            let Some((id, rest)) = split_key(key) else {
                continue;
            };
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
        self.load_logs(rows, &mut loaded);
        self.load_outbox(rows, &mut loaded);
        for (key, value) in &rows.refused {
            let Some((id, rest)) = split_key(key) else {
                continue;
            };
            let entry = EntryId::from_slice(rest);
            if let (Some(room), Some(entry), Some(why)) =
                (self.rooms.get_mut(&id), entry, payload::decode(value))
            {
                room.refused.insert(entry, why);
            }
        }
        loaded.damaged.sort_unstable();
        loaded.damaged.dedup();
        loaded
    }

    fn load_logs(&mut self, rows: &Rows, loaded: &mut Loaded) {
        let mut items = BTreeMap::<RoomId, Vec<(Seq, Option<ItemRow>)>>::new();
        for (key, value) in &rows.items {
            if let Some((id, seq)) = split_key(key).and_then(|(id, rest)| Some((id, number(rest)?)))
            {
                items
                    .entry(id)
                    .or_default()
                    .push((seq, payload::decode(value)));
            }
        }
        let (boards, others): (Vec<RoomId>, Vec<RoomId>) = self.rooms.keys().partition(|id| {
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
            let Some(item) = item else {
                is_whole = false;
                break;
            };
            let board = board.map(|board| &board.log);
            let verdict = room
                .log
                .judge_logged(board, &item)
                .unwrap_or(Verdict::Stands);
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

    fn load_outbox(&mut self, rows: &Rows, loaded: &mut Loaded) {
        for (key, value) in &rows.outbox {
            let Some((id, order)) = split_key(key).and_then(|(id, rest)| Some((id, number(rest)?)))
            else {
                continue;
            };
            self.next_order = self.next_order.max(order + 1);
            let Some(room) = self.rooms.get_mut(&id) else {
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

    /// Sets a room's log back to its first `common` items; what was above is pushed as new.
    pub(super) fn set_back(&mut self, id: RoomId, common: Seq, epoch: u64) -> Vec<Op> {
        let Some(room) = self.rooms.get_mut(&id) else {
            return Vec::new();
        };
        let mut ops = Vec::new();
        let mut kept = Vec::new();
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
            } else {
                let order = self.next_order;
                self.next_order += 1;
                room.outbox.insert(order, line.entry);
                ops.push(Op::Put(
                    Store::Outbox,
                    number_key(id, order),
                    line.entry.0.to_vec(),
                ));
            }
        }
        ops.push(Op::DeleteRange(
            Store::Items,
            number_key(id, common + 1),
            number_key(id, Seq::MAX),
        ));
        room.log = crate::RoomLog::new(id);
        room.receipted.clear();
        room.in_flight.clear();
        room.row.epoch = epoch;
        room.row.head = None;
        room.head = None;
        ops.push(room.row.put());
        self.replay(id, kept);
        ops
    }

    /// Tells the view about damage that loading found.
    pub fn damage_notices(loaded: &Loaded) -> Vec<Effect> {
        loaded
            .damaged
            .iter()
            .map(|room| Effect::Notify(Notice::Damaged(*room)))
            .collect()
    }
}
