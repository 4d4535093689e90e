//! The messages of protocol 1, framed in CBOR: an array of a number and a map per message.
//!
//! Unknown map keys are skipped, unknown messages are [`Message::Unknown`] and are ignored. Entries
//! stand in messages as their own bytes. The path by which a device hands over its work (`Hello`,
//! `Push`, `Open`, `Have`) is frozen: an old tablet can always deliver.

use minicbor::{
    Decode, Decoder, Encode, Encoder,
    bytes::ByteVec,
    decode,
    encode::{self, Write},
};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::{
    Answer, Digest, EntryId, KeyId, LogItem, Nonce, PublicKey, Receipt, RoomId, RoomKind, Seq,
    Signature, SignedHead, Timestamp,
    cbor::{self, Values},
    crypto::Check,
    entry::Entry,
    limits,
};

/// The protocol that this crate speaks.
pub const PROTOCOL: u16 = 1;

/// The highest number that a message of this protocol has.
const LAST: u32 = 18;
/// The number under which [`Message::Unknown`] travels; no protocol gives it a meaning.
const UNKNOWN: u16 = u16::MAX;

/// Which number every message has.
macro_rules! messages {
    ($($number:literal: $name:ident,)+) => {
        impl<'b> Decode<'b, ()> for Message {
            fn decode(decoder: &mut Decoder<'b>, _: &mut ()) -> Result<Self, decode::Error> {
                let number = cbor::variant(decoder)?;
                if number < 0 || number > LAST.into() {
                    return Err(decode::Error::unknown_variant(number));
                }
                let parts = Values::of_array(decoder)?;
                Ok(match number {
                    $($number => Self::$name(parts.get(0)?),)+
                    _ => return Err(decode::Error::unknown_variant(number)),
                })
            }
        }

        impl Encode<()> for Message {
            fn encode<W: Write>(
                &self,
                encoder: &mut Encoder<W>,
                context: &mut (),
            ) -> Result<(), encode::Error<W::Error>> {
                match self {
                    $(Self::$name(message) => {
                        cbor::begin_variant(encoder, $number, 1)?;
                        message.encode(encoder, context)
                    })+
                    Self::Unknown => cbor::begin_variant(encoder, UNKNOWN, 0),
                }
            }
        }
    };
}

/// A message in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Relay: says who it is and asks for proof.
    Challenge(Challenge),
    /// Device: says who it is, if it has a key.
    Hello(Hello),
    /// Relay: proves who it is; from here the device is online.
    Welcome(Welcome),
    /// Device: subscribes to rooms from where it stands.
    Open(Open),
    /// Relay: the room is open, its items follow.
    Opened(Opened),
    /// Device: entries, by whomever.
    Push(Push),
    /// Relay: what became of entries.
    Answers(Answers),
    /// Relay: proof that entries are in its log.
    Receipts(Receipts),
    /// Relay: a stretch of a log.
    Entries(Entries),
    /// Relay: the device's log of a room is not the relay's, or not for it any more.
    Reset(Reset),
    /// Relay: asks for a stretch of a log that it lost.
    Need(Need),
    /// Device: that stretch, verbatim.
    Have(Entries),
    /// Device: asks for entries whose payload was withheld.
    Fetch(Fetch),
    /// Relay: those entries.
    Bodies(Push),
    /// Relay: rooms that this key may read now, beyond those of the welcome.
    Rooms(Rooms),
    /// Either: is anyone there? Carries the sender's clock.
    Ping(Clock),
    /// Either: yes.
    Pong(Clock),
    /// Relay: why it hangs up.
    Goodbye(Goodbye),
    /// Relay: a snapshot of a long room is to be had; its log waits for the device to open it again.
    Snapshot(Snapshot),
    /// A message of a later protocol.
    Unknown,
}

messages!(
    0: Challenge,
    1: Hello,
    2: Welcome,
    3: Open,
    4: Opened,
    5: Push,
    6: Answers,
    7: Receipts,
    8: Entries,
    9: Reset,
    10: Need,
    11: Have,
    12: Fetch,
    13: Bodies,
    14: Rooms,
    15: Ping,
    16: Pong,
    17: Goodbye,
    18: Snapshot,
);

/// See [`Message::Challenge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// To be signed.
    pub nonce: Nonce,
    /// The relay's key.
    pub relay: PublicKey,
    /// Protocols it speaks.
    pub protocols: Vec<u16>,
}

crate::in_map!(Challenge {
    0: nonce,
    1: relay,
    2: protocols
});

/// See [`Message::Hello`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// Protocols the device speaks.
    pub protocols: Vec<u16>,
    /// The device's key and its signature over [`hello_message`]; a visitor has none.
    pub proof: Option<Proof>,
    /// To be signed by the relay.
    pub nonce: Nonce,
}

