//! A newcomer to a long hall: the record from a snapshot first, the log after it.
//!
//! Over a poor line a long log takes minutes, and its record fits into seconds. So a device that opens
//! a hall says that a snapshot would do; if there is one, the relay holds the log back until the
//! device has fetched it or given it up. What the snapshot shows counts for nothing: it is not stored,
//! nothing is judged by it, and when the log is here the record is built from the log. A snapshot
//! that was not of that log is a relay that says two things.

use super::{Asked, Effect, Notice, Phase, Replica, Room, Sync, Ticket};
use crate::{ChangeHash, Class, Head, RoomId, RoomKind, Seq, limits, snapshot::Snapshot, wire};

/// How far a hall has come with its snapshot.
#[derive(Clone, Debug, Default)]
pub(super) enum Newcomer {
    /// It was not asked for on this link.
    #[default]
    Unasked,
    /// It was asked for: a snapshot or the log will come.
    Asked,
    /// It waits for its turn to be fetched.
    Offered(wire::Snapshot),
    /// It is being fetched.
    Fetching(wire::Snapshot),
    /// It is here, and its board is not as far yet.
    Waiting(wire::Snapshot, Box<Snapshot>),
    /// Signatures are being checked.
    Judging,
    /// It is shown in place of the record.
    Shown {
        /// Where it stands.
        head: Head,
        /// Its newest changes; nothing once the log was found to agree.
        heads: Vec<ChangeHash>,
    },
    /// The log alone counts.
    Settled,
}

impl Newcomer {
    /// Whether the log may not come while another room waits for its own.
    pub(super) fn yields(&self) -> bool {
        matches!(self, Self::Shown { .. } | Self::Settled)
    }

    /// Whether the log is held back for it.
    fn holds_back(&self) -> bool {
        matches!(
            self,
            Self::Offered(_) | Self::Fetching(_) | Self::Waiting(..) | Self::Judging
        )
    }

    /// What is left of it when the link ends.
    pub(super) fn unlinked(&mut self) {
        if self.holds_back() || matches!(self, Self::Asked) {
            *self = Self::Unasked;
        }
    }
}

impl Room {
    /// Whether a snapshot would help: a hall in which nothing of this device's record waits.
    pub(super) fn wants_snapshot(&self) -> bool {
        let is_hall = self.kind().is_none_or(|kind| kind == RoomKind::Hall);
        is_hall && matches!(self.newcomer, Newcomer::Unasked) && !self.writes_record()
    }

    /// Whether changes of this device are on their way.
    fn writes_record(&self) -> bool {
        let is_change = |entry: &crate::Entry| entry.header().class == Class::Record;
        let waits = self.outbox.values().any(|id| {
            let entry = self.entries.get(id);
            entry.is_some_and(is_change)
        });
        let previews = self.writing.iter().map(|writing| &writing.preview);
        waits || self.storing.iter().chain(previews).any(is_change)
    }
}

impl Replica {
    /// The relay has a snapshot and holds the log back.
    pub(super) fn offered(&mut self, snapshot: wire::Snapshot, out: &mut Vec<Effect>) {
        let id = snapshot.head.head.room;
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        if !matches!(room.newcomer, Newcomer::Asked) || !matches!(room.sync, Sync::Open { .. }) {
            return;
        }
        let is_bounded = (1..=limits::SNAPSHOT_BYTES).contains(&snapshot.length);
        if !is_bounded || room.writes_record() || snapshot.head.head.seq <= room.log.len() {
            return self.settle_newcomer(id, Newcomer::Settled, out);
        }
        room.newcomer = Newcomer::Offered(snapshot);
        self.fetch_next(out);
    }

    /// One after the other: each is shown as soon as it can be.
    fn fetch_next(&mut self, out: &mut Vec<Effect>) {
        let is_fetching = |room: &Room| matches!(room.newcomer, Newcomer::Fetching(_));
        if self.link != Phase::Online || self.rooms.values().any(is_fetching) {
            return;
        }
        let next = self
            .rooms
            .iter()
            .find_map(|(id, room)| match &room.newcomer {
                Newcomer::Offered(snapshot) => Some((*id, snapshot.clone())),
                _ => None,
            });
        if let Some((id, snapshot)) = next {
            if let Some(room) = self.rooms.get_mut(&id) {
                room.newcomer = Newcomer::Fetching(snapshot.clone());
            }
            let ticket = self.ask(Asked::Fetch(id));
            out.push(Effect::Fetch(ticket, snapshot));
        }
    }

    /// A snapshot was fetched, checked against its name and inflated; or it could not be had.
    pub(super) fn fetched(&mut self, ticket: Ticket, bytes: Option<&[u8]>, out: &mut Vec<Effect>) {
        let Some(Asked::Fetch(id)) = self.asked.remove(&ticket) else {
            return;
        };
        let room = self.rooms.get_mut(&id);
        let newcomer = room.map(|room| &mut room.newcomer);
        let Some(Newcomer::Fetching(named)) = newcomer.as_deref() else {
            // It was given up meanwhile; others wait for their turn.
            return self.fetch_next(out);
        };
        let (named, head) = (named.clone(), named.head.head);
        let read = bytes.and_then(|bytes| Snapshot::read(bytes).ok());
        let read = read.filter(|read| read.standing.head(head.relay) == head);
        match read {
            Some(read) => {
                if let Some(newcomer) = newcomer {
                    *newcomer = Newcomer::Waiting(named, Box::new(read));
                }
                self.judge_newcomer(id, out);
            }
            None => self.settle_newcomer(id, Newcomer::Settled, out),
        }
        self.fetch_next(out);
    }

