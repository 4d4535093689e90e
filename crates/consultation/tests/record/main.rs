//! The record as its users meet it: founding, commands, merging, splitting, and what goes wrong.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "in a test a panic is the report"
)]

mod anew;
mod bad_changes;
mod carets;
mod case;
mod commands;
mod conflicts;
mod due;
mod going_up;
mod later;
mod limits;
mod merging;
mod minutes;
mod odd_documents;
mod odd_rows;
mod page;
mod papers;
mod papers_of_result;
mod plan;
mod procedure;
mod promise;
mod public;
mod public_letters;
mod public_lookup;
mod reviews;
mod rules;
mod sections;
mod setup;
mod sheets;
mod sitting;
mod support;
mod wall_chart;
