//! What tests share: a quiet progress bar, ids in a row, and the steps of an import in one call.

use std::ops::ControlFlow;

use consultation::record::Date;
use roster::import::{Mapping, Preview, preview};
use roster::table::{self, Sheet, TableError};
use roster::{Book, Difference, Progress, Revision, Step};

pub(crate) fn today() -> Date {
    Date::new(2026, 11, 27).unwrap()
}

pub(crate) fn quiet() -> impl FnMut(Step) -> ControlFlow<()> {
    |_| ControlFlow::Continue(())
}

pub(crate) fn open(bytes: &[u8]) -> Result<Vec<Sheet>, TableError> {
    table::open(bytes, &mut Progress::new(&mut quiet()))
}

pub(crate) fn mappings(sheets: &[Sheet]) -> Vec<Mapping> {
    (0..sheets.len())
        .map(|sheet| Mapping::guess(sheets, sheet).unwrap())
        .collect()
}

pub(crate) fn read(bytes: &[u8]) -> Preview {
    let sheets = open(bytes).unwrap();
    let mappings = mappings(&sheets);
    preview(
        &sheets,
        &mappings,
        "阳光小区",
        today(),
        &mut Progress::new(&mut quiet()),
    )
    .unwrap()
}

/// The preview of a CSV.
pub(crate) fn read_text(text: &str) -> Preview {
    read(text.as_bytes())
}

/// Ids in a row, none of which comes twice.
pub(crate) fn ids(first: u128) -> impl FnMut() -> [u8; 16] {
    let mut next = first;
    move || {
        next += 1;
        next.to_be_bytes()
    }
}

pub(crate) fn revisions(first: u128) -> impl FnMut() -> Revision {
    let mut ids = ids(first);
    move || Revision(ids())
}

pub(crate) fn compare(book: &Book, preview: &Preview, first: u128) -> Difference {
    Difference::of(
        book,
        &preview.draft,
        ids(first),
        &mut Progress::new(&mut quiet()),
    )
    .unwrap()
}

/// The book after all that a file suggests was taken into an empty one.
pub(crate) fn book(preview: &Preview) -> Book {
    let empty = Book::default();
    let difference = compare(&empty, preview, 1 << 64);
    Book::read(difference.apply(&empty, |_| true, revisions(1 << 96)).cards)
}

/// Whether a problem of some words is in some row.
pub(crate) fn has(preview: &Preview, row: u32, words: &str) -> bool {
    let mut problems = preview.problems.iter();
    problems.any(|problem| problem.row == row && problem.to_string().contains(words))
}
