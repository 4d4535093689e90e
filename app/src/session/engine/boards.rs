//! The boards that this device belongs to, and the one that is shown.
//!
//! A device may work for several jurisdictions of one relay: a community, its township, a neighbour's joint hall. They
//! share the key, the database and the connection; what pages show is always of one board, and a hall that is opened
//! brings its own board with it.

use std::sync::Arc;

use consultation::projection::Board;
use ledger::id_map::IdSet;
use ledger::replica::Mark;
use ledger::{RoomId, RoomKind};

use super::super::view::{BoardItem, BoardView};
use super::super::{Trouble, What, edits_board};
use super::{Engine, State, show};
use crate::platform::local::{self, LocalKey};

impl Engine {
    /// Shows another board from now on, also after the next start.
    pub(super) fn go_to_board(&self, board: RoomId) -> Result<(), Trouble> {
        if !self.inner.state.borrow().boards().contains(&board) {
            return Err(Trouble::new(What::Missing));
        }
        self.choose_board(board);
        self.show();
        Ok(())
    }

    /// Chooses a board; where the browser keeps nothing the first one comes up at the next start.
    pub(super) fn choose_board(&self, board: RoomId) {
        let stage = self.inner.stage;
        {
            let mut state = self.inner.state.borrow_mut();
            if state.chosen.replace(board) == Some(board) {
                return;
            }
            state.dirty.insert(board);
            state.letters_due = None;
            if state.open.and_then(|hall| state.board_of(hall)) != Some(board) {
                state.open = None;
                stage.consultation.set(None);
            }
        }
        // What belongs to the board before is not shown as this one's, not even for a moment.
        stage.board.set(Arc::new(BoardView::default()));
        stage.letters.set(Arc::from([]));
        stage.roster.set(None);
        if !stage.practice {
            local::set(LocalKey::BOARD, &board.to_string());
        }
    }

    /// The board that was shown last on this device.
    pub(super) fn remembered_board(&self) -> Option<RoomId> {
        let is_kept = !self.inner.stage.practice;
        let kept = is_kept.then(|| local::get(LocalKey::BOARD)).flatten();
        kept.and_then(|hex| RoomId::from_hex(&hex))
    }
}

impl State {
    /// The boards that this device belongs to, by a right of its own there or in one of their halls. One that it only
    /// looks at, to see whether an invitation holds, is none of them.
    pub(super) fn boards(&self) -> Vec<RoomId> {
        let mut boards = self.replica.rooms();
        boards.retain(|room| self.is_board(*room) && self.belongs_to(*room));
        boards
    }

    fn is_board(&self, room: RoomId) -> bool {
        self.replica.kind(room) == Some(RoomKind::Board)
    }

    fn belongs_to(&self, board: RoomId) -> bool {
        let me = self.replica.me();
        let log = self.replica.log(board);
        let is_member = log.is_some_and(|log| me.is_some_and(|me| log.members().get(me).is_some()));
        let is_waiting = self.replica.room_mark(board) != Some(Mark::Delivered);
        let mut others = self.replica.rooms().into_iter();
        is_member || is_waiting || others.any(|room| self.board_of(room) == Some(board))
    }

    /// Whether this device is known to halls of a board alone and not to the board itself.
    pub(super) fn is_of_halls(&self, board: RoomId) -> bool {
        let me = self.replica.me();
        let log = self.replica.log(board);
        log.is_some_and(|log| me.is_some_and(|me| log.members().get(me).is_none()))
    }

    /// The board that is shown.
    pub(super) fn board(&self) -> Result<RoomId, Trouble> {
        let chosen = self.chosen.filter(|board| self.is_board(*board));
        let first = || self.boards().first().copied();
        chosen
            .or_else(first)
            .ok_or_else(|| Trouble::new(What::Missing))
    }

    /// The board under which a hall or an office stands, also while the hall is asleep.
    pub(super) fn board_of(&self, room: RoomId) -> Option<RoomId> {
        let asleep = self.asleep.get(&room).and_then(|asleep| asleep.board);
        self.replica.board(room).or(asleep)
    }

    /// What a board is called; read once, and again when it changed.
    pub(super) fn name_of(&mut self, board: RoomId) -> String {
        if let Some(name) = self.names.get(&board) {
            return name.clone();
        }
        let founded = |state: &Self| {
            let founding = state.replica.log(board)?.founding()?;
            founding.name.clone()
        };
        let written = self.book(board);
        let written = written.map(|book| Board::read(&book.document).0.name.value);
        let name = written.filter(|name| !name.is_empty());
        let name = name.or_else(|| founded(self)).unwrap_or_default();
        self.names.insert(board, name.clone());
        name
    }

    /// Takes note of what changed on boards and in offices, none of which has a line to be read anew. The board that is
    /// shown was read for its pages.
    pub(super) fn note_boards(&mut self, dirty: &IdSet<RoomId>) {
        let shown = self.board().ok();
        for room in dirty.iter() {
            let is_hall = self
                .replica
                .kind(*room)
                .is_none_or(|kind| kind == RoomKind::Hall);
            // None of the others has a line to be read anew, shown or not.
            if is_hall || !self.stale.remove(room) || !self.is_board(*room) || Some(*room) == shown
            {
                continue;
            }
            self.names.remove(room);
            if self.asleep.is_empty() {
                self.compare_topics(*room);
            }
        }
    }

    /// The boards as the switch shows them.
    pub(super) fn board_items(&mut self) -> Vec<BoardItem> {
        let mut items = Vec::new();
        for board in self.boards() {
            let name = self.name_of(board);
            let role = self.replica.me().map(|me| show::my_role(self, board, me));
            let edits = role.is_some_and(edits_board);
            items.push(BoardItem { board, name, edits });
        }
        items
    }
}
