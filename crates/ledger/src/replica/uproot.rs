//! Changes that were built on a refused one: they could never be logged as they are, and what they
//! say is honest work. They stay in the outbox until they are written anew or given up.
//!
//! Which they are follows from the outbox, the refused and the log, so that a crash in between
//! loses nothing: the next start finds them again.

use super::{
    Effect, Notice, Replica, Room, Salted, WriteError,
    rows::{Op, Store, entry_key, number_key},
};
use crate::id_map::IdMap;
use crate::{ChangeHash, Class, Entry, EntryId, Refusal, RoomId, Timestamp, payload};

/// What happens to a change once another has taken its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Replacing {
    old: EntryId,
    /// The refusal, when part of what it says could not be written anew.
    refusal: Option<Refusal>,
}

/// A change that can never be logged as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Uprooted {
    entry: EntryId,
    why: Refusal,
    /// Another change has its place in the log; it was not built on a refused one.
    is_rival: bool,
    is_saved: bool,
}

impl Room {
    /// Entries that are not logged, in the order in which they were written, and whether they are
    /// stored.
    fn unlogged(&self) -> impl Iterator<Item = (&Entry, bool)> {
        let waiting = self.outbox.values().filter_map(|id| self.entries.get(id));
        let unsaved = self.storing.iter();
        let unsaved = unsaved.chain(self.writing.iter().map(|writing| &writing.preview));
        let saved = waiting.filter(|entry| !self.unsaved.contains(&entry.id()));
        saved
            .map(|entry| (entry, true))
            .chain(unsaved.map(|entry| (entry, false)))
            .filter(|(entry, _)| self.log.position(entry.id()).is_none())
    }

    fn has_rival(&self, entry: &Entry) -> bool {
        let chains = self.log.chains();
        entry.header().class == Class::Record && chains.rival(entry.id(), entry.header()).is_some()
    }

    /// Changes that are refused or were written anew, and that no log has.
    fn dead(&self) -> impl Iterator<Item = (&Entry, Refusal)> {
        let refused = self.refused.iter().map(|(id, why)| (id, *why));
        let replaced = self.replaced.keys().map(|id| (id, Refusal::ForkedChange));
        let dead = refused.chain(replaced);
        dead.filter(|(id, _)| self.log.position(**id).is_none())
            .filter_map(|(id, why)| Some((self.entries.get(id)?, why)))
    }

    fn uprooted(&self) -> Vec<Uprooted> {
        let has_dead = !self.refused.is_empty() || !self.replaced.is_empty();
        if !has_dead && !self.unlogged().any(|(entry, _)| self.has_rival(entry)) {
            return Vec::new();
        }
        let mut dead = IdMap::<ChangeHash, Refusal>::new();
        for (entry, why) in self.dead() {
            if let Some(change) = super::read::change(entry) {
                dead.insert(change.hash, why);
            }
        }
        let mut all = Vec::new();
        for (entry, is_saved) in self.unlogged() {
            let Some(change) = super::read::change(entry) else {
                continue;
            };
            let is_rival = self.has_rival(entry);
            let root = change.dependencies.iter().find_map(|hash| dead.get(hash));
            let root = root
                .copied()
                .filter(|_| !self.refused.contains_key(&entry.id()));
            let Some(why) = root.or(is_rival.then_some(Refusal::ForkedChange)) else {
                continue;
            };
            dead.insert(change.hash, why);
            all.push(Uprooted {
                entry: entry.id(),
                why,
                is_rival,
                is_saved,
            });
        }
        all
    }

    /// The ids of changes that can never be logged as they are.
    pub(super) fn uprooted_ids(&self) -> Vec<EntryId> {
        let uprooted = self.uprooted().into_iter();
        uprooted.map(|uprooted| uprooted.entry).collect()
    }

    /// What is to be stored with an entry that takes another's place.
    pub(super) fn replace_rows(&self, new: EntryId) -> Vec<Op> {
        let Some(replacing) = self.replacing.get(&new) else {
            return Vec::new();
        };
        let fate = match replacing.refusal {
            Some(why) => payload::encode(&why),
            None => payload::encode(&new),
        };
        let id = self.row.room;
        let orders = self.outbox.iter();
        let orders = orders.filter(|(_, waiting)| **waiting == replacing.old);
        orders
            .map(|(order, _)| Op::Delete(Store::Outbox, number_key(id, *order)))
            .chain([Op::Put(Store::Refused, entry_key(id, replacing.old), fate)])
            .collect()
    }

