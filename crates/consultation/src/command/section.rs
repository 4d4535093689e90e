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
    new_part(
        writer,
        Prose::Minutes,
        id,
        &kind,
        Some(&heading.text),
        index,
    )?;
    Ok((id, heading.notes))
}

/// Moves a section with everything that continues it.
pub(super) fn relocate(
    writer: &mut Writer<'_>,
    section: PartId,
    place: Place,
) -> Result<(), CommandError> {
    let group = find(writer, section)?;
    let ids: Vec<PartId> = group.parts.iter().map(|part| part.id).collect();
    if matches!(place, Place::After(other) if ids.contains(&other)) {
        return Ok(());
    }
    index_of_place(writer, place)?;
    let list = order_list(writer, Prose::Minutes)?;
    let items = writer.view().items(&list);
    for (index, item) in items.iter().enumerate().rev() {
        if outline::part_id(item).is_some_and(|id| ids.contains(&id)) {
            writer.remove(&list, index)?;
        }
    }
    let index = index_of_place(writer, place)?;
    for (offset, id) in ids.iter().enumerate() {
        writer.insert(&list, index + offset, stored_id(*id))?;
    }
    Ok(())
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

/// Creates a part and lists it; gives its empty text.
pub(super) fn new_part(
    writer: &mut Writer<'_>,
    prose: Prose,
    id: PartId,
    kind: &PartKind,
    heading: Option<&str>,
    index: usize,
) -> Result<ObjId, CommandError> {
    let parts = writer
        .view()
        .object(&[prose.key(), keys::PARTS], ObjType::Map)
        .ok_or(CommandError::NotFounded)?;
    let list = order_list(writer, prose)?;
    let part = writer.put_object(&parts, &id.to_string(), ObjType::Map)?;
    writer.put(&part, keys::KIND, ScalarValue::Str(kind.id().into()))?;
    if let Some(heading) = heading {
        writer.put(&part, keys::HEADING, ScalarValue::Str(heading.into()))?;
    }
    let text = writer.put_object(&part, keys::BODY, ObjType::Text)?;
    writer.insert(&list, index, stored_id(id))?;
    Ok(text)
}

/// Where in the order list something that comes right after this part has to go.
pub(super) fn index_after(
    writer: &Writer<'_>,
    prose: Prose,
    part: PartId,
) -> Result<usize, CommandError> {
    let list = order_list(writer, prose)?;
    let items = writer.view().items(&list);
    let place = items
        .iter()
        .position(|item| outline::part_id(item) == Some(part));
    Ok(place.map_or(items.len(), |place| place + 1))
}

fn index_of_place(writer: &Writer<'_>, place: Place) -> Result<usize, CommandError> {
    match place {
        Place::First => Ok(0),
        Place::Last => {
            let list = order_list(writer, Prose::Minutes)?;
            Ok(writer.view().length(&list))
        }
        Place::After(section) => {
            let group = find(writer, section)?;
            let last = group.parts.last().ok_or(CommandError::NoSuchSection)?;
            index_after(writer, Prose::Minutes, last.id)
        }
    }
}

fn order_list(writer: &Writer<'_>, prose: Prose) -> Result<ObjId, CommandError> {
    writer
        .view()
        .object(&[prose.key(), keys::ORDER], ObjType::List)
        .ok_or(CommandError::NotFounded)
}

fn stored_id(id: PartId) -> ScalarValue {
    ScalarValue::Bytes(id.as_bytes().to_vec())
}