crate::in_map!(Hello {
    0: protocols,
    1: proof,
    2: nonce
});

/// A key and a signature by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The key.
    pub key: PublicKey,
    /// The signature.
    pub signature: Signature,
}

crate::in_map!(Proof {
    0: key,
    1: signature
});

/// What a device signs to say hello: tag ‖ relay ‖ relay's nonce ‖ device's nonce ‖ origin.
pub fn hello_message(relay: KeyId, asked: Nonce, own: Nonce, origin: &str) -> Vec<u8> {
    let tag: &[u8] = b"zhongshang/hello/1";
    [
        tag,
        relay.as_bytes(),
        asked.as_bytes(),
        own.as_bytes(),
        origin.as_bytes(),
    ]
    .concat()
}

/// What a relay signs to be believed: tag ‖ relay ‖ device's nonce ‖ relay's nonce.
pub fn welcome_message(relay: KeyId, asked: Nonce, own: Nonce) -> Vec<u8> {
    let tag: &[u8] = b"zhongshang/welcome/1";
    [tag, relay.as_bytes(), asked.as_bytes(), own.as_bytes()].concat()
}

impl Hello {
    /// The check of a device's proof.
    pub fn check(&self, relay: KeyId, asked: Nonce, origin: &str) -> Option<Check> {
        let proof = self.proof.as_ref()?;
        let message = hello_message(relay, asked, self.nonce, origin);
        Some(Check {
            key: proof.key,
            message,
            signature: proof.signature,
        })
    }
}

/// See [`Message::Welcome`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Rooms that the key may read.
    pub rooms: Vec<Summary>,
    /// The relay's clock.
    pub now: Timestamp,
    /// Authorises requests over plain HTTP until the connection ends.
    pub token: Nonce,
    /// Over [`welcome_message`].
    pub signature: Signature,
}

crate::in_map!(Welcome {
    0: rooms,
    1: now,
    2: token,
    3: signature
});

/// A room as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The room.
    pub room: RoomId,
    /// Its kind.
    pub kind: RoomKind,
    /// Its board; for a board itself `None`.
    pub board: Option<RoomId>,
    /// How long its log is.
    pub seq: Seq,
}

crate::in_map!(Summary {
    0: room,
    1: kind,
    2: board,
    3: seq
});

/// See [`Message::Rooms`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rooms {
    /// The rooms.
    pub rooms: Vec<Summary>,
}

crate::in_map!(Rooms { 0: rooms });

/// See [`Message::Open`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// At most [`limits::OPEN_ROOMS`].
    pub rooms: Vec<OpenRoom>,
}

crate::in_map!(Open { 0: rooms });

/// A room to open and where the device stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRoom {
    /// The room.
    pub room: RoomId,
    /// The newest head that the device holds.
    pub head: Option<SignedHead>,
    /// Digests at its end and further back, newest first.
    pub locator: Vec<Step>,
    /// The newest form of snapshot that the device reads, if one may come in place of the log, for
    /// which it then opens again. A relay without snapshots passes over it.
    pub wants_snapshot: Option<u16>,
}

crate::in_map!(OpenRoom {
    0: room,
    1: head,
    2: locator,
    3: wants_snapshot
});

/// One step of a locator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Position.
    pub seq: Seq,
    /// Digest there.
    pub digest: Digest,
}

crate::in_array!(Step { 0: seq, 1: digest } 2);

/// See [`Message::Opened`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The room.
    pub room: RoomId,
    /// Its head, or `None` when the relay does not have the room.
    pub head: Option<SignedHead>,
}

crate::in_map!(Opened { 0: room, 1: head });

/// See [`Message::Push`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Entries' bytes, at most [`limits::PUSH_ENTRIES`].
    pub entries: Vec<ByteVec>,
}

crate::in_map!(Push { 0: entries });

/// See [`Message::Answers`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// One per pushed entry that could be named.
    pub answers: Vec<Answered>,
}

crate::in_map!(Answers { 0: answers });

/// An answer and the entry that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The entry.
    pub entry: EntryId,
    /// What became of it.
    pub answer: Answer,
}

crate::in_array!(Answered { 0: entry, 1: answer } 2);

/// See [`Message::Receipts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipts {
    /// One per room.
    pub receipts: Vec<Receipt>,
}

crate::in_map!(Receipts { 0: receipts });

/// A stretch of a log, ending in a signed head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries {
    /// The room.
    pub room: RoomId,
    /// Position of the first item.
    pub from: Seq,
    /// The items, dense.
    pub items: Vec<Item>,
    /// The head after the last item; in `Have` the head that the whole log leads to.
    pub head: SignedHead,
}

