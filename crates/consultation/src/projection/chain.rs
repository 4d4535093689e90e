//! Rows that follow each other: rounds, topics that were merged, versions of a rule.

use super::row::Row;
use super::sheets::Sheets;
use crate::record::{Column, RowId, Sheet};

/// The rows that one leads to, itself first.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    /// The rows, as far as they are here.
    pub rows: Vec<&'a Row>,
    /// Whether the last of them names one that was passed already, and so the chain has no end.
    pub comes_back: bool,
}

impl Sheets {
    /// Follows a column from row to row.
    pub fn chain(&self, sheet: Sheet, column: Column, from: RowId) -> Chain<'_> {
        let mut rows: Vec<&Row> = Vec::new();
        let mut next = Some(from);
        while let Some(row) = next.and_then(|id| self.row(sheet, id)) {
            if rows.iter().any(|passed| passed.id == row.id) {
                let comes_back = true;
                return Chain { rows, comes_back };
            }
            rows.push(row);
            next = row.row(column);
        }
        let comes_back = false;
        Chain { rows, comes_back }
    }

    /// Whether rows of a sheet follow each other in a ring.
    pub(super) fn has_ring(&self, sheet: Sheet) -> bool {
        let mut columns = sheet.columns().iter().copied();
        let Some(column) = columns.find(|column| column.is_chain()) else {
            return false;
        };
        let rows = self.all(sheet).iter();
        let mut named = rows.filter(|row| row.row(column).is_some());
        named.any(|row| self.chain(sheet, column, row.id).comes_back)
    }
}
