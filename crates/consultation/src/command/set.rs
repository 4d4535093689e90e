//! Writing single fields.

use automerge::{ObjType, ScalarValue};

use super::CommandError;
use super::clean::{self, Note};
use crate::document::Writer;
use crate::record::scalar::Scalar;
use crate::record::{Cell, CellKind, CellValue, FieldName, FieldValue};

/// Characters that a line such as a title, a venue or a heading takes.
pub const MAX_LINE: usize = 200;

/// Characters that the purpose takes.
const MAX_PURPOSE: usize = 2_000;

/// Characters that a name or a telephone number takes.
const MAX_NAME: usize = 100;

/// The largest count, area in 0.01 m² or amount in 0.01 yuan: ten million square metres, or a hundred
/// million yuan, and room to spare.
pub const MAX_COUNT: u64 = 10_000_000_000;

/// What a field takes that holds words.
pub(super) fn kind_of(field: FieldName) -> CellKind {
    match field {
        FieldName::Purpose => CellKind::Lines(MAX_PURPOSE),
        FieldName::CommunityName | FieldName::Phone => CellKind::Line(MAX_NAME),
        FieldName::Cell(cell) => cell.column.kind(),
        _ => CellKind::Line(MAX_LINE),
    }
}

/// Writes a field unless the shown value is that one already; a field that was never written shows
/// as empty.
pub(super) fn set(writer: &mut Writer<'_>, field: FieldValue) -> Result<Vec<Note>, CommandError> {
    let (field, notes) = clean::clean_field(field)?;
    check_chain(writer, &field)?;
    let is_shown = match stored_values(writer, field.name()).first() {
        Some(shown) => *shown == field.stored(),
        None => is_empty(&field),
    };
    if !is_shown {
        write_field(writer, &field)?;
    }
    Ok(notes)
}

/// Writes a field unless its only value is that one already.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    field: FieldValue,
) -> Result<Vec<Note>, CommandError> {
    let (field, notes) = clean::clean_field(field)?;
    check_chain(writer, &field)?;
    let stored = stored_values(writer, field.name());
    let is_settled = !stored.is_empty() && stored.iter().all(|value| *value == field.stored());
    if !is_settled {
        write_field(writer, &field)?;
    }
    Ok(notes)
}

/// Refuses a row that would follow itself. Two devices can still bring that about while apart; then
/// reading says so.
fn check_chain(writer: &Writer<'_>, field: &FieldValue) -> Result<(), CommandError> {
    let FieldValue::Cell(cell, CellValue::Row(named)) = field else {
        return Ok(());
    };
    if !cell.column.is_chain() {
        return Ok(());
    }
    let mut passed = Vec::new();
    let mut next = *named;
    while let Some(row) = next.filter(|row| !passed.contains(row)) {
        if row == cell.row {
            let field = field.name();
            return Err(CommandError::ComesBack { field });
        }
        passed.push(row);
        let stored = stored_values(writer, FieldName::cell(Cell { row, ..*cell }));
        let shown = stored.first();
        next = shown.and_then(Scalar::read).unwrap_or_default();
    }
    Ok(())
}

fn is_empty(field: &FieldValue) -> bool {
    match field.stored() {
        ScalarValue::Null | ScalarValue::Boolean(false) => true,
        ScalarValue::Str(text) => text.is_empty(),
        _ => false,
    }
}

/// Writes a cleaned field, over every value that it has.
pub(crate) fn write_field(writer: &mut Writer<'_>, field: &FieldValue) -> Result<(), CommandError> {
    let (path, key) = field.name().place();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let maps = writer.view().objects(&path, ObjType::Map);
    let key: &str = &key;
    let Some(preferred) = maps.last() else {
        return Err(match field.name() {
            FieldName::Cell(_) => CommandError::NoSuchRow,
            FieldName::Heading(_) => CommandError::NoSuchSection,
            FieldName::HallTitle(_) | FieldName::HallArchived(_) => CommandError::NoSuchHall,
            _ => CommandError::NotFounded,
        });
    };
    for map in &maps {
        let has_value = !writer
            .view()
            .scalars(std::slice::from_ref(map), key)
            .is_empty();
        if has_value || map == preferred {
            writer.put(map, key, field.stored())?;
        }
    }
    Ok(())
}

fn stored_values(writer: &Writer<'_>, field: FieldName) -> Vec<ScalarValue> {
    let (path, key) = field.place();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let view = writer.view();
    let maps = view.objects(&path, ObjType::Map);
    view.scalars(&maps, &key)
        .into_iter()
        .map(|stored| stored.value)
        .collect()
}
