//! The cells of a row by what their columns hold, and what is wrong with them.

use super::{Reader, Wrong};
use crate::import::heading::Heading;
use crate::import::mapping::Mapping;
use crate::import::problem::What;
use crate::table::{Cell, CellKind, Row};

impl<'a> Reader<'a> {
    /// The value of a cell that reads; one that does not is noted.
    pub(super) fn value<T>(
        &mut self,
        heading: Heading,
        read: impl Fn(&str) -> Result<T, What>,
    ) -> Option<T> {
        let cell = self.cell(heading)?;
        match read(cell.text) {
            Ok(value) => Some(value),
            Err(what) => {
                self.wrong(heading, short(cell.text), what);
                None
            }
        }
    }

    /// A cell that holds something; formulas without a value are noted by [`Self::formulas`].
    pub(super) fn cell(&self, heading: Heading) -> Option<Cell<'a>> {
        let cell = self.row.get(self.mapping.get(heading)?)?;
        let is_blank = matches!(cell.text, "-" | "/" | "—" | "无" | "不详" | "未知");
        let is_value = matches!(cell.kind, CellKind::Text | CellKind::Number);
        (is_value && !is_blank).then_some(cell)
    }

    pub(super) fn text(&self, heading: Heading) -> &'a str {
        self.cell(heading).map_or("", |cell| cell.text)
    }

    pub(super) fn wrong(&mut self, heading: Heading, value: String, what: What) {
        self.problems.push(Wrong {
            heading,
            value,
            what,
        });
    }
}

/// Formulas of a row that have no value, or an error for one.
pub(in crate::import) fn formulas(row: Row<'_>, mapping: &Mapping) -> Vec<Wrong> {
    let mut problems = Vec::new();
    for (column, cell) in row.cells() {
        let what = match cell.kind {
            CellKind::Text | CellKind::Number => continue,
            CellKind::Error => What::ErrorValue,
            CellKind::NoValue => What::NoValue,
        };
        let heading = mapping
            .columns()
            .nth(column)
            .and_then(|(_, heading)| heading);
        if let Some(heading) = heading {
            problems.push(Wrong {
                heading,
                value: short(cell.text),
                what,
            });
        }
    }
    problems
}

/// The first words of a cell, as a message shows them.
pub(super) fn short(text: &str) -> String {
    const SHOWN: usize = 30;
    let mut short: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}
