//! A hall whose entries are made by hand, sittings in it, and what holds for any.

mod hall;
mod history;
mod lifts;
mod properties;

pub(super) use hall::{Hall, Who, at, ballot, came, id, matter, person, row};
