//! Joining heads: an empty change that builds on several, for a document with too many.

use std::num::NonZeroU64;

use automerge::{Change, ExpandedChange};
use ledger::{ActorId, ChangeHash, Timestamp, limits};

use super::Document;
use super::change::ChangeBytes;
use super::convert;
use super::decode;
use super::edit::EditError;

/// Heads at which an edit joins first. One place is kept for the actor's own last change, which
/// every change names even when it is no head.
const MAX_HEADS: usize = limits::CHANGE_DEPS - 1;

impl Document {
    /// Joins heads in steps of at most [`limits::CHANGE_DEPS`] until an edit can name them all.
    ///
    /// Gives no change while there are few. Every edit calls this first, so a caller needs it only
    /// to tidy up a document that nobody edits.
    pub fn join_heads(
        &mut self,
        actor: ActorId,
        made_at: Timestamp,
    ) -> Result<Vec<ChangeBytes>, EditError> {
        let mut changes = Vec::new();
        while self.heads().len() > MAX_HEADS {
            let change = self
                .joining_change(actor, made_at)
                .ok_or(EditError::Internal)?;
            let bytes = ChangeBytes::of(&change);
            let expanded = decode::decode(bytes.as_slice()).ok_or(EditError::Internal)?;
            self.automerge
                .apply_changes([change])
                .map_err(|_| EditError::Internal)?;
            self.index.admit(bytes.hash(), actor, &expanded);
            changes.push(bytes);
        }
        Ok(changes)
    }

    fn joining_change(&self, actor: ActorId, made_at: Timestamp) -> Option<Change> {
        let last = self.index.last(actor);
        let mut dependencies: Vec<ChangeHash> = last.map(|last| last.hash).into_iter().collect();
        for head in self.heads() {
            if dependencies.len() < limits::CHANGE_DEPS && !dependencies.contains(&head) {
                dependencies.push(head);
            }
        }
        dependencies.sort_unstable();
        let deps: Vec<_> = dependencies
            .into_iter()
            .map(convert::automerge_hash)
            .collect();
        let max_op = self.index.max_op_of(&deps)?;
        Some(Change::from(ExpandedChange {
            operations: Vec::new(),
            actor_id: convert::automerge_actor(actor),
            hash: None,
            seq: last.map_or(0, |last| last.seq) + 1,
            start_op: NonZeroU64::MIN.checked_add(max_op)?,
            time: convert::automerge_time(made_at),
            message: None,
            deps,
            extra_bytes: Vec::new(),
            author: None,
        }))
    }
}
