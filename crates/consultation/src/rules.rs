//! The community's own rules, as its board holds them in versions: how votes are decided, how long
//! notices stand, what a plan of each form starts from; with the days off that it entered.
//!
//! A row is one version, with how it was adopted and from when to when it holds; nothing that was
//! decided by an older one changes when a newer one comes. What makes no sense is never used: it is
//! listed with the cell in which to put it right ([`OddRule`]), and the rules that come with the
//! product, or the version before, stand in its place.

mod least;
mod odd;
mod rest;
mod share;
mod template;
mod voting;

pub use least::{has_own_least, least, least_of_round};
pub use odd::{OddRule, WhyOddRule};
pub use rest::calendar;
pub use share::{ShareProblem, share};
pub use template::template;
pub use voting::rule_sets;

use crate::projection::Row;
use crate::record::{Column, Date};

/// Whether a version holds on a day. One without a first day has held from the beginning.
pub(crate) fn is_in_force(row: &Row, day: Date) -> bool {
    let since = row.date(Column::Since).unwrap_or(Date::FIRST);
    since <= day && row.date(Column::Until).is_none_or(|until| day <= until)
}

/// Of the versions that hold on a day the one that came last; of two of the same day, the one that was
/// entered last.
fn newest<'a>(rows: impl Iterator<Item = &'a Row>, day: Date) -> Option<&'a Row> {
    rows.filter(|row| is_in_force(row, day))
        .max_by_key(|row| row.date(Column::Since))
}
