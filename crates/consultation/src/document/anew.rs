//! Writing a change anew without some that it was built on, because those can never be logged.
//!
//! Operations are moved, not replayed: what stood on an operation that is gone stands on what that
//! one stood on. So the words come to stand where they would have stood had the refused change
//! never been made, and whatever others wrote meanwhile is merged with them as ever.

use std::num::NonZeroU64;

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Change, ExpandedChange};
use ledger::id_map::IdMap;
use ledger::{ActorId, ChangeHash, limits};

use super::Document;
use super::change::ChangeBytes;
use super::convert;
use super::index::{self, OpKey};
use super::vet;

/// What is gone, and what was written anew so far: one for all changes that are written anew.
#[derive(Debug, Default)]
pub struct Anew {
    /// Dependencies of changes that are gone.
    gone: IdMap<ChangeHash, Vec<ChangeHash>>,
    dead: IdMap<OpKey, Op>,
    moved: IdMap<OpKey, OpId>,
}

/// What became of a change that was to be written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewritten {
    /// All that it says is in this one.
    Whole(ChangeBytes),
    /// This one says what can be said without the changes that are gone.
    Partly(ChangeBytes),
    /// Nothing of it can be said without them.
    Nothing,
}

impl Anew {
    /// Begins with the changes that are gone, each before what was built on it.
    pub fn without<'a>(gone: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut anew = Self::default();
        for bytes in gone {
            if let Ok(parsed) = vet::parse(bytes) {
                anew.lose(parsed.hash, parsed.actor, &parsed.expanded);
            }
        }
        anew
    }

    fn lose(&mut self, hash: ChangeHash, actor: ActorId, change: &ExpandedChange) {
        let dependencies = change.deps.iter().copied().map(convert::hash_of);
        self.gone.insert(hash, dependencies.collect());
        for (counter, operation) in (change.start_op.get()..).zip(&change.operations) {
            self.dead.insert((counter, actor), operation.clone());
        }
    }

    /// The operation as it reads without those that are gone; `None` if nothing of it is left.
    fn operation(&self, operation: &Op) -> Option<Op> {
        let obj = match &operation.obj {
            ObjectId::Root => ObjectId::Root,
            ObjectId::Id(id) => ObjectId::Id(self.living(id)?),
        };
        let key = match &operation.key {
            Key::Seq(ElementId::Id(id)) if operation.insert => {
                Key::Seq(self.element_before(ElementId::Id(id.clone())))
            }
            Key::Seq(ElementId::Id(id)) => Key::Seq(ElementId::Id(self.living(id)?)),
            other => other.clone(),
        };
        let mut pred = Vec::new();
        for id in operation.pred.iter() {
            self.overwritten(id, &mut pred);
        }
        if operation.action == OpType::Delete && pred.is_empty() {
            return None;
        }
        Some(Op {
            action: operation.action.clone(),
            obj,
            key,
            pred: pred.into(),
            insert: operation.insert,
        })
    }

    fn living(&self, id: &OpId) -> Option<OpId> {
        let key = index::op_key(id)?;
        match self.moved.get(&key) {
            Some(moved) => Some(moved.clone()),
            None if self.dead.contains_key(&key) => None,
            None => Some(id.clone()),
        }
    }

    /// The nearest element before a place that is not gone.
    fn element_before(&self, mut element: ElementId) -> ElementId {
        while let ElementId::Id(id) = &element {
            if let Some(living) = self.living(id) {
                return ElementId::Id(living);
            }
            let dead = index::op_key(id).and_then(|key| self.dead.get(&key));
            element = match dead.map(|dead| &dead.key) {
                Some(Key::Seq(before)) => before.clone(),
                _ => ElementId::Head,
            };
        }
        element
    }

    /// What a value overwrites, or what the values that are gone had overwritten.
    fn overwritten(&self, id: &OpId, all: &mut Vec<OpId>) {
        let mut open = vec![id.clone()];
        while let Some(id) = open.pop() {
            match self.living(&id) {
                Some(living) if all.contains(&living) => {}
                Some(living) => all.push(living),
                None => {
                    let dead = index::op_key(&id).and_then(|key| self.dead.get(&key));
                    open.extend(dead.into_iter().flat_map(|dead| dead.pred.iter().cloned()));
                }
            }
        }
    }
}

impl Document {
    /// Writes a change anew as this actor, and takes it in. Its time stays.
    pub fn rewrite(&mut self, actor: ActorId, bytes: &[u8], anew: &mut Anew) -> Rewritten {
        let Ok(old) = vet::parse(bytes) else {
            return Rewritten::Nothing;
        };
        let moved = self.moved(actor, &old.expanded, old.actor, anew);
        let Some((change, is_whole)) = moved else {
            anew.lose(old.hash, old.actor, &old.expanded);
            return Rewritten::Nothing;
        };
        let bytes = ChangeBytes::of(&change);
        anew.gone.insert(old.hash, vec![bytes.hash()]);
        match is_whole {
            true => Rewritten::Whole(bytes),
            false => Rewritten::Partly(bytes),
        }
    }

    fn moved(
        &mut self,
        actor: ActorId,
        old: &ExpandedChange,
        author: ActorId,
        anew: &mut Anew,
    ) -> Option<(Change, bool)> {
        let last = self.index.last(actor);
        let mut open: Vec<ChangeHash> = last.map(|last| last.hash).into_iter().collect();
        open.extend(old.deps.iter().copied().map(convert::hash_of));
        let mut dependencies = Vec::new();
        while let Some(hash) = open.pop() {
            match anew.gone.get(&hash) {
                Some(before) => open.extend(before),
                None if dependencies.contains(&hash) => {}
                None => dependencies.push(hash),
            }
        }
        dependencies.sort_unstable();
        if dependencies.len() > limits::CHANGE_DEPS {
            return None;
        }
        let deps: Vec<_> = dependencies
            .into_iter()
            .map(convert::automerge_hash)
            .collect();
        let start_op = NonZeroU64::MIN.checked_add(self.index.max_op_of(&deps)?)?;
        let seq = last.map_or(0, |last| last.seq) + 1;
        let actor_id = convert::automerge_actor(actor);
        let mut operations = Vec::with_capacity(old.operations.len());
        let mut is_whole = true;
        for (counter, operation) in (old.start_op.get()..).zip(&old.operations) {
            let key = (counter, author);
            match anew.operation(operation) {
                Some(kept) => {
                    let place = start_op.get() + index::to_u64(operations.len());
                    anew.moved.insert(key, OpId::new(place, &actor_id));
                    operations.push(kept);
                }
                None => {
                    is_whole &= operation.action == OpType::Delete;
                    anew.dead.insert(key, operation.clone());
                }
            }
        }
        let is_empty = operations.is_empty() && !old.operations.is_empty();
        let change = Change::from(ExpandedChange {
            operations,
            actor_id,
            hash: None,
            seq,
            start_op,
            deps,
            ..old.clone()
        });
        let parsed = vet::parse(change.raw_bytes()).ok();
        let parsed = parsed.filter(|parsed| !is_empty && vet::vet(parsed, &self.index).is_ok());
        let taken = parsed.filter(|_| self.automerge.apply_changes([change.clone()]).is_ok());
        let Some(parsed) = taken else {
            anew.moved.retain(|(counter, by), _| {
                let first = old.start_op.get();
                let is_of_it =
                    (first..first + index::to_u64(old.operations.len())).contains(counter);
                *by != author || !is_of_it
            });
            return None;
        };
        self.index.admit(parsed.hash, actor, &parsed.expanded);
        Some((change, is_whole))
    }
}
