//! Roles, and the one table that says what each may write in which kind of room.

use crate::kind::{Class, Kind, RoomKind};

/// What a key may be. A visitor has no key and therefore no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the jurisdiction: names staff, revokes, adopts.
    Administrator,
    /// Writes the records, invites to halls.
    Staff,
    /// 居务监督委员会, evaluators: reads halls, makes statements.
    Supervisor,
    /// Writes the record of one hall.
    Recorder,
    /// A shared tablet of one hall.
    Kiosk,
    /// Takes part in one hall.
    Participant,
    /// The relay itself.
    Relay,
}

crate::as_number!(Role {
    1: Administrator,
    2: Staff,
    3: Supervisor,
    4: Recorder,
    5: Kiosk,
    6: Participant,
    7: Relay
});

impl Role {
    /// Every role, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::Staff,
        Self::Supervisor,
        Self::Recorder,
        Self::Kiosk,
        Self::Participant,
        Self::Relay,
    ];

    /// The kind of room in which the role is granted.
    pub fn home(self) -> RoomKind {
        match self {
            Self::Administrator | Self::Staff | Self::Supervisor | Self::Relay => RoomKind::Board,
            Self::Recorder | Self::Kiosk | Self::Participant => RoomKind::Hall,
        }
    }

    /// Whether the role reads rooms of this kind whole. The board is read by anyone.
    pub fn reads(self, room: RoomKind) -> bool {
        match (self, room) {
            (_, RoomKind::Board) => true,
            (Self::Administrator | Self::Staff | Self::Relay, _) => true,
            (_, RoomKind::Office) => false,
            (_, RoomKind::Hall) => true,
        }
    }

    /// Whether the role may add photos and scans to a room of this kind: whoever may write words
    /// there may show what they speak of.
    pub fn uploads(self, room: RoomKind) -> bool {
        self.writes(room, Class::Record, Kind::CHANGE)
            || self.writes(room, Class::Statement, Kind(0))
    }

    /// Whether the role sees the payloads of held entries, to decide on them.
    pub fn reads_held(self) -> bool {
        matches!(self, Self::Administrator | Self::Staff | Self::Relay)
    }

    /// Whether the role may grant `other` in a room of this kind.
    pub fn grants(self, other: Role, room: RoomKind) -> bool {
        other.home() == room
            && match self {
                Self::Administrator => other != Self::Relay,
                Self::Staff => room == RoomKind::Hall,
                _ => false,
            }
    }

    /// Whether the role may found a room of this kind under its board.
    pub fn founds(self, room: RoomKind) -> bool {
        match room {
            RoomKind::Board => self == Self::Relay,
            RoomKind::Office | RoomKind::Hall => {
                matches!(self, Self::Administrator | Self::Staff)
            }
        }
    }

    /// The authority table: whether the role may write this in a room of this kind.
    ///
    /// Kinds narrow the answer where they are known; an unknown statement or record kind is
    /// judged by its class. `JOIN` is not here: a join is judged by its invitation.
    pub fn writes(self, room: RoomKind, class: Class, kind: Kind) -> bool {
        use Class::{Authority, Maintenance, Record, Statement};
        use RoomKind::{Board, Hall, Office};
        match (self, room, class) {
            (Self::Administrator, _, Authority) => kind != Kind::FOUND,
            (Self::Administrator, _, Record | Statement) => true,
            (Self::Administrator, _, Maintenance) => kind == Kind::ERASE,

            (Self::Staff, Hall, Authority) => {
                matches!(kind, Kind::GRANT | Kind::REVOKE | Kind::ADOPT | Kind::ADMIT)
            }
            (Self::Staff, Office, Authority) => kind == Kind::ADOPT,
            (Self::Staff, Board, Authority) => false,
            (Self::Staff, _, Record | Statement) => true,
            (Self::Staff, _, Maintenance) => kind == Kind::ERASE,

            (Self::Supervisor, Board | Hall, Statement) => true,

            (Self::Recorder, Hall, Record | Statement) => true,
            (Self::Recorder, Office, Statement) => true,
            (Self::Kiosk, Hall | Office, Statement) => true,
            (Self::Participant, Hall, Statement) => true,

            (Self::Relay, Office, Statement) => true,
            (Self::Relay, _, Maintenance) => kind == Kind::CHECKPOINT,
            _ => false,
        }
    }
}
