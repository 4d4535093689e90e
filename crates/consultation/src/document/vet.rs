//! Decides whether Automerge may see a change.
//!
//! Automerge checks little of a change that parses: a missing object, a gap in an actor's
//! sequence or a made-up element ends in a panic, which in a browser ends the page. So everything a
//! change leans on is looked up first. Refusals here match those of the relay; a change that the
//! relay logged is refused only if its author meant harm.

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpType};
use automerge::{Change, ExpandedChange, ObjType};
use ledger::{ActorId, ChangeHash, limits};
use sha2::{Digest, Sha256};

use super::columns;
use super::convert;
use super::decode;
use super::index::{self, At, Index, OpKey, Slot, to_u64};

/// Why a change was set aside. It stays in the log; only the record goes on without it.
///
/// What does not hang together with the rest yet stays with the document and is looked at again
/// whenever more arrives ([`SetAsideReason::is_final`]): which changes make up a record must not
/// depend on the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetAsideReason {
    /// Not an uncompressed change, or cut short, or its checksum is wrong.
    #[error("the bytes are not an uncompressed change")]
    Malformed,
    /// It claims more operations or dependencies than one change may have.
    #[error("the change is over a limit")]
    OverLimit,
    /// Encoded in another way than Automerge would, so that it would not survive a save.
    #[error("the change is not in canonical form")]
    NotCanonical,
    /// Its actor is not sixteen bytes, or it names an author of its own.
    #[error("the change has an actor that no entry can have")]
    ForeignActor,
    /// The actor already made another change at this place.
    #[error("the actor has another change at this place")]
    Fork,
    /// Operation numbers that do not follow its dependencies.
    #[error("the change does not follow what it depends on")]
    OutOfSequence,
    /// An earlier change of its actor is missing and not among its dependencies.
    #[error("an earlier change of the actor is missing")]
    Gap,
    /// It names an object, element or value that the record does not hold.
    #[error("the change refers to something that is not there")]
    UnknownReference,
    /// Automerge refused it.
    #[error("the change does not apply")]
    Refused,
}

impl SetAsideReason {
    /// Whether the change will never apply, whatever else arrives.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Gap | Self::UnknownReference)
    }
}

/// A change that parsed, with its operations spelled out.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    pub(crate) hash: ChangeHash,
    pub(crate) actor: ActorId,
    pub(crate) change: Change,
    pub(crate) expanded: ExpandedChange,
}

/// Reads one change; needs nothing but its bytes.
pub(crate) fn parse(bytes: &[u8]) -> Result<Parsed, SetAsideReason> {
    if !columns::is_bounded(bytes) {
        return Err(SetAsideReason::Malformed);
    }
    let hash = Sha256::digest(bytes.get(8..).unwrap_or_default());
    if bytes.get(4..8) != hash.get(..4) {
        return Err(SetAsideReason::Malformed);
    }
    let expanded = decode::decode(bytes).ok_or(SetAsideReason::Malformed)?;
    let operations = to_u64(expanded.operations.len());
    if operations > limits::CHANGE_OPS || expanded.deps.len() > limits::CHANGE_DEPS {
        return Err(SetAsideReason::OverLimit);
    }
    let Some(actor) = convert::actor_of(&expanded.actor_id) else {
        return Err(SetAsideReason::ForeignActor);
    };
    if !expanded.extra_bytes.is_empty() {
        return Err(SetAsideReason::ForeignActor);
    }
    let change = Change::from(expanded.clone());
    if !is_ascending(change.deps()) || change.raw_bytes() != bytes {
        return Err(SetAsideReason::NotCanonical);
    }
    let hash = convert::hash_of(change.hash());
    Ok(Parsed {
        hash,
        actor,
        change,
        expanded,
    })
}

/// Checks a change all of whose dependencies are in the index.
pub(crate) fn vet(parsed: &Parsed, index: &Index) -> Result<(), SetAsideReason> {
    let change = &parsed.change;
    let last = index.last(parsed.actor);
    let seq = last.map_or(0, |last| last.seq);
    if change.seq() <= seq {
        return Err(SetAsideReason::Fork);
    }
    if change.seq() > seq + 1 {
        return Err(SetAsideReason::Gap);
    }
    let first = change.start_op().get();
    let follows = index
        .max_op_of(change.deps())
        .is_some_and(|max_op| first == max_op + 1)
        && last.is_none_or(|last| first > last.max_op);
    if !follows {
        return Err(SetAsideReason::OutOfSequence);
    }
    let mut own = Own {
        first,
        actor: parsed.actor,
        seen: Vec::new(),
    };
    for operation in &parsed.expanded.operations {
        check_operation(operation, index, &own).ok_or(SetAsideReason::UnknownReference)?;
        own.seen.push(operation);
    }
    Ok(())
}

/// The operations of the change itself that come before the one being checked.
struct Own<'a> {
    first: u64,
    actor: ActorId,
    seen: Vec<&'a Op>,
}

impl<'a> Own<'a> {
    fn get(&self, (counter, actor): OpKey) -> Option<&'a Op> {
        if actor != self.actor {
            return None;
        }
        self.seen
            .get(usize::try_from(counter.checked_sub(self.first)?).ok()?)
            .copied()
    }

    fn has_value(&self, value: OpKey, slot: &Slot) -> bool {
        let Some(operation) = self.get(value) else {
            return false;
        };
        if operation.insert {
            return index::object_key(&operation.obj) == slot.object
                && slot.at == At::Element(value);
        }
        matches!(operation.action, OpType::Put(_) | OpType::Make(_))
            && Slot::of(operation).as_ref() == Some(slot)
    }

    fn object_type(&self, key: OpKey) -> Option<ObjType> {
        match self.get(key)?.action {
            OpType::Make(kind) => Some(kind),
            _ => None,
        }
    }
}

fn check_operation(operation: &Op, index: &Index, own: &Own<'_>) -> Option<()> {
    let kind = match &operation.obj {
        ObjectId::Root => ObjType::Map,
        ObjectId::Id(id) => {
            let key = index::op_key(id)?;
            own.object_type(key).or_else(|| index.object_type(key))?
        }
    };
    match (&operation.key, kind) {
        (Key::Map(_), ObjType::Map | ObjType::Table) if !operation.insert => {}
        (Key::Seq(ElementId::Head), ObjType::List | ObjType::Text) if operation.insert => {}
        (Key::Seq(ElementId::Id(_)), ObjType::List | ObjType::Text) => {
            let object = index::object_key(&operation.obj)?;
            let element = index::element_key(&operation.key)?;
            let is_own = own
                .get(element)
                .is_some_and(|earlier| earlier.insert && earlier.obj == operation.obj);
            if !is_own && !index.has_element(object, element) {
                return None;
            }
        }
        _ => return None,
    }
    match operation.action {
        OpType::Put(_) | OpType::Make(ObjType::Map | ObjType::List | ObjType::Text) => {}
        OpType::Delete if !operation.insert && !operation.pred.is_empty() => {}
        // No record has marks, counters or tables.
        _ => return None,
    }
    if operation.insert {
        return operation.pred.is_empty().then_some(());
    }
    let slot = Slot::of(operation)?;
    let mut before = None;
    for overwritten in operation.pred.iter() {
        let value = index::op_key(overwritten)?;
        if before == Some(value) || !own.has_value(value, &slot) && !index.has_value(value, &slot) {
            return None;
        }
        before = Some(value);
    }
    Some(())
}

fn is_ascending(hashes: &[automerge::ChangeHash]) -> bool {
    hashes
        .windows(2)
        .all(|pair| matches!(pair, [first, second] if first < second))
}
