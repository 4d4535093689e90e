//! Identifiers as newtypes: fixed-size bytes, shown in hexadecimal, framed in CBOR as byte strings.

use core::fmt;

use sha2::{Digest as _, Sha256};

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Number of bytes.
            pub const LEN: usize = $len;
            /// All bytes zero: "none" where a layout has no room for absence.
            pub const ZERO: Self = Self([0; $len]);

            /// Reads the id from exactly as many bytes as it has.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The bytes.
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// Reads lower- or upper-case hexadecimal.
            pub fn from_hex(text: &str) -> Option<Self> {
                let mut bytes = [0; $len];
                hex_into(text, &mut bytes).then_some(Self(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let shown = self.0.iter().take(6);
                write!(f, concat!(stringify!($name), "("))?;
                shown.clone().try_for_each(|byte| write!(f, "{byte:02x}"))?;
                write!(f, ")")
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                Self::from_slice(d.bytes()?).ok_or_else(|| {
                    minicbor::decode::Error::message(concat!(stringify!($name), " of wrong length"))
                        .at(at)
                })
            }
        }
    };
}

bytes_id!(
    /// Names an entry: SHA-256 over everything before its signature.
    EntryId,
    32
);
bytes_id!(
    /// Names a room: the id of its first entry, so that nobody can found the same room differently.
    RoomId,
    32
);
bytes_id!(
    /// Names a key: the first 16 bytes of SHA-256 over algorithm and public key.
    KeyId,
    16
);
bytes_id!(
    /// Names a run of one page on one device; minted at its first entry and never used again.
    SessionId,
    16
);
bytes_id!(
    /// Names a person without naming them; name tags say who it is and can be erased.
    PersonId,
    16
);
bytes_id!(
    /// The Automerge actor of one author's session in one room.
    ActorId,
    16
);
bytes_id!(
    /// The random bytes that a payload is hashed with; erased with the payload.
    Salt,
    16
);
bytes_id!(
    /// A challenge that is answered once.
    Nonce,
    16
);
bytes_id!(
    /// The hash by which Automerge names a change.
    ChangeHash,
    32
);
bytes_id!(
    /// The running digest of a log.
    Digest,
    32
);

/// A position in a room's log; the first entry has 1, and 0 is the empty log.
pub type Seq = u64;

/// Milliseconds since 1970-01-01 UTC by somebody's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

impl<C> minicbor::Encode<C> for Timestamp {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.u64(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Timestamp {
    fn decode(
        decoder: &mut minicbor::Decoder<'b>,
        _: &mut C,
    ) -> Result<Self, minicbor::decode::Error> {
        decoder.u64().map(Self)
    }
}

impl Timestamp {
    /// The moment `millis` later, or the end of time.
    pub fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl From<EntryId> for RoomId {
    fn from(id: EntryId) -> Self {
        Self(id.0)
    }
}

impl ActorId {
    /// Derives the only actor under which `author` may write into `room` during `session`.
    pub fn derive(author: KeyId, room: RoomId, session: SessionId) -> Self {
        let hash = Sha256::new()
            .chain_update(b"actor")
            .chain_update(author.0)
            .chain_update(room.0)
            .chain_update(session.0)
            .finalize();
        let mut actor = Self::ZERO;
        actor.0.copy_from_slice(hash.get(..16).unwrap_or(&[0; 16]));
        actor
    }
}

fn hex_into(text: &str, bytes: &mut [u8]) -> bool {
    let digits = text.as_bytes();
    if digits.len() != bytes.len() * 2 {
        return false;
    }
    let nibble = |digit: u8| (digit as char).to_digit(16).map(|value| value as u8);
    bytes
        .iter_mut()
        .zip(digits.chunks_exact(2))
        .all(|(byte, pair)| match pair {
            [high, low] => match (nibble(*high), nibble(*low)) {
                (Some(high), Some(low)) => {
                    *byte = high << 4 | low;
                    true
                }
                _ => false,
            },
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_back() {
        let id = KeyId([0xab; 16]);
        assert_eq!(KeyId::from_hex(&id.to_string()), Some(id));
        assert_eq!(KeyId::from_hex("ab"), None);
        assert_eq!(KeyId::from_hex(&"zz".repeat(16)), None);
    }

    #[test]
    fn an_actor_belongs_to_one_author_room_and_session() {
        let actor = |author, room, session| {
            ActorId::derive(
                KeyId([author; 16]),
                RoomId([room; 32]),
                SessionId([session; 16]),
            )
        };
        assert_ne!(actor(1, 1, 1), actor(2, 1, 1));
        assert_ne!(actor(1, 1, 1), actor(1, 2, 1));
        assert_ne!(actor(1, 1, 1), actor(1, 1, 2));
    }
}
