//! Ids that a device makes by itself and that nobody else can come upon: of parts and of rows.

use ledger::ActorId;
use sha2::{Digest, Sha256};

/// Derives an id: an actor is never used twice, and its changes are numbered. So that adding something
/// needs no randomness.
pub(crate) fn mint(purpose: &[u8], actor: ActorId, seq: u64, count: u64) -> [u8; 16] {
    let hash = Sha256::new()
        .chain_update(purpose)
        .chain_update(actor.0)
        .chain_update(seq.to_be_bytes())
        .chain_update(count.to_be_bytes())
        .finalize();
    let mut id = [0; 16];
    id.iter_mut()
        .zip(hash)
        .for_each(|(byte, hashed)| *byte = hashed);
    id
}

/// A type of such ids: sixteen bytes, written as hexadecimal keys.
macro_rules! minted {
    ($(#[$about:meta])* $name:ident, $purpose:literal) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl ledger::id_map::IdKey for $name {
            fn place(&self) -> ledger::id_map::Place {
                ledger::id_map::padded(&self.0)
            }
        }

        impl $name {
            pub(crate) fn mint(actor: ledger::ActorId, seq: u64, count: u64) -> Self {
                Self($crate::record::minted::mint($purpose, actor, seq, count))
            }

            /// The id of these bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes.
            pub fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads the sixteen bytes.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// Reads what [`fmt::Display`](std::fmt::Display) wrote.
            pub fn from_key(key: &str) -> Option<Self> {
                $crate::hex::decode(key).map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&$crate::hex::encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

pub(crate) use minted;
