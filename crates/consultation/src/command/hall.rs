//! The board's list of halls.

use automerge::{ObjType, ScalarValue};
use ledger::{RoomId, Timestamp};

use super::clean::{self, Note};
use super::{CommandError, set};
use crate::document::Writer;
use crate::record::FieldValue;
use crate::record::keys;
use crate::record::scalar::Scalar;

/// Puts a hall on the list, or, if it stands there, writes its title.
pub(super) fn list(
    writer: &mut Writer<'_>,
    room: RoomId,
    title: &str,
    created: Timestamp,
) -> Result<Vec<Note>, CommandError> {
    let field = FieldValue::HallTitle(room, title.to_owned());
    let key = room.to_string();
    if !writer
        .view()
        .objects(&[keys::HALLS, &key], ObjType::Map)
        .is_empty()
    {
        return set::set(writer, field);
    }
    let (field, notes) = clean::clean_field(field)?;
    let halls = writer
        .view()
        .object(&[keys::HALLS], ObjType::Map)
        .ok_or(CommandError::NotFounded)?;
    let hall = writer.put_object(&halls, &key, ObjType::Map)?;
    writer.put(&hall, keys::TITLE, field.stored())?;
    writer.put(&hall, keys::CREATED, created.write())?;
    writer.put(&hall, keys::ARCHIVED, ScalarValue::Boolean(false))?;
    Ok(notes)
}
