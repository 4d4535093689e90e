//! Letters from the public pages: the relay writes them down in the office, staff read them here, enter them under the
//! notice that they speak of, answer them under their number, and erase them.

use std::sync::Arc;

use consultation::command::Command as RecordCommand;
use consultation::procedure::due::of_letters;
use consultation::record::NoticeKind;
use consultation::statement::{LETTER, Letter, last_notice, letters, noted, row_of};
use consultation::{CellValue, CivilTime, Column, Date, Row, RowId, Sheet, Sheets};
use ledger::id_map::IdMap;
use ledger::{EntryId, KeyId, RoomId, RoomKind, RoomLog};

use super::super::stage::Reply;
use super::super::view::LetterView;
use super::super::{Trouble, What};
use super::records::words_of_row;
use super::view::civil;
use super::{Engine, State, now};

/// A letter, with the day on which it came.
type Came = (Letter, Option<Date>);
/// The hall and the kind of a notice.
type Notice = Option<(RoomId, NoticeKind)>;

impl Engine {
    /// Enters a comment or an objection under the notice of the hall that its publication shows, and on the board that
    /// it is here; one that was entered already stays as it is.
    pub(super) fn enter_letter(&self, row: RowId) -> Reply {
        let enter = || {
            let (came, hall, add) = self.inner.state.borrow_mut().remark(row)?;
            let mut entries = self.edit_all(hall, add)?;
            entries.extend(self.note(&came, Vec::new())?);
            Ok(entries)
        };
        let entered = enter();
        self.show_letters();
        self.stored(entered)
    }

    /// Answers a letter under its number, and in the remark that it was entered as.
    pub(super) fn reply_letter(
        &self,
        row: RowId,
        mut reply: Vec<(Column, CellValue)>,
    ) -> Result<Vec<EntryId>, Trouble> {
        reply.retain(|(column, _)| *column == Column::Reply);
        if words_of_row(&reply).trim().is_empty() {
            return Err(Trouble::new(What::Empty));
        }
        let today = civil(now()).map(|now| now.date());
        reply.push((Column::RepliedOn, CellValue::Date(today)));
        let (came, hall) = self.inner.state.borrow_mut().letter(row)?;
        let mut entries = self.note(&came, reply.clone())?;
        let sheets = hall.and_then(|(hall, _)| {
            let sheets = self.inner.state.borrow_mut().sheets(hall)?;
            Some((hall, sheets))
        });
        if let Some((hall, sheets)) = sheets {
            entries.extend(self.edit_all(hall, came.0.note_in_hall(&sheets, reply))?);
        }
        Ok(entries)
    }

    /// Takes the words of a letter away for good; what was answered stays.
    pub(super) fn erase_letter(&self, target: EntryId) -> Reply {
        let office = self.office();
        let erased = office.and_then(|office| Ok(vec![self.erase(office, target)?]));
        self.show_letters();
        self.stored(erased)
    }

    fn show_letters(&self) {
        let office = self.inner.state.borrow().office();
        self.inner.state.borrow_mut().dirty.extend(office);
        self.show();
    }

    fn note(
        &self,
        (letter, on): &Came,
        cells: Vec<(Column, CellValue)>,
    ) -> Result<Vec<EntryId>, Trouble> {
        let (board, sheets) = {
            let mut state = self.inner.state.borrow_mut();
            (state.board()?, state.board_sheets())
        };
        self.edit_all(board, letter.note(&sheets, *on, cells))
    }

