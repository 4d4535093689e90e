//! Publishing: at most once a frame, and only what changed.

use std::sync::Arc;
use std::time::Duration;

use consultation::projection::Board;
use consultation::statement::NAME_TAG;
use consultation::{CivilTime, People, Said, Statement};
use ledger::replica::Shown;
use ledger::{Kind, RoomId, RoomKind, Timestamp};
use leptos::prelude::{GetUntracked, Set};

use super::super::{Note, Phase, SyncStatus, Trouble, What};
use super::{Engine, State, letters, now, rows, show};
use crate::platform::{clock, install, timer};

/// A frame: what arrives within it is applied and shown together.
const FRAME: Duration = Duration::from_millis(16);

impl Engine {
    /// Has what changed published with the next frame.
    pub(super) fn view_soon(&self) {
        if self.inner.is_view_due.replace(true) {
            return;
        }
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            timer::sleep(FRAME).await;
            engine.show();
        });
    }

    /// Applies what arrived and publishes what changed.
    pub(super) fn show(&self) {
        self.inner.is_view_due.set(false);
        if self.is_front() {
            return; // shown once everything is read
        }
        let mut state = self.inner.state.borrow_mut();
        let arrived: Vec<RoomId> = state.arrived.keys().copied().collect();
        for room in arrived {
            state.take_arrived(room);
        }
        let dirty = std::mem::take(&mut state.dirty);
        let stage = self.inner.stage;
        self.show_sync(&state);
        if dirty.is_empty() {
            return;
        }
        let Ok(board) = state.board() else { return };
        let people = state.people(board);
        // Whoever is known to a hall alone gets their role there from its log.
        let is_board_dirty = dirty.contains(&board)
            || state.is_of_halls(board)
                && dirty
                    .iter()
                    .any(|room| state.board_of(*room) == Some(board));
        let waited = state.letters_due;
        let office = state.office();
        let is_office_dirty = office.is_some_and(|office| dirty.contains(&office));
        let awake = office.filter(|office| !state.asleep.contains_key(office));
        if let Some(office) = awake.filter(|_| is_board_dirty || is_office_dirty) {
            let sheets = state.board_sheets();
            let letters: Arc<[_]> = letters::of_office(&mut state, office, &sheets).into();
            set_if_changed(stage.letters, letters);
        }
        if is_board_dirty || state.letters_due != waited {
            let written = state.book(board);
            let written = written.map(|book| Board::read(&book.document).0);
            let written = written.unwrap_or_default();
            let community = show::community(&mut state, board, &written, &people, stage.practice);
            if stage.community.get_untracked() != community {
                state.unkept.insert(board);
            }
            if let Some(community) = &community {
                state.names.insert(board, community.name.clone());
            }
            set_if_changed(stage.community, community);
            let persons: Arc<[_]> = show::persons(&state, board, &people).into();
            set_if_changed(stage.people, persons);
            let before = stage.board.get_untracked();
            let view = rows::board(&mut state, board, &written, &people, &before.rows);
            set_if_changed(stage.board, Arc::new(view));
            if state.asleep.is_empty() {
                state.compare_topics(board);
            }
        }
        for room in dirty.iter() {
            state.note_rulings(*room);
        }
        state.note_boards(&dirty);
        let boards: Arc<[_]> = state.board_items().into();
        set_if_changed(stage.boards, boards);
        let items: Arc<[_]> = show::items(&mut state).into();
        set_if_changed(stage.consultations, items);
        let sent: Arc<[_]> = state.sent_items().into();
        set_if_changed(stage.sent, sent);
        if let Some(room) = state
            .open
            .filter(|room| is_board_dirty || dirty.contains(room))
        {
            let of_hall = state.people(room);
            let people = people.or(of_hall.clone());
            let before = stage.consultation.get_untracked();
            let names = (&of_hall, &people);
            let view = show::consultation(&mut state, room, names, before.as_deref());
            set_if_changed(stage.consultation, view.map(Arc::new));
        }
        set_if_changed(stage.reliability, Arc::new(show::reliability(&state)));
        if !state.unkept.is_empty() {
            self.keep_soon();
        }
        let is_untold = std::mem::take(&mut state.is_left_out_untold);
        drop(state);
        if is_office_dirty {
            self.follow_roster();
            self.keep_for_staff();
        }
        if is_untold {
            stage.note(Note::OpenedWithoutNewest);
            if *stage.phase.read_untracked() == Phase::Ready {
                self.show_phase(Phase::CrashLoop);
            }
        }
    }

    fn show_sync(&self, state: &State) {
        let unsent = state.replica.unsent() + state.carrier.waiting();
        let status = if let (false, Some(heard)) = (self.is_writer(), self.inner.heard.get()) {
            heard
        } else if state.trouble.is_some() || state.storage_trouble.is_some() {
            SyncStatus::Trouble { unsent }
        } else if state.replica.is_online() {
            SyncStatus::Online { unsent }
        } else {
            SyncStatus::Offline { unsent }
        };
        if self.inner.stage.sync.get_untracked() != status {
            if !self.inner.stage.practice {
                install::note_unsent(u32::try_from(unsent).unwrap_or(u32::MAX));
            }
            self.inner.stage.sync.set(status);
            self.tell_status();
            self.inner
                .stage
                .reliability
                .set(Arc::new(show::reliability(state)));
        }
    }

    /// Makes the rows of the board, from now on with everything that changes it.
    pub(super) fn open_board(&self) {
        {
            let mut state = self.inner.state.borrow_mut();
            let Ok(board) = state.board() else { return };
            if std::mem::replace(&mut state.is_board_open, true) {
                return;
            }
            state.dirty.insert(board);
        }
        self.show();
    }

    /// Shows a record and keeps it up to date from now on, with the board that it belongs to; also one that is still
    /// to come.
    pub(super) fn open_room(&self, room: RoomId) -> Result<(), Trouble> {
        let board = self.inner.state.borrow().board_of(room);
        if let Some(board) = board {
            self.choose_board(board);
        }
        let is_here = {
            let mut state = self.inner.state.borrow_mut();
            if state.open != Some(room) {
                self.inner.stage.consultation.set(None);
            }
            state.open = Some(room);
            state.dirty.insert(room);
            if state.asleep.contains_key(&room) {
                let engine = self.clone();
                // If it cannot be read now, the reading of the rest tries again.
                leptos::task::spawn_local(async move { drop(engine.wake(&[room]).await) });
            }
            let log = state.replica.log(room);
            log.is_some_and(|log| !log.is_empty()) || state.asleep.contains_key(&room)
        };
        self.show();
        match is_here {
            true => Ok(()),
            false => Err(Trouble::new(What::NotHereYet)),
        }
    }

    pub(super) fn show_time(&self) {
        let (before, time) = (self.inner.stage.now.get_untracked(), civil(now()));
        if before != time {
            self.inner.stage.now.set(time);
            if before.map(CivilTime::date) != time.map(CivilTime::date) {
                let mut state = self.inner.state.borrow_mut();
                let board = state.board();
                state.dirty.extend(board);
                drop(state);
                self.view_soon();
            }
        }
    }

    /// Everything anew: after loading, or when another tab wrote.
    pub(super) fn show_all(&self) {
        let rooms = self.inner.state.borrow().replica.rooms();
        self.inner.state.borrow_mut().dirty.extend(rooms);
        self.show();
    }

    pub(super) fn show_phase(&self, phase: Phase) {
        if self.inner.stage.phase.get_untracked() != phase {
            self.inner.stage.phase.set(phase);
        }
    }
}

