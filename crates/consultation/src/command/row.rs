//! Adding rows to sheets.

use automerge::{ObjType, ROOT, ScalarValue};

use super::CommandError;
use super::clean::{self, Note};
use crate::document::Writer;
use crate::record::{Cell, CellValue, Column, FieldValue, RowId, Sheet, keys};

/// Adds a row with what is known of it; empty values are left out.
pub(super) fn add(
    writer: &mut Writer<'_>,
    sheet: Sheet,
    cells: Vec<(Column, CellValue)>,
) -> Result<(RowId, Vec<Note>), CommandError> {
    let sheets = match writer.view().object(&[sheet.key()], ObjType::Map) {
        Some(sheets) => sheets,
        // Founded by a version that did not know the sheet. Where two devices make it, both are read.
        None => writer.put_object(&ROOT, sheet.key(), ObjType::Map)?,
    };
    let row = writer.mint_row();
    let mut notes = Vec::new();
    let mut cleaned = Vec::new();
    for (column, value) in cells {
        let cell = Cell { sheet, row, column };
        let (field, found) = clean::clean_field(FieldValue::Cell(cell, value))?;
        notes.extend(found);
        if let FieldValue::Cell(_, value) = field {
            cleaned.push((column, value));
        }
    }
    let map = writer.put_object(&sheets, &row.to_string(), ObjType::Map)?;
    writer.put(&map, keys::REMOVED, ScalarValue::Boolean(false))?;
    for (column, value) in cleaned.iter().filter(|(_, value)| !value.is_empty()) {
        writer.put(&map, &column.key(), value.stored())?;
    }
    Ok((row, notes))
}
