//! Periods, working days, meeting notices and ages, as the law counts them.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "in a test a panic is the report"
)]

mod days;
mod notices;
mod odd;

use consultation::{CivilTime, Date};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> CivilTime {
    text.parse().unwrap()
}
