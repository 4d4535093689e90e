//! The office's record. So far it says only that it was founded, and by whom; the roster, drafts
//! and files get their projections with the commands that write them.

use automerge::ROOT;
use ledger::RoomKind;

use super::field::{self, Field, Origin};
use super::problem::Problem;
use super::record_kind;
use crate::document::Document;
use crate::record::keys;

/// An office's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// Who founded it; `None` before the founder's change arrived.
    pub founded: Option<Origin>,
}

impl Office {
    /// Reads the office.
    pub fn read(document: &Document) -> (Self, Vec<Problem>) {
        let (kind, mut problems) = record_kind(document);
        if kind != Some(RoomKind::Office) {
            return (Self::default(), problems);
        }
        let field: Field<String> =
            field::read(&document.view(), &[ROOT], keys::KIND, &mut problems);
        (
            Self {
                founded: field.origin,
            },
            problems,
        )
    }
}
