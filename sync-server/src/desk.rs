//! The desk: the one thread that owns the relay's machine, its key and its log.
//!
//! It takes what waits in the queue, asks the machine, writes everything that is to be kept in one
//! transaction, and lets nothing out before that is durable. There is no other way to the log. In a
//! rush it writes a few times less often (`desk/pace.rs`), so that neighbours share what a group costs.

mod boards;
mod carry;
mod group;
mod letter;
mod pace;
mod queue;
mod restore;
mod snapshots;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};

use ledger::{
    Relay, RoomId, Seq, SessionId,
    relay::{Conn, Event},
    wire::{Farewell, Goodbye, Message},
};
use tokio::sync::mpsc;

use crate::{
    cache::{self, Cache},
    clock,
    conn::{BlobQuestion, Inbound},
    crypto::{self, RingCrypto},
    log::{Log, LogError},
    metrics::Metrics,
    outbox::{Outbox, Outgoing},
    pages::Bell,
    replay::ReplayError,
};
use group::Group;
use pace::Pace;
use queue::{Heard, Queue};

/// Items after which a group is written even if more messages wait: a second's work of verifying
/// must not stand between a vote and its receipt.
const GROUP_ITEMS: usize = 1_000;
/// Positions that one answer to the worker looks at, so that no vote waits long for a page or a snapshot.
const STRETCH: Seq = 256;
/// How long connections may take to hear the goodbye.
const FAREWELL: Duration = Duration::from_secs(3);

