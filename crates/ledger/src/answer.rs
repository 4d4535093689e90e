//! The five answers to a pushed entry, each with its named reason.

use minicbor::{
    Decode, Decoder, Encode, Encoder, decode,
    encode::{self, Write},
};

use crate::{
    Seq,
    cbor::{self, Values},
};

/// What became of an entry that was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is in the log; a receipt follows.
    Logged(Seq),
    /// It is in the log but does not count until staff adopt it. Shown 已送达·待核.
    Held(Seq, Held),
    /// Something it needs is missing: send that, then try again.
    Wanting(Want),
    /// Not now; try again after a while.
    Later(Later),
    /// Never. It leaves the outbox for the list 未被接受 and is not deleted.
    Refused(Refusal),
}

impl<'b> Decode<'b, ()> for Answer {
    fn decode(decoder: &mut Decoder<'b>, _: &mut ()) -> Result<Self, decode::Error> {
        let (number, parts) = Values::of_variant(decoder)?;
        Ok(match number {
            0 => Self::Logged(parts.get(0)?),
            1 => Self::Held(parts.get(0)?, parts.get(1)?),
            2 => Self::Wanting(parts.get(0)?),
            3 => Self::Later(parts.get(0)?),
            4 => Self::Refused(parts.get(0)?),
            unknown => return Err(decode::Error::unknown_variant(unknown)),
        })
    }
}

impl Encode<()> for Answer {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        context: &mut (),
    ) -> Result<(), encode::Error<W::Error>> {
        let (number, parts) = match self {
            Self::Logged(_) => (0, 1),
            Self::Held(..) => (1, 2),
            Self::Wanting(_) => (2, 1),
            Self::Later(_) => (3, 1),
            Self::Refused(_) => (4, 1),
        };
        cbor::begin_variant(encoder, number, parts)?;
        match self {
            Self::Logged(seq) => seq.encode(encoder, context),
            Self::Held(seq, why) => {
                seq.encode(encoder, context)?;
                why.encode(encoder, context)
            }
            Self::Wanting(why) => why.encode(encoder, context),
            Self::Later(why) => why.encode(encoder, context),
            Self::Refused(why) => why.encode(encoder, context),
        }
    }
}

/// Why a logged entry does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// Its author's role had been revoked.
    Revoked,
    /// Its author's role had expired by the relay's clock.
    Expired,
    /// Its author joined beyond the invitation's limit.
    JoinOverLimit,
    /// Another entry of the same chain has this index.
    Fork,
}

crate::as_number!(Held {
    0: Revoked,
    1: Expired,
    2: JoinOverLimit,
    3: Fork
});

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// The author's join: the key is unknown here.
    Join,
    /// The invitation that a join redeems.
    Grant,
    /// The room's first entry.
    Room,
    /// The board that the room belongs to.
    Board,
    /// A change that this one depends on.
    Dependency,
    /// The erase that explains the missing payload.
    Payload,
    /// A relay that knows this kind or version.
    NewerRelay,
}

crate::as_number!(Want {
    0: Join,
    1: Grant,
    2: Room,
    3: Board,
    4: Dependency,
    5: Payload,
    6: NewerRelay
});

/// Why not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Later {
    /// The relay is busy.
    Busy,
    /// The author has sent more than its share for the moment.
    Rate,
    /// The room is full until its operator raises the quota.
    Quota,
    /// The relay's disk is full or failing.
    Disk,
    /// The room is being restored from a device.
    Healing,
}

crate::as_number!(Later {
    0: Busy,
    1: Rate,
    2: Quota,
    3: Disk,
    4: Healing
});

/// Why never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// The bytes are not an entry, or the payload is not what its kind asks for.
    Malformed,
    /// Over a size limit.
    TooLarge,
    /// The signature is not the author's.
    BadSignature,
    /// The author's role does not write this here.
    NotAllowed,
    /// The first administrator's invitation has been used.
    InvitationUsed,
    /// The proof is not the invitation's.
    BadProof,
    /// The relay does not host this board.
    BoardNotHosted,
    /// The change is written under an actor that is not its author's in this room and session.
    ForeignActor,
    /// The change names an actor that nobody here has.
    UnknownActor,
    /// The change's operation counter does not follow from its dependencies.
    BadStartOp,
    /// Another change of the same session has this index or sequence number.
    ForkedChange,
    /// Too many operations or dependencies.
    TooComplex,
    /// Only statements can be erased.
    NotErasable,
}

crate::as_number!(Refusal {
    0: Malformed,
    1: TooLarge,
    2: BadSignature,
    3: NotAllowed,
    4: InvitationUsed,
    5: BadProof,
    6: BoardNotHosted,
    7: ForeignActor,
    8: UnknownActor,
    9: BadStartOp,
    10: ForkedChange,
    11: TooComplex,
    12: NotErasable
});
