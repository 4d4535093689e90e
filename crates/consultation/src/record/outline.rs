//! A long text taken apart: which parts there are, in which order, and which sections they make.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{ObjId, ObjType, ReadDoc, ScalarValue};

use super::keys;
use super::part::{PartId, PartKind, Prose};
use super::scalar::Scalar;
use crate::document::View;
use crate::projection::Problem;

/// One part, as the document holds it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) id: PartId,
    pub(crate) kind: PartKind,
    pub(crate) is_removed: bool,
    /// All maps that stand under the id; more than one only in an odd document.
    pub(crate) maps: Vec<ObjId>,
    /// The texts of those maps, in a fixed order.
    pub(crate) texts: Vec<ObjId>,
}

/// Parts that are shown as one: the first has kind and heading, the others go on.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) parts: Vec<Part>,
}

impl Group {
    pub(crate) fn id(&self) -> Option<PartId> {
        self.parts.first().map(|part| part.id)
    }

    pub(crate) fn is_removed(&self) -> bool {
        self.parts.first().is_some_and(|part| part.is_removed)
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = (PartId, &ObjId)> {
        self.parts
            .iter()
            .flat_map(|part| part.texts.iter().map(|text| (part.id, text)))
    }
}

/// Reads the parts of a long text in reading order.
pub(crate) fn parts<R: ReadDoc>(
    view: &View<'_, R>,
    prose: Prose,
    problems: &mut Vec<Problem>,
) -> Vec<Part> {
    let mut found: BTreeMap<PartId, Part> = BTreeMap::new();
    let maps = view.objects(&[prose.key(), keys::PARTS], ObjType::Map);
    for key in view.keys(&maps) {
        match PartId::from_key(&key) {
            Some(id) => {
                let part = read_part(view, &maps, id, problems);
                found.insert(id, part);
            }
            None => problems.push(Problem::UnknownKey),
        }
    }
    let mut parts = Vec::new();
    for id in order(view, prose, problems) {
        parts.extend(found.remove(&id));
    }
    if !found.is_empty() {
        problems.push(Problem::PartOutOfOrder);
    }
    parts.extend(found.into_values());
    parts
}

/// Reads the parts of a long text and puts those that are shown as one together.
pub(crate) fn groups<R: ReadDoc>(
    view: &View<'_, R>,
    prose: Prose,
    problems: &mut Vec<Problem>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for part in parts(view, prose, problems) {
        match groups.last_mut() {
            Some(group) if part.kind == PartKind::Continued => group.parts.push(part),
            _ => groups.push(Group { parts: vec![part] }),
        }
    }
    groups
}

/// Part ids in reading order, each once.
fn order<R: ReadDoc>(view: &View<'_, R>, prose: Prose, problems: &mut Vec<Problem>) -> Vec<PartId> {
    let lists = view.objects(&[prose.key(), keys::ORDER], ObjType::List);
    if lists.len() != 1 {
        problems.push(if lists.is_empty() {
            Problem::MissingContainer
        } else {
            Problem::DoubledContainer
        });
    }
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for item in lists.iter().flat_map(|list| view.items(list)) {
        match part_id(&item) {
            Some(id) if seen.insert(id) => order.push(id),
            Some(_) => {}
            None => problems.push(Problem::UnreadableValue),
        }
    }
    order
}

/// The id that an item of an order list stands for.
pub(crate) fn part_id(item: &ScalarValue) -> Option<PartId> {
    match item {
        ScalarValue::Bytes(bytes) => PartId::from_slice(bytes),
        _ => None,
    }
}

fn read_part<R: ReadDoc>(
    view: &View<'_, R>,
    containers: &[ObjId],
    id: PartId,
    problems: &mut Vec<Problem>,
) -> Part {
    let key = id.to_string();
    let maps: Vec<ObjId> = containers
        .iter()
        .flat_map(|container| view.children(container, &key, ObjType::Map))
        .collect();
    let texts: Vec<ObjId> = maps
        .iter()
        .flat_map(|map| view.children(map, keys::BODY, ObjType::Text))
        .collect();
    if maps.len() > 1 || texts.len() > 1 {
        problems.push(Problem::DoubledContainer);
    } else if texts.is_empty() {
        problems.push(Problem::MissingContainer);
    }
    let first = |key| view.scalars(&maps, key).into_iter().next();
    let kind = first(keys::KIND).and_then(|stored| PartKind::read(&stored.value));
    let is_removed = first(keys::REMOVED).and_then(|stored| bool::read(&stored.value));
    Part {
        id,
        kind: kind.unwrap_or(PartKind::Free),
        is_removed: is_removed.unwrap_or(false),
        maps,
        texts,
    }
}
