//! The five answers to a pushed entry, each with its named reason.

use minicbor::{Decode, Encode};

use crate::Seq;

/// What became of an entry that was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Answer {
    /// It is in the log; a receipt follows.
    #[n(0)]
    Logged(#[n(0)] Seq),
    /// It is in the log but does not count until staff adopt it. Shown 已送达·待核.
    #[n(1)]
    Held(#[n(0)] Seq, #[n(1)] Held),
    /// Something it needs is missing: send that, then try again.
    #[n(2)]
    Wanting(#[n(0)] Want),
    /// Not now; try again after a while.
    #[n(3)]
    Later(#[n(0)] Later),
    /// Never. It leaves the outbox for the list 未被接受 and is not deleted.
    #[n(4)]
    Refused(#[n(0)] Refusal),
}

/// Why a logged entry does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Held {
    /// Its author's role had been revoked.
    #[n(0)]
    Revoked,
    /// Its author's role had expired by the relay's clock.
    #[n(1)]
    Expired,
    /// Its author joined beyond the invitation's limit.
    #[n(2)]
    JoinOverLimit,
    /// Another entry of the same chain has this index.
    #[n(3)]
    Fork,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Want {
    /// The author's join: the key is unknown here.
    #[n(0)]
    Join,
    /// The invitation that a join redeems.
    #[n(1)]
    Grant,
    /// The room's first entry.
    #[n(2)]
    Room,
    /// The board that the room belongs to.
    #[n(3)]
    Board,
    /// A change that this one depends on.
    #[n(4)]
    Dependency,
    /// The erase that explains the missing payload.
    #[n(5)]
    Payload,
    /// A relay that knows this kind or version.
    #[n(6)]
    NewerRelay,
}

/// Why not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Later {
    /// The relay is busy.
    #[n(0)]
    Busy,
    /// The author has sent more than its share for the moment.
    #[n(1)]
    Rate,
    /// The room is full until its operator raises the quota.
    #[n(2)]
    Quota,
    /// The relay's disk is full or failing.
    #[n(3)]
    Disk,
    /// The room is being restored from a device.
    #[n(4)]
    Healing,
}

/// Why never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Refusal {
    /// The bytes are not an entry, or the payload is not what its kind asks for.
    #[n(0)]
    Malformed,
    /// Over a size limit.
    #[n(1)]
    TooLarge,
    /// The signature is not the author's.
    #[n(2)]
    BadSignature,
    /// The author's role does not write this here.
    #[n(3)]
    NotAllowed,
    /// The first administrator's invitation has been used.
    #[n(4)]
    InvitationUsed,
    /// The proof is not the invitation's.
    #[n(5)]
    BadProof,
    /// The relay does not host this board.
    #[n(6)]
    BoardNotHosted,
    /// The change is written under an actor that is not its author's in this room and session.
    #[n(7)]
    ForeignActor,
    /// The change names an actor that nobody here has.
    #[n(8)]
    UnknownActor,
    /// The change's operation counter does not follow from its dependencies.
    #[n(9)]
    BadStartOp,
    /// Another change of the same session has this index or sequence number.
    #[n(10)]
    ForkedChange,
    /// Too many operations or dependencies.
    #[n(11)]
    TooComplex,
    /// Only statements can be erased.
    #[n(12)]
    NotErasable,
}
