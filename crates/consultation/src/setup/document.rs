//! Papers (制度文件): which of those that every community is to have are in force.

use crate::projection::Sheets;
use crate::record::{Column, Date, DocumentKind, Sheet};
use crate::rules::is_in_force;

/// Kinds of which no version is in force on a day, of the four that every community is to have (二(五)). A
/// version without its first day counts for none: nobody knows whether it holds.
pub fn missing_documents(board: &Sheets, day: Date) -> Vec<DocumentKind> {
    let holds = |kind: DocumentKind| {
        let mut versions = board.rows(Sheet::Documents);
        versions.any(|row| {
            let is_kind = row.choice(Column::DocumentKind) == Some(kind.id());
            is_kind && !row.is_empty(Column::Since) && is_in_force(row, day)
        })
    };
    let expected = DocumentKind::EXPECTED.into_iter();
    expected.filter(|kind| !holds(*kind)).collect()
}
