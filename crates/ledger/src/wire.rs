//! The messages of protocol 1, framed in CBOR: an array of a number and a map per message.
//!
//! Unknown map keys are skipped, unknown messages are [`Message::Unknown`] and are ignored. Entries
//! stand in messages as their own bytes. The path by which a device hands over its work (`Hello`,
//! `Push`, `Open`, `Have`) is frozen: an old tablet can always deliver.

use minicbor::{Decode, Encode, bytes::ByteVec};
use thiserror::Error;

use crate::{
    Answer, Digest, EntryId, KeyId, LogItem, Nonce, PublicKey, Receipt, RoomId, RoomKind, Seq,
    Signature, SignedHead, Timestamp, crypto::Check, entry::Entry, limits,
};

/// The protocol that this crate speaks.
pub const PROTOCOL: u16 = 1;

/// A message in either direction.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Message {
    /// Relay: says who it is and asks for proof.
    #[n(0)]
    Challenge(#[n(0)] Challenge),
    /// Device: says who it is, if it has a key.
    #[n(1)]
    Hello(#[n(0)] Hello),
    /// Relay: proves who it is; from here the device is online.
    #[n(2)]
    Welcome(#[n(0)] Welcome),
    /// Device: subscribes to rooms from where it stands.
    #[n(3)]
    Open(#[n(0)] Open),
    /// Relay: the room is open, its items follow.
    #[n(4)]
    Opened(#[n(0)] Opened),
    /// Device: entries, by whomever.
    #[n(5)]
    Push(#[n(0)] Push),
    /// Relay: what became of entries.
    #[n(6)]
    Answers(#[n(0)] Answers),
    /// Relay: proof that entries are in its log.
    #[n(7)]
    Receipts(#[n(0)] Receipts),
    /// Relay: a stretch of a log.
    #[n(8)]
    Entries(#[n(0)] Entries),
    /// Relay: the device's log of a room is not the relay's, or not for it any more.
    #[n(9)]
    Reset(#[n(0)] Reset),
    /// Relay: asks for a stretch of a log that it lost.
    #[n(10)]
    Need(#[n(0)] Need),
    /// Device: that stretch, verbatim.
    #[n(11)]
    Have(#[n(0)] Entries),
    /// Device: asks for entries whose payload was withheld.
    #[n(12)]
    Fetch(#[n(0)] Fetch),
    /// Relay: those entries.
    #[n(13)]
    Bodies(#[n(0)] Push),
    /// Relay: rooms that this key may read now, beyond those of the welcome.
    #[n(14)]
    Rooms(#[n(0)] Rooms),
    /// Either: is anyone there? Carries the sender's clock.
    #[n(15)]
    Ping(#[n(0)] Clock),
    /// Either: yes.
    #[n(16)]
    Pong(#[n(0)] Clock),
    /// Relay: why it hangs up.
    #[n(17)]
    Goodbye(#[n(0)] Goodbye),
    /// Relay: a snapshot of a long room is to be had (served by later relays).
    #[n(18)]
    Snapshot(#[n(0)] Snapshot),
    /// A message of a later protocol.
    #[n(65535)]
    Unknown,
}

/// See [`Message::Challenge`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Challenge {
    /// To be signed.
    #[n(0)]
    pub nonce: Nonce,
    /// The relay's key.
    #[n(1)]
    pub relay: PublicKey,
    /// Protocols it speaks.
    #[n(2)]
    pub protocols: Vec<u16>,
}

/// See [`Message::Hello`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Hello {
    /// Protocols the device speaks.
    #[n(0)]
    pub protocols: Vec<u16>,
    /// The device's key and its signature over [`hello_message`]; a visitor has none.
    #[n(1)]
    pub proof: Option<Proof>,
    /// To be signed by the relay.
    #[n(2)]
    pub nonce: Nonce,
}

/// A key and a signature by it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Proof {
    /// The key.
    #[n(0)]
    pub key: PublicKey,
    /// The signature.
    #[n(1)]
    pub signature: Signature,
}

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
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Welcome {
    /// Rooms that the key may read.
    #[n(0)]
    pub rooms: Vec<Summary>,
    /// The relay's clock.
    #[n(1)]
    pub now: Timestamp,
    /// Authorises requests over plain HTTP until the connection ends.
    #[n(2)]
    pub token: Nonce,
    /// Over [`welcome_message`].
    #[n(3)]
    pub signature: Signature,
}

/// A room as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Summary {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// Its kind.
    #[n(1)]
    pub kind: RoomKind,
    /// Its board; for a board itself `None`.
    #[n(2)]
    pub board: Option<RoomId>,
    /// How long its log is.
    #[n(3)]
    pub seq: Seq,
}

/// See [`Message::Rooms`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Rooms {
    /// The rooms.
    #[n(0)]
    pub rooms: Vec<Summary>,
}

/// See [`Message::Open`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Open {
    /// At most [`limits::OPEN_ROOMS`].
    #[n(0)]
    pub rooms: Vec<OpenRoom>,
}

/// A room to open and where the device stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct OpenRoom {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// The newest head that the device holds.
    #[n(1)]
    pub head: Option<SignedHead>,
    /// Digests at its end and further back, newest first.
    #[n(2)]
    pub locator: Vec<Step>,
}

/// One step of a locator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Step {
    /// Position.
    #[n(0)]
    pub seq: Seq,
    /// Digest there.
    #[n(1)]
    pub digest: Digest,
}

/// See [`Message::Opened`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Opened {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// Its head, or `None` when the relay does not have the room.
    #[n(1)]
    pub head: Option<SignedHead>,
}

/// See [`Message::Push`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Push {
    /// Entries' bytes, at most [`limits::PUSH_ENTRIES`].
    #[n(0)]
    pub entries: Vec<ByteVec>,
}

/// See [`Message::Answers`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Answers {
    /// One per pushed entry that could be named.
    #[n(0)]
    pub answers: Vec<Answered>,
}

/// An answer and the entry that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Answered {
    /// The entry.
    #[n(0)]
    pub entry: EntryId,
    /// What became of it.
    #[n(1)]
    pub answer: Answer,
}

/// See [`Message::Receipts`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Receipts {
    /// One per room.
    #[n(0)]
    pub receipts: Vec<Receipt>,
}

/// A stretch of a log, ending in a signed head.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Entries {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// Position of the first item.
    #[n(1)]
    pub from: Seq,
    /// The items, dense.
    #[n(2)]
    pub items: Vec<Item>,
    /// The head after the last item; in `Have` the head that the whole log leads to.
    #[n(3)]
    pub head: SignedHead,
}

/// A log item without its position.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Item {
    /// See [`LogItem::judged_at`].
    #[n(0)]
    pub judged_at: Seq,
    /// See [`LogItem::received_at`].
    #[n(1)]
    pub received_at: Timestamp,
    /// The entry's bytes.
    #[n(2)]
    pub entry: ByteVec,
}

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
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Reset {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// Why.
    #[n(1)]
    pub why: Why,
    /// Up to here both logs agree.
    #[n(2)]
    pub common: Seq,
    /// The relay's head, in whose epoch what follows stands.
    #[n(3)]
    pub head: Option<SignedHead>,
}

/// Why a device's log of a room is set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Why {
    /// The relay went on without entries that it had vouched for.
    #[n(0)]
    NewEpoch,
    /// The key may not read the room.
    #[n(1)]
    NoAccess,
}

/// See [`Message::Need`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Need {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// First position.
    #[n(1)]
    pub from: Seq,
}

/// See [`Message::Fetch`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Fetch {
    /// The room.
    #[n(0)]
    pub room: RoomId,
    /// The entries, at most [`limits::PUSH_ENTRIES`].
    #[n(1)]
    pub entries: Vec<EntryId>,
}

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Clock {
    /// The sender's.
    #[n(0)]
    pub now: Timestamp,
}

/// See [`Message::Goodbye`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Goodbye {
    /// Why.
    #[n(0)]
    pub why: Farewell,
}

/// Why a relay hangs up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Farewell {
    /// No protocol in common.
    #[n(0)]
    Protocol,
    /// The proof does not verify.
    #[n(1)]
    BadProof,
    /// A frame over the limit or not a message.
    #[n(2)]
    Malformed,
    /// It is shutting down or full.
    #[n(3)]
    Busy,
}

/// See [`Message::Snapshot`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Snapshot {
    /// The state it shows.
    #[n(0)]
    pub head: SignedHead,
    /// SHA-256 of its bytes.
    #[n(1)]
    pub sha256: Digest,
    /// Number of bytes.
    #[n(2)]
    pub length: u64,
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
    number.is_some_and(|number| number > 18)
}
