//! What a record says, for a page to show: plain values, read without ever failing.
//!
//! Every projection comes with the list of what was odd about the document. Odd does not mean lost:
//! the value is what most people would expect, and everything else is still in the document.

mod board;
mod chain;
mod consultation;
mod field;
mod list_item;
mod office;
mod problem;
mod row;
mod section;
mod sheets;

use automerge::ROOT;
use ledger::RoomKind;

pub use board::{Board, HallEntry};
pub use chain::Chain;
pub use consultation::Consultation;
pub use field::{Alternative, Field, Origin};
pub use list_item::ListItem;
pub use office::Office;
pub use problem::Problem;
pub use row::Row;
pub use section::{LongText, Section};
pub use sheets::Sheets;

use crate::document::Document;
use crate::record::{keys, layout};

/// What kind of record the document says it is; `None` before the founder's change arrived.
pub fn record_kind(document: &Document) -> (Option<RoomKind>, Vec<Problem>) {
    let mut problems = Vec::new();
    let field: Field<String> = field::read(&document.view(), &[ROOT], keys::KIND, &mut problems);
    let kind = layout::kind_of(&field.value);
    if kind.is_none() && document.change_count() > 0 {
        problems.push(Problem::UnknownRecord);
    }
    (kind, problems)
}