crate::in_map!(Entries {
    0: room,
    1: from,
    2: items,
    3: head
});

/// A log item without its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// See [`LogItem::judged_at`].
    pub judged_at: Seq,
    /// See [`LogItem::received_at`].
    pub received_at: Timestamp,
    /// The entry's bytes.
    pub entry: ByteVec,
}

crate::in_array!(Item { 0: judged_at, 1: received_at, 2: entry } 3);

impl Item {
    /// The item at its position.
    ///
    /// # Errors
    /// When the bytes are not an entry.
    pub fn at(&self, seq: Seq) -> Result<LogItem, crate::EntryError> {
        Ok(LogItem {
            seq,
            judged_at: self.judged_at,
            received_at: self.received_at,
            entry: Entry::parse(&self.entry)?,
        })
    }

    /// The item as it travels.
    pub fn of(item: &LogItem) -> Self {
        Self {
            judged_at: item.judged_at,
            received_at: item.received_at,
            entry: item.entry.to_bytes().into(),
        }
    }
}

/// See [`Message::Reset`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reset {
    /// The room.
    pub room: RoomId,
    /// Why.
    pub why: Why,
    /// Up to here both logs agree.
    pub common: Seq,
    /// The relay's head, in whose epoch what follows stands.
    pub head: Option<SignedHead>,
}

crate::in_map!(Reset {
    0: room,
    1: why,
    2: common,
    3: head
});

/// Why a device's log of a room is set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The relay went on without entries that it had vouched for.
    NewEpoch,
    /// The key may not read the room.
    NoAccess,
}

crate::as_number!(Why {
    0: NewEpoch,
    1: NoAccess
});

/// See [`Message::Need`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The room.
    pub room: RoomId,
    /// First position.
    pub from: Seq,
}

crate::in_map!(Need { 0: room, 1: from });

/// See [`Message::Fetch`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The room.
    pub room: RoomId,
    /// The entries, at most [`limits::PUSH_ENTRIES`].
    pub entries: Vec<EntryId>,
}

crate::in_map!(Fetch {
    0: room,
    1: entries
});

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The sender's.
    pub now: Timestamp,
}

crate::in_map!(Clock { 0: now });

/// See [`Message::Goodbye`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goodbye {
    /// Why.
    pub why: Farewell,
}

crate::in_map!(Goodbye { 0: why });

/// Why a relay hangs up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// No protocol in common.
    Protocol,
    /// The proof does not verify.
    BadProof,
    /// A frame over the limit or not a message.
    Malformed,
    /// It is shutting down or full.
    Busy,
}

crate::as_number!(Farewell {
    0: Protocol,
    1: BadProof,
    2: Malformed,
    3: Busy
});

/// See [`Message::Snapshot`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The state it shows.
    pub head: SignedHead,
    /// SHA-256 of its bytes, as they are fetched.
    pub sha256: Digest,
    /// Number of these bytes.
    pub length: u64,
}

crate::in_map!(Snapshot {
    0: head,
    1: sha256,
    2: length
});

impl Snapshot {
    /// Whether bytes that were fetched are the ones that were named.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.length
            && <[u8; 32]>::from(Sha256::digest(bytes)) == self.sha256.0
    }
}

/// Why a frame is not a message.
#[derive(Debug, Error)]
pub enum FrameError {
    /// Larger than [`limits::FRAME_BYTES`].
    #[error("a frame of {0} bytes is over the limit")]
    TooLarge(usize),
    /// Not CBOR of the shape that the message has.
    #[error("the frame is not a message: {0}")]
    Malformed(#[from] minicbor::decode::Error),
}

impl Message {
    /// The message's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::payload::encode(self)
    }

    /// Reads a message; one of a later protocol is [`Message::Unknown`].
    ///
    /// # Errors
    /// Named in [`FrameError`]; never panics, whatever the bytes.
    pub fn parse(frame: &[u8]) -> Result<Self, FrameError> {
        if frame.len() > limits::FRAME_BYTES {
            return Err(FrameError::TooLarge(frame.len()));
        }
        match minicbor::decode(frame) {
            Err(error) if error.is_unknown_variant() && is_message(frame) => Ok(Self::Unknown),
            read => Ok(read?),
        }
    }
}

/// Whether the frame has the outer shape of a message: an array of a number and something.
fn is_message(frame: &[u8]) -> bool {
    let mut decoder = minicbor::Decoder::new(frame);
    let number = decoder
        .array()
        .ok()
        .filter(|len| *len == Some(2))
        .and_then(|_| decoder.u32().ok());
    number.is_some_and(|number| number > LAST)
}
