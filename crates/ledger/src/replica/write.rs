//! What this device writes: judged by the relay's own rules before it is signed.

use thiserror::Error;

use super::{
    Asked, Effect, Notice, Replica, Room, Writing,
    rows::{Op, RoomRow, Store, entry_key, number_key},
};
use crate::{
    Draft, Entry, EntryError, EntryId, RoomId, Salt, Signature, Timestamp,
    authority::Reject,
    entry::Place,
    payload::{self, Found},
};

/// A draft with the random bytes that its payload is hashed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salted {
    /// What is to be said.
    pub draft: Draft,
    /// 16 fresh random bytes.
    pub salt: Salt,
}

/// Why an entry is not even signed.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum WriteError {
    /// The device has no key.
    #[error("a visitor's device writes nothing")]
    Visitor,
    /// The room is not on this device.
    #[error("the room is not on this device")]
    UnknownRoom,
    /// Too large.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The relay would refuse it.
    #[error("the relay would refuse it: {0:?}")]
    Refused(crate::Refusal),
}

impl Replica {
    /// Gives a draft its place, judges it and asks for a signature.
    ///
    /// Its id is final: the next entry may be written before this one is signed.
    ///
    /// # Errors
    /// Named in [`WriteError`]; nothing has changed then.
    pub fn write(
        &mut self,
        now: Timestamp,
        salted: Salted,
        out: &mut Vec<Effect>,
    ) -> Result<EntryId, WriteError> {
        let author = self.me().ok_or(WriteError::Visitor)?;
        let is_founding = salted.draft.room == RoomId::ZERO;
        let place = match self.rooms.get(&salted.draft.room) {
            Some(room) => self.next_place(room),
            None if is_founding => Place::first(self.session),
            None => return Err(WriteError::UnknownRoom),
        };
        let unsigned = salted.draft.place(author, place, now, salted.salt)?;
        let entry = unsigned.preview();
        self.judge_own(now, &entry)?;
        if is_founding {
            self.found(&entry, out);
        }
        let id = unsigned.id();
        if let Some(room) = self.rooms.get_mut(&entry.room()) {
            room.chain = Some(Place {
                index: place.index + 1,
                prev: id,
                ..place
            });
            room.unsaved.insert(id);
        }
        let room_id = entry.room();
        let message = unsigned.message();
        if let Some(room) = self.rooms.get_mut(&room_id) {
            room.writing.push_back(Writing {
                unsigned,
                preview: entry,
                signature: None,
            });
        }
        let ticket = self.ask(Asked::Own(room_id, id));
        out.push(Effect::Sign(ticket, message));
        Ok(id)
    }

    fn next_place(&self, room: &Room) -> Place {
        room.chain.unwrap_or(Place {
            session: self.session,
            index: 0,
            prev: room.row.last_own.unwrap_or(EntryId::ZERO),
        })
    }

    /// What is merely wanting may still be on its way; what would be refused is not signed.
    pub(super) fn judge_own(&self, now: Timestamp, entry: &Entry) -> Result<(), WriteError> {
        let fresh = crate::RoomLog::new(entry.room());
        let log = self
            .rooms
            .get(&entry.room())
            .map_or(&fresh, |room| &room.log);
        let board_id = match entry.is_founding() {
            true => entry
                .payload()
                .and_then(payload::decode::<Found>)
                .and_then(|found| found.board),
            false => log.board(),
        };
        let board = board_id
            .and_then(|board| self.rooms.get(&board))
            .map(|room| &room.log);
        let judged_at = board.map_or(log.len(), crate::RoomLog::len);
        match log.judge(board, entry, judged_at, now) {
            Err(Reject::Refused(refusal)) => Err(WriteError::Refused(refusal)),
            _ => Ok(()),
        }
    }

    fn found(&mut self, entry: &Entry, out: &mut Vec<Effect>) {
        let found: Option<Found> = entry.payload().and_then(payload::decode);
        let id = entry.room();
        let row = RoomRow::new(
            id,
            found.as_ref().map(|found| found.kind),
            found.as_ref().and_then(|found| found.board),
        );
        self.rooms.get_or_insert_with(id, || Room::new(row));
        out.push(Effect::Notify(Notice::Room(id)));
    }

