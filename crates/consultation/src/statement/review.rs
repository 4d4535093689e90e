//! What the three reviews share: what they speak of, and how words and days of strangers are read.

use ledger::EntryId;
use minicbor::bytes::ByteVec;

use crate::command::{clean_line, clean_lines};
use crate::record::{CellKind, Column, Date, RowId};

/// Characters of the words of a review: more is brought to the desk.
const WORDS: usize = 2_000;

/// What a review speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// One measure, by its row.
    Measure(RowId),
    /// A whole round, by its row.
    Round(RowId),
}

/// Why a review cannot be made; says which box of the form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// What has to be answered says nothing that one could answer.
    #[error("{column:?} needs words")]
    NoWords {
        /// The box, by the column of the row that staff would write instead.
        column: Column,
    },
    /// Nothing is rated.
    #[error("a rating answers at least one row")]
    NoAnswer,
    /// A box holds too much.
    #[error("{column:?} takes at most {limit} characters and was given {found}")]
    TooLong {
        /// The box, by the column of the row that staff would write instead.
        column: Column,
        /// Characters it takes.
        limit: usize,
        /// Characters it was given.
        found: usize,
    },
}

/// Characters that a box of a review takes.
pub(super) fn limit(column: Column) -> usize {
    column.kind().limit().min(WORDS)
}

/// Cleaned words of a box.
///
/// # Errors
///
/// When they are too long for it.
pub(super) fn taken(column: Column, words: &str) -> Result<String, ReviewError> {
    let cleaned = clean(column, words);
    let (limit, found) = (limit(column), cleaned.chars().count());
    match found > limit {
        true => Err(ReviewError::TooLong {
            column,
            limit,
            found,
        }),
        false => Ok(cleaned),
    }
}

/// What some device wrote into a box, cleaned and cut again, since nobody vouches for it.
pub(super) fn cut(column: Column, words: Option<String>) -> String {
    let cleaned = clean(column, &words.unwrap_or_default());
    cleaned.chars().take(limit(column)).collect()
}

fn clean(column: Column, words: &str) -> String {
    match column.kind() {
        CellKind::Lines(_) => clean_lines(words),
        _ => clean_line(words),
    }
}

/// Words that may be left out, as they are framed.
pub(super) fn framed(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

/// A row as it is framed.
pub(super) fn bytes(row: RowId) -> ByteVec {
    row.as_bytes().to_vec().into()
}

/// The row that some device named.
pub(super) fn row(bytes: Option<ByteVec>) -> Option<RowId> {
    bytes.and_then(|bytes| RowId::from_slice(&bytes))
}

/// The day that some device named; none for what is no day.
pub(super) fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

/// The row by which rows of staff name a statement: the first sixteen bytes of its entry's id.
pub fn row_of(entry: EntryId) -> RowId {
    let first = entry.as_bytes().first_chunk::<16>();
    first.map_or(RowId::FIRST_ROUND, |first| RowId::from_bytes(*first))
}

#[cfg(test)]
mod tests;
