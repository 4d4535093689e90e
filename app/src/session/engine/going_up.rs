//! Going up: the state in which a record is sent, who is asked, what they answer, and what differs since.
//!
//! Staff write the row; the state comes from the document in the same command, so that nobody types it. An answer is a
//! statement and whether it counts is read from the board's log ([`consultation::going_up`]).

use consultation::going_up::{Frozen, Signed, differences, may_answer, rulings};
use consultation::statement::{RULING, Ruling, RulingError};
use consultation::{CellValue, Column, People, RowId, Sheet, Sheets, Statement};
use ledger::authority::Verdict;
use ledger::{KeyId, Role, RoomId};

use super::super::command::Offer;
use super::super::stage::Reply;
use super::super::view::{AnswersView, Asked};
use super::super::{Outcome, Trouble, What};
use super::records::words_of_row;
use super::{Engine, State};

/// The sheets whose rows go up.
const SENT: [Sheet; 2] = [Sheet::Submissions, Sheet::Requests];
/// Devices that may answer by one link: an office and those who stand in for it.
const DEVICES: u32 = 3;
/// Days for which a link, and the right that it gives, holds: a matter that went up may come back next year.
const DAYS: u32 = 365;

impl Engine {
    /// The cells that a row of a sheet has besides those that a person writes.
    pub(super) fn further_cells(&self, room: RoomId, sheet: Sheet) -> Vec<(Column, CellValue)> {
        let mut state = self.inner.state.borrow_mut();
        state.take_arrived(room);
        let book = state.book(room).filter(|_| SENT.contains(&sheet));
        book.map(|book| Frozen::of(&book.document).cells())
            .unwrap_or_default()
    }

    /// Makes a link by which whoever is asked reads the record and answers; the outcome is the invitation.
    pub(super) async fn ask_by_link(
        self,
        room: RoomId,
        sheet: Sheet,
        row: RowId,
    ) -> Result<Outcome, Trouble> {
        let offer = Offer {
            role: Role::Supervisor,
            limit: DEVICES,
            days: DAYS,
            hall: Some(room).filter(|_| sheet == Sheet::Submissions),
        };
        let (invitation, key) = self.invited(offer).await?;
        let named = self.name_addressee(room, sheet, row, key)?;
        self.saved(&named).await?;
        Ok(Outcome::Invitation(invitation))
    }

    /// Writes into a row that a key, or those who join by an invitation, are asked to answer.
    pub(super) fn name_addressee(
        &self,
        room: RoomId,
        sheet: Sheet,
        row: RowId,
        key: KeyId,
    ) -> Result<Vec<ledger::EntryId>, Trouble> {
        let sheets = self.inner.state.borrow_mut().sheets(room);
        let named = sheets.as_ref().and_then(|sheets| sheets.row(sheet, row));
        let named = named.ok_or_else(|| Trouble::new(What::Missing))?;
        let mut lines: Vec<String> = named
            .text(Column::Addressee)
            .lines()
            .map(str::to_owned)
            .collect();
        lines.push(key.to_string());
        let cell = named.at(Column::Addressee);
        self.set_cell(room, cell, CellValue::Text(lines.join("\n")))
    }

    /// Answers what was sent up, in the words of a row's cells.
    pub(super) fn rule(&self, room: RoomId, row: RowId, cells: &[(Column, CellValue)]) -> Reply {
        let ruling = read(row, cells).map_err(trouble);
        let ruled = ruling
            .and_then(|ruling| self.say(room, &Statement::Ruling(ruling), words_of_row(cells)));
        self.stored(ruled)
    }

    /// Says what differs between a record as it was sent up and as it is now.
    pub(super) fn compare(&self, room: RoomId, row: RowId) -> Result<Outcome, Trouble> {
        let mut state = self.inner.state.borrow_mut();
        let missing = || Trouble::new(What::Missing);
        let sheets = state.sheets(room).ok_or_else(missing)?;
        let mut rows = SENT.iter().filter_map(|sheet| sheets.row(*sheet, row));
        let row = rows.next().ok_or_else(missing)?;
        let frozen = Frozen::read(row).map_err(|_| Trouble::new(What::FrozenSpoiled))?;
        let book = state.book(room).ok_or_else(missing)?;
        let then = frozen.document(&book.document);
        let then = then.ok_or_else(|| Trouble::new(What::NotHereYet))?;
        let mut found = differences(&then, &book.document);
        if let Some(topic) = row.row(Column::Topic) {
            // Of a board only the topic went up, with what was said of it.
            found.retain(|one| one.row().is_some_and(|at| belongs(&sheets, at, topic)));
        }
        Ok(Outcome::Differences(found.into()))
    }
}

