//! A long text taken apart: which parts there are, in which order, and which sections they make.

use automerge::{ObjId, ObjType, ScalarValue};
use ledger::ActorId;
use ledger::id_map::{IdMap, IdSet};

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

/// Reads the parts of a long text in reading order, those that are shown as one put together.
///
/// The order list holds the parts that begin a section. A part that continues another names it, so
/// that a section keeps its words whatever two devices did around it at the same time; of two that
/// continue the same part, the later made comes first, since it was put right behind it.
pub(crate) fn groups(view: &View<'_>, prose: Prose, problems: &mut Vec<Problem>) -> Vec<Group> {
    let mut heads: IdMap<PartId, Part> = IdMap::new();
    let mut continuing: IdMap<PartId, Vec<(Rank, Part)>> = IdMap::new();
    let maps = view.objects(&[prose.key(), keys::PARTS], ObjType::Map);
    for key in view.keys(&maps) {
        let Some(id) = PartId::from_key(&key) else {
            problems.push(Problem::UnknownKey);
            continue;
        };
        let part = read_part(view, &maps, id, problems);
        match predecessor(view, &part) {
            Some((rank, before)) => continuing
                .get_or_insert_with(before, Vec::new)
                .push((rank, part)),
            None => {
                heads.insert(id, part);
            }
        }
    }
    for siblings in continuing.values_mut() {
        siblings.sort_by_key(|(rank, _)| *rank);
    }
    let mut groups = Vec::new();
    for id in order(view, prose, problems) {
        groups.extend(heads.remove(&id).map(|head| gather(head, &mut continuing)));
    }
    // What nobody lists, and what continues a part that is not there or that continues itself.
    while let Some(head) = first_left(&mut heads, &mut continuing) {
        problems.push(Problem::PartOutOfOrder);
        groups.push(gather(head, &mut continuing));
    }
    groups
}

/// Orders parts that continue the same part, by when they were made in causal order.
type Rank = (u64, Option<ActorId>);

fn gather(head: Part, continuing: &mut IdMap<PartId, Vec<(Rank, Part)>>) -> Group {
    let mut parts = Vec::new();
    let mut next = vec![head];
    while let Some(part) = next.pop() {
        let siblings = continuing.remove(&part.id).unwrap_or_default();
        next.extend(siblings.into_iter().map(|(_, part)| part));
        parts.push(part);
    }
    Group { parts }
}

fn first_left(
    heads: &mut IdMap<PartId, Part>,
    continuing: &mut IdMap<PartId, Vec<(Rank, Part)>>,
) -> Option<Part> {
    if let Some(first) = heads.first_key() {
        return heads.remove(&first);
    }
    let first = continuing.first_key()?;
    let siblings = continuing.get_mut(&first)?;
    let (_, part) = siblings.pop()?;
    if siblings.is_empty() {
        continuing.remove(&first);
    }
    Some(part)
}

/// The part that this one continues.
fn predecessor(view: &View<'_>, part: &Part) -> Option<(Rank, PartId)> {
    if part.kind != PartKind::Continued {
        return None;
    }
    let stored = view.scalars(&part.maps, keys::AFTER).into_iter().next()?;
    Some((stored.rank(), part_id(&stored.value)?))
}

/// Part ids in reading order, each once.
fn order(view: &View<'_>, prose: Prose, problems: &mut Vec<Problem>) -> Vec<PartId> {
    let lists = view.objects(&[prose.key(), keys::ORDER], ObjType::List);
    problems.extend(Problem::of_containers(lists.len()));
    let mut seen = IdSet::new();
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

fn read_part(
    view: &View<'_>,
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
