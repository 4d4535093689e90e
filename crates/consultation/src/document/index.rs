//! What the document knows about its own history: enough to vet a change before Automerge sees
//! it, and to say who wrote a value and when without rebuilding the change.

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Automerge, ExpandedChange, ObjType};
use ledger::id_map::IdMap;
use ledger::{ActorId, ChangeHash, Timestamp};

use super::convert;
use super::decode;
use super::ranges::Ranges;

/// An operation's id: counter and actor.
pub(crate) type OpKey = (u64, ActorId);

/// What is kept of a change that is in the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) actor: ActorId,
    pub(crate) made_at: Timestamp,
    pub(crate) max_op: u64,
}

/// An actor's newest change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Last {
    pub(crate) seq: u64,
    pub(crate) max_op: u64,
    pub(crate) hash: ChangeHash,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    changes: IdMap<ChangeHash, Known>,
    actors: IdMap<ActorId, Last>,
    /// For each actor, the first operation of each change with operations, and the change.
    starts: IdMap<ActorId, IdMap<u64, ChangeHash>>,
    objects: IdMap<OpKey, ObjType>,
    elements: IdMap<OpKey, IdMap<ActorId, Ranges>>,
    /// Where each value stands that a later one may overwrite; elements of sequences, which are
    /// many and stand at themselves, are left out.
    values: IdMap<OpKey, Slot>,
}

/// A place that holds values: a key of a map, or an element of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) object: Option<OpKey>,
    pub(crate) at: At,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum At {
    Key(String),
    Element(OpKey),
}

impl Slot {
    /// Where an operation writes; `None` for an insertion at the head of a sequence.
    pub(crate) fn of(operation: &Op) -> Option<Self> {
        let at = match &operation.key {
            Key::Map(key) => At::Key(key.to_string()),
            Key::Seq(_) => At::Element(element_key(&operation.key)?),
        };
        Some(Self {
            object: object_key(&operation.obj),
            at,
        })
    }
}

impl Index {
    /// Reads the whole history of a document, which is then trusted as it stands.
    pub(crate) fn of(automerge: &Automerge) -> Self {
        let mut index = Self::default();
        for change in automerge.get_changes(&[]) {
            let actor = convert::actor_of(change.actor_id());
            let expanded = decode::decode(change.raw_bytes());
            if let (Some(actor), Some(expanded)) = (actor, expanded) {
                index.admit(convert::hash_of(change.hash()), actor, &expanded);
            }
        }
        index
    }

    pub(crate) fn known(&self, hash: ChangeHash) -> Option<&Known> {
        self.changes.get(&hash)
    }

    pub(crate) fn last(&self, actor: ActorId) -> Option<&Last> {
        self.actors.get(&actor)
    }

    pub(crate) fn len(&self) -> usize {
        self.changes.len()
    }

    /// The change that an operation belongs to.
    pub(crate) fn change_of(&self, (counter, actor): OpKey) -> Option<ChangeHash> {
        let hash = self.starts.get(&actor)?.last_up_to(&counter)?;
        (self.known(*hash)?.max_op >= counter).then_some(*hash)
    }

    pub(crate) fn object_type(&self, object: OpKey) -> Option<ObjType> {
        self.objects.get(&object).copied()
    }

    pub(crate) fn has_element(&self, object: OpKey, (counter, actor): OpKey) -> bool {
        self.elements
            .get(&object)
            .and_then(|actors| actors.get(&actor))
            .is_some_and(|ranges| ranges.contains(counter))
    }

    /// Whether a value stands at a place, or stood there until something overwrote it.
    pub(crate) fn has_value(&self, value: OpKey, slot: &Slot) -> bool {
        match (slot.object, &slot.at) {
            (Some(object), At::Element(element)) if *element == value => {
                self.has_element(object, value)
            }
            _ => self.values.get(&value) == Some(slot),
        }
    }

    /// Where a value or an object stands in a map, or stood until something overwrote it.
    pub(crate) fn slot(&self, made: OpKey) -> Option<&Slot> {
        self.values.get(&made)
    }

    /// The largest operation counter below which a change with these dependencies builds; `None`
    /// while one of them is missing.
    pub(crate) fn max_op_of(&self, dependencies: &[automerge::ChangeHash]) -> Option<u64> {
        dependencies.iter().try_fold(0, |max, dependency| {
            Some(self.known(convert::hash_of(*dependency))?.max_op.max(max))
        })
    }

    /// Takes in a change that was vetted or made here.
    pub(crate) fn admit(&mut self, hash: ChangeHash, actor: ActorId, change: &ExpandedChange) {
        let first = change.start_op.get();
        let max_op = first + to_u64(change.operations.len()) - 1;
        self.changes.insert(
            hash,
            Known {
                actor,
                made_at: convert::time_of(change.time),
                max_op,
            },
        );
        self.actors.insert(
            actor,
            Last {
                seq: change.seq,
                max_op,
                hash,
            },
        );
        if !change.operations.is_empty() {
            self.starts
                .get_or_insert_with(actor, IdMap::new)
                .insert(first, hash);
        }
        for (counter, operation) in (first..).zip(&change.operations) {
            if let OpType::Make(kind) = operation.action {
                self.objects.insert((counter, actor), kind);
            }
            let is_value = matches!(operation.action, OpType::Put(_) | OpType::Make(_));
            if !operation.insert
                && is_value
                && let Some(slot) = Slot::of(operation)
            {
                self.values.insert((counter, actor), slot);
            }
            if operation.insert
                && let Some(object) = object_key(&operation.obj)
            {
                let actors = self.elements.get_or_insert_with(object, IdMap::new);
                actors
                    .get_or_insert_with(actor, Ranges::default)
                    .insert(counter, counter);
            }
        }
    }
}

pub(crate) fn op_key(id: &OpId) -> Option<OpKey> {
    Some((id.counter(), convert::actor_of(id.actor())?))
}

pub(crate) fn object_key(id: &ObjectId) -> Option<OpKey> {
    match id {
        ObjectId::Root => None,
        ObjectId::Id(id) => op_key(id),
    }
}

pub(crate) fn element_key(key: &Key) -> Option<OpKey> {
    match key {
        Key::Seq(ElementId::Id(id)) => op_key(id),
        Key::Seq(ElementId::Head) | Key::Map(_) => None,
    }
}

pub(crate) fn to_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
