//! One row of a sheet, as it was merged.

use automerge::ObjId;
use ledger::{RoomId, Timestamp};

use super::field::{self, Field};
use super::problem::Problem;
use crate::document::View;
use crate::record::{
    Cell, CellValue, CivilTime, Column, Date, DateSpan, FieldName, RowId, Sheet, TimeSpan,
};

/// A row: its written cells, each with what was written beside it while apart.
///
/// The short ways to read a cell (`text`, `date` and so on) give the shown value, or what an empty
/// cell holds. A column of another kind reads as empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: RowId,
    /// Whether it was taken out.
    pub is_removed: bool,
    sheet: Sheet,
    cells: Vec<(Column, Field<CellValue>)>,
}

impl Row {
    /// A row in which nothing is written: what a page shows before the first word.
    pub fn empty(sheet: Sheet, id: RowId) -> Self {
        Self {
            id,
            is_removed: false,
            sheet,
            cells: Vec::new(),
        }
    }

    /// Reads a row from all maps that stand under its id.
    pub(super) fn read(
        view: &View<'_>,
        sheet: Sheet,
        id: RowId,
        maps: &[ObjId],
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut row = Self::empty(sheet, id);
        for (key, values) in view.entries(maps) {
            // A column of a later version stays where it is.
            let Some(column) = Column::of_key(sheet, &key) else {
                continue;
            };
            let read = |stored: &_| CellValue::read(column.kind(), stored);
            let empty = CellValue::empty(column.kind());
            let cell = field::read_by(values, problems, empty, &read);
            if column == Column::Removed {
                row.is_removed = cell.value == CellValue::Flag(true);
            }
            row.cells.push((column, cell));
        }
        if maps.len() > 1 {
            problems.push(Problem::DoubledContainer);
        }
        row
    }

    /// The sheet that it belongs to.
    pub fn sheet(&self) -> Sheet {
        self.sheet
    }

    /// Names one of its cells.
    pub fn at(&self, column: Column) -> Cell {
        Cell {
            sheet: self.sheet,
            row: self.id,
            column,
        }
    }

    /// A cell as it was merged; `None` if it was never written.
    pub fn cell(&self, column: Column) -> Option<&Field<CellValue>> {
        let written = self.cells.iter().find(|(written, _)| *written == column);
        written.map(|(_, field)| field)
    }

    /// The written cells, by the keys of their columns.
    pub fn cells(&self) -> impl Iterator<Item = (Column, &Field<CellValue>)> {
        self.cells.iter().map(|(column, field)| (*column, field))
    }

    /// The name of a cell as a field of the record.
    pub fn field(&self, column: Column) -> FieldName {
        FieldName::cell(Cell {
            sheet: self.sheet,
            row: self.id,
            column,
        })
    }

    /// Whether nothing is written in a cell.
    pub fn is_empty(&self, column: Column) -> bool {
        self.value(column).is_none_or(CellValue::is_empty)
    }

    /// Columns whose values staff have to choose between.
    pub fn conflicts(&self) -> impl Iterator<Item = Column> {
        let conflicted = self.cells().filter(|(_, field)| field.is_conflicted());
        conflicted.map(|(column, _)| column)
    }

    /// When a cell was last written, by that device's clock.
    pub fn written_at(&self, column: Column) -> Option<Timestamp> {
        Some(self.cell(column)?.origin?.made_at)
    }

    /// The shown value of a cell.
    pub fn value(&self, column: Column) -> Option<&CellValue> {
        self.cell(column).map(|field| &field.value)
    }

    /// The words of a cell.
    pub fn text(&self, column: Column) -> &str {
        match self.value(column) {
            Some(CellValue::Text(text)) => text,
            _ => "",
        }
    }

    /// The id of the choice in a cell.
    pub fn choice(&self, column: Column) -> Option<&str> {
        match self.value(column)? {
            CellValue::Choice(id) => id.as_deref(),
            _ => None,
        }
    }

    /// The day in a cell.
    pub fn date(&self, column: Column) -> Option<Date> {
        match self.value(column)? {
            CellValue::Date(date) => *date,
            _ => None,
        }
    }

    /// The days in a cell.
    pub fn dates(&self, column: Column) -> Option<DateSpan> {
        match self.value(column)? {
            CellValue::Dates(dates) => *dates,
            _ => None,
        }
    }

    /// The minute in a cell.
    pub fn minute(&self, column: Column) -> Option<CivilTime> {
        match self.value(column)? {
            CellValue::Minute(minute) => *minute,
            _ => None,
        }
    }

    /// The time in a cell.
    pub fn time(&self, column: Column) -> Option<TimeSpan> {
        match self.value(column)? {
            CellValue::Time(time) => *time,
            _ => None,
        }
    }

    /// The count in a cell.
    pub fn count(&self, column: Column) -> Option<u64> {
        match self.value(column)? {
            CellValue::Count(count) => *count,
            _ => None,
        }
    }

    /// Whether a cell says yes.
    pub fn flag(&self, column: Column) -> bool {
        self.value(column) == Some(&CellValue::Flag(true))
    }

    /// The row that a cell names.
    pub fn row(&self, column: Column) -> Option<RowId> {
        match self.value(column)? {
            CellValue::Row(row) => *row,
            _ => None,
        }
    }

    /// The room that a cell names.
    pub fn room(&self, column: Column) -> Option<RoomId> {
        match self.value(column)? {
            CellValue::Room(room) => *room,
            _ => None,
        }
    }

    /// The hash in a cell.
    pub fn blob(&self, column: Column) -> Option<[u8; 32]> {
        match self.value(column)? {
            CellValue::Blob(hash) => *hash,
            _ => None,
        }
    }
}
