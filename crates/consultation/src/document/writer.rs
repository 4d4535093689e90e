//! Writes operations and cuts them into changes that keep within the limits.

use automerge::transaction::{CommitOptions, OwnedTransaction, Transactable};
use automerge::{Automerge, AutomergeError, ObjId, ObjType, ReadDoc, ScalarValue};
use ledger::{ActorId, ChangeHash, Timestamp, limits};

use super::convert;
use super::index::Index;
use super::read::View;
use crate::record::{PartId, RowId};

/// Counted for each operation beside its words: ids, keys, column headers.
const OPERATION_BYTES: usize = 24;

/// Kept free for the head of a change: 64 dependencies, actors, column list.
const HEAD_BYTES: usize = 4 * 1024;

/// An edit under way. Operations go into the open transaction; a full one is committed and the
/// next one opened, so one command may become several changes.
pub(crate) struct Writer<'a> {
    transaction: OwnedTransaction,
    index: &'a Index,
    actor: ActorId,
    made_at: Timestamp,
    bytes: usize,
    minted: u64,
    committed: Vec<ChangeHash>,
}

impl<'a> Writer<'a> {
    pub(crate) fn open(
        mut automerge: Automerge,
        index: &'a Index,
        actor: ActorId,
        made_at: Timestamp,
    ) -> Result<Self, AutomergeError> {
        automerge.set_actor(convert::automerge_actor(actor));
        let transaction = automerge.into_transaction(None, None)?;
        Ok(Self {
            transaction,
            index,
            actor,
            made_at,
            bytes: 0,
            minted: 0,
            committed: Vec::new(),
        })
    }

    /// Commits what is pending and hands the document back with the changes made.
    pub(crate) fn finish(self) -> (Automerge, Vec<ChangeHash>) {
        let options = CommitOptions::default().with_time(convert::automerge_time(self.made_at));
        let (automerge, hash, _) = self.transaction.commit_with(options);
        let mut committed = self.committed;
        committed.extend(hash.map(convert::hash_of));
        (automerge, committed)
    }

    /// Drops what is pending; what was already committed is named, for the caller to undo.
    pub(crate) fn abandon(self) -> (Automerge, Vec<ChangeHash>) {
        let (automerge, _) = self.transaction.rollback();
        (automerge, self.committed)
    }

    pub(crate) fn view(&self) -> View<'_> {
        View::new(&self.transaction, self.index)
    }

    /// A new part's id: unlike any other because the actor's changes are numbered.
    pub(crate) fn mint(&mut self) -> PartId {
        let (seq, count) = self.next_minted();
        PartId::mint(self.actor, seq, count)
    }

    /// A new row's id, likewise.
    pub(crate) fn mint_row(&mut self) -> RowId {
        let (seq, count) = self.next_minted();
        RowId::mint(self.actor, seq, count)
    }

    fn next_minted(&mut self) -> (u64, u64) {
        self.minted += 1;
        let seq = self.index.last(self.actor).map_or(0, |last| last.seq) + 1;
        (seq, self.minted)
    }

    pub(crate) fn put(
        &mut self,
        object: &ObjId,
        key: &str,
        value: ScalarValue,
    ) -> Result<(), AutomergeError> {
        let words = match &value {
            ScalarValue::Str(text) => text.len(),
            ScalarValue::Bytes(bytes) => bytes.len(),
            _ => 9,
        };
        self.make_room(key.len() + words)?;
        self.transaction.put(object, key, value)
    }

    pub(crate) fn put_object(
        &mut self,
        object: &ObjId,
        key: &str,
        kind: ObjType,
    ) -> Result<ObjId, AutomergeError> {
        self.make_room(key.len())?;
        self.transaction.put_object(object, key, kind)
    }

    pub(crate) fn insert(
        &mut self,
        list: &ObjId,
        index: usize,
        value: ScalarValue,
    ) -> Result<(), AutomergeError> {
        self.make_room(16)?;
        self.transaction.insert(list, index, value)
    }

    pub(crate) fn remove(&mut self, list: &ObjId, index: usize) -> Result<(), AutomergeError> {
        self.make_room(0)?;
        self.transaction.delete(list, index)
    }

    /// Replaces `delete` UTF-16 units at `index` by `text`.
    pub(crate) fn splice(
        &mut self,
        object: &ObjId,
        index: usize,
        delete: usize,
        text: &str,
    ) -> Result<(), AutomergeError> {
        let mut left = delete.min(self.transaction.length(object).saturating_sub(index));
        while left > 0 {
            let before = self.transaction.length(object);
            let step = left.min(self.operations_left(OPERATION_BYTES)?);
            self.transaction
                .splice_text(object, index, to_isize(step), "")?;
            self.bytes += step * OPERATION_BYTES;
            // A character of two units goes as a whole, so count what went, not what was asked.
            let gone = before.saturating_sub(self.transaction.length(object));
            left = left.saturating_sub(gone.max(1));
        }
        let mut at = index;
        let mut rest = text;
        while !rest.is_empty() {
            // Four bytes is the longest character; one more tells its length.
            let step = self.operations_left(5)?;
            let end = rest
                .char_indices()
                .nth(step)
                .map_or(rest.len(), |(end, _)| end);
            let (piece, remaining) = rest.split_at(end);
            self.transaction.splice_text(object, at, 0, piece)?;
            self.bytes += piece.chars().count() * 5;
            at += piece.encode_utf16().count();
            rest = remaining;
        }
        Ok(())
    }

    /// Makes a text read as given by comparing the two, which at most `operations` characters do
    /// not share.
    pub(crate) fn update(
        &mut self,
        object: &ObjId,
        text: &str,
        operations: usize,
    ) -> Result<(), AutomergeError> {
        if self.operations_left(OPERATION_BYTES)? < operations {
            self.start_next_change()?;
        }
        self.bytes += operations * OPERATION_BYTES;
        self.transaction.update_text(object, text)
    }

    /// How many more operations of this size fit; opens the next change when none would.
    fn operations_left(&mut self, size: usize) -> Result<usize, AutomergeError> {
        self.make_room(0)?;
        let bytes = (limits::COMMAND_BYTES - HEAD_BYTES).saturating_sub(self.bytes) / size.max(1);
        let operations = limits::COMMAND_OPS.saturating_sub(self.transaction.pending_ops());
        Ok(operations.min(bytes).max(1))
    }

    fn make_room(&mut self, words: usize) -> Result<(), AutomergeError> {
        let size = words + OPERATION_BYTES;
        let is_full = self.transaction.pending_ops() >= limits::COMMAND_OPS
            || self.bytes + size > limits::COMMAND_BYTES - HEAD_BYTES;
        if is_full && self.transaction.pending_ops() > 0 {
            self.start_next_change()?;
        }
        self.bytes += size;
        Ok(())
    }

    fn start_next_change(&mut self) -> Result<(), AutomergeError> {
        let next = Automerge::new().into_transaction(None, None)?;
        let full = std::mem::replace(&mut self.transaction, next);
        let (automerge, hash, _) = full
            .commit_with(CommitOptions::default().with_time(convert::automerge_time(self.made_at)));
        self.committed.extend(hash.map(convert::hash_of));
        self.transaction = automerge.into_transaction(None, None)?;
        self.bytes = 0;
        Ok(())
    }
}

fn to_isize(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}
