//! The signed unit that travels: a fixed layout of bytes, parsed once and never re-encoded.
//!
//! ```text
//!   0   1  version = 1          109   8  made_at, ms since 1970
//!   1   1  alg                  117   4  payload_len
//!   2  32  room                 121  32  payload_hash = SHA-256(salt ‖ payload)
//!  34   1  class                153  64  signature
//!  35   2  kind                 ------- the slot: 217 bytes, all that is left after erasure
//!  37  16  author               217  16  salt
//!  53  16  session              233   …  payload
//!  69   8  index
//!  77  32  prev                 integers are big-endian
//! ```

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::{
    Alg, Class, EntryId, KeyId, Kind, RoomId, Salt, SessionId, Signature, Timestamp, crypto::Check,
    limits,
};

/// Led before the header in what is signed and hashed.
pub const TAG: &[u8] = b"zhongshang/entry/1";
/// Bytes before the signature.
pub const HEADER_LEN: usize = 153;
/// Bytes of an entry whose payload is erased.
pub const SLOT_LEN: usize = HEADER_LEN + 64;
/// Most payload bytes that fit the limit of an entry.
pub const PAYLOAD_MAX: usize = limits::ENTRY_BYTES - SLOT_LEN - Salt::LEN;

/// Everything that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The signature's algorithm.
    pub alg: Alg,
    /// The room, or zeros in the entry that founds one.
    pub room: RoomId,
    /// The class.
    pub class: Class,
    /// The kind within the class.
    pub kind: Kind,
    /// The author's key.
    pub author: KeyId,
    /// The page run that wrote it.
    pub session: SessionId,
    /// Position in the author's chain of this session in this room, from 0.
    pub index: u64,
    /// The entry before it in that chain; for index 0 the last of the device's earlier session.
    pub prev: EntryId,
    /// The author's clock. Advisory: time never orders anything.
    pub made_at: Timestamp,
    /// Length of the payload, bytes.
    pub payload_len: u32,
    /// SHA-256(salt ‖ payload).
    pub payload_hash: [u8; 32],
}

/// What erasure takes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// 16 random bytes, so that a name cannot be guessed from its hash.
    pub salt: Salt,
    /// The payload.
    pub payload: Vec<u8>,
}

/// An entry as it travels and is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    id: EntryId,
    header: Header,
    signature: Signature,
    body: Option<Body>,
}

/// What a device wants to say, before it has a place in a chain and a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The room, or zeros in the entry that founds one.
    pub room: RoomId,
    /// The class.
    pub class: Class,
    /// The kind within the class.
    pub kind: Kind,
    /// The payload.
    pub payload: Vec<u8>,
}

/// An entry with a place and an id that still lacks its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsigned {
    id: EntryId,
    header: Header,
    body: Body,
}

/// Why bytes are not an entry of this version.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum EntryError {
    /// Fewer bytes than a slot, or not as many as the header says.
    #[error("the entry is cut short or has bytes left over")]
    Length,
    /// More bytes than [`limits::ENTRY_BYTES`].
    #[error("the entry is larger than the limit")]
    TooLarge,
    /// A version or algorithm of a later protocol.
    #[error("the entry is of a later version")]
    Newer,
    /// A class byte that does not exist.
    #[error("no such class")]
    Class,
    /// The payload is not what the header says.
    #[error("the payload does not match its hash")]
    PayloadHash,
}

impl Header {
    /// The bytes before the signature.
    pub fn to_bytes(&self) -> [u8; HEADER_LEN] {
        let mut bytes = Vec::with_capacity(HEADER_LEN);
        bytes.extend([1, self.alg.to_byte()]);
        bytes.extend(self.room.0);
        bytes.push(self.class.to_byte());
        bytes.extend(self.kind.0.to_be_bytes());
        bytes.extend(self.author.0);
        bytes.extend(self.session.0);
        bytes.extend(self.index.to_be_bytes());
        bytes.extend(self.prev.0);
        bytes.extend(self.made_at.0.to_be_bytes());
        bytes.extend(self.payload_len.to_be_bytes());
        bytes.extend(self.payload_hash);
        let mut header = [0; HEADER_LEN];
        header.copy_from_slice(&bytes);
        header
    }

    fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut rest = bytes;
        let [version, alg] = take(&mut rest)?;
        if version != 1 {
            return Err(EntryError::Newer);
        }
        Ok(Self {
            alg: Alg::from_byte(alg).ok_or(EntryError::Newer)?,
            room: RoomId(take(&mut rest)?),
            class: take::<1>(&mut rest)
                .and_then(|[class]| Class::from_byte(class).ok_or(EntryError::Class))?,
            kind: Kind(u16::from_be_bytes(take(&mut rest)?)),
            author: KeyId(take(&mut rest)?),
            session: SessionId(take(&mut rest)?),
            index: u64::from_be_bytes(take(&mut rest)?),
            prev: EntryId(take(&mut rest)?),
            made_at: Timestamp(u64::from_be_bytes(take(&mut rest)?)),
            payload_len: u32::from_be_bytes(take(&mut rest)?),
            payload_hash: take(&mut rest)?,
        })
    }

    /// What is signed: the tag and the header.
    pub fn message(&self) -> Vec<u8> {
        [TAG, &self.to_bytes()].concat()
    }

    /// The id: SHA-256 of [`Header::message`]. The signature is not part of it.
    pub fn id(&self) -> EntryId {
        EntryId(Sha256::digest(self.message()).into())
    }
}

