//! The worker: hears that boards have grown, reads them, renders their pages.
//!
//! It is the one place of the relay that builds documents. Between rounds it makes snapshots for
//! newcomers of long halls ([`Maker`]), one hall at a time, so that pages never wait for more than one.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use consultation::CivilTime;
use ledger::{RoomId, Timestamp};

use super::{
    Shelf, Watch, civil,
    document::{Record, Unread},
    shelf::BoardPages,
};
use crate::{
    clock,
    conn::{BoardHead, Front, Gone},
    metrics::Metrics,
    snapshots::Maker,
};

/// The least time between two rounds: a person's typing comes in several changes a second.
const GAP: Duration = Duration::from_millis(250);
/// How often pages are looked through for what the clock has changed: what is posted at a minute.
const ROUND: Duration = Duration::from_secs(60);
/// How long a board is left alone after it could not be rendered, doubled each time.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest of these.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Renders the pages of all boards.
pub struct Worker {
    front: Front,
    shelf: Arc<Shelf>,
    watch: Watch,
    boards: BTreeMap<RoomId, Board>,
    maker: Option<Maker>,
    /// Whether further halls wait for a snapshot.
    has_more: bool,
}

/// A board as the worker knows it.
#[derive(Default)]
struct Board {
    record: Record,
    rendered: Option<CivilTime>,
    behind_since: Option<Timestamp>,
    failures: u32,
    rests_until: Option<Instant>,
}

impl Worker {
    /// A worker that asks the desk through this front and puts pages on this shelf.
    pub fn new(front: Front, shelf: Arc<Shelf>, watch: Watch, maker: Option<Maker>) -> Self {
        Self {
            front,
            shelf,
            watch,
            boards: BTreeMap::new(),
            maker,
            has_more: false,
        }
    }

    /// Works until the desk is gone.
    pub fn work(mut self, heard: &Receiver<()>) {
        while self.go_round() {
            thread::sleep(GAP);
            if heard.recv_timeout(self.patience()) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    }

    /// Goes through all boards once; false when the relay stops.
    fn go_round(&mut self) -> bool {
        let gone_round = catch_unwind(AssertUnwindSafe(|| self.round()));
        match gone_round {
            Ok(round) => round.is_ok(),
            Err(_) => {
                // Outside of any one board; whatever was held may be half done.
                Metrics::add(&self.front.metrics().page_restarts, 1);
                self.boards.clear();
                true
            }
        }
    }

    fn round(&mut self) -> Result<(), Gone> {
        let heads = self.front.boards()?;
        let now = clock::now();
        for head in &heads {
            let board = self.boards.entry(head.room).or_default();
            if !board.record.is_at(*head) {
                board.behind_since.get_or_insert(now);
            }
        }
        self.say_behind();
        for head in heads {
            self.tend(head)?;
        }
        self.shelf.set_ready();
        self.say_behind();
        self.has_more = match &mut self.maker {
            Some(maker) => maker.make_one()?,
            None => false,
        };
        Ok(())
    }

    /// Brings one board's pages up to date. Whatever it runs into stays with this board.
    fn tend(&mut self, head: BoardHead) -> Result<(), Gone> {
        let now = clock::now();
        let Some(minute) = civil(now) else {
            return Ok(());
        };
        let board = self.boards.entry(head.room).or_default();
        let is_current = board.record.is_at(head) && board.rendered == Some(minute);
        let rests = board
            .rests_until
            .is_some_and(|until| Instant::now() < until);
        if is_current || rests {
            return Ok(());
        }
        let begun = Instant::now();
        let before = self.shelf.board(head.room);
        let made = catch_unwind(AssertUnwindSafe(|| {
            board.record.read(&self.front, head)?;
            (self.watch)(head.room);
            let community = board.record.community(head.room, minute);
            let before = before.as_ref().map(|shown| shown.pages.as_ref());
            Ok(community.map(|community| BoardPages::render(community, minute, now, before)))
        }));
        let metrics = self.front.metrics();
        match made {
            Ok(Ok(made)) => {
                // A board that nobody has taken over yet has no pages.
                if let Some((pages, rendered)) = made {
                    self.shelf.put(head.room, pages);
                    metrics.rendered(rendered, begun.elapsed());
                }
                board.is_done(minute);
            }
            Ok(Err(Unread::Stopping)) => return Err(Gone),
            Ok(Err(Unread::Unreadable)) => board.rest(now),
            Err(_) => {
                Metrics::add(&metrics.page_restarts, 1);
                tracing::error!(room = %head.room, "the pages of a board broke down; the last ones stay");
                // What the document was in the middle of is not known.
                board.record = Record::default();
                board.rest(now);
            }
        }
        if board.failures > 0 {
            self.shelf.is_behind(head.room);
        }
        Ok(())
    }

    /// How long to wait for the bell: until the next minute, or until a board has rested.
    fn patience(&self) -> Duration {
        if self.has_more {
            return GAP;
        }
        let now = Instant::now();
        let rests = self.boards.values().filter_map(|board| board.rests_until);
        let left = rests.map(|until| until.saturating_duration_since(now));
        left.min().unwrap_or(ROUND).min(ROUND)
    }

    fn say_behind(&self) {
        let since = self.boards.values().filter_map(|board| board.behind_since);
        let since = since.min().map_or(0, |since| since.0);
        Metrics::set(&self.front.metrics().pages_behind_since, since);
    }
}

impl Board {
    fn is_done(&mut self, minute: CivilTime) {
        self.rendered = Some(minute);
        self.behind_since = None;
        self.failures = 0;
        self.rests_until = None;
    }

    fn rest(&mut self, now: Timestamp) {
        let pause = PAUSE.saturating_mul(1 << self.failures.min(6));
        self.failures = self.failures.saturating_add(1);
        self.rests_until = Some(Instant::now() + pause.min(LONGEST_PAUSE));
        self.behind_since.get_or_insert(now);
    }
}