    fn edit_all(
        &self,
        room: RoomId,
        commands: Vec<RecordCommand>,
    ) -> Result<Vec<EntryId>, Trouble> {
        let mut entries = Vec::new();
        for command in commands {
            let words = match &command {
                RecordCommand::AddRow { cells, .. } => Some(words_of_row(cells)),
                _ => None,
            };
            entries.extend(self.edit(room, command, words)?);
        }
        Ok(entries)
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

    /// A letter by the row that names it, with the hall and the kind of the notice that it speaks of.
    fn letter(&mut self, row: RowId) -> Result<(Came, Notice), Trouble> {
        let missing = || Trouble::new(What::Missing);
        let office = self.office().ok_or_else(missing)?;
        let (board, relays) = (self.board_sheets(), self.relays());
        let found = self.said(office, &[LETTER], |said| {
            let mut letters = letters(said.iter().copied(), &relays).into_iter();
            let (said, letter) = letters.find(|(said, _)| row_of(said.entry) == row)?;
            let came = self.came(office, said.entry).map(CivilTime::date);
            Some((letter.clone(), came))
        });
        let came = found.ok_or_else(missing)?;
        let hall = notice(&came.0, publication(&came.0, &board));
        Ok((came, hall))
    }

    /// When an entry of the office was made.
    fn came(&self, office: RoomId, entry: EntryId) -> Option<CivilTime> {
        let entry = self.replica.entry(office, entry)?;
        civil(entry.header().made_at)
    }

    /// A letter and the hall of its notice, with the row to add there unless it is there.
    fn remark(&mut self, row: RowId) -> Result<(Came, RoomId, Vec<RecordCommand>), Trouble> {
        let missing = || Trouble::new(What::Missing);
        let (came, notice) = self.letter(row)?;
        let (hall, kind) = notice.ok_or_else(missing)?;
        let sheets = self.sheets(hall).ok_or_else(missing)?;
        let mut add = Vec::new();
        if came.0.entered(&sheets).is_none() {
            let row = last_notice(&sheets, kind).ok_or_else(missing)?;
            let (sheet, cells) = (Sheet::Remarks, came.0.to_remark(row, came.1));
            add.push(RecordCommand::AddRow { sheet, cells });
        }
        Ok((came, hall, add))
    }
}

fn publication<'a>(letter: &Letter, board: &'a Sheets) -> Option<&'a Row> {
    let about: Option<RowId> = letter.about();
    about.and_then(|row| board.row(Sheet::Publications, row))
}

/// The hall and the kind of the notice that a publication shows.
fn notice(letter: &Letter, publication: Option<&Row>) -> Notice {
    let publication = publication?;
    let kind = letter.notice_kind(publication)?;
    Some((publication.room(Column::Hall)?, kind))
}

/// The letters of an office, the newest first, and what they wait for. Whether one was entered in a hall is looked up
/// only once a page has asked for the board: it takes the hall's record.
pub(super) fn of_office(state: &mut State, office: RoomId, board: &Sheets) -> Vec<Arc<LetterView>> {
    let (relays, is_asked) = (state.relays(), state.is_board_open);
    let (erasing, noted) = (state.replica.erasing(office), noted(board));
    let mut shown = state.said(office, &[LETTER], |said| {
        let mut shown = Vec::new();
        for (said, letter) in letters(said.iter().copied(), &relays) {
            if erasing.contains(&said.entry) {
                continue;
            }
            let about = publication(letter, board);
            let hall = notice(letter, about).map(|(hall, _)| hall);
            let row = noted.get(&letter.code_hash());
            let reply = row.map_or_else(String::new, |row| row.text(Column::Reply).to_owned());
            let view = LetterView {
                entry: said.entry,
                letter: letter.clone(),
                about: about
                    .map(|row| row.text(Column::Title).to_owned())
                    .unwrap_or_default(),
                when: state.came(office, said.entry),
                is_taken_up: letter.topic(board).is_some(),
                has_notice: hall.is_some(),
                is_answered: !reply.is_empty(),
                reply,
            };
            shown.push((view, hall));
        }
        shown
    });
    let waiting = shown.iter();
    let waiting = waiting.map(|(view, _)| (&view.letter, view.when.map(CivilTime::date)));
    state.letters_due = of_letters(board, waiting);
    let mut halls: IdMap<RoomId, Option<Sheets>> = IdMap::new();
    for (view, hall) in shown.iter_mut().filter(|_| is_asked) {
        let Some(hall) = *hall else { continue };
        let sheets = halls.get_or_insert_with(hall, || state.sheets(hall));
        let entered = sheets.as_ref().and_then(|hall| view.letter.entered(hall));
        view.is_taken_up |= entered.is_some();
        if let Some(row) = entered.filter(|_| !view.is_answered) {
            view.reply = row.text(Column::Reply).to_owned();
        }
    }
    shown.reverse();
    shown.into_iter().map(|(view, _)| Arc::new(view)).collect()
}
