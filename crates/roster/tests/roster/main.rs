//! The roster from files to numbers and back: generated tables with every oddity, written as .xlsx, .xls and CSV.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may stop at the first thing that is not as expected"
)]

mod biff;
mod cards;
mod count;
mod desk;
mod difference;
mod files;
mod generated;
mod grid;
mod import;
mod page;
mod panics;
mod search;
mod tables;
mod tools;
