//! A joint record of several communities, seen from one of them: its result is written onto the board of its own.

use consultation::command::Command as RecordCommand;
use consultation::going_up::{JointResult, topic_of};
use consultation::{Cell, CellValue, Column, FieldValue, RowId, Sheet, Sheets};
use ledger::RoomId;

use super::super::stage::Reply;
use super::super::{Trouble, What};
use super::proposals::new_code;
use super::view::civil;
use super::{Engine, now, ready};

impl Engine {
    /// Writes what a joint hall came to onto a board: into the topic that it goes back to, or into a new one, whose
    /// 受理号 is told.
    pub(super) fn write_back(&self, hall: RoomId, board: RoomId) -> Reply {
        let today = civil(now()).map(|now| now.date());
        let read = || {
            let mut state = self.inner.state.borrow_mut();
            let missing = || Trouble::new(What::Missing);
            state.take_arrived(hall);
            state.take_arrived(board);
            let sheets = state.sheets(board).ok_or_else(missing)?;
            let book = state.book(hall).ok_or_else(missing)?;
            let title = book.read().title.value.clone();
            let result = JointResult::read(hall, &book.document);
            let hosts = book.sheets().clone();
            Ok((sheets, title, result, hosts))
        };
        let (sheets, title, result, hosts) = match read() {
            Ok(read) => read,
            Err(trouble) => return ready(Err(trouble)),
        };
        let cells = result.cells(today);
        let written = match topic_of(&sheets, hall, &title) {
            Some(topic) => self.stored(self.set_cells(board, topic.id, cells)),
            None => self.told(self.register_joint(board, title, cells)),
        };
        let name = self.inner.state.borrow_mut().name_of(board);
        match host(&hosts, board, &name) {
            None => written,
            Some(row) => {
                let cell = Cell {
                    sheet: Sheet::Hosts,
                    row,
                    column: Column::Board,
                };
                let value = FieldValue::Cell(cell, CellValue::Room(Some(board)));
                // That the township does not learn the board's room is no reason to fail.
                let _ = self.edit(hall, RecordCommand::Set(value), None);
                written
            }
        }
    }

    fn set_cells(
        &self,
        board: RoomId,
        row: RowId,
        cells: Vec<(Column, CellValue)>,
    ) -> Result<Vec<ledger::EntryId>, Trouble> {
        let mut entries = Vec::new();
        for (column, value) in cells {
            let cell = Cell {
                sheet: Sheet::Topics,
                row,
                column,
            };
            let set = RecordCommand::Set(FieldValue::Cell(cell, value));
            entries.extend(self.edit(board, set, None)?);
        }
        Ok(entries)
    }

    fn register_joint(
        &self,
        board: RoomId,
        title: String,
        mut cells: Vec<(Column, CellValue)>,
    ) -> Result<(consultation::topic::AcceptanceCode, Vec<ledger::EntryId>), Trouble> {
        let code = new_code()?;
        cells.push((Column::Title, CellValue::Text(title)));
        cells.push((Column::CodeHash, CellValue::Blob(Some(code.hash()))));
        let sheet = Sheet::Topics;
        let entries = self.edit(board, RecordCommand::AddRow { sheet, cells }, None)?;
        Ok((code, entries))
    }
}

/// The row of a community among the hosts that does not name its board yet.
fn host(hosts: &Sheets, board: RoomId, name: &str) -> Option<RowId> {
    let mut rows = hosts.rows(Sheet::Hosts);
    let row = rows.find(|row| row.text(Column::Title).trim() == name.trim())?;
    (row.room(Column::Board) != Some(board)).then_some(row.id)
}