    pub(super) fn own_signed(
        &mut self,
        room_id: RoomId,
        id: EntryId,
        signature: Signature,
        out: &mut Vec<Effect>,
    ) {
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        for writing in &mut room.writing {
            if writing.unsigned.id() == id {
                writing.signature = Some(signature);
            }
        }
        self.store_signed(room_id, out);
    }

    /// Stores what is signed, in the order in which it was written and one transaction at a time,
    /// so that nothing is ever stored that was built on something that was not.
    fn store_signed(&mut self, room_id: RoomId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        if !room.storing.is_empty() {
            return;
        }
        let mut ops = Vec::new();
        while let Some(signature) = room.writing.front().and_then(|first| first.signature) {
            let Some(writing) = room.writing.pop_front() else {
                break;
            };
            let entry = writing.unsigned.signed(signature);
            let (id, order) = (entry.id(), self.next_order);
            self.next_order += 1;
            let entry_bytes = entry.to_bytes();
            ops.push(Op::Put(Store::Entries, entry_key(room_id, id), entry_bytes));
            ops.extend(room.replace_rows(id));
            ops.push(Op::Put(
                Store::Outbox,
                number_key(room_id, order),
                id.0.to_vec(),
            ));
            // The row in the outbox stands from now on; until it is stored nothing of it is shown.
            room.outbox.insert(order, id);
            room.storing.push(entry);
        }
        let Some(last) = room.storing.last() else {
            return;
        };
        room.row.last_own = Some(last.id());
        ops.push(room.row.put());
        let ticket = self.ask(Asked::StoreOwn(room_id));
        out.push(Effect::Store(ticket, ops));
    }

    pub(super) fn saved(&mut self, now: Timestamp, room_id: RoomId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        for entry in core::mem::take(&mut room.storing) {
            let id = entry.id();
            room.last_stored = Some(id);
            room.unsaved.remove(&id);
            room.entries.insert(id, entry);
            out.push(Effect::Notify(Notice::Saved(room_id, id)));
            if let Some((old, why)) = room.note_replaced(id) {
                out.push(Effect::Notify(Notice::Refused(room_id, old, why)));
            }
        }
        self.uproot(room_id, out);
        out.push(Effect::Notify(Notice::Changed(room_id)));
        self.store_signed(room_id, out);
        self.open(room_id, out);
        self.push_outbox(now, room_id, out);
    }

    /// What was written after an entry that could not be signed goes with it.
    pub(super) fn own_not_signed(&mut self, room_id: RoomId, id: EntryId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        let is_it = |writing: &Writing| writing.unsigned.id() == id;
        let Some(place) = room.writing.iter().position(is_it) else {
            return;
        };
        let lost = room.writing.split_off(place);
        let lost = lost.iter().map(|writing| writing.unsigned.id()).collect();
        self.lose(room_id, lost, out);
    }

    pub(super) fn own_not_stored(&mut self, room_id: RoomId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        let storing = core::mem::take(&mut room.storing);
        let writing = core::mem::take(&mut room.writing);
        room.row.last_own = room.last_stored;
        let written = writing.iter().map(|writing| writing.unsigned.id());
        let lost = storing.iter().map(Entry::id).chain(written).collect();
        self.lose(room_id, lost, out);
    }

    /// Entries could not be signed or stored: they never happened. The view hands the words back
    /// and rebuilds the record.
    fn lose(&mut self, room_id: RoomId, lost: Vec<EntryId>, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        for id in &lost {
            room.forget_replacing(*id);
        }
        room.unsaved.retain(|id| !lost.contains(id));
        room.outbox.retain(|_, id| !lost.contains(id));
        let stored = room.row.last_own.and_then(|id| room.entries.get(&id));
        let last = room.writing.back().map(|writing| &writing.preview);
        let last = last.or(room.storing.last()).or(stored);
        room.chain = last
            .map(|entry| Place {
                session: entry.header().session,
                index: entry.header().index + 1,
                prev: entry.id(),
            })
            .filter(|place| place.session == self.session);
        out.extend(
            lost.into_iter()
                .map(|id| Effect::Notify(Notice::Lost(room_id, id))),
        );
        out.push(Effect::Notify(Notice::Rebuild(room_id)));
    }
}
