//! Letters from the public pages: the relay writes them down in the office, staff read them here and enter them
//! under the notice that they speak of.

use std::sync::Arc;

use consultation::command::Command as RecordCommand;
use consultation::record::NoticeKind;
use consultation::statement::{LETTER, last_notice, letters};
use consultation::{Column, Row, RowId, Sheet, Sheets};
use ledger::id_map::IdMap;
use ledger::{KeyId, RoomId, RoomKind, RoomLog};

use super::super::stage::Reply;
use super::super::view::LetterView;
use super::super::{Trouble, What};
use super::records::words_of_row;
use super::view::civil;
use super::{Engine, State};

impl Engine {
    /// Enters a comment or an objection under the notice of the hall that its publication shows; one that was
    /// entered already stays as it is.
    pub(super) fn enter_letter(&self, code_hash: [u8; 32]) -> Reply {
        let found = self.inner.state.borrow_mut().remark(code_hash);
        let entered = found.and_then(|(hall, add)| match add {
            Some(add) => {
                let words = match &add {
                    RecordCommand::AddRow { cells, .. } => Some(words_of_row(cells)),
                    _ => None,
                };
                self.edit(hall, add, words)
            }
            None => Ok(Vec::new()),
        });
        let office = self.inner.state.borrow().office();
        self.inner.state.borrow_mut().dirty.extend(office);
        self.show();
        self.stored(entered)
    }
}

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

    /// The keys of the relays that the board names: what one of them signed in the office is a letter.
    fn relays(&self) -> Vec<KeyId> {
        let board = self.board().ok();
        let log = board.and_then(|board| self.replica.log(board));
        let keys = log.map_or(&[][..], RoomLog::relay_keys);
        keys.iter().map(|key| key.id()).collect()
    }

    /// The hall of a letter's notice, with the row to add there unless it is there.
    fn remark(&mut self, code_hash: [u8; 32]) -> Result<(RoomId, Option<RecordCommand>), Trouble> {
        let missing = || Trouble::new(What::Missing);
        let office = self.office().ok_or_else(missing)?;
        let (board, relays) = (self.board_sheets(), self.relays());
        let found = self.said(office, &[LETTER], |said| {
            let letters = letters(said.iter().copied(), &relays);
            let mut letters = letters.into_iter();
            let found = letters.find(|(_, letter)| letter.code_hash() == code_hash);
            found.map(|(said, letter)| (said.entry, letter.clone()))
        });
        let (entry, letter) = found.ok_or_else(missing)?;
        let (hall, kind) = notice(&letter, publication(&letter, &board)).ok_or_else(missing)?;
        let sheets = self.sheets(hall).ok_or_else(missing)?;
        if letter.entered(&sheets).is_some() {
            return Ok((hall, None));
        }
        let row = last_notice(&sheets, kind).ok_or_else(missing)?;
        let written = self.replica.entry(office, entry);
        let written = written.and_then(|entry| civil(entry.header().made_at));
        let cells = letter.to_remark(row, written.map(|written| written.date()));
        let sheet = Sheet::Remarks;
        Ok((hall, Some(RecordCommand::AddRow { sheet, cells })))
    }
}

fn publication<'a>(letter: &consultation::statement::Letter, board: &'a Sheets) -> Option<&'a Row> {
    let about: Option<RowId> = letter.about();
    about.and_then(|row| board.row(Sheet::Publications, row))
}

/// The hall and the kind of the notice that a publication shows.
fn notice(
    letter: &consultation::statement::Letter,
    publication: Option<&Row>,
) -> Option<(RoomId, NoticeKind)> {
    let publication = publication?;
    let kind = letter.notice_kind(publication)?;
    Some((publication.room(Column::Hall)?, kind))
}

/// The letters of an office, the newest first. Whether one was entered in a hall is looked up only once a page
/// has asked for the board: it takes the hall's record.
pub(super) fn of_office(state: &mut State, office: RoomId, board: &Sheets) -> Vec<Arc<LetterView>> {
    let (relays, is_asked) = (state.relays(), state.is_board_open);
    let mut shown = state.said(office, &[LETTER], |said| {
        let mut shown = Vec::new();
        for (said, letter) in letters(said.iter().copied(), &relays) {
            let about = publication(letter, board);
            let entry = state.replica.entry(office, said.entry);
            let hall = notice(letter, about).map(|(hall, _)| hall);
            let view = LetterView {
                letter: letter.clone(),
                about: about
                    .map(|row| row.text(Column::Title).to_owned())
                    .unwrap_or_default(),
                when: entry.and_then(|entry| civil(entry.header().made_at)),
                is_taken_up: letter.topic(board).is_some(),
                has_notice: hall.is_some(),
            };
            shown.push((view, hall));
        }
        shown
    });
    let mut halls: IdMap<RoomId, Option<Sheets>> = IdMap::new();
    for (view, hall) in shown.iter_mut().filter(|_| is_asked) {
        let Some(hall) = *hall else { continue };
        let sheets = halls.get_or_insert_with(hall, || state.sheets(hall));
        let entered = sheets.as_ref().and_then(|hall| view.letter.entered(hall));
        view.is_taken_up |= entered.is_some();
    }
    shown.reverse();
    shown.into_iter().map(|(view, _)| Arc::new(view)).collect()
}