impl Draft {
    /// Gives the draft its place, author, time and salt.
    ///
    /// # Errors
    /// [`EntryError::TooLarge`] when the payload exceeds [`PAYLOAD_MAX`].
    pub fn place(
        self,
        author: KeyId,
        place: Place,
        made_at: Timestamp,
        salt: Salt,
    ) -> Result<Unsigned, EntryError> {
        if self.payload.len() > PAYLOAD_MAX {
            return Err(EntryError::TooLarge);
        }
        let body = Body {
            salt,
            payload: self.payload,
        };
        let header = Header {
            alg: Alg::P256,
            room: self.room,
            class: self.class,
            kind: self.kind,
            author,
            session: place.session,
            index: place.index,
            prev: place.prev,
            made_at,
            payload_len: u32::try_from(body.payload.len()).map_err(|_| EntryError::TooLarge)?,
            payload_hash: body.hash(),
        };
        Ok(Unsigned {
            id: header.id(),
            header,
            body,
        })
    }
}

/// A place in an author's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page run.
    pub session: SessionId,
    /// Position in the chain, from 0.
    pub index: u64,
    /// The entry before it.
    pub prev: EntryId,
}

impl Place {
    /// The first place of a session that nothing precedes.
    pub fn first(session: SessionId) -> Self {
        Self {
            session,
            index: 0,
            prev: EntryId::ZERO,
        }
    }
}

impl Unsigned {
    /// The id it will have.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The payload.
    pub fn payload(&self) -> &[u8] {
        &self.body.payload
    }

    /// What is to be signed.
    pub fn message(&self) -> Vec<u8> {
        self.header.message()
    }

    /// The finished entry.
    pub fn signed(self, signature: Signature) -> Entry {
        Entry {
            id: self.id,
            header: self.header,
            signature,
            body: Some(self.body),
        }
    }

    /// The entry as it will be, for judging it before it is signed.
    pub fn preview(&self) -> Entry {
        self.clone().signed(Signature([0; 64]))
    }
}

impl Body {
    fn hash(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.salt.0)
            .chain_update(&self.payload)
            .finalize()
            .into()
    }
}

impl Entry {
    /// Reads an entry and checks its lengths and its payload's hash, not its signature.
    ///
    /// # Errors
    /// Named in [`EntryError`]; never panics, whatever the bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        if bytes.len() > limits::ENTRY_BYTES {
            return Err(EntryError::TooLarge);
        }
        let (head, rest) = bytes
            .split_at_checked(HEADER_LEN)
            .ok_or(EntryError::Length)?;
        let header = Header::parse(head)?;
        let (signature, rest) = rest.split_at_checked(64).ok_or(EntryError::Length)?;
        let signature = Signature::from_slice(signature).ok_or(EntryError::Length)?;
        let body = if rest.is_empty() {
            None
        } else {
            let (salt, payload) = rest.split_at_checked(Salt::LEN).ok_or(EntryError::Length)?;
            if payload.len() as u64 != u64::from(header.payload_len) {
                return Err(EntryError::Length);
            }
            let salt = Salt::from_slice(salt).ok_or(EntryError::Length)?;
            let body = Body {
                salt,
                payload: payload.to_vec(),
            };
            if body.hash() != header.payload_hash {
                return Err(EntryError::PayloadHash);
            }
            Some(body)
        };
        Ok(Self {
            id: header.id(),
            header,
            signature,
            body,
        })
    }

    /// The bytes that travel and are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let payload = self
            .body
            .as_ref()
            .map_or(0, |body| Salt::LEN + body.payload.len());
        let mut bytes = Vec::with_capacity(SLOT_LEN + payload);
        bytes.extend(self.header.to_bytes());
        bytes.extend(self.signature.0);
        if let Some(body) = &self.body {
            bytes.extend(body.salt.0);
            bytes.extend(&body.payload);
        }
        bytes
    }

    /// The id.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The signature.
    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// The payload, unless it is erased or withheld.
    pub fn payload(&self) -> Option<&[u8]> {
        self.body.as_ref().map(|body| body.payload.as_slice())
    }

    /// The room that the entry belongs to; for a founding entry the room that it founds.
    pub fn room(&self) -> RoomId {
        if self.is_founding() {
            RoomId::from(self.id)
        } else {
            self.header.room
        }
    }

    /// Whether the entry founds a room.
    pub fn is_founding(&self) -> bool {
        self.header.class == Class::Authority && self.header.kind == Kind::FOUND
    }

    /// The entry without payload and salt: what is left after erasure, still verifiable.
    pub fn slot(&self) -> Self {
        Self {
            body: None,
            ..self.clone()
        }
    }

    /// The signature's check, given the author's public key.
    pub fn check(&self, key: crate::PublicKey) -> Check {
        Check {
            key,
            message: self.header.message(),
            signature: self.signature,
        }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], EntryError> {
    let (first, tail) = rest.split_first_chunk::<N>().ok_or(EntryError::Length)?;
    *rest = tail;
    Ok(*first)
}
