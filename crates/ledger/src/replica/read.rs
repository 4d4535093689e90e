//! What the view may ask of a replica.

use super::{Replica, Room, Sync};
use crate::id_map::IdSet;
use crate::{
    Answer, ChangeHash, Class, Entry, EntryId, Held, KeyId, Kind, LogItem, Refusal, Role, RoomId,
    RoomKind, RoomLog, Seq, Timestamp,
    authority::Verdict,
    change::ChangeHeader,
    payload::{self, Erase},
};

/// How far an entry of this device has come. Nothing else ever gets a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Being signed and stored.
    Saving,
    /// 已存本机: durable on this device.
    OnDevice,
    /// 已送达: a receipt or a signed head vouches for it.
    Delivered,
    /// 已送达·待核: logged, but it counts only when staff adopt it.
    DeliveredHeld(Held),
    /// 未被接受.
    Refused(Refusal),
}

/// An entry as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its position, once logged.
    pub seq: Option<Seq>,
    /// The relay's clock, once logged.
    pub received_at: Option<Timestamp>,
    /// Whether it counts; entries that are not logged yet count provisionally.
    pub verdict: Verdict,
}

/// The header of a change; `None` for entries that are none.
pub(super) fn change(entry: &Entry) -> Option<ChangeHeader> {
    let is_change = entry.header().class == Class::Record;
    crate::change::parse(entry.payload().filter(|_| is_change)?).ok()
}

/// The changes on which a change was built.
pub(super) fn dependencies(entry: &Entry) -> Vec<ChangeHash> {
    change(entry).map_or(Vec::new(), |change| change.dependencies)
}

impl Room {
    /// Whether an entry is here with its payload; without, it cannot be pushed as new.
    pub(super) fn has_words(&self, entry: &EntryId) -> bool {
        let entry = self.entries.get(entry);
        entry.is_some_and(|entry| entry.payload().is_some())
    }

    pub(super) fn item(&self, seq: Seq) -> Option<LogItem> {
        let line = self.log.line(seq)?;
        Some(LogItem {
            seq,
            judged_at: line.judged_at,
            received_at: line.received_at,
            entry: self.entries.get(&line.entry)?.clone(),
        })
    }
}

impl Replica {
    /// Every room, boards first.
    pub fn rooms(&self) -> Vec<RoomId> {
        let mut rooms: Vec<(bool, RoomId)> = self
            .rooms
            .iter()
            .map(|(id, room)| (room.board().is_some(), *id))
            .collect();
        rooms.sort_unstable();
        rooms.into_iter().map(|(_, id)| id).collect()
    }

    /// The kind of a room.
    pub fn kind(&self, room: RoomId) -> Option<RoomKind> {
        self.rooms.get(&room)?.kind()
    }

    /// The board of a room.
    pub fn board(&self, room: RoomId) -> Option<RoomId> {
        self.rooms.get(&room)?.board()
    }

    /// The log of a room.
    pub fn log(&self, room: RoomId) -> Option<&RoomLog> {
        self.rooms.get(&room).map(|room| &room.log)
    }

    /// An entry of a room.
    pub fn entry(&self, room: RoomId, entry: EntryId) -> Option<&Entry> {
        self.rooms.get(&room)?.entries.get(&entry)
    }

    /// The changes of a room's record in an order in which they apply: those that stand with all
    /// they depend on, then those of this device that the relay does not have or holds, then
    /// those that are still being signed and stored. Those that can never be logged are left out.
    pub fn record(&self, room: RoomId) -> Vec<&Entry> {
        let Some(room) = self.rooms.get(&room) else {
            return Vec::new();
        };
        let is_change = |entry: &&Entry| entry.header().class == Class::Record;
        let logged = room.log.record().into_iter();
        let logged = logged.filter_map(|seq| room.entries.get(&room.log.line(seq)?.entry));
        let own_held = room.log.held().filter_map(|(seq, _)| {
            let entry = room.entries.get(&room.log.line(seq)?.entry)?;
            (Some(entry.header().author) == self.me()).then_some(entry)
        });
        let waiting = room
            .outbox
            .values()
            .filter(|id| !room.unsaved.contains(id) && !room.refused.contains_key(id))
            .filter_map(|id| room.entries.get(id));
        let previews = room.writing.iter().map(|writing| &writing.preview);
        let unsaved = room.storing.iter().chain(previews);
        let uprooted = room.uprooted_ids();
        let own: Vec<&Entry> = own_held
            .chain(waiting)
            .chain(unsaved)
            .filter(is_change)
            .filter(|entry| !uprooted.contains(&entry.id()))
            .collect();
        // What this device built on stays under its own changes, held or not: without it they
        // would not apply, and the next change would take their place.
        let built_on = own.iter().flat_map(|entry| dependencies(entry));
        let past = room.log.unreleased_past(built_on.collect());
        let past = past
            .into_iter()
            .filter_map(|seq| room.entries.get(&room.log.line(seq)?.entry));
        let mut seen = IdSet::new();
        logged
            .chain(past)
            .chain(own)
            .filter(|entry| seen.insert(entry.id()))
            .collect()
    }

