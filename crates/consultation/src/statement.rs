//! What participants and staff say under their own signature: immutable, kept forever or erased as
//! a whole, and never part of the record.
//!
//! A payload is a CBOR map with integer keys. Keys that this version does not know are skipped when
//! read; a kind that it does not know is kept as bytes.

mod checking;
mod confirming;
mod letter;
mod letters;
mod name_tag;
mod people;
mod proposal;
mod rating;
mod review;
mod reviews;
mod ruling;

use ledger::Kind;

pub use checking::{CHECK, Checking};
pub use confirming::{CONFIRMATION, Confirming};
pub use letter::{LETTER, Letter, LetterError, LetterKind, Typed};
pub use letters::{last_notice, letters, noted};
pub use name_tag::{NAME_TAG, NameTag, NameTagError};
pub use people::{People, Person, Said};
pub use proposal::{PROPOSAL, Proposal, ProposalError, proposals};
pub use rating::{RATING, Rating};
pub use review::{About, ReviewError, row_of};
pub use reviews::{Heard, Review, ReviewState, Reviews, Who};
pub use ruling::{RULING, Ruling, RulingError};

/// The payload of an entry of class statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Who the author is.
    NameTag(NameTag),
    /// What somebody in a hall wants to have talked about.
    Proposal(Proposal),
    /// What somebody without a key wrote on a public page.
    Letter(Letter),
    /// What somebody in a hall says of a measure.
    Confirming(Confirming),
    /// What a check found.
    Checking(Checking),
    /// A 评议表 that was filled in.
    Rating(Rating),
    /// What whoever was asked answers to what was sent up.
    Ruling(Ruling),
    /// A kind of a later version, or a payload that does not read.
    Other {
        /// The entry's kind.
        kind: Kind,
        /// The payload as it is.
        bytes: Vec<u8>,
    },
}

impl Statement {
    /// Reads the payload of a statement; never fails.
    pub fn decode(kind: Kind, payload: &[u8]) -> Self {
        let read = match kind {
            NAME_TAG => NameTag::decode(payload).map(Self::NameTag),
            PROPOSAL => Proposal::decode(payload).map(Self::Proposal),
            LETTER => Letter::decode(payload).map(Self::Letter),
            CONFIRMATION => Confirming::decode(payload).map(Self::Confirming),
            CHECK => Checking::decode(payload).map(Self::Checking),
            RATING => Rating::decode(payload).map(Self::Rating),
            RULING => Ruling::decode(payload).map(Self::Ruling),
            _ => None,
        };
        read.unwrap_or_else(|| Self::Other {
            kind,
            bytes: payload.to_vec(),
        })
    }

    /// The kind of the entry that carries it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NameTag(_) => NAME_TAG,
            Self::Proposal(_) => PROPOSAL,
            Self::Letter(_) => LETTER,
            Self::Confirming(_) => CONFIRMATION,
            Self::Checking(_) => CHECK,
            Self::Rating(_) => RATING,
            Self::Ruling(_) => RULING,
            Self::Other { kind, .. } => *kind,
        }
    }

    /// The payload of the entry that carries it.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::NameTag(tag) => tag.encode(),
            Self::Proposal(proposal) => proposal.encode(),
            Self::Letter(letter) => letter.encode(),
            Self::Confirming(confirming) => confirming.encode(),
            Self::Checking(checking) => checking.encode(),
            Self::Rating(rating) => rating.encode(),
            Self::Ruling(ruling) => ruling.encode(),
            Self::Other { bytes, .. } => bytes.clone(),
        }
    }
}
