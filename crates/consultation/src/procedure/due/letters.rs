//! What is due in the office: letters that wait for an answer.

use super::{Due, Pressing};
use crate::calendar::answer_due;
use crate::projection::Sheets;
use crate::record::Date;
use crate::rules;
use crate::statement::Letter;
use crate::voting::defaults::ANSWER_WORKING_DAYS;

/// The letters that are neither answered nor topics, each with the day on which it came: how many, and by when the
/// first of them is to be answered.
pub fn of_letters<'a>(
    board: &Sheets,
    letters: impl IntoIterator<Item = (&'a Letter, Option<Date>)>,
) -> Option<Due> {
    let waiting = letters
        .into_iter()
        .filter(|(letter, _)| !letter.is_dealt_with(board));
    let (mut count, mut first) = (0, None);
    for (_, on) in waiting {
        count += 1;
        first = first.into_iter().chain(on).min();
    }
    let by = first.and_then(|on| {
        let (calendar, _) = rules::calendar(board);
        answer_due(&calendar, on, ANSWER_WORKING_DAYS).ok()
    });
    let due = Due::open(Pressing::Letters, count)?;
    Some(Due {
        by: by.map(|deadline| deadline.last),
        ..due
    })
}
