//! What staff decide afterwards: adopting, admitting, erasing, naming a further relay key.

use crate::{EntryId, KeyId, PersonId, PublicKey};

/// Makes held entries stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopt {
    /// At most [`crate::limits::ADOPTED`] entries.
    pub entries: Vec<EntryId>,
}

crate::in_map!(Adopt { 0: entries });

/// Admits whoever holds a key to a hall; from then on their statements count, earlier ones too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admit {
    /// The key.
    pub key: KeyId,
    /// The person it belongs to, where staff know.
    pub person: Option<PersonId>,
}

crate::in_map!(Admit { 0: key, 1: person });

/// Erases payload and salt of a statement; works in whichever order the two arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erase {
    /// The statement.
    pub target: EntryId,
}

crate::in_map!(Erase { 0: target });

/// Names a further relay key of the jurisdiction; heads by earlier ones go on counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayKey {
    /// The key.
    pub key: PublicKey,
}

crate::in_map!(RelayKey { 0: key });
