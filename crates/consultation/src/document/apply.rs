//! Taking in changes of others: one batch, vetted, the bad ones set aside.

use std::collections::VecDeque;

use automerge::{Automerge, Change};
use ledger::ChangeHash;
use ledger::id_map::IdMap;

use super::Document;
use super::changed::{Changed, Touched};
use super::convert;
use super::index::Index;
use super::vet::{self, Parsed, SetAsideReason};

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Changes that are in the document now and were not before, in an order that applies.
    pub applied: Vec<ChangeHash>,
    /// Changes of the batch that are no part of the record, for good or until something they refer
    /// to arrives; and earlier ones that turned out never to apply.
    pub set_aside: Vec<SetAside>,
    /// What a reader has to look at again.
    pub changed: Changed,
}

/// A change that was set aside, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Its place in the batch; `None` for one that had been waiting since an earlier batch.
    pub index: Option<usize>,
    /// Its hash; `None` if the bytes are no change.
    pub hash: Option<ChangeHash>,
    /// What is wrong with it.
    pub reason: SetAsideReason,
}

impl Document {
    /// Applies a batch of changes, in any order, repeated or not.
    ///
    /// A change whose dependencies are missing waits inside the document until they come. A change
    /// that cannot apply is set aside and the rest goes on; what was built on it keeps waiting.
    /// One call per frame is many times cheaper than one call per change.
    pub fn apply<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Applied {
        let mut outcome = Applied::default();
        let mut places = IdMap::new();
        for (place, bytes) in changes.into_iter().enumerate() {
            match vet::parse(bytes) {
                Ok(parsed) if self.has_change(parsed.hash) => {}
                Ok(parsed) => {
                    places.get_or_insert_with(parsed.hash, || place);
                    self.waiting.insert(parsed.hash, parsed);
                }
                Err(reason) => {
                    outcome.set_aside.push(SetAside {
                        index: Some(place),
                        hash: None,
                        reason,
                    });
                }
            }
        }
        let mut touched = Touched::default();
        let mut batch = Vec::new();
        let mut not_yet = IdMap::new();
        loop {
            let mut order = Order::of(&self.waiting, &self.index, &places);
            let before = batch.len();
            while let Some(hash) = order.next() {
                let Some(parsed) = self.waiting.remove(&hash) else {
                    continue;
                };
                match vet::vet(&parsed, &self.index) {
                    Ok(()) => {
                        self.index.admit(hash, parsed.actor, &parsed.expanded);
                        order.done(hash);
                        touched.note(&parsed.expanded);
                        outcome.applied.push(hash);
                        batch.push(parsed.change);
                    }
                    Err(reason) if reason.is_final() => {
                        outcome.set_aside.push(SetAside {
                            index: places.get(&hash).copied(),
                            hash: Some(hash),
                            reason,
                        });
                    }
                    Err(reason) => {
                        not_yet.insert(hash, (reason, parsed));
                    }
                }
            }
            let is_stuck = not_yet.is_empty() || batch.len() == before;
            for (hash, (reason, parsed)) in std::mem::take(&mut not_yet) {
                if is_stuck && let Some(place) = places.get(&hash) {
                    let index = Some(*place);
                    outcome.set_aside.push(SetAside {
                        index,
                        hash: Some(hash),
                        reason,
                    });
                }
                self.waiting.insert(hash, parsed);
            }
            if is_stuck {
                break;
            }
        }
        let mut refused = Vec::new();
        apply_or_halve(&mut self.automerge, &batch, &mut refused);
        if !refused.is_empty() {
            self.index = Index::of(&self.automerge);
            outcome
                .applied
                .retain(|hash| self.index.known(*hash).is_some());
            outcome
                .set_aside
                .extend(refused.into_iter().map(|hash| SetAside {
                    index: places.get(&hash).copied(),
                    hash: Some(hash),
                    reason: SetAsideReason::Refused,
                }));
        }
        outcome.changed = touched.resolve(&self.index);
        outcome
    }
}

/// The order in which waiting changes may be applied: dependencies first, otherwise as they came.
struct Order {
    ready: VecDeque<ChangeHash>,
    missing: IdMap<ChangeHash, usize>,
    dependents: IdMap<ChangeHash, Vec<ChangeHash>>,
}

impl Order {
    fn of(
        waiting: &IdMap<ChangeHash, Parsed>,
        index: &Index,
        places: &IdMap<ChangeHash, usize>,
    ) -> Self {
        let mut order = Self {
            ready: VecDeque::new(),
            missing: IdMap::new(),
            dependents: IdMap::new(),
        };
        let mut in_order: Vec<_> = waiting.iter().collect();
        in_order.sort_by_key(|(hash, _)| places.get(hash));
        for (hash, parsed) in in_order {
            let mut missing = 0;
            for dependency in parsed.change.deps() {
                let dependency = convert::hash_of(*dependency);
                if index.known(dependency).is_none() {
                    missing += 1;
                    order
                        .dependents
                        .get_or_insert_with(dependency, Vec::new)
                        .push(*hash);
                }
            }
            if missing == 0 {
                order.ready.push_back(*hash);
            } else {
                order.missing.insert(*hash, missing);
            }
        }
        order
    }

    fn next(&mut self) -> Option<ChangeHash> {
        self.ready.pop_front()
    }

    /// Says that a change is in the document, which may make others ready.
    fn done(&mut self, hash: ChangeHash) {
        for dependent in self.dependents.remove(&hash).unwrap_or_default() {
            let Some(missing) = self.missing.get_mut(&dependent) else {
                continue;
            };
            *missing -= 1;
            if *missing == 0 {
                self.ready.push_back(dependent);
            }
        }
    }
}

/// Applies all, or, where Automerge refuses the batch as a whole, all but the bad ones.
fn apply_or_halve(automerge: &mut Automerge, batch: &[Change], refused: &mut Vec<ChangeHash>) {
    if batch.is_empty() || automerge.apply_changes(batch.to_vec()).is_ok() {
        return;
    }
    if let [change] = batch {
        refused.push(convert::hash_of(change.hash()));
        return;
    }
    let (first, second) = batch.split_at(batch.len() / 2);
    apply_or_halve(automerge, first, refused);
    apply_or_halve(automerge, second, refused);
}
