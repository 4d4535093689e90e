//! Letters from the public pages: the relay writes them down in the office, staff read them here.

use std::sync::Arc;

use consultation::{Column, Sheet, Sheets, Statement};
use ledger::{RoomId, RoomKind};

use super::super::view::LetterView;
use super::State;
use super::view::civil;

impl State {
    /// The office of the board that is shown; only staff have it.
    pub(super) fn office(&self) -> Option<RoomId> {
        let board = self.board().ok()?;
        let is_office = |room: &RoomId| match self.asleep.get(room) {
            Some(asleep) => asleep.is_office(),
            None => self.replica.kind(*room) == Some(RoomKind::Office),
        };
        let asleep = self.asleep.keys().copied();
        let mut rooms = self.replica.rooms().into_iter().chain(asleep);
        rooms.find(|room| is_office(room) && self.board_of(*room) == Some(board))
    }
}

/// The letters of an office, the newest first.
pub(super) fn of_office(state: &State, office: RoomId, board: &Sheets) -> Vec<Arc<LetterView>> {
    let replica = &state.replica;
    let mut letters = state.said(office, |said| {
        let mut letters = Vec::new();
        for said in said {
            let Statement::Letter(letter) = said.statement else {
                continue;
            };
            let about = letter.about();
            let about = about.and_then(|row| board.row(Sheet::Publications, row));
            let entry = replica.entry(office, said.entry);
            letters.push(Arc::new(LetterView {
                letter: letter.clone(),
                about: about
                    .map(|row| row.text(Column::Title).to_owned())
                    .unwrap_or_default(),
                when: entry.and_then(|entry| civil(entry.header().made_at)),
                is_taken_up: letter.topic(board).is_some(),
            }));
        }
        letters
    });
    letters.reverse();
    letters
}