/// Why the desk cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// After a failed write the log could not be read either, so nothing is certain any more.
    #[error("the log cannot be read back after a failed write")]
    Restore(#[from] ReplayError),
    /// The log failed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The system gives no random numbers.
    #[error(transparent)]
    Random(#[from] crypto::KeyError),
}

/// The machine and everything that it works with.
pub struct Desk {
    relay: Relay,
    crypto: RingCrypto,
    log: Box<dyn Log>,
    cache: Cache,
    lines: BTreeMap<Conn, Line>,
    metrics: Arc<Metrics>,
    bell: Bell,
    /// Under which the relay itself writes, from the first letter on.
    session: Option<SessionId>,
    is_disk_full: bool,
}

/// A connection as the desk sees it.
struct Line {
    outbox: Outbox,
    /// Rooms that it was too slow for and that go on when its outbox has room.
    lagging: BTreeSet<RoomId>,
}

impl Desk {
    /// A desk over a log whose rooms the relay already holds; it rings when a board has grown.
    pub fn new(
        relay: Relay,
        crypto: RingCrypto,
        log: Box<dyn Log>,
        metrics: Arc<Metrics>,
        bell: Bell,
    ) -> Self {
        Metrics::set(&metrics.rooms, relay.rooms().count() as u64);
        Self {
            relay,
            crypto,
            log,
            cache: Cache::new(cache::BYTES),
            lines: BTreeMap::new(),
            metrics,
            bell,
            session: None,
            is_disk_full: false,
        }
    }

    /// Works until it is told to stop and everybody has left.
    ///
    /// # Errors
    /// Named in [`DeskError`]; the process has to end then, so that nobody is told anything untrue.
    pub fn work(mut self, queue: mpsc::Receiver<Inbound>) -> Result<(), DeskError> {
        let mut queue = Queue::new(queue);
        let mut waiting = Vec::new();
        let mut group = Group::default();
        let mut pace = Pace::default();
        let mut stopping: Option<Instant> = None;
        while queue.hear(&mut waiting, pace.due(&group)) == Heard::More {
            for inbound in waiting.drain(..) {
                match (&inbound, stopping) {
                    (Inbound::Stop, None) => {
                        self.settle(&mut group)?;
                        self.say_goodbye();
                        stopping = Some(Instant::now());
                    }
                    (Inbound::Message(..), Some(_)) => {}
                    _ => self.take(inbound, &mut group)?,
                }
                if group.items() >= GROUP_ITEMS {
                    self.settle(&mut group)?;
                }
            }
            if pace.allows(&group, Instant::now()) {
                self.settle(&mut group)?;
            }
            if stopping.is_some_and(|at| self.lines.is_empty() || at.elapsed() > FAREWELL) {
                break;
            }
        }
        self.settle(&mut group)
    }

    fn take(&mut self, inbound: Inbound, group: &mut Group) -> Result<(), DeskError> {
        match inbound {
            Inbound::Connected(conn, outbox) => {
                let line = Line {
                    outbox,
                    lagging: BTreeSet::new(),
                };
                self.lines.insert(conn, line);
                let event = Event::Connected {
                    conn,
                    nonce: crypto::random()?,
                    token: crypto::random()?,
                };
                self.ask(event, group);
            }
            Inbound::Message(conn, message) => {
                if self.names_unknown_room(&message) {
                    self.find_new_rooms()?;
                }
                self.ask(Event::Received { conn, message }, group);
            }
            Inbound::Taken(conn, room) => self.ask(Event::Delivered { conn, room }, group),
            Inbound::Drained(conn) => self.go_on(conn, group),
            Inbound::Disconnected(conn) => {
                self.lines.remove(&conn);
                self.ask(Event::Disconnected { conn }, group);
            }
            Inbound::Blobs(question) => {
                let BlobQuestion {
                    token,
                    room,
                    answer,
                } = question;
                // Whoever asked may have hung up.
                let _ = answer.send(self.relay.blob_rights(clock::now(), token, room));
            }
            // The worker may have been told to end.
            Inbound::Boards(answer) => {
                let _ = answer.send(self.boards());
            }
            Inbound::Record(question) => self.answer_record(question),
            Inbound::Letter(letter) => self.write_down(letter, group)?,
            Inbound::Tick => {
                self.find_new_rooms()?;
                self.watch_disk(group);
                self.ask(Event::Tick, group);
            }
            Inbound::Stop => {}
            Inbound::Grown(answer) => {
                let _ = answer.send(self.relay.due_for_snapshots());
            }
            Inbound::Log(question) => self.answer_log(question),
            Inbound::Snapshot(offer) => self.take_offer(offer),
            Inbound::Withdrawn(room, sha256) => self.relay.withdraw(room, sha256),
        }
        Ok(())
    }

    /// Asks the machine; what it wants is carried out when the group is settled.
    fn ask(&mut self, event: Event, group: &mut Group) {
        let effects = self.relay.handle(clock::now(), event, &self.crypto);
        group.take(effects, &self.relay);
    }

    /// A connection that was too slow gets the rooms that it lacks from the log.
    fn go_on(&mut self, conn: Conn, group: &mut Group) {
        let lagging = self
            .lines
            .get_mut(&conn)
            .map(|line| core::mem::take(&mut line.lagging))
            .unwrap_or_default();
        for room in lagging {
            self.ask(Event::Delivered { conn, room }, group);
        }
    }

    fn watch_disk(&mut self, group: &mut Group) {
        let is_full = match self.is_disk_full {
            true => !self.log.is_writable(),
            false => !self.log.has_space(),
        };
        if is_full != self.is_disk_full {
            self.set_disk_full(is_full, group);
        }
    }

    fn set_disk_full(&mut self, is_full: bool, group: &mut Group) {
        match is_full {
            true => tracing::error!("the disk is full or failing: entries are put off"),
            false => tracing::info!("the disk can be written: entries are taken again"),
        }
        self.is_disk_full = is_full;
        self.ask(Event::Disk { is_full }, group);
    }

    fn say_goodbye(&self) {
        let why = Farewell::Busy;
        let goodbye = Message::Goodbye(Goodbye { why }).to_bytes();
        for line in self.lines.values() {
            line.outbox.send(Outgoing::Frame(goodbye.clone().into()));
            line.outbox.send(Outgoing::Close(why));
        }
    }
}
