//! What this device writes: judged by the relay's own rules before it is signed.

use thiserror::Error;

use super::{
    Asked, Effect, Notice, Replica, Room,
    rows::{Op, RoomRow, Store, entry_key, number_key},
};
use crate::{
    Draft, Entry, EntryError, EntryId, RoomId, Salt, Signature, Timestamp, Unsigned,
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
        let message = unsigned.message();
        let ticket = self.ask(Asked::Own(unsigned));
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
    fn judge_own(&self, now: Timestamp, entry: &Entry) -> Result<(), WriteError> {
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
        self.rooms.entry(id).or_insert_with(|| Room::new(row));
        out.push(Effect::Notify(Notice::Room(id)));
    }

    pub(super) fn store_own(
        &mut self,
        unsigned: Unsigned,
        signature: Signature,
        out: &mut Vec<Effect>,
    ) {
        let entry = unsigned.signed(signature);
        let (id, room_id) = (entry.id(), entry.room());
        let order = self.next_order;
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        if !room.unsaved.contains(&id) {
            return; // an entry before it was lost, and it with that one
        }
        self.next_order += 1;
        room.row.last_own = Some(id);
        let ops = vec![
            room.row.put(),
            Op::Put(Store::Entries, entry_key(room_id, id), entry.to_bytes()),
            Op::Put(Store::Outbox, number_key(room_id, order), id.0.to_vec()),
        ];
        // The row in the outbox stands from now on; until it is stored nothing of it is shown.
        room.outbox.insert(order, id);
        let ticket = self.ask(Asked::StoreOwn(entry));
        out.push(Effect::Store(ticket, ops));
    }

    pub(super) fn saved(&mut self, now: Timestamp, entry: Entry, out: &mut Vec<Effect>) {
        let (id, room_id) = (entry.id(), entry.room());
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        room.unsaved.remove(&id);
        room.entries.insert(id, entry);
        out.push(Effect::Notify(Notice::Saved(room_id, id)));
        out.push(Effect::Notify(Notice::Changed(room_id)));
        self.open(room_id, out);
        self.push_outbox(now, room_id, out);
    }

    /// An entry could not be signed or stored: it, and what was written after it in the room,
    /// never happened. The view hands the words back and rebuilds the record.
    pub(super) fn lose(&mut self, entry: &Entry, out: &mut Vec<Effect>) {
        let room_id = entry.room();
        let Some(room) = self.rooms.get_mut(&room_id) else {
            return;
        };
        if !room.unsaved.contains(&entry.id()) {
            return;
        }
        let lost = core::mem::take(&mut room.unsaved);
        room.outbox.retain(|_, id| !lost.contains(id));
        let last = room.row.last_own.filter(|id| !lost.contains(id));
        room.row.last_own = last;
        room.chain = room
            .entries
            .get(&last.unwrap_or(EntryId::ZERO))
            .map(|entry| {
                let header = entry.header();
                Place {
                    session: header.session,
                    index: header.index + 1,
                    prev: entry.id(),
                }
            });
        room.chain = room.chain.filter(|place| place.session == self.session);
        out.extend(
            lost.into_iter()
                .map(|id| Effect::Notify(Notice::Lost(room_id, id))),
        );
        out.push(Effect::Notify(Notice::Rebuild(room_id)));
    }
}
