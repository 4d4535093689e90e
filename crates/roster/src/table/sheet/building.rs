//! Putting a sheet together, cell by cell, within the limits.

use super::{CellKind, Sheet, Slot};
use crate::table::error::TableError;
use crate::table::limits;

/// What a sheet is put together from, cell by cell, in any order.
pub(in crate::table) struct Building {
    sheet: Sheet,
    /// Bytes and cells that the sheets before it took.
    taken: Taken,
}

/// What the sheets of a file take together.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::table) struct Taken {
    cells: usize,
    text: usize,
}

/// A rectangle of merged cells, ends included.
#[derive(Clone, Copy, Debug)]
pub(in crate::table) struct Merged {
    pub(in crate::table) rows: (u32, u32),
    pub(in crate::table) columns: (u32, u32),
}

impl Building {
    pub(in crate::table) fn new(name: &str, taken: Taken) -> Self {
        Self {
            sheet: Sheet {
                name: name.to_owned(),
                ..Sheet::default()
            },
            taken,
        }
    }

    #[cfg(feature = "excel")]
    pub(in crate::table) fn counts_from_1904(&mut self) {
        self.sheet.is_1904 = true;
    }

    /// Adds a cell; an empty one, and one beyond the last column, is passed over.
    pub(in crate::table) fn put(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        kind: CellKind,
    ) -> Result<(), TableError> {
        let text = trimmed(text);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let is_empty = text.is_empty() && kind != CellKind::NoValue;
        if is_empty || usize::from(column) >= limits::COLUMNS {
            return Ok(());
        }
        // The head is a row besides.
        if usize::try_from(row).unwrap_or(usize::MAX) >= limits::ROWS {
            return Err(TableError::TooManyRows {
                sheet: self.sheet.name.clone(),
            });
        }
        if text.len() > limits::CELL {
            let sheet = self.sheet.name.clone();
            return Err(TableError::CellTooLong {
                sheet,
                row: row.saturating_add(1),
            });
        }
        self.taken.cells += 1;
        self.taken.text += text.len();
        if self.taken.cells > limits::CELLS || self.taken.text > limits::TEXT {
            return Err(TableError::TooMuch);
        }
        let start = u32::try_from(self.sheet.text.len()).unwrap_or(u32::MAX);
        let len = u32::try_from(text.len()).unwrap_or(0);
        self.sheet.text.push_str(text);
        self.sheet.slots.push(Slot {
            row,
            column,
            kind,
            start,
            len,
        });
        Ok(())
    }

    /// Orders the cells and fills the merged ones.
    pub(in crate::table) fn finish(
        mut self,
        merged: &[Merged],
    ) -> Result<(Sheet, Taken), TableError> {
        self.sheet.order();
        let mut filled: Vec<Slot> = Vec::new();
        let (last_row, last_column) = self.sheet.last();
        for area in merged {
            let (row, column) = (area.rows.0, area.columns.0);
            let Some(first) = self.sheet.slot(row, column) else {
                continue;
            };
            for row in row..=area.rows.1.min(last_row) {
                for column in column..=area.columns.1.min(last_column) {
                    let Ok(column) = u16::try_from(column) else {
                        break;
                    };
                    if (row, column) != (first.row, first.column) {
                        filled.push(Slot {
                            row,
                            column,
                            ..first
                        });
                    }
                }
                self.taken.cells += 1;
                if filled.len().saturating_add(self.taken.cells) > limits::CELLS {
                    return Err(TableError::TooMuch);
                }
            }
        }
        self.taken.cells += filled.len();
        if !filled.is_empty() {
            self.sheet.slots.extend(filled);
            self.sheet.order();
        }
        Ok((self.sheet, self.taken))
    }
}

/// Without blanks at either end, the wide one and the one that does not break with them.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| {
        letter.is_whitespace() || letter.is_control() || letter == '\u{feff}'
    })
}