impl State {
    /// Who is who in a room.
    pub(super) fn people(&self, room: RoomId) -> People {
        self.said(room, &[NAME_TAG], |said| People::read(said.iter().copied()))
    }

    /// Reads what was said in a room by statements of some kinds.
    pub(super) fn said<T>(
        &self,
        room: RoomId,
        kinds: &[Kind],
        read_them: impl FnOnce(&[Said<'_>]) -> T,
    ) -> T {
        let heard = self.heard(room, kinds);
        let said = heard
            .iter()
            .map(|(shown, statement)| said(shown, statement));
        read_them(&said.collect::<Vec<_>>())
    }

    /// The statements of some kinds in a room: an office has thousands of others, which nobody but the roster reads.
    pub(super) fn heard(&self, room: RoomId, kinds: &[Kind]) -> Vec<(Shown<'_>, Statement)> {
        let shown = self.replica.statements(room).into_iter();
        let heard = shown.filter_map(|shown| {
            let kind = shown.entry.header().kind;
            let payload = shown.entry.payload().filter(|_| kinds.contains(&kind))?;
            Some((shown, Statement::decode(kind, payload)))
        });
        heard.collect()
    }

    /// The halls that were read.
    pub(super) fn halls(&self) -> Vec<RoomId> {
        let mut rooms = self.replica.rooms();
        rooms.retain(|room| self.replica.kind(*room) == Some(RoomKind::Hall));
        rooms
    }

    /// Those of a board.
    pub(super) fn halls_of(&self, board: RoomId) -> Vec<RoomId> {
        let mut halls = self.halls();
        halls.retain(|hall| self.replica.board(*hall) == Some(board));
        halls
    }

    /// Notes when the relay last vouched for something of this device's.
    pub(super) fn note_receipts(&mut self, room: RoomId) {
        let vouched = self.replica.room_mark(room) == Some(ledger::replica::Mark::Delivered);
        if vouched && self.replica.is_online() {
            self.last_receipt = Some(now());
        }
    }
}

/// A statement with what its entry and its place in the log say about it.
pub(super) fn said<'a>(shown: &Shown<'_>, statement: &'a Statement) -> Said<'a> {
    let header = shown.entry.header();
    Said {
        author: header.author,
        seq: shown.seq,
        index: header.index,
        entry: shown.entry.id(),
        statement,
    }
}

/// A moment as local civil time.
pub(super) fn civil(at: Timestamp) -> Option<CivilTime> {
    clock::civil(at.0).parse().ok()
}

fn set_if_changed<T>(signal: crate::live::Var<T>, value: T)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    if signal.get_untracked() != value {
        signal.set(value);
    }
}
