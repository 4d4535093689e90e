//! 补录: what the votes of a sitting that was held on paper came to.
//!
//! Staff enter the tellers' sums, unit by unit or together; [`results`] decides them by the rule that
//! the round's plan names, in the version of the day of the sitting, and beside it by the other
//! versions. Nothing is written by itself: [`suggested`] and [`suggested_for_round`] say what a matter
//! and a round could come to, and staff decide.
//!
//! What cannot be decided says why and in which cell ([`OddVote`]); votes that contradict each other
//! are never chosen between or summed silently.

mod odd;
mod result;
mod suggestion;
mod sums;

pub use odd::{OddVote, WhyOdd};
pub use result::{UnitResult, results, sentence};
pub use suggestion::{suggested, suggested_for_round};