    /// An entry is stored: what it takes the place of leaves the outbox.
    pub(super) fn note_replaced(&mut self, new: EntryId) -> Option<(EntryId, Refusal)> {
        let Replacing { old, refusal } = self.replacing.remove(&new)?;
        self.outbox.retain(|_, waiting| *waiting != old);
        self.told.remove(&old);
        match refusal {
            Some(why) => {
                self.refused.insert(old, why);
            }
            None => {
                self.replaced.insert(old, new);
            }
        }
        refusal.map(|why| (old, why))
    }

    /// An entry was lost: what it was to take the place of is told again.
    pub(super) fn forget_replacing(&mut self, new: EntryId) {
        if let Some(replacing) = self.replacing.remove(&new) {
            self.told.remove(&replacing.old);
        }
    }
}

impl Replica {
    /// Finds changes that can never be logged as they are. This device's own are told to the view,
    /// all at once when the last of them is stored; those of others, which wait here after a relay
    /// lost them, and those whose place another change has taken are refused.
    pub(super) fn uproot(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        let me = self.me();
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        let all = room.uprooted();
        let before = room.dropped.len();
        room.dropped
            .extend(all.iter().map(|uprooted| uprooted.entry));
        let is_more = room.dropped.len() > before;
        let is_stored = all.iter().all(|uprooted| uprooted.is_saved);
        let mut own = Vec::new();
        let mut refused = Vec::new();
        for uprooted in all.iter().filter(|uprooted| uprooted.is_saved) {
            let entry = room.entries.get(&uprooted.entry);
            let is_own = entry.map(|entry| entry.header().author) == me;
            if uprooted.is_rival || !is_own {
                refused.push(*uprooted);
            } else if is_stored && room.told.insert(uprooted.entry) {
                own.push(uprooted.entry);
            }
        }
        for uprooted in refused {
            self.refuse_one(id, uprooted.entry, uprooted.why, out);
        }
        if is_more {
            out.push(Effect::Notify(Notice::Rebuild(id)));
        }
        if !own.is_empty() {
            out.push(Effect::Notify(Notice::Uprooted(id, own)));
        }
    }

    /// The changes of a room that are refused, were written anew or wait to be: what an uprooted
    /// change may have been built on, each before what was built on it.
    pub fn uprooted_from(&self, room: RoomId) -> Vec<&Entry> {
        let Some(room) = self.rooms.get(&room) else {
            return Vec::new();
        };
        let uprooted = room.uprooted_ids();
        let waiting = room.unlogged().map(|(entry, _)| entry);
        let waiting = waiting.filter(|entry| uprooted.contains(&entry.id()));
        room.dead().map(|(entry, _)| entry).chain(waiting).collect()
    }

    /// What took the place of a change that was written anew.
    pub fn replaced_by(&self, room: RoomId, old: EntryId) -> Option<EntryId> {
        self.rooms.get(&room)?.replaced.get(&old).copied()
    }

    /// Writes an uprooted change anew. The old one leaves the outbox in the transaction that
    /// stores the new one: for the list 未被接受 if not all that it says could be written anew.
    ///
    /// # Errors
    /// As [`Replica::write`]; nothing has changed then.
    pub fn replace(
        &mut self,
        now: Timestamp,
        (old, is_whole): (EntryId, bool),
        by: Salted,
        out: &mut Vec<Effect>,
    ) -> Result<EntryId, WriteError> {
        let id = by.draft.room;
        let new = self.write(now, by, out)?;
        if let Some(room) = self.rooms.get_mut(&id) {
            let all = room.uprooted();
            let why = all.iter().find(|uprooted| uprooted.entry == old);
            let why = why.map_or(Refusal::ForkedChange, |uprooted| uprooted.why);
            let refusal = (!is_whole).then_some(why);
            room.replacing.insert(new, Replacing { old, refusal });
        }
        Ok(new)
    }

    /// Gives up an uprooted change: it leaves the outbox for the list 未被接受.
    pub fn give_up(&mut self, id: RoomId, old: EntryId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        room.told.remove(&old);
        let all = room.uprooted();
        let why = all.iter().find(|uprooted| uprooted.entry == old);
        if let Some(why) = why.map(|uprooted| uprooted.why) {
            self.refuse_one(id, old, why, out);
        }
    }
}
