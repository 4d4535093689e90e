//! The graph of changes in one room's log, and which of them make up the record.
//!
//! The record is the changes that stand and everything they depend on: a change of someone
//! entitled vouches for its past.

use crate::id_map::{IdMap, IdSet};
use crate::{
    ActorId, ChangeHash, EntryId, Header, Refusal, RoomId, Seq, Want,
    authority::Reject,
    change::{ChangeError, ChangeHeader},
};

#[derive(Clone, Debug)]
struct Node {
    seq: Seq,
    max_op: u64,
    dependencies: Vec<ChangeHash>,
    is_released: bool,
}

/// An actor's newest change.
#[derive(Clone, Copy, Debug)]
struct Last {
    seq: u64,
    hash: ChangeHash,
}

/// The change graph of one room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    nodes: IdMap<ChangeHash, Node>,
    actors: IdMap<ActorId, Last>,
    hashes: IdMap<EntryId, ChangeHash>,
}

impl Changes {
    /// Checks a change against the graph: actor, dependencies, counters.
    pub(crate) fn judge(
        &self,
        room: RoomId,
        header: &Header,
        payload: &[u8],
    ) -> Result<ChangeHeader, Reject> {
        let change = crate::change::parse(payload).map_err(|error| {
            Reject::Refused(match error {
                ChangeError::Malformed => Refusal::Malformed,
                ChangeError::Actor => Refusal::ForeignActor,
                ChangeError::TooComplex => Refusal::TooComplex,
            })
        })?;
        if change.actor != ActorId::derive(header.author, room, header.session) {
            return Err(Reject::Refused(Refusal::ForeignActor));
        }
        let mut max_op = 0;
        for dependency in &change.dependencies {
            let node = self
                .nodes
                .get(dependency)
                .ok_or(Reject::Wanting(Want::Dependency))?;
            max_op = max_op.max(node.max_op);
        }
        let expected = self
            .actors
            .get(&change.actor)
            .map_or(1, |last| last.seq + 1);
        if change.seq > expected {
            return Err(Reject::Wanting(Want::Dependency));
        }
        if change.seq < expected {
            return Err(Reject::Refused(Refusal::ForkedChange));
        }
        if change
            .other_actors
            .iter()
            .any(|actor| !self.actors.contains_key(actor))
        {
            return Err(Reject::Refused(Refusal::UnknownActor));
        }
        if change.start_op != max_op + 1 {
            return Err(Reject::Refused(Refusal::BadStartOp));
        }
        if !self.follows_own(&change) {
            return Err(Reject::Refused(Refusal::ForkedChange));
        }
        Ok(change)
    }

    /// Whether the actor's last change is in the change's past. Beside it, both would use the
    /// same operation ids. Only the past above the last change's counter is walked.
    fn follows_own(&self, change: &ChangeHeader) -> bool {
        let Some(last) = self.actors.get(&change.actor) else {
            return true;
        };
        let floor = self.nodes.get(&last.hash).map_or(0, |node| node.max_op);
        let mut open = change.dependencies.clone();
        let mut seen = IdSet::new();
        while let Some(hash) = open.pop() {
            if hash == last.hash {
                return true;
            }
            let node = self.nodes.get(&hash).filter(|node| node.max_op >= floor);
            if let Some(node) = node.filter(|_| seen.insert(hash)) {
                open.extend(&node.dependencies);
            }
        }
        false
    }

    pub(crate) fn add(&mut self, entry: EntryId, seq: Seq, change: ChangeHeader) {
        let last = Last {
            seq: change.seq,
            hash: change.hash,
        };
        self.actors.insert(change.actor, last);
        self.hashes.insert(entry, change.hash);
        let node = Node {
            seq,
            max_op: change.max_op(),
            dependencies: change.dependencies,
            is_released: false,
        };
        self.nodes.insert(change.hash, node);
    }

    /// Takes a change and its whole past into the record; what is new comes back in log order.
    pub(crate) fn release(&mut self, entry: EntryId) -> Vec<Seq> {
        let mut released = Vec::new();
        let mut open: Vec<ChangeHash> = self.hashes.get(&entry).copied().into_iter().collect();
        while let Some(hash) = open.pop() {
            if let Some(node) = self.nodes.get_mut(&hash).filter(|node| !node.is_released) {
                node.is_released = true;
                released.push(node.seq);
                open.extend(&node.dependencies);
            }
        }
        released.sort_unstable();
        released
    }

    /// Positions of changes that are not in the record and on which these depend, directly or not.
    pub(crate) fn unreleased_past(&self, of: Vec<ChangeHash>) -> IdSet<Seq> {
        let mut open = of;
        let mut past = IdSet::new();
        while let Some(hash) = open.pop() {
            let node = self.nodes.get(&hash).filter(|node| !node.is_released);
            if let Some(node) = node.filter(|node| past.insert(node.seq)) {
                open.extend(&node.dependencies);
            }
        }
        past
    }

    /// Positions of these changes and of all on which they depend; `None` when one is not here.
    pub(crate) fn past(&self, of: Vec<ChangeHash>) -> Option<IdSet<Seq>> {
        let mut open = of;
        let mut past = IdSet::new();
        while let Some(hash) = open.pop() {
            let node = self.nodes.get(&hash)?;
            if past.insert(node.seq) {
                open.extend(&node.dependencies);
            }
        }
        Some(past)
    }

    /// Whether an entry is a change in the record.
    pub(crate) fn is_released(&self, entry: EntryId) -> bool {
        let node = self
            .hashes
            .get(&entry)
            .and_then(|hash| self.nodes.get(hash));
        node.is_some_and(|node| node.is_released)
    }

    /// Positions of every change in the record, in log order.
    pub(crate) fn released(&self) -> Vec<Seq> {
        let mut seqs: Vec<Seq> = self
            .nodes
            .values()
            .filter(|node| node.is_released)
            .map(|node| node.seq)
            .collect();
        seqs.sort_unstable();
        seqs
    }
}
