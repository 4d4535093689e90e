//! Periods of days: 民法典 201 (the first day is not counted), 202 and 203 (the last day lasts until
//! 24:00; a rest day gives way to the next working day).

use super::days::Days;
use super::rest::{Calendar, Certainty};
use crate::record::{Date, DateSpan};

/// A period takes at most so many days (ten years): more is a slip of the pen.
pub const MOST_DAYS: Days = Days::new(3650);

/// No run of rest days is as long as this; the longest so far had ten days.
const LONGEST_REST: u16 = 60;

/// A period of days that began with something: a notice that was put up, a message that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    posted: Date,
    days: Days,
    counted: DateSpan,
    last: Date,
    certainty: Certainty,
}

/// Why there is no such period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// A period of no days is none.
    #[error("a period has at least one day")]
    NoDays,
    /// Longer than [`MOST_DAYS`].
    #[error("a period of {days} days is longer than {MOST_DAYS}")]
    TooLong {
        /// How long it would be.
        days: u32,
    },
    /// The end lies before the beginning.
    #[error("the period would end on {end}, before it begins on {begin}")]
    EndsBeforeItBegins {
        /// When it would begin.
        begin: Date,
        /// When it would end.
        end: Date,
    },
    /// It would end after the last day that dates can name.
    #[error("the period would end after the calendar")]
    OutsideCalendar,
}

impl Period {
    /// The period of so many days that begins on a day.
    ///
    /// # Errors
    ///
    /// When there are no days, too many, or the calendar ends before.
    pub fn of(calendar: &Calendar, posted: Date, days: Days) -> Result<Self, PeriodError> {
        if days == Days::new(0) {
            return Err(PeriodError::NoDays);
        }
        if days > MOST_DAYS {
            let days = u32::from(days.get());
            return Err(PeriodError::TooLong { days });
        }
        let first = later(posted, 1)?;
        let end = later(posted, days.get())?;
        let counted = DateSpan::new(first, end).ok_or(PeriodError::NoDays)?;
        let (mut kind, mut certainty) = calendar.day(end);
        let mut last = end;
        let mut steps = 0;
        while kind.is_rest() && steps < LONGEST_REST {
            last = later(last, 1)?;
            let (next, known) = calendar.day(last);
            kind = next;
            certainty = certainty.and(known);
            steps += 1;
        }
        Ok(Self {
            posted,
            days,
            counted,
            last,
            certainty,
        })
    }

    /// The day on which it began, which is not counted.
    pub fn posted(self) -> Date {
        self.posted
    }

    /// How many days it has by the rule.
    pub fn days(self) -> Days {
        self.days
    }

    /// The first and the last day by counting alone.
    pub fn counted(self) -> DateSpan {
        self.counted
    }

    /// The last day, until 24:00, after giving way to rest days.
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether the last day by counting was a rest day.
    pub fn gave_way(self) -> bool {
        self.last != self.counted.to()
    }

    /// Whether the tables it needed were there.
    pub fn certainty(self) -> Certainty {
        self.certainty
    }

    /// Whether the period is over on a day: the last day counts until 24:00.
    pub fn is_over_on(self, day: Date) -> bool {
        day > self.last
    }
}

/// How many days a period has whose beginning and end somebody stated; the first is not counted.
///
/// # Errors
///
/// When it ends before it begins, has no day, or has too many.
pub fn stated_days(begin: Date, end: Date) -> Result<Days, PeriodError> {
    let Some(days) = end.day_number().checked_sub(begin.day_number()) else {
        return Err(PeriodError::EndsBeforeItBegins { begin, end });
    };
    if days == 0 {
        return Err(PeriodError::NoDays);
    }
    match u16::try_from(days) {
        Ok(short) if Days::new(short) <= MOST_DAYS => Ok(Days::new(short)),
        _ => Err(PeriodError::TooLong { days }),
    }
}

pub(super) fn later(day: Date, days: u16) -> Result<Date, PeriodError> {
    day.plus_days(i32::from(days))
        .ok_or(PeriodError::OutsideCalendar)
}
