//! A sheet: its name and its cells, row by row.

mod building;

#[cfg(feature = "excel")]
pub(super) use building::Merged;
pub(super) use building::{Building, Taken};

/// Where the text of a cell comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Typed as text.
    Text,
    /// A number, written with as few digits as it needs; a date is one, in days.
    Number,
    /// A formula that came to an error, such as `#REF!`.
    Error,
    /// A formula whose value the program that wrote the file did not store.
    NoValue,
}

/// A cell that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its text, without blanks at either end.
    pub text: &'a str,
    /// Where that comes from.
    pub kind: CellKind,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    row: u32,
    column: u16,
    kind: CellKind,
    start: u32,
    len: u32,
}

/// A sheet of cells. Merged ones all hold what the first of them holds.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    name: String,
    text: String,
    slots: Vec<Slot>,
    /// Where each row begins among the slots, and where the last one ends.
    starts: Vec<u32>,
    is_1904: bool,
}

/// A row of a sheet.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    text: &'a str,
    slots: &'a [Slot],
}

impl Sheet {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows it has, up to the last one that holds something.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether its days are counted from 1904, as Excel on a Mac did.
    pub fn is_1904(&self) -> bool {
        self.is_1904
    }

    /// A row, from 0; one beyond the last is empty.
    pub fn row(&self, row: usize) -> Row<'_> {
        let end = row.checked_add(1).and_then(|next| self.starts.get(next));
        let range = self.starts.get(row).zip(end).and_then(|(start, end)| {
            let (start, end) = (usize::try_from(*start).ok()?, usize::try_from(*end).ok()?);
            self.slots.get(start..end)
        });
        Row {
            text: &self.text,
            slots: range.unwrap_or_default(),
        }
    }

    /// The columns that hold something, counted from the first.
    pub fn columns(&self) -> usize {
        let columns = self.slots.iter().map(|slot| usize::from(slot.column) + 1);
        columns.max().unwrap_or(0)
    }

    fn last(&self) -> (u32, u32) {
        let row = self.slots.last().map_or(0, |slot| slot.row);
        (
            row,
            u32::try_from(self.columns().saturating_sub(1)).unwrap_or(0),
        )
    }

    fn slot(&self, row: u32, column: u32) -> Option<Slot> {
        let column = u16::try_from(column).ok()?;
        let row = self.row(usize::try_from(row).ok()?);
        let place = row
            .slots
            .binary_search_by_key(&column, |slot| slot.column)
            .ok()?;
        row.slots.get(place).copied()
    }

    /// Sorts the cells; of two at one place the first written stays.
    fn order(&mut self) {
        self.slots.sort_by_key(|slot| (slot.row, slot.column));
        self.slots.dedup_by_key(|slot| (slot.row, slot.column));
        self.starts.clear();
        for (place, slot) in self.slots.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let rows = usize::try_from(slot.row).unwrap_or(0);
            while self.starts.len() <= rows {
                self.starts.push(place);
            }
        }
        if !self.slots.is_empty() {
            self.starts
                .push(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        }
    }
}

impl<'a> Row<'a> {
    /// The cell in a column, from 0, if it holds something.
    pub fn get(&self, column: usize) -> Option<Cell<'a>> {
        let column = u16::try_from(column).ok()?;
        let place = self
            .slots
            .binary_search_by_key(&column, |slot| slot.column)
            .ok()?;
        self.slots.get(place).and_then(|slot| self.cell(slot))
    }

    /// The cells that hold something, with their columns.
    pub fn cells(&self) -> impl Iterator<Item = (usize, Cell<'a>)> {
        let row = *self;
        row.slots
            .iter()
            .filter_map(move |slot| Some((usize::from(slot.column), row.cell(slot)?)))
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    fn cell(&self, slot: &Slot) -> Option<Cell<'a>> {
        let start = usize::try_from(slot.start).ok()?;
        let end = start.checked_add(usize::try_from(slot.len).ok()?)?;
        Some(Cell {
            text: self.text.get(start..end)?,
            kind: slot.kind,
        })
    }
}
