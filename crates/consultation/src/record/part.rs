//! Parts of long texts: what the minutes and the full text are made of.

use std::fmt;

use ledger::ActorId;
use ledger::id_map::{IdKey, Place, padded};
use sha2::{Digest, Sha256};

use super::keys;
use crate::hex;

/// Which long text of a hall is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prose {
    /// 全文
    FullText,
    /// 会议记录
    Minutes,
}

impl Prose {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::FullText => keys::FULL_TEXT,
            Self::Minutes => keys::MINUTES,
        }
    }
}

/// Names one part of a long text, and the section that it begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId([u8; 16]);

impl IdKey for PartId {
    fn place(&self) -> Place {
        padded(&self.0)
    }
}

impl PartId {
    /// Derives an id that nobody else can come upon: an actor is never used twice, and its changes
    /// are numbered. So that adding a part needs no randomness.
    pub(crate) fn mint(actor: ActorId, seq: u64, count: u64) -> Self {
        let hash = Sha256::new()
            .chain_update(b"zhongshang/part/1")
            .chain_update(actor.0)
            .chain_update(seq.to_be_bytes())
            .chain_update(count.to_be_bytes())
            .finalize();
        let mut id = [0; 16];
        id.iter_mut()
            .zip(hash)
            .for_each(|(byte, hashed)| *byte = hashed);
        Self(id)
    }

    /// The sixteen bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads the sixteen bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads what [`fmt::Display`] wrote.
    pub fn from_key(key: &str) -> Option<Self> {
        hex::decode(key).map(Self)
    }
}

impl fmt::Display for PartId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for PartId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PartId({self})")
    }
}

/// What a part is for, stored by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// How the sitting began: who came, who presided.
    Opening,
    /// One item of the agenda.
    AgendaItem,
    /// Anything else.
    Free,
    /// Goes on with the words of a part that it names; never shown as a section of its own.
    Continued,
    /// A kind of a later version, kept as it is stored and shown like a free one.
    Other(String),
}

impl PartKind {
    /// The id under which the kind is stored.
    pub fn id(&self) -> &str {
        match self {
            Self::Opening => "opening",
            Self::AgendaItem => "agenda",
            Self::Free => "free",
            Self::Continued => "continued",
            Self::Other(id) => id,
        }
    }

    /// The kind of an id; one that is not known is kept.
    pub fn from_id(id: &str) -> Self {
        [Self::Opening, Self::AgendaItem, Self::Free, Self::Continued]
            .into_iter()
            .find(|kind| kind.id() == id)
            .unwrap_or_else(|| Self::Other(id.to_owned()))
    }
}
