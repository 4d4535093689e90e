//! What an import would change: added, changed field by field, gone. A person chooses; what was chosen becomes cards.

mod apply;
mod change;
mod compare;
mod fields;

pub use apply::Applied;
pub use change::{Change, Kind};
pub(crate) use fields::changes;
pub use fields::{Field, FieldChange};

/// Changes of a book, each of which can be chosen by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The changes: added, then changed, then gone.
    pub changes: Vec<Change>,
}
