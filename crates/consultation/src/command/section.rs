//! Adding, moving, taking out and bringing back sections of the minutes.

use automerge::{ObjId, ObjType, ScalarValue};

use super::clean::{self, Note};
use super::set::MAX_LINE;
use super::{CommandError, Place};
use crate::document::Writer;
use crate::record::outline::{self, Group};
use crate::record::{PartId, PartKind, Prose, keys};

/// Adds an empty section.
pub(super) fn add(
    writer: &mut Writer<'_>,
    kind: PartKind,
    heading: &str,
    place: Place,
) -> Result<(PartId, Vec<Note>), CommandError> {
    if kind == PartKind::Continued {
        return Err(CommandError::NotASectionKind);
    }
    let heading = clean::line(heading);
    let found = heading.text.chars().count();
    if found > MAX_LINE {
        return Err(CommandError::HeadingTooLong {
            limit: MAX_LINE,
            found,
        });
    }
    let index = index_of_place(writer, place)?;
    let id = writer.mint();
    let part = new_part(writer, Prose::Minutes, id, &kind)?;
    writer.put(
        &part,
        keys::HEADING,
        ScalarValue::Str(heading.text.as_str().into()),
    )?;
    list_part(writer, Prose::Minutes, id, index)?;
    Ok((id, heading.notes))
}

/// Moves a section; what continues it goes with it, since it names the section and not a place.
pub(super) fn relocate(
    writer: &mut Writer<'_>,
    section: PartId,
    place: Place,
) -> Result<(), CommandError> {
    find(writer, section)?;
    if place == Place::After(section) {
        return Ok(());
    }
    index_of_place(writer, place)?;
    let list = order_list(writer, Prose::Minutes)?;
    let items = writer.view().items(&list);
    for (index, item) in items.iter().enumerate().rev() {
        if outline::part_id(item) == Some(section) {
            writer.remove(&list, index)?;
        }
    }
    let index = index_of_place(writer, place)?;
    list_part(writer, Prose::Minutes, section, index)
}

/// Flags a section as taken out or as back.
pub(super) fn set_removed(
    writer: &mut Writer<'_>,
    section: PartId,
    removed: bool,
) -> Result<(), CommandError> {
    let group = find(writer, section)?;
    if group.is_removed() == removed {
        return Ok(());
    }
    for map in group
        .parts
        .first()
        .map_or([].as_slice(), |part| part.maps.as_slice())
    {
        writer.put(map, keys::REMOVED, ScalarValue::Boolean(removed))?;
    }
    Ok(())
}

/// The section of the minutes with this id.
pub(super) fn find(writer: &Writer<'_>, section: PartId) -> Result<Group, CommandError> {
    outline::groups(&writer.view(), Prose::Minutes, &mut Vec::new())
        .into_iter()
        .find(|group| group.id() == Some(section))
        .ok_or(CommandError::NoSuchSection)
}

/// Creates a part with an empty text, in no place yet; gives its map.
pub(super) fn new_part(
    writer: &mut Writer<'_>,
    prose: Prose,
    id: PartId,
    kind: &PartKind,
) -> Result<ObjId, CommandError> {
    let parts = writer
        .view()
        .object(&[prose.key(), keys::PARTS], ObjType::Map)
        .ok_or(CommandError::NotFounded)?;
    let part = writer.put_object(&parts, &id.to_string(), ObjType::Map)?;
    writer.put(&part, keys::KIND, ScalarValue::Str(kind.id().into()))?;
    writer.put_object(&part, keys::BODY, ObjType::Text)?;
    Ok(part)
}

/// Gives a part that begins a section its place in the order.
pub(super) fn list_part(
    writer: &mut Writer<'_>,
    prose: Prose,
    id: PartId,
    index: usize,
) -> Result<(), CommandError> {
    let list = order_list(writer, prose)?;
    writer.insert(&list, index, stored_id(id))?;
    Ok(())
}

/// How a part's id is stored as a value.
pub(super) fn stored_id(id: PartId) -> ScalarValue {
    ScalarValue::Bytes(id.as_bytes().to_vec())
}

fn index_of_place(writer: &Writer<'_>, place: Place) -> Result<usize, CommandError> {
    let list = order_list(writer, Prose::Minutes)?;
    let end = writer.view().length(&list);
    match place {
        Place::First => Ok(0),
        Place::Last => Ok(end),
        Place::After(section) => {
            find(writer, section)?;
            let items = writer.view().items(&list);
            let before = items
                .iter()
                .position(|item| outline::part_id(item) == Some(section));
            Ok(before.map_or(end, |before| before + 1))
        }
    }
}

fn order_list(writer: &Writer<'_>, prose: Prose) -> Result<ObjId, CommandError> {
    writer
        .view()
        .object(&[prose.key(), keys::ORDER], ObjType::List)
        .ok_or(CommandError::NotFounded)
}
