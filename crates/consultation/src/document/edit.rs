//! Editing: a closure writes, and out come changes ready to be signed, or nothing happened.

use automerge::{Automerge, AutomergeError, Change, ReadDoc, TextEncoding};
use ledger::{ActorId, ChangeHash, Timestamp};

use super::Document;
use super::change::ChangeBytes;
use super::changed::{Changed, Touched};
use super::convert;
use super::decode;
use super::index::Index;
use super::writer::Writer;

/// Text positions are counted as JavaScript counts them.
const ENCODING: TextEncoding = TextEncoding::Utf16CodeUnit;

/// What an edit made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// The changes to sign and store, all in one storage transaction, in this order. None if the
    /// edit changed nothing.
    pub changes: Vec<ChangeBytes>,
    /// What a reader has to look at again.
    pub changed: Changed,
}

/// Why nothing could be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The founder's change is not here yet, or a container is missing: nobody writes a record
    /// before holding it.
    #[error("the record has not arrived on this device yet")]
    NotFounded,
    /// Automerge refused what the schema allows: a bug. Nothing was changed.
    #[error("the edit did not apply")]
    Internal,
}

impl From<AutomergeError> for EditError {
    fn from(_: AutomergeError) -> Self {
        Self::Internal
    }
}

impl Document {
    /// Runs `write` and returns the changes it made, as one edit of this actor.
    ///
    /// If `write` fails, the document is as it was before.
    pub(crate) fn edit<T, E: From<EditError>>(
        &mut self,
        actor: ActorId,
        made_at: Timestamp,
        write: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<(T, Edited), E> {
        let before = self.automerge.get_heads();
        let mut changes = self.join_heads(actor, made_at)?;
        let automerge =
            std::mem::replace(&mut self.automerge, Automerge::new_with_encoding(ENCODING));
        let mut writer = Writer::open(automerge, &self.index, actor, made_at)
            .map_err(|_| E::from(EditError::Internal))?;
        let written = write(&mut writer);
        let (automerge, hashes) = match &written {
            Ok(_) => writer.finish(),
            Err(_) => writer.abandon(),
        };
        self.automerge = automerge;
        let written = match written {
            Ok(written) => written,
            Err(error) => {
                if !hashes.is_empty() || !changes.is_empty() {
                    self.automerge = self
                        .automerge
                        .fork_at(&before)
                        .map_err(|_| EditError::Internal)?;
                    self.index = Index::of(&self.automerge);
                }
                return Err(error);
            }
        };
        let mut touched = Touched::default();
        for hash in hashes {
            let change = self.own_change(hash)?;
            let expanded = decode::decode(change.raw_bytes()).ok_or(EditError::Internal)?;
            self.index.admit(hash, actor, &expanded);
            touched.note(&expanded);
            changes.push(ChangeBytes::of(&change));
        }
        let changed = touched.resolve(&self.index);
        Ok((written, Edited { changes, changed }))
    }

    fn own_change(&self, hash: ChangeHash) -> Result<Change, EditError> {
        self.automerge
            .get_change_by_hash(&convert::automerge_hash(hash))
            .ok_or(EditError::Internal)
    }
}
