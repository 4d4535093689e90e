//! The roster of a community (居民名册) and its import.
//!
//! How it runs. [`Book::read`] takes the cards of the office room in the order of its log and gives who lives and owns
//! where, together with the clashes; projections in [`count`] are what voting freezes. An import is a run of four steps,
//! each of which gives plain data that a person looks at before the next: [`table::open`] turns the bytes of a file into
//! sheets of cells, [`import::Mapping::guess`] says what its columns mean, [`import::preview`] says what each row
//! becomes and what is wrong with it, and [`Difference::of`] compares that with the book. What of the difference a
//! person chose becomes cards by [`Difference::apply`]; the [`Desk`], by which a page does all this, takes them back.
//!
//! What it refuses to know: storage, signatures, browsers, clocks and randomness. Ids and days come in as arguments, and
//! cards are bytes that the caller stores as erasable statements. A whole identity number is never kept: birth date and
//! sex are read from it and it is dropped with the table.

#![warn(missing_docs)]

mod birthday;
pub mod cards;
mod cells;
pub mod count;
pub mod desk;
pub mod difference;
pub mod export;
pub mod import;
pub mod mask;
pub mod progress;
pub mod search;
pub mod table;

pub use birthday::Birthday;
pub use cards::{
    Book, CARD, Card, CardError, Clash, Content, FloorArea, Home, Person, PersonKind, Place,
    Premises, PremisesId, PropertyUnit, Registration, Revision, Scope, Sex, Share, State, Subject,
    UnitUse,
};
pub use desk::Desk;
pub use difference::Difference;
pub use progress::{Cancelled, Phase, Progress, Step};
pub use search::Index;
