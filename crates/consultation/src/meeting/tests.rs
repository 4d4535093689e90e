//! A hall whose entries are made by hand, and sittings in it.

mod hall;
mod lifts;

pub(super) use hall::{Hall, Who, at, ballot, came, id, matter, person, row};
