//! The calendar of periods: how long a notice stands, when an answer is due, whether a meeting was
//! called in time, how old somebody was on a day.
//!
//! Counting follows 民法典 201–203: the day on which something begins is not counted, the last day
//! lasts until 24:00, and a last day that is a rest day gives way to the next working day. Rest days
//! are weekends and what the State Council's yearly notice makes of the rest; what the program
//! does not know yet a community enters itself ([`OwnDays`]). A year of which nothing is known is counted
//! by weekends alone, and every answer says so ([`Certainty`]).
//!
//! What this refuses to know: clocks (days come in as arguments), records, and what a period is for.

mod age;
mod built_in;
mod days;
mod meeting;
mod period;
mod posting;
mod rest;
pub mod words;
mod working;

pub use age::{AgeError, Years, age_on, is_of_age};
pub use days::Days;
pub use meeting::{Convocation, MeetingNotice, meeting_notice};
pub use period::{MOST_DAYS, Period, PeriodError, stated_days};
pub use posting::{Posting, PostingEvent, PostingProblem, PostingState, Restart, posting};
pub use rest::{Calendar, Certainty, DayKind, OwnDays};
pub use working::{WorkingDeadline, answer_due};