impl State {
    /// The answers that count in a room: to its submissions, or on a board to its requests.
    pub(super) fn rulings(&mut self, room: RoomId) -> Vec<Signed> {
        let Some(sheets) = self.sheets(room).filter(is_asked) else {
            return Vec::new();
        };
        let board = self.board_of(room).unwrap_or(room);
        let Some(log) = self.replica.log(board) else {
            return Vec::new();
        };
        self.said(room, &[RULING], |said| {
            let standing = said.iter().copied().filter(|said| {
                let log = self.replica.log(room);
                let seq = said.seq;
                let verdict = seq.and_then(|seq| Some(log?.standing_at(seq)));
                verdict.is_none_or(|verdict| verdict == Verdict::Stands)
            });
            rulings(standing, &sheets, |author, named| {
                may_answer(log, author, named)
            })
        })
    }

    /// What was answered in a room, as pages show it.
    pub(super) fn answers(&mut self, room: RoomId, people: &People) -> AnswersView {
        let rulings = self.rulings(room);
        let Some(sheets) = self.sheets(room).filter(is_asked) else {
            return AnswersView::default();
        };
        let name = |key| people.get(key).map(|person| person.name.clone());
        let names = rulings
            .iter()
            .map(|signed| name(signed.author).unwrap_or_default());
        let names = names.collect();
        let board = self.board_of(room).unwrap_or(room);
        let log = self.replica.log(board);
        let me = self.replica.me();
        let mut asked = Vec::new();
        for row in SENT.iter().flat_map(|sheet| sheets.rows(*sheet)) {
            let keys = consultation::going_up::addressees(row);
            let is_me = |key: KeyId| {
                let (log, me) = (log?, me?);
                may_answer(log, me, key).then_some(())
            };
            asked.push(Asked {
                row: row.id,
                is_me: keys.clone().any(|key| is_me(key).is_some()),
                count: keys.count(),
            });
        }
        AnswersView {
            rulings,
            names,
            asked,
        }
    }

    /// Notes a hall in which somebody answered since its line was read.
    pub(super) fn note_rulings(&mut self, room: RoomId) {
        let went_up = self
            .lines
            .get(&room)
            .is_some_and(|line| !line.submissions.is_empty());
        if !went_up || self.asleep.contains_key(&room) {
            return;
        }
        let said = self.replica.statements(room).into_iter();
        let count = said
            .filter(|shown| shown.entry.header().kind == RULING)
            .count();
        let known = self.ruled.insert(room, count);
        if known.is_some_and(|known| known != count) {
            self.stale.insert(room);
        }
    }
}

/// Whether a row of a board is a topic, or an opinion on it.
fn belongs(sheets: &Sheets, (sheet, row): (Sheet, RowId), topic: RowId) -> bool {
    match sheet {
        Sheet::Topics => row == topic,
        Sheet::Opinions => {
            let named = sheets
                .row(sheet, row)
                .and_then(|row| row.row(Column::Topic));
            named == Some(topic)
        }
        _ => false,
    }
}

/// Whether anybody was asked to answer by a key of their own.
fn is_asked(sheets: &Sheets) -> bool {
    let mut rows = SENT.iter().flat_map(|sheet| sheets.rows(*sheet));
    rows.any(|row| !row.is_empty(Column::Addressee))
}

fn read(row: RowId, cells: &[(Column, CellValue)]) -> Result<Ruling, RulingError> {
    let (mut answer, mut on, mut reason, mut appointed) = ("", None, "", "");
    for (column, value) in cells {
        match (column, value) {
            (Column::Answer | Column::TownshipAnswer, CellValue::Choice(chosen)) => {
                answer = chosen.as_deref().unwrap_or_default();
            }
            (Column::AnsweredOn, CellValue::Date(date)) => on = *date,
            (Column::Note, CellValue::Text(words)) => reason = words,
            (Column::Appointed, CellValue::Text(words)) => appointed = words,
            _ => {}
        }
    }
    Ruling::new(row, answer, on, reason, appointed)
}

fn trouble(error: RulingError) -> Trouble {
    Trouble::new(match error {
        RulingError::NoAnswer | RulingError::NoDay | RulingError::NoReason => What::Empty,
        RulingError::TooLong { limit, found } => What::TooLong {
            length: found,
            limit,
        },
    })
}
