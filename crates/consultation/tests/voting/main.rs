//! The worked cases of the voting rules, each under its number, and what holds for all of them.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "in a test a panic is the report"
)]

mod ballots;
mod built_in;
mod lifts;
mod odd;
mod owners;
mod properties;
mod residents;
mod silence;
mod sittings;
mod support;
mod versions;
mod words;
