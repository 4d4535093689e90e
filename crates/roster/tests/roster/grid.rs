//! A table before it is written to a file: cells and merged areas.

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A formula with the number that was stored for it, if any.
    Formula(&'static str, Option<f64>),
}

/// A sheet to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    pub(crate) name: &'static str,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Rows and columns, first and last.
    pub(crate) merged: Vec<((u32, u16), (u32, u16))>,
}

impl Grid {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Adds a row and gives its number from 0.
    pub(crate) fn push(&mut self, cells: Vec<Cell>) -> u32 {
        self.rows.push(cells);
        u32::try_from(self.rows.len() - 1).unwrap()
    }

    /// Merges a column over rows, as Excel does it: what stood in the rows below is lost.
    pub(crate) fn merge_down(&mut self, column: u16, first: u32, last: u32) {
        if first == last {
            return;
        }
        for row in first + 1..=last {
            self.rows[row as usize][usize::from(column)] = Cell::Empty;
        }
        self.merged.push(((first, column), (last, column)));
    }
}

pub(crate) fn text(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    }
}
