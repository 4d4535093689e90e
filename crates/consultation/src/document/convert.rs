//! Between the ledger's ids and Automerge's.

use ledger::{ActorId, ChangeHash, Timestamp};

pub(super) fn actor_of(id: &automerge::ActorId) -> Option<ActorId> {
    ActorId::from_slice(id.to_bytes())
}

pub(super) fn automerge_actor(actor: ActorId) -> automerge::ActorId {
    automerge::ActorId::from(actor.0)
}

pub(super) fn hash_of(hash: automerge::ChangeHash) -> ChangeHash {
    ChangeHash(hash.0)
}

pub(super) fn automerge_hash(hash: ChangeHash) -> automerge::ChangeHash {
    automerge::ChangeHash(hash.0)
}

/// Automerge keeps a signed time; one before 1970 is shown as 1970.
pub(super) fn time_of(made_at: i64) -> Timestamp {
    Timestamp(u64::try_from(made_at).unwrap_or_default())
}

pub(super) fn automerge_time(made_at: Timestamp) -> i64 {
    i64::try_from(made_at.0).unwrap_or(i64::MAX)
}
