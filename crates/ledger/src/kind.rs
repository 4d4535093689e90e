//! What an entry is: its class, its kind, and the kind of room it stands in.

/// The four classes; rights are given by class first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Who may do what: founding, grants, joins, revocations.
    Authority,
    /// A change to the room's record, which staff write together.
    Record,
    /// What one person said: never altered, only superseded by the same person.
    Statement,
    /// Upkeep: erasing a payload, checkpoints.
    Maintenance,
}

impl Class {
    /// Every class, in the order of their bytes.
    pub const ALL: [Self; 4] = [
        Self::Authority,
        Self::Record,
        Self::Statement,
        Self::Maintenance,
    ];

    /// The class's byte.
    pub fn to_byte(self) -> u8 {
        match self {
            Self::Authority => 0,
            Self::Record => 1,
            Self::Statement => 2,
            Self::Maintenance => 3,
        }
    }

    /// The class of a byte.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }
}

/// A kind within a class. Numbers are never reused; unknown ones are kept and passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u16);

impl Kind {
    /// Authority: the first entry of a room.
    pub const FOUND: Self = Self(1);
    /// Authority: gives a key, or whoever holds an invitation's key, a role.
    pub const GRANT: Self = Self(2);
    /// Authority: redeems an invitation.
    pub const JOIN: Self = Self(3);
    /// Authority: ends a key's or an invitation's role from here on.
    pub const REVOKE: Self = Self(4);
    /// Authority: makes held entries stand.
    pub const ADOPT: Self = Self(5);
    /// Authority: admits a person to a hall, so that their statements count.
    pub const ADMIT: Self = Self(6);
    /// Authority: names a further relay key for the jurisdiction.
    pub const RELAY_KEY: Self = Self(7);
    /// Record: an Automerge change.
    pub const CHANGE: Self = Self(1);
    /// Maintenance: erases the payload of a statement.
    pub const ERASE: Self = Self(1);
    /// Maintenance: a relay's note on the state of a room.
    pub const CHECKPOINT: Self = Self(2);

    /// Whether this authority kind is one that this version can judge.
    pub fn is_known_authority(self) -> bool {
        (Self::FOUND.0..=Self::RELAY_KEY.0).contains(&self.0)
    }
}

/// The three kinds of room of a jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoomKind {
    /// 公示栏: anyone reads; says who the staff are.
    Board,
    /// 内部资料: staff only.
    Office,
    /// 议事厅: one consultation.
    Hall,
}

crate::as_number!(RoomKind {
    1: Board,
    2: Office,
    3: Hall
});
