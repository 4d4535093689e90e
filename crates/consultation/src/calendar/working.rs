//! Working days: by when an objection or a dispute is to be answered.

use super::days::Days;
use super::period::{MOST_DAYS, PeriodError, later};
use super::rest::{Calendar, Certainty};
use crate::record::Date;

/// By when something is due that has so many working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkingDeadline {
    /// The last day, until 24:00.
    pub last: Date,
    /// Whether the tables it needed were there.
    pub certainty: Certainty,
}

/// The last of so many working days after a day, which itself is not counted (民法典 201).
///
/// # Errors
///
/// When there are no days, too many, or the calendar ends before.
pub fn answer_due(
    calendar: &Calendar,
    received: Date,
    working_days: Days,
) -> Result<WorkingDeadline, PeriodError> {
    if working_days == Days::new(0) {
        return Err(PeriodError::NoDays);
    }
    if working_days > MOST_DAYS {
        let days = u32::from(working_days.get());
        return Err(PeriodError::TooLong { days });
    }
    let mut certainty = Certainty::ByTable;
    let mut last = received;
    let mut left = working_days.get();
    while left > 0 {
        last = later(last, 1)?;
        let (kind, known) = calendar.day(last);
        certainty = certainty.and(known);
        if !kind.is_rest() {
            left -= 1;
        }
    }
    Ok(WorkingDeadline { last, certainty })
}
