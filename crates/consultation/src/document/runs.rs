//! The columns of a change, cell by cell: runs of one value, of different ones, and of none.
//!
//! A function answers `None` where the bytes are not a column. Format:
//! automerge.org/automerge-binary-format-spec.

use super::input::Input;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers.
    Number,
    /// What is to be added to the number before.
    Difference,
    /// Texts.
    Text,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// Nothing, or the column is at its end.
    Empty,
    /// A number.
    Number(i64),
    /// A text.
    Text(&'a str),
}

/// A column of numbers or texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs<'a> {
    input: Input<'a>,
    kind: Kind,
    left: u64,
    are_different: bool,
    cell: Cell<'a>,
    sum: i64,
}

impl<'a> Runs<'a> {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            input: Input::default(),
            kind,
            left: 0,
            are_different: false,
            cell: Cell::Empty,
            sum: 0,
        }
    }

    /// Gives the column its bytes.
    pub(super) fn fill(&mut self, bytes: &'a [u8]) {
        self.input = Input(bytes);
    }

    /// Whether the last cell was read.
    pub(super) fn is_done(&self) -> bool {
        self.left == 0 && self.input.0.is_empty()
    }

    /// The next cell.
    pub(super) fn next(&mut self) -> Option<Cell<'a>> {
        if self.is_done() {
            return Some(Cell::Empty);
        }
        if self.left == 0 {
            self.begin_run()?;
        }
        self.left = self.left.checked_sub(1)?;
        if self.are_different {
            self.cell = self.read()?;
        }
        let (Kind::Difference, Cell::Number(difference)) = (self.kind, self.cell) else {
            return Some(self.cell);
        };
        self.sum = self.sum.checked_add(difference)?;
        Some(Cell::Number(self.sum))
    }

    /// The number in the next cell, or no number.
    pub(super) fn number(&mut self) -> Option<Option<u64>> {
        match self.next()? {
            Cell::Empty => Some(None),
            Cell::Number(number) => Some(Some(u64::try_from(number).ok()?)),
            Cell::Text(_) => None,
        }
    }

    fn begin_run(&mut self) -> Option<()> {
        let length = self.input.signed()?;
        self.are_different = length < 0;
        self.left = length.unsigned_abs();
        if length == 0 {
            self.left = self.input.unsigned()?;
            self.cell = Cell::Empty;
        } else if !self.are_different {
            self.cell = self.read()?;
        }
        Some(())
    }

    fn read(&mut self) -> Option<Cell<'a>> {
        Some(match self.kind {
            Kind::Number => Cell::Number(i64::try_from(self.input.unsigned()?).ok()?),
            Kind::Difference => Cell::Number(self.input.signed()?),
            Kind::Text => Cell::Text(core::str::from_utf8(self.input.prefixed()?).ok()?),
        })
    }
}

/// A column of truths: the lengths of runs of false and true in turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truths<'a> {
    input: Input<'a>,
    left: u64,
    value: bool,
}

impl<'a> Truths<'a> {
    pub(super) fn new() -> Self {
        Self {
            input: Input::default(),
            left: 0,
            value: true,
        }
    }

    /// Gives the column its bytes.
    pub(super) fn fill(&mut self, bytes: &'a [u8]) {
        self.input = Input(bytes);
    }

    /// The next cell; behind the end everything is false.
    pub(super) fn next(&mut self) -> Option<bool> {
        while self.left == 0 {
            if self.input.0.is_empty() {
                return Some(false);
            }
            self.left = self.input.unsigned()?;
            self.value = !self.value;
        }
        self.left -= 1;
        Some(self.value)
    }
}
