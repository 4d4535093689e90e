//! A newcomer to a long hall: its snapshot fetched, and shown until the hall's log is here.
//!
//! It is fetched in pieces, so that a cut costs one of them; what has come is kept for the next link. It is never
//! stored: the log is what counts (`ledger::replica::newcomer`).

use std::time::Duration;

use ledger::replica::{Event, Ticket};
use ledger::snapshot::{HEADER, Snapshot};
use ledger::{Digest, RoomId, wire};

use super::super::{Trouble, What};
use super::book::Book;
use super::records::everything;
use super::{Engine, State};
use crate::platform::blobs::{self, Ask};
use crate::platform::inflate::inflate;
use crate::platform::timer;

/// Bytes of one piece: a second over 1 Mbit/s.
const PIECE: u64 = 128 * 1024;
/// Pieces that may fail one after the other before the log is read instead.
const FAILURES: u32 = 5;
/// Between two tries.
const AGAIN: Duration = Duration::from_secs(1);
/// Changes that are taken in together: so few that the page goes on being drawn.
const TOGETHER: usize = 500;

/// What has come of a snapshot, by its name.
pub(super) type Begun = Option<(Digest, Vec<u8>)>;

impl Engine {
    /// Fetches a snapshot, and tells the replica what came of it.
    pub(super) fn fetch_snapshot(&self, ticket: Ticket, named: wire::Snapshot) {
        let engine = self.clone();
        let generation = self.inner.generation.get();
        leptos::task::spawn_local(async move {
            let fetched = engine.fetched(&named).await;
            engine.feed_if(generation, Event::Fetched(ticket, fetched));
        });
    }

    async fn fetched(&self, named: &wire::Snapshot) -> Option<Vec<u8>> {
        let begun = self.inner.state.borrow_mut().begun.take();
        let begun = begun.filter(|(name, _)| *name == named.sha256);
        let mut bytes = begun.map(|(_, bytes)| bytes).unwrap_or_default();
        let is_whole = self.fetch_pieces(named, &mut bytes).await;
        if !is_whole {
            self.inner.state.borrow_mut().begun = Some((named.sha256, bytes));
            return None;
        }
        if !named.is_of(&bytes) {
            return None;
        }
        let (_, length) = Snapshot::read_header(&bytes).ok()?;
        let (header, stream) = bytes.split_at_checked(HEADER)?;
        let body = inflate(stream, length).await.ok()?;
        Some([header, &body].concat())
    }

    async fn fetch_pieces(&self, named: &wire::Snapshot, bytes: &mut Vec<u8>) -> bool {
        let path = format!("/snapshot/{}/{}", named.head.head.room, named.sha256);
        let mut failures = 0;
        loop {
            let from = bytes.len() as u64;
            if from >= named.length {
                return true;
            }
            let token = self.inner.state.borrow().replica.token();
            let Some(token) = token.filter(|_| failures < FAILURES) else {
                return false;
            };
            let to = named.length.min(from + PIECE);
            let part = Ask::Part { from, to };
            match blobs::ask(&path, &token.to_string(), part).await {
                Ok(answer) if answer.body.len() as u64 == to - from => {
                    bytes.extend(answer.body);
                    failures = 0;
                }
                // It is gone, or not for this person.
                Ok(answer) if (400..500).contains(&answer.status) => return false,
                Ok(_) | Err(_) => {
                    failures += 1;
                    timer::sleep(AGAIN).await;
                }
            }
        }
    }

    /// Shows the record of a hall from a snapshot, once the document is made.
    pub(super) fn show_snapshot(&self, room: RoomId, changes: Vec<Vec<u8>>) {
        let engine = self.clone();
        let generation = self.inner.generation.get();
        leptos::task::spawn_local(async move {
            let mut book = Book::build(room, &[]);
            for some in changes.chunks(TOGETHER) {
                book.take(some);
                timer::sleep(Duration::ZERO).await;
            }
            if engine.inner.generation.get() != generation {
                return;
            }
            engine.inner.state.borrow_mut().take_snapshot(room, book);
            engine.view_soon();
        });
    }
}

impl State {
    fn take_snapshot(&mut self, room: RoomId, book: Book) {
        if self.replica.shown_by_snapshot(room).is_some() {
            self.books.insert(room, book);
            self.touch(room, &everything());
            self.dirty.insert(room);
        }
    }

    /// Refuses to change a record of which a snapshot is shown.
    pub(super) fn may_edit(&self, room: RoomId) -> Result<(), Trouble> {
        match self.replica.shown_by_snapshot(room) {
            Some(_) => Err(Trouble::new(What::StillArriving)),
            None => Ok(()),
        }
    }
}
