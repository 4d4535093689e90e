//! Cards: what the office room holds of each place and each person, and the book that is read from them.
//!
//! Four things are kept apart that a table often holds in one row: 户 (who lives behind one door), 居民 (a person who
//! lives here), 产权单位 (what is owned, with its area) and 业主 (who owns it). A card of a place carries the place and
//! its property unit; a card of a person carries the person and the door behind which they live.

use ledger::Kind;

mod book;
mod card;
mod floor_area;
mod id;
mod person;
mod place;
mod premises;
mod share;

pub use book::{Book, Clash, OddCard};
pub use card::{Card, CardError, Content, Subject};
pub use floor_area::FloorArea;
pub use id::{PremisesId, Revision};
pub use person::{Home, Person, PersonKind, Registration, Sex};
pub use place::{Place, Scope};
pub use premises::{Premises, PropertyUnit, State, UnitUse};
pub(crate) use share::fraction_words;
pub use share::{Part, Share};

/// The kind of the statements of the office room whose payloads are cards (docs/protocol.md).
pub const CARD: Kind = Kind(7);
