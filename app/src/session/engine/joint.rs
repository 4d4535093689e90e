//! A joint record of several communities, seen from one of them: its result is written onto the board of its own.

use consultation::going_up::{JointResult, topic_of};
use consultation::{Cell, CellValue, Column, Sheet, Sheets};
use ledger::RoomId;

use super::super::stage::Reply;
use super::super::{Trouble, What};
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
            Some(topic) => {
                let cells = cells.into_iter();
                let written =
                    cells.map(|(column, value)| self.set_cell(board, topic.at(column), value));
                let written: Result<Vec<_>, _> = written.collect();
                self.stored(written.map(|entries| entries.concat()))
            }
            None => {
                let mut cells = cells;
                cells.push((Column::Title, CellValue::Text(title)));
                self.told(self.add_topic(board, cells, None))
            }
        };
        let name = self.inner.state.borrow_mut().name_of(board);
        match host(&hosts, board, &name) {
            None => written,
            Some(cell) => {
                // That the township does not learn the board's room is no reason to fail.
                let _ = self.set_cell(hall, cell, CellValue::Room(Some(board)));
                written
            }
        }
    }
}

/// Where the row of a community among the hosts is to name its board; `None` where it does.
fn host(hosts: &Sheets, board: RoomId, name: &str) -> Option<Cell> {
    let mut rows = hosts.rows(Sheet::Hosts);
    let row = rows.find(|row| row.text(Column::Title).trim() == name.trim())?;
    (row.room(Column::Board) != Some(board)).then(|| row.at(Column::Board))
}
