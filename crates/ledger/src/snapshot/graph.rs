//! What of changes follows from those before them: their hashes, counters and the heads.

use super::SnapshotError;
use crate::change::ChangeHeader;
use crate::id_map::{IdMap, IdSet};
use crate::{ActorId, ChangeHash};

/// The changes so far, each under its place.
#[derive(Debug, Default)]
pub(super) struct Graph {
    places: IdMap<ChangeHash, usize>,
    nodes: Vec<(ChangeHash, u64)>,
    actors: IdMap<ActorId, u64>,
}

impl Graph {
    /// How many changes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The place of a change.
    pub(super) fn place(&self, hash: ChangeHash) -> Option<usize> {
        self.places.get(&hash).copied()
    }

    /// The change at a place.
    pub(super) fn hash(&self, place: usize) -> Option<ChangeHash> {
        self.nodes.get(place).map(|(hash, _)| *hash)
    }

    /// The first counter after these changes.
    pub(super) fn next_op(&self, dependencies: &[ChangeHash]) -> Option<u64> {
        let mut most: u64 = 0;
        for hash in dependencies {
            let (_, max_op) = self.nodes.get(self.place(*hash)?)?;
            most = most.max(*max_op);
        }
        most.checked_add(1)
    }

    /// The next count of an actor.
    pub(super) fn next_seq(&self, actor: ActorId) -> u64 {
        self.actors
            .get(&actor)
            .map_or(1, |last| last.saturating_add(1))
    }

    /// Takes a change whose counters were given by this graph; false when it is here already.
    pub(super) fn add(&mut self, change: &ChangeHeader) -> bool {
        if self.places.insert(change.hash, self.nodes.len()).is_some() {
            return false;
        }
        self.nodes.push((change.hash, change.max_op()));
        self.actors.insert(change.actor, change.seq);
        true
    }
}

/// The changes that no other builds on, sorted.
pub(super) fn heads(changes: &[Vec<u8>]) -> Result<Vec<ChangeHash>, SnapshotError> {
    let mut heads = IdSet::new();
    for change in changes {
        let change = crate::change::parse(change)?;
        for dependency in &change.dependencies {
            heads.remove(dependency);
        }
        heads.insert(change.hash);
    }
    Ok(heads.iter().copied().collect())
}