    /// The statements of a room: logged ones in order, then those that wait here.
    pub fn statements(&self, room: RoomId) -> Vec<Shown<'_>> {
        let Some(room) = self.rooms.get(&room) else {
            return Vec::new();
        };
        // Whether an entry stands is asked of statements alone: most of a log are changes.
        let is_said = |entry: &&Entry| entry.header().class == Class::Statement;
        let logged = (1..=room.log.len()).filter_map(|seq| {
            let line = room.log.line(seq)?;
            Some(Shown {
                entry: room.entries.get(&line.entry).filter(is_said)?,
                seq: Some(seq),
                received_at: Some(line.received_at),
                verdict: room.log.standing_at(seq),
            })
        });
        let waiting = room.outbox.values().filter_map(|id| {
            Some(Shown {
                entry: room.entries.get(id).filter(is_said)?,
                seq: None,
                received_at: None,
                verdict: Verdict::Stands,
            })
        });
        logged
            .chain(waiting.filter(|shown| room.log.position(shown.entry.id()).is_none()))
            .collect()
    }

    /// What this device has erased while the relay has not heard of it: the payloads go when it has, and are not to be
    /// shown until then.
    pub fn erasing(&self, room: RoomId) -> IdSet<EntryId> {
        let waiting = self.rooms.get(&room).into_iter().flat_map(|room| {
            let waiting = room.outbox.values();
            waiting.filter_map(|id| room.entries.get(id))
        });
        let erasures = waiting.filter(|entry| {
            let header = entry.header();
            header.class == Class::Maintenance && header.kind == Kind::ERASE
        });
        let erased = erasures.filter_map(|entry| payload::decode::<Erase>(entry.payload()?));
        erased.map(|erase| erase.target).collect()
    }

    /// How far an entry has come; `None` for one that is not on this device.
    pub fn mark(&self, room: RoomId, entry: EntryId) -> Option<Mark> {
        let room = self.rooms.get(&room)?;
        if let Some(why) = room.refused.get(&entry) {
            return Some(Mark::Refused(*why));
        }
        if room.unsaved.contains(&entry) {
            return Some(Mark::Saving);
        }
        if let Some(seq) = room.log.position(entry) {
            return Some(match room.log.standing_at(seq) {
                Verdict::Stands => Mark::Delivered,
                Verdict::Held(why) => Mark::DeliveredHeld(why),
            });
        }
        room.entries.get(&entry)?;
        Some(
            match (
                room.receipted.contains_key(&entry),
                room.answers.get(&entry),
            ) {
                (true, Some(Answer::Held(_, why))) => Mark::DeliveredHeld(*why),
                (true, _) => Mark::Delivered,
                (false, _) => Mark::OnDevice,
            },
        )
    }

    /// The least mark of all that this device wrote in a room: what the room as a whole shows.
    pub fn room_mark(&self, room: RoomId) -> Option<Mark> {
        let state = self.rooms.get(&room)?;
        let waiting = state.outbox.values().chain(state.unsaved.iter());
        Some(
            waiting
                .filter_map(|entry| self.mark(room, *entry))
                .min()
                .unwrap_or(Mark::Delivered),
        )
    }

    /// Entries that wait for the relay, in all rooms.
    pub fn unsent(&self) -> usize {
        self.rooms
            .values()
            .map(|room| {
                let waits = |entry: &&EntryId| !room.receipted.contains_key(*entry);
                room.outbox.values().filter(waits).count()
            })
            .sum()
    }

    /// Entries that wait for the relay in one room, with its last answer if there was one.
    pub fn waiting(&self, room: RoomId) -> Vec<(EntryId, Option<Answer>)> {
        let Some(room) = self.rooms.get(&room) else {
            return Vec::new();
        };
        let waits = room
            .outbox
            .values()
            .filter(|entry| !room.receipted.contains_key(*entry));
        waits
            .map(|entry| (*entry, room.answers.get(entry).copied()))
            .collect()
    }

    /// The list 未被接受.
    pub fn refused(&self) -> Vec<(RoomId, EntryId, Refusal)> {
        let of_room = |(id, room): (&RoomId, &Room)| {
            let id = *id;
            room.refused
                .iter()
                .map(move |(entry, why)| (id, *entry, *why))
                .collect::<Vec<_>>()
        };
        self.rooms.iter().flat_map(of_room).collect()
    }

    /// Whether a room is open and as long as the relay said it is.
    pub fn is_caught_up(&self, room: RoomId) -> bool {
        self.rooms.get(&room).is_some_and(|room| match room.sync {
            Sync::Open { until } => room.log.len() >= until && !room.log.is_empty(),
            _ => false,
        })
    }

    /// How many entries of a room the relay said that it has and this device has not, when it was asked
    /// last; also without a connection.
    pub fn lacking(&self, room: RoomId) -> u64 {
        let lacking = |room: &Room| Some(room.row.until?.saturating_sub(room.log.len()));
        self.rooms.get(&room).and_then(lacking).unwrap_or_default()
    }

    /// Whether the relay answered that it does not have a room, and neither does this device.
    pub fn is_absent(&self, room: RoomId) -> bool {
        self.rooms
            .get(&room)
            .is_some_and(|room| room.sync == Sync::Open { until: 0 } && room.log.is_empty())
    }

    /// The roles of a key in a room now.
    pub fn roles(&self, room: RoomId, key: KeyId, now: Timestamp) -> Vec<Role> {
        let Some(state) = self.rooms.get(&room) else {
            return Vec::new();
        };
        state.log.roles(self.board_log(state), key, now)
    }

    /// The roles in which the author of a statement said it: at its place in the log, or now while it waits
    /// here.
    pub fn roles_of(&self, room: RoomId, shown: &Shown<'_>, now: Timestamp) -> Vec<Role> {
        let author = shown.entry.header().author;
        let (Some(seq), Some(state)) = (shown.seq, self.rooms.get(&room)) else {
            return self.roles(room, author, now);
        };
        state.log.roles_at(self.board_log(state), author, seq)
    }

    /// The newest signed head of a room.
    pub fn head(&self, room: RoomId) -> Option<crate::SignedHead> {
        self.rooms.get(&room)?.head
    }
}
