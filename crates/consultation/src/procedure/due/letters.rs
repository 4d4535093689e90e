//! What is due in the office: letters that wait for an answer.

use super::{Due, Pressing, answer_by};
use crate::projection::Sheets;
use crate::record::{Column, Date};
use crate::rules;
use crate::statement::{Letter, noted};

/// The letters that are neither answered nor topics, each with the day on which it came: how many, and by when the
/// first of them is to be answered.
pub fn of_letters<'a>(
    board: &Sheets,
    letters: impl IntoIterator<Item = (&'a Letter, Option<Date>)>,
) -> Option<Due> {
    let noted = noted(board);
    let is_waiting = |letter: &Letter| {
        let row = noted.get(&letter.code_hash());
        row.is_none_or(|row| row.is_empty(Column::Reply)) && letter.topic(board).is_none()
    };
    let waiting = letters.into_iter().filter(|(letter, _)| is_waiting(letter));
    let (mut count, mut first) = (0, None);
    for (_, on) in waiting {
        count += 1;
        first = first.into_iter().chain(on).min();
    }
    let by = first.and_then(|on| answer_by(&rules::calendar(board).0, on));
    let due = Due::open(Pressing::Letters, count)?;
    Some(Due { by, ..due })
}
