//! The relay with its shell: queues, storage and connections, as `sync-server` has them.
//!
//! One turn takes what waits, asks the machine, writes everything that is to be kept in one batch,
//! says `Flushed` or `Failed`, and only then sends. It may die before the batch, or after it and
//! before anything was sent.

mod archive;
mod snapshots;
mod turn;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ledger::{
    Digest, Entry, KeyId, Nonce, PublicKey, Relay, RoomId, RoomLog, SignedHead, Timestamp,
    crypto::Crypto as _,
    limits,
    relay::{Config, Conn, Event},
    room::Line,
};

pub use archive::{Archive, Shelf, Stored, Write};
pub use turn::{Death, Outgoing};

use crate::{Keys, Random};

/// A relay that is up or down.
#[derive(Debug)]
pub struct Station {
    keys: Keys,
    config: Config,
    relay: Option<Relay>,
    archive: Archive,
    waiting: VecDeque<Event>,
    next_conn: u64,
    skew: i64,
    is_disk_full: bool,
    failing_turns: u32,
    lags: u64,
    witness: BTreeMap<RoomId, Witness>,
    snapshots: BTreeMap<Digest, Vec<u8>>,
}

/// How a room's log was before the relay lost part of it.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The epoch then.
    pub epoch: u64,
    /// The lines then.
    pub lines: Vec<Line>,
    /// Whether the relay has logged something else at one of these positions since.
    pub has_parted: bool,
    /// Whether it told a device that it goes on without what that device proved.
    pub has_gone_on: bool,
}

impl Station {
    /// A relay at an origin, with nothing stored.
    pub fn new(random: &mut Random, origin: &str) -> Self {
        let keys = Keys::mint(random);
        let mut config = Config::new(origin);
        config.snapshot_entries = snapshots::ENTRIES;
        Self {
            relay: Some(Relay::new(config.clone(), keys.public(), Vec::new())),
            keys,
            config,
            archive: Archive::default(),
            waiting: VecDeque::new(),
            next_conn: 0,
            skew: 0,
            is_disk_full: false,
            failing_turns: 0,
            lags: 0,
            witness: BTreeMap::new(),
            snapshots: BTreeMap::new(),
        }
    }

    /// The relay's key.
    pub fn key(&self) -> PublicKey {
        self.keys.public()
    }

    /// The relay's key, for signing what its operator signs.
    pub fn keys(&self) -> Keys {
        self.keys
    }

    /// The machine, while it runs.
    pub fn relay(&self) -> Option<&Relay> {
        self.relay.as_ref()
    }

    /// A room's log, while the machine runs.
    pub fn log(&self, room: RoomId) -> Option<&RoomLog> {
        self.relay.as_ref()?.room(room)
    }

    /// What is stored.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The relay's clock.
    pub fn clock(&self, now: Timestamp) -> Timestamp {
        Timestamp(now.0.saturating_add_signed(self.skew))
    }

    /// Sets the relay's clock forward or back.
    pub fn jump(&mut self, by: i64) {
        self.skew = self.skew.saturating_add(by);
    }

    /// Lets of a hundred deliveries so many find the connection too slow.
    pub fn set_lags(&mut self, percent: u64) {
        self.lags = percent;
    }

    /// Limits every room to so many entries.
    pub fn limit_rooms(&mut self, entries: u64) {
        self.config.room_entries = entries;
    }

    /// Hosts a board.
    ///
    /// # Errors
    /// Why the entry is not accepted.
    pub fn host(&mut self, now: Timestamp, entry: Entry) -> Result<(), String> {
        let now = self.clock(now);
        let relay = self.relay.as_mut().ok_or("the relay is down")?;
        let effects = relay
            .host(now, entry)
            .map_err(|reject| format!("the board is not hosted: {reject:?}"))?;
        let mut batch = Vec::new();
        let rest = turn::sort(effects, &mut batch);
        assert!(rest.is_empty(), "hosting only stores");
        self.archive.commit(batch);
        Ok(())
    }

    /// Accepts a connection; `None` while the relay is down.
    pub fn accept(&mut self, random: &mut Random) -> Option<Conn> {
        self.relay.as_ref()?;
        self.next_conn += 1;
        let conn = Conn(self.next_conn);
        self.waiting.push_back(Event::Connected {
            conn,
            nonce: Nonce(random.bytes()),
            token: Nonce(random.bytes()),
        });
        Some(conn)
    }

