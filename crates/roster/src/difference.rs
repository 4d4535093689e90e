//! What an import would change: added, changed field by field, gone. A person chooses; what was chosen becomes cards;
//! the inverse takes it back.

mod apply;
mod change;
mod compare;
mod fields;

pub use apply::Applied;
pub use change::{Change, Kind};
pub use fields::{Field, FieldChange};

/// The form of the bytes.
const FORM: u8 = 1;

/// Changes of a book, each of which can be chosen by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The changes: added, then changed, then gone.
    pub changes: Vec<Change>,
}

struct Framed {
    form: u8,
    changes: Vec<Change>,
}

ledger::in_map!(Framed {
    0: form,
    1: changes
});

impl Difference {
    /// The bytes, for a page beside the worker and to be kept until nobody wants it undone any more. They hold personal
    /// data and belong in the office room alone.
    pub fn encode(&self) -> Vec<u8> {
        ledger::payload::encode(&Framed {
            form: FORM,
            changes: self.changes.clone(),
        })
    }

    /// Reads the bytes; `None` when they are none, or of a later version.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = ledger::payload::decode(bytes)?;
        (framed.form == FORM).then_some(Self {
            changes: framed.changes,
        })
    }

    /// The difference that takes this one back.
    pub fn inverse(&self) -> Self {
        let inverse = self.changes.iter().rev().map(Change::inverse);
        Self {
            changes: inverse.collect(),
        }
    }
}
