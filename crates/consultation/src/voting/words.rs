//! What rules and decisions say, in Chinese: law language as a community worker writes it, and
//! sentences that can be read aloud.
//!
//! Everything said here is a rendering of data ([`super::Announcement`], [`super::Step`],
//! [`super::Decision`], [`super::Why`]), so that other languages can stand beside it. Quoted words of
//! laws stay Chinese in every language.

mod decision;
mod number;
mod problem;
mod refusal;
mod sentence;
mod step;

pub use decision::{blocked, decision, if_settled, law, outcome, under_silence, unit_decision};
pub use problem::{fraction_problem, no_rule, roster_error, rule_error, vote_error};
pub use refusal::{addendum, left_out, not_counted};
pub use sentence::{announcement, quorum};
pub use step::step;