    /// Judges a snapshot, once the board is as far as it was judged by.
    pub(super) fn judge_newcomer(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        let Newcomer::Waiting(named, snapshot) = &room.newcomer else {
            return;
        };
        let board = room.board().and_then(|board| self.rooms.get(&board));
        let Some(board) = board else {
            return self.settle_newcomer(id, Newcomer::Settled, out);
        };
        if board.log.len() < snapshot.judged_at() && board.sync != Sync::Distrusted {
            return;
        }
        let board = &board.log;
        let key = self.relay_key(id, named.head.head.relay);
        let (Ok(mut judged), Some(key)) = (snapshot.judge(board), key) else {
            return self.settle_newcomer(id, Newcomer::Settled, out);
        };
        let checks = core::mem::take(&mut judged.checks);
        let checks = core::iter::once(named.head.check(key)).chain(checks);
        let checks = checks.collect();
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        let judging = core::mem::replace(&mut room.newcomer, Newcomer::Judging);
        let Newcomer::Waiting(_, snapshot) = judging else {
            return;
        };
        let ticket = self.ask(Asked::Snapshot(id, snapshot, judged.heads));
        out.push(Effect::Verify(ticket, checks));
    }

    /// Snapshots of halls that waited for their board.
    pub(super) fn judge_newcomers_under(&mut self, board: RoomId, out: &mut Vec<Effect>) {
        for id in self.under(board) {
            self.judge_newcomer(id, out);
        }
    }

    /// Its signatures were checked: it is shown, and the log may come.
    pub(super) fn take_newcomer(
        &mut self,
        id: RoomId,
        snapshot: Snapshot,
        heads: Vec<ChangeHash>,
        is_sound: bool,
        out: &mut Vec<Effect>,
    ) {
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        if !matches!(room.newcomer, Newcomer::Judging) {
            return;
        }
        if !is_sound || room.writes_record() {
            return self.settle_newcomer(id, Newcomer::Settled, out);
        }
        let head = snapshot.standing.head(crate::KeyId::ZERO);
        out.push(Effect::Notify(Notice::Snapshot(id, snapshot.changes)));
        self.settle_newcomer(id, Newcomer::Shown { head, heads }, out);
    }

    /// A snapshot has come to something. When none is waited for any more, the logs are opened that
    /// were held back: over one line they would come in between.
    fn settle_newcomer(&mut self, id: RoomId, to: Newcomer, out: &mut Vec<Effect>) {
        if let Some(room) = self.rooms.get_mut(&id) {
            room.newcomer = to;
            if matches!(room.sync, Sync::Open { .. }) {
                room.sync = Sync::Closed;
            }
        }
        self.open_held_back(out);
    }

    fn open_held_back(&mut self, out: &mut Vec<Effect>) {
        if self.is_fetching() {
            return;
        }
        for id in self.rooms() {
            self.open(id, out);
        }
    }

    /// Whether some hall still waits for its snapshot.
    pub(super) fn is_fetching(&self) -> bool {
        let mut states = self.rooms.values().map(|room| &room.newcomer);
        states.any(Newcomer::holds_back)
    }

    /// Items were appended. Once the log has come to what a snapshot shows, it has to say the same;
    /// once all of it is here, the record is built from it. Gives whether the relay said two things.
    pub(super) fn compare_newcomer(&mut self, id: RoomId) -> Option<Compared> {
        let room = self.rooms.get_mut(&id)?;
        let Newcomer::Shown { head, heads } = &mut room.newcomer else {
            return None;
        };
        let digest = room.log.digest_at(head.seq)?;
        if !heads.is_empty() {
            let heads = core::mem::take(heads);
            // What stood in an epoch that is over was true when it was said.
            let is_over = room.log.epoch() != head.epoch;
            let is_true = digest == head.digest && room.log.has_record(&heads, head.seq);
            if !is_true && !is_over {
                room.newcomer = Newcomer::Settled;
                return Some(Compared::Differs);
            }
        }
        if room.row.until.is_some() {
            return None;
        }
        room.newcomer = Newcomer::Settled;
        Some(Compared::Whole)
    }

    /// The position up to which a room is shown by a snapshot, while its log is on its way.
    pub fn shown_by_snapshot(&self, room: RoomId) -> Option<Seq> {
        match &self.rooms.get(&room)?.newcomer {
            Newcomer::Shown { head, .. } => Some(head.seq),
            _ => None,
        }
    }
}

/// What the log said of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// The same, and all of it is here.
    Whole,
    /// Something else.
    Differs,
}
