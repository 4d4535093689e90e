//! A device: a replica, its documents, its storage and a person who uses it.
//!
//! It carries out its replica's effects as the browser's shell does: signing and checking take
//! time and may end in any order, storing ends in order or fails, and documents follow the notices.

mod carry;
mod events;
mod record;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use consultation::Document;
use ledger::{
    Draft, EntryId, KeyId, Nonce, Replica, RoomId, RoomKind, Salt, SessionId, Timestamp,
    crypto::{Check, Crypto as _},
    relay::Conn,
    replica::{Event, Mark, Notice, Rows, Salted, Ticket, WriteError, read_row},
    wire::Message,
};

pub use events::Events;

use crate::{Keys, Random, disk::Disk, link::Link};

/// Where a simulation takes place.
pub const ORIGIN: &str = "https://relay.example";

/// A tablet or a telephone.
#[derive(Debug)]
pub struct Device {
    keys: Keys,
    replica: Replica,
    documents: BTreeMap<RoomId, Document>,
    /// What is shown of halls by a snapshot, until their log is here.
    shown: BTreeMap<RoomId, Document>,
    fetches: VecDeque<(Ticket, ledger::wire::Snapshot)>,
    /// Its storage.
    pub disk: Disk,
    tasks: VecDeque<Task>,
    link: Option<Link>,
    ended: Vec<Conn>,
    skew: i64,
    is_on: bool,
    is_cut_off: bool,
    sign_fails: u64,
    saved: BTreeSet<(RoomId, EntryId)>,
    delivered: BTreeSet<(RoomId, EntryId)>,
    unsettled: BTreeSet<(RoomId, EntryId)>,
    problems: Vec<String>,
    notices: Vec<Notice>,
}

/// What the platform was asked for and has not answered.
#[derive(Clone, Debug)]
enum Task {
    Sign(Ticket, Vec<u8>),
    Verify(Ticket, Vec<Check>),
    /// Changes of a room are to be written anew.
    Rewrite(RoomId, Vec<EntryId>),
}

impl Device {
    /// A device with a new key and nothing stored.
    pub fn new(random: &mut Random) -> Self {
        Self::with(Keys::mint(random), random)
    }

