//! Going up (二(四), 二(二)): what a community cannot decide itself goes to the residents' or owners' assembly or
//! to the township, as one continuous file.
//!
//! A row of [`Sheet::Submissions`](crate::Sheet::Submissions) in the hall, or of
//! [`Sheet::Requests`](crate::Sheet::Requests) on the board, says to whom it went, what is asked, and in which state
//! the record was then ([`Frozen`]). Whoever was asked reads the record itself, as it was and as it is
//! ([`differences`]), and answers by a [`Ruling`](crate::statement::Ruling); what came back on paper staff enter in the
//! row. [`answer`] says which of it counts. Who holds which key this module is told by the board's log and by nothing
//! else.

mod answer;
mod difference;
mod frozen;
mod joint;

pub use answer::{Answered, Signed, addressees, answer, may_answer, rulings};
pub use difference::{Difference, Part, differences};
pub use frozen::{Frozen, FrozenError, paper_code};
pub use joint::{JointResult, topic_of};