    /// Tells the machine something at its next turn.
    pub fn tell(&mut self, event: Event) {
        if self.relay.is_some() {
            self.waiting.push_back(event);
        }
    }

    /// Whether the machine has something to do.
    pub fn is_busy(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether the machine runs.
    pub fn is_up(&self) -> bool {
        self.relay.is_some()
    }

    /// Fills the disk, or frees it; the machine hears of it.
    pub fn set_disk_full(&mut self, is_full: bool) {
        self.is_disk_full = is_full;
        self.failing_turns = 0;
        self.tell(Event::Disk { is_full });
    }

    /// Lets the next batches fail without a word beforehand.
    pub fn fail_batches(&mut self, batches: u32) {
        self.failing_turns = batches;
    }

    /// The process dies; everything not stored is gone.
    pub fn crash(&mut self) {
        self.relay = None;
        self.waiting.clear();
    }

    /// The process starts from what is stored.
    ///
    /// # Errors
    /// When what is stored does not judge.
    pub fn start(&mut self) -> Result<(), String> {
        let logs = self.archive.logs()?;
        let mut relay = Relay::new(self.config.clone(), self.keys.public(), logs);
        if self.is_disk_full {
            relay.handle(Timestamp(0), Event::Disk { is_full: true }, &self.keys);
        }
        self.relay = Some(relay);
        Ok(())
    }

    /// A copy of the data folder.
    pub fn copy(&self) -> Archive {
        self.archive.clone()
    }

    /// Puts an older copy, or nothing, in place of the data folder. The key stays.
    pub fn replace(&mut self, archive: Archive) {
        self.crash();
        let lost = core::mem::replace(&mut self.archive, archive);
        for (room, shelf) in lost.rooms() {
            self.remember(room, shelf);
        }
    }

    /// What rooms were like before parts of them were lost.
    pub fn witness(&self) -> impl Iterator<Item = (RoomId, &Witness)> {
        self.witness.iter().map(|(id, witness)| (*id, witness))
    }

    /// Whether a head was signed by this relay.
    pub fn signed(&self, head: &SignedHead) -> bool {
        crate::keys::verify(&head.check(self.key()))
    }

    /// A shelf without items lost nothing: an epoch alone is not restored, because no device
    /// holds a head that would prove it.
    fn remember(&mut self, room: RoomId, shelf: &Shelf) {
        let lines = shelf.lines();
        if lines.is_empty() {
            return;
        }
        let known = self.witness.get(&room);
        let is_longer = known.is_none_or(|known| {
            known.has_parted || known.epoch < shelf.epoch || known.lines.len() < lines.len()
        });
        if is_longer {
            let witness = Witness {
                epoch: shelf.epoch,
                lines,
                has_parted: false,
                has_gone_on: false,
            };
            self.witness.insert(room, witness);
        }
    }

    /// Rooms that a key may read now.
    pub fn reads(&self, now: Timestamp, key: KeyId) -> BTreeSet<RoomId> {
        let Some(relay) = &self.relay else {
            return BTreeSet::new();
        };
        let now = self.clock(now);
        let may_read = |log: &&RoomLog| {
            let board = log.board().and_then(|board| relay.room(board));
            let roles = log.roles(board, key, now);
            log.kind()
                .is_some_and(|kind| roles.iter().any(|role| role.reads(kind)))
        };
        relay.rooms().filter(may_read).map(RoomLog::id).collect()
    }
}

impl Shelf {
    /// The lines of the stored log, with their digests.
    pub fn lines(&self) -> Vec<Line> {
        let mut digest = ledger::Digest::ZERO;
        let line = |item: &Stored| {
            digest = digest.next(item.entry.id(), item.judged_at, item.received_at);
            Line {
                entry: item.entry.id(),
                judged_at: item.judged_at,
                received_at: item.received_at,
                digest,
                length: 0,
            }
        };
        self.items.iter().map(line).collect()
    }
}

/// Whether a frame is one that a shell would hand to the machine at all.
pub(crate) fn is_frame(bytes: &[u8]) -> bool {
    bytes.len() <= limits::FRAME_BYTES
}
