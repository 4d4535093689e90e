//! Import: what the columns of a sheet mean, what each row becomes, and what is wrong with it.
//!
//! Nothing here is believed silently: a column is guessed and can be corrected, a value that does not read is named with
//! its row, column and what to do, and a row that says the same again is listed and not counted twice.

mod address;
mod draft;
mod gather;
mod heading;
mod identity;
mod mapping;
mod name;
mod preview;
mod problem;
mod row;
mod value;

pub use draft::{Draft, DraftPerson, DraftPremises, DraftShare};
pub(crate) use gather::OWNERS;
pub use heading::Heading;
pub use mapping::{Mapping, NoHead};
pub use preview::{Line, Preview, Shown, preview};
pub(crate) use problem::NO_ROOM;
pub use problem::{Problem, What, column_letters};
