//! Days off and worked weekends that a community entered.

use super::odd::{OddRule, WhyOddRule};
use crate::calendar::{Calendar, OwnDays};
use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, DateSpan, Sheet};

/// The most days that stand in one entry: 春节 of 2020 had ten.
const MOST: usize = 31;

/// The days that the program knows with those of the board, and what is odd about the latter: what
/// makes no sense is not counted.
pub fn calendar(board: &Sheets) -> (Calendar, Vec<OddRule>) {
    let mut odd = Vec::new();
    let mut own = OwnDays::default();
    for (row, off) in spans(board, Column::Off) {
        match days(off).count() > MOST {
            true => odd.push(OddRule::new(row, Column::Off, WhyOddRule::TooManyDays)),
            false => own.off.push(off),
        }
    }
    for (row, worked) in spans(board, Column::Worked) {
        let why = if days(worked).count() > MOST {
            WhyOddRule::TooManyDays
        } else if days(worked).any(|day| own.is_off(day)) {
            WhyOddRule::OffAndWorked
        } else if days(worked).any(|day| !day.is_weekend()) {
            WhyOddRule::WorkedAnyhow
        } else {
            own.worked.push(worked);
            continue;
        };
        odd.push(OddRule::new(row, Column::Worked, why));
    }
    (Calendar::built_in().with_own(own), odd)
}

fn spans(board: &Sheets, column: Column) -> impl Iterator<Item = (&Row, DateSpan)> {
    let rows = board.rows(Sheet::RestDays);
    rows.filter_map(move |row| Some((row, row.dates(column)?)))
}

/// The days of a span, one more than are taken at most.
fn days(span: DateSpan) -> impl Iterator<Item = Date> {
    let next = |day: &Date| day.plus_days(1);
    let days = std::iter::successors(Some(span.from()), next).take(MOST + 1);
    days.take_while(move |day| *day <= span.to())
}
