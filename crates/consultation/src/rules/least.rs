//! Least days of notices, by the community's own rules.

use super::newest;
use super::odd::{OddRule, WhyOddRule};
use crate::calendar::Days;
use crate::procedure::Least;
use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, Sheet};

/// The longest that a rule can ask for, in days.
const MOST: u16 = 365;

/// The least days that hold on a day, and what is odd about them. A cell that is empty or makes no
/// sense leaves what the product starts from.
pub fn least(board: &Sheets, day: Date) -> (Least, Vec<OddRule>) {
    let mut least = Least::default();
    let mut odd = Vec::new();
    let Some(row) = newest(board.rows(Sheet::LeastDays), day) else {
        return (least, odd);
    };
    for (column, days) in [
        (Column::PlanDays, &mut least.plan_notice),
        (Column::SimpleDays, &mut least.simple_notice),
        (Column::ResultDays, &mut least.result_notice),
    ] {
        match read(row, column) {
            Ok(Some(own)) => *days = own,
            Ok(None) => {}
            Err(why) => odd.push(OddRule::new(row, column, why)),
        }
    }
    (least, odd)
}

/// The least days by the rules of the day on which a round was begun: it goes on under them.
pub fn least_of_round(board: &Sheets, round: &Row, today: Date) -> Least {
    let begun = round.date(Column::Began).unwrap_or(today);
    least(board, begun).0
}

/// Whether the community's own rules of a day say the least days of a column.
pub fn has_own_least(board: &Sheets, day: Date, column: Column) -> bool {
    let row = newest(board.rows(Sheet::LeastDays), day);
    row.is_some_and(|row| matches!(read(row, column), Ok(Some(_))))
}

fn read(row: &Row, column: Column) -> Result<Option<Days>, WhyOddRule> {
    let Some(cell) = row.cell(column) else {
        return Ok(None);
    };
    if cell.is_conflicted() {
        return Err(WhyOddRule::Differs);
    }
    let Some(count) = row.count(column) else {
        return Ok(None);
    };
    match u16::try_from(count) {
        Ok(days @ 1..=MOST) => Ok(Some(Days::new(days))),
        _ => Err(WhyOddRule::Days),
    }
}
