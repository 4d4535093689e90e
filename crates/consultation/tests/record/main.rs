//! The record as its users meet it: founding, commands, merging, splitting, and what goes wrong.

mod bad_changes;
mod carets;
mod commands;
mod conflicts;
mod limits;
mod merging;
mod odd_documents;
mod sections;
mod support;