    fn with(keys: Keys, random: &mut Random) -> Self {
        let session = SessionId(random.bytes());
        Self {
            keys,
            replica: Replica::new(Some(keys.public()), session, ORIGIN),
            documents: BTreeMap::new(),
            shown: BTreeMap::new(),
            fetches: VecDeque::new(),
            disk: Disk::default(),
            tasks: VecDeque::new(),
            link: None,
            ended: Vec::new(),
            skew: 0,
            is_on: true,
            is_cut_off: false,
            sign_fails: 0,
            saved: BTreeSet::new(),
            delivered: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            problems: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// The same profile on another machine: key and storage copied, nothing of what runs.
    pub fn cloned(&self, random: &mut Random) -> Result<Self, String> {
        let mut clone = Self::with(self.keys, random);
        clone.disk.restore(&self.disk.copy());
        clone.crash(0);
        clone.start(random)?;
        clone.saved = clone.stored_own();
        Ok(clone)
    }

    /// Its key.
    pub fn keys(&self) -> Keys {
        self.keys
    }

    /// The id of its key.
    pub fn id(&self) -> KeyId {
        self.keys.id()
    }

    /// Its copy of the rooms.
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// Its clock.
    pub fn clock(&self, now: Timestamp) -> Timestamp {
        Timestamp(now.0.saturating_add_signed(self.skew))
    }

    /// Sets its clock forward or back.
    pub fn jump(&mut self, by: i64) {
        self.skew = self.skew.saturating_add(by);
    }

    /// Whether it runs.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Whether no network reaches it.
    pub fn is_cut_off(&self) -> bool {
        self.is_cut_off
    }

    /// Takes it out of the network, or back into it.
    pub fn set_cut_off(&mut self, is_cut_off: bool) {
        self.is_cut_off = is_cut_off;
    }

    /// Lets the platform refuse to sign so many times in a hundred.
    pub fn set_sign_failures(&mut self, percent: u64) {
        self.sign_fails = percent;
    }

    /// Its connection.
    pub fn link(&mut self) -> Option<&mut Link> {
        self.link.as_mut()
    }

    /// Whether it has a connection, with or without a welcome.
    pub fn has_link(&self) -> bool {
        self.link.is_some()
    }

    /// Takes up a connection.
    pub fn connect(&mut self, now: Timestamp, link: Link, random: &mut Random) {
        self.link = Some(link);
        let nonce = Nonce(random.bytes());
        self.tell(now, Event::Connected { nonce });
    }

    /// Loses the connection with all that is under way on it.
    pub fn disconnect(&mut self, now: Timestamp) {
        if let Some(link) = self.link.take() {
            self.ended.push(link.conn);
            self.tell(now, Event::Disconnected);
        }
    }

    /// Connections that ended on the device's side since this was last asked.
    pub fn take_ended(&mut self) -> Vec<Conn> {
        core::mem::take(&mut self.ended)
    }

    /// A frame arrives.
    pub fn receive(&mut self, now: Timestamp, frame: &[u8]) {
        match Message::parse(frame) {
            Ok(message) => self.tell(now, Event::Received(message)),
            Err(_) => self.disconnect(now),
        }
    }

    /// A second passed.
    pub fn tick(&mut self, now: Timestamp) {
        self.tell(now, Event::Tick);
    }

    fn tell(&mut self, now: Timestamp, event: Event) {
        if self.is_on {
            let effects = self.replica.handle(self.clock(now), event);
            self.carry_out(now, effects);
        }
    }

    /// Says something; `Ok` means that it is on its way to storage.
    ///
    /// # Errors
    /// Why the entry is not even signed.
    pub fn write(
        &mut self,
        now: Timestamp,
        draft: Draft,
        random: &mut Random,
    ) -> Result<EntryId, WriteError> {
        let mut effects = Vec::new();
        let salted = Salted {
            draft,
            salt: Salt(random.bytes()),
        };
        let written = self.replica.write(self.clock(now), salted, &mut effects);
        self.carry_out(now, effects);
        written
    }

    /// Starts to follow a room that a link named.
    pub fn follow(
        &mut self,
        now: Timestamp,
        room: RoomId,
        kind: ledger::RoomKind,
        board: Option<RoomId>,
        relay: KeyId,
    ) {
        let mut effects = Vec::new();
        self.replica
            .follow(room, Some(kind), board, Some(relay), &mut effects);
        self.carry_out(now, effects);
    }

    /// Whether the platform has been asked for anything.
    pub fn is_busy(&self) -> bool {
        !self.tasks.is_empty() || self.disk.under_way() > 0
    }

    /// What it wants to fetch next, over HTTP.
    pub fn next_fetch(&self) -> Option<&ledger::wire::Snapshot> {
        self.fetches.front().map(|(_, named)| named)
    }

    /// That came, or it could not be had.
    pub fn fetched(&mut self, now: Timestamp, bytes: Option<Vec<u8>>) {
        if let Some((ticket, _)) = self.fetches.pop_front() {
            self.tell(now, Event::Fetched(ticket, bytes));
        }
    }

    /// Halls that are shown by a snapshot.
    pub fn shown(&self) -> usize {
        self.shown.len()
    }

    /// The process dies. So many of the transactions under way made it to storage.
    pub fn crash(&mut self, kept: usize) {
        self.disk.crash(kept);
        self.ended.extend(self.link.take().map(|link| link.conn));
        self.tasks.clear();
        self.fetches.clear();
        self.shown.clear();
        self.unsettled.clear();
        self.notices.clear();
        self.is_on = false;
    }

    /// The app is opened: a new session over what is stored.
    ///
    /// # Errors
    /// When something that was shown as saved is not there.
    pub fn start(&mut self, random: &mut Random) -> Result<(), String> {
        let session = SessionId(random.bytes());
        self.replica = Replica::new(Some(self.keys.public()), session, ORIGIN);
        for rows in self.room_by_room() {
            self.replica.load(&rows);
        }
        self.is_on = true;
        self.documents.clear();
        for room in self.replica.rooms() {
            self.rebuild(room);
        }
        self.check_saved()
    }

    /// What is stored, as the app reads it: everything but the halls, then hall by hall.
    fn room_by_room(&self) -> Vec<Rows> {
        let rows = self.disk.rows();
        let halls: Vec<RoomId> = rows
            .rooms
            .iter()
            .filter_map(|(_, value)| read_row(value))
            .filter(|row| row.kind == Some(RoomKind::Hall))
            .map(|row| row.room)
            .collect();
        let is_of = |key: &[u8], hall: Option<&RoomId>| {
            let room = key.get(..32).and_then(RoomId::from_slice);
            match hall {
                Some(hall) => room == Some(*hall),
                None => room.is_none_or(|room| !halls.contains(&room)),
            }
        };
        let parts = [None].into_iter().chain(halls.iter().map(Some));
        let part = |hall| {
            let of = |table: &Vec<(Vec<u8>, Vec<u8>)>| {
                let rows = table.iter().filter(|(key, _)| is_of(key, hall));
                rows.cloned().collect()
            };
            Rows {
                rooms: of(&rows.rooms),
                entries: of(&rows.entries),
                items: of(&rows.items),
                outbox: of(&rows.outbox),
                refused: of(&rows.refused),
            }
        };
        parts.map(part).collect()
    }

    /// Its storage was put back or emptied: what is shown as saved is what is there now.
    pub fn forget(&mut self) {
        self.saved = self.stored_own();
        self.delivered.retain(|_| false);
    }

    /// Entries by its key that are stored with their words. Those of a copy of the profile may
    /// have come without, because they are held.
    fn stored_own(&self) -> BTreeSet<(RoomId, EntryId)> {
        let rows = self.disk.rows().entries;
        let read = |(key, value): &(Vec<u8>, Vec<u8>)| {
            let entry = ledger::Entry::parse(value).ok()?;
            let room = RoomId::from_slice(key.get(..32)?)?;
            let is_own = entry.header().author == self.id() && entry.payload().is_some();
            is_own.then(|| (room, entry.id()))
        };
        rows.iter().filter_map(read).collect()
    }

    /// I1: what was shown as saved is on the device.
    ///
    /// # Errors
    /// The first entry that is not.
    pub fn check_saved(&self) -> Result<(), String> {
        for (room, entry) in &self.saved {
            let kept = self
                .replica
                .entry(*room, *entry)
                .ok_or_else(|| format!("{entry:?} was shown as saved and is gone"))?;
            let is_erased = self
                .replica
                .log(*room)
                .is_some_and(|log| log.is_erased(*entry));
            if kept.payload().is_none() && !is_erased {
                return Err(format!("{entry:?} was shown as saved and has no words"));
            }
            if self
                .replica
                .mark(*room, *entry)
                .is_none_or(|mark| mark == Mark::Saving)
            {
                return Err(format!("{entry:?} was shown as saved and has no mark"));
            }
        }
        Ok(())
    }

    /// Entries of this device that a receipt or a head vouched for.
    pub fn delivered(&self) -> &BTreeSet<(RoomId, EntryId)> {
        &self.delivered
    }

    /// Entries of this device that were shown as saved.
    pub fn saved(&self) -> &BTreeSet<(RoomId, EntryId)> {
        &self.saved
    }

    /// What went wrong on the device that must not go wrong.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// What the view was told since this was last asked.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        core::mem::take(&mut self.notices)
    }
}
