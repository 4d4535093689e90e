//! Questions on an open file.

use crate::birthday::Birthday;
use crate::import::Shown;

/// Opens a file; its bytes are the whole payload.
pub struct OpenFile {}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Its sheets.
    pub sheets: Vec<SheetLine>,
    /// What a column may hold, by name.
    pub headings: Vec<String>,
}

/// A sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// Its name.
    pub name: String,
    /// Rows.
    pub rows: u32,
    /// Whether it is read.
    pub is_taken: bool,
    /// Why no head was found, in words; empty when one was.
    pub trouble: String,
    /// The row that is its head, as Excel numbers it; 0 without one.
    pub head: u32,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The letters by which Excel names it, and its head.
    pub head: String,
    /// What it holds, by the place among [`Opened::headings`]; none is read without.
    pub heading: Option<u32>,
    /// What stands in its first rows.
    pub sample: String,
}

/// Says what a sheet and its columns hold.
#[derive(Default)]
pub struct Arrange {
    /// The sheet, from 0.
    pub sheet: u32,
    /// Whether it is read.
    pub is_taken: Option<bool>,
    /// Another row is its head, as Excel numbers it.
    pub head: Option<u32>,
    /// A column, from 0, that holds `heading`, or nothing.
    pub column: Option<u32>,
    /// What it holds.
    pub heading: Option<u32>,
}

/// Reads the rows and compares them with the book.
pub struct Check {
    /// The 小区 of places whose row and sheet do not say it.
    pub estate: String,
    /// Nobody is born after it.
    pub today: Birthday,
}

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Rows.
    pub lines: u32,
    /// Rows with which something is wrong or should be looked at.
    pub wrong_lines: u32,
    /// Places of the file.
    pub premises: u32,
    /// People of the file.
    pub people: u32,
    /// Changes by kind: 新增, 有变化, 不在了.
    pub kinds: Vec<Kinds>,
}

/// Changes of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// How many.
    pub all: u32,
    /// How many of them are chosen.
    pub chosen: u32,
}

/// Some rows in words.
pub struct Lines {
    /// How many at most, from the first one.
    pub count: u32,
    /// Only those with which something is wrong.
    pub only_wrong: bool,
}

/// Rows in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinesShown {
    /// The rows.
    pub lines: Vec<Shown>,
}

/// Some changes in words.
pub struct Changes {
    /// Of which kind, by its place in [`Checked::kinds`].
    pub kind: u32,
    /// How many at most, from the first one of the kind.
    pub count: u32,
}

/// Changes in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangesShown {
    /// The changes.
    pub changes: Vec<ChangeLine>,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// Its place among all changes.
    pub place: u32,
    /// Who or what.
    pub name: String,
    /// What changes, field by field.
    pub fields: Vec<String>,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// Chooses a change, or all of a kind.
pub struct Choose {
    /// One change.
    pub place: Option<u32>,
    /// All of a kind.
    pub kind: Option<u32>,
    /// Whether it is to be made.
    pub is_chosen: bool,
}

/// Makes the chosen changes.
pub struct Take {
    /// How many are chosen, as the person saw it.
    pub chosen: u32,
}

ledger::in_map!(Opened {
    0: sheets,
    1: headings
});
ledger::in_map!(SheetLine {
    0: name,
    1: rows,
    2: is_taken,
    3: trouble,
    4: head,
    5: columns
});
ledger::in_map!(Column {
    0: head,
    1: heading,
    2: sample
});
ledger::in_map!(Arrange {
    0: sheet,
    1: is_taken,
    2: head,
    3: column,
    4: heading
});
ledger::in_map!(Check {
    0: estate,
    1: today
});
ledger::in_map!(Checked {
    0: lines,
    1: wrong_lines,
    2: premises,
    3: people,
    4: kinds
});
ledger::in_map!(Kinds { 0: all, 1: chosen });
ledger::in_map!(Lines {
    0: count,
    1: only_wrong
});
ledger::in_map!(LinesShown { 0: lines });
ledger::in_map!(Changes { 0: kind, 1: count });
ledger::in_map!(ChangesShown { 0: changes });
ledger::in_map!(ChangeLine {
    0: place,
    1: name,
    2: fields,
    3: is_chosen
});
ledger::in_map!(Choose {
    0: place,
    1: kind,
    2: is_chosen
});
ledger::in_map!(Take { 0: chosen });
