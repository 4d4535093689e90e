//! What participants say, and erasing it.

use consultation::Statement;
use consultation::meeting::Happened;
use ledger::{
    Class, Draft, EntryId, Kind, RoomId,
    payload::{self, Erase},
    replica::WriteError,
};

use super::{Name, World};

/// The kind of statement by which somebody chooses; its payload is the choice, then any words.
pub const CHOICE: Kind = Kind(40);

impl World {
    /// Says which of a few things one wants, in so many bytes.
    ///
    /// # Errors
    /// Why the statement is not signed.
    pub fn say(
        &mut self,
        by: Name,
        room: RoomId,
        choice: u8,
        bytes: usize,
    ) -> Result<EntryId, WriteError> {
        let mut payload = vec![choice];
        payload.resize(bytes.max(1), choice);
        let draft = Draft {
            room,
            class: Class::Statement,
            kind: CHOICE,
            payload,
        };
        self.write(by, draft)
    }

    /// Says something that the domain knows.
    ///
    /// # Errors
    /// Why the statement is not signed.
    pub fn state(
        &mut self,
        by: Name,
        room: RoomId,
        statement: &Statement,
    ) -> Result<EntryId, WriteError> {
        let draft = Draft {
            room,
            class: Class::Statement,
            kind: statement.kind(),
            payload: statement.encode(),
        };
        self.write(by, draft)
    }

    /// Says what happens in a sitting.
    ///
    /// # Errors
    /// Why the event is not signed.
    pub fn happens(
        &mut self,
        by: Name,
        room: RoomId,
        happened: &Happened,
    ) -> Result<EntryId, WriteError> {
        let draft = Draft {
            room,
            class: Class::Statement,
            kind: happened.event().kind(),
            payload: happened.encode(),
        };
        self.write(by, draft)
    }

    /// Erases a statement, or one that has not arrived yet.
    ///
    /// # Errors
    /// Why the erasure is not signed.
    pub fn erase(
        &mut self,
        by: Name,
        room: RoomId,
        target: EntryId,
    ) -> Result<EntryId, WriteError> {
        let draft = Draft {
            room,
            class: Class::Maintenance,
            kind: Kind::ERASE,
            payload: payload::encode(&Erase { target }),
        };
        self.write(by, draft)
    }
}
