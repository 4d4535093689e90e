//! What staff decide afterwards: adopting, admitting, erasing, naming a further relay key.

use minicbor::{Decode, Encode};

use crate::{EntryId, KeyId, PersonId, PublicKey};

/// Makes held entries stand.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Adopt {
    /// At most [`crate::limits::ADOPTED`] entries.
    #[n(0)]
    pub entries: Vec<EntryId>,
}

/// Admits whoever holds a key to a hall; from then on their statements count, earlier ones too.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Admit {
    /// The key.
    #[n(0)]
    pub key: KeyId,
    /// The person it belongs to, where staff know.
    #[n(1)]
    pub person: Option<PersonId>,
}

/// Erases payload and salt of a statement; works in whichever order the two arrive.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Erase {
    /// The statement.
    #[n(0)]
    pub target: EntryId,
}

/// Names a further relay key of the jurisdiction; heads by earlier ones go on counting.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RelayKey {
    /// The key.
    #[n(0)]
    pub key: PublicKey,
}
