//! Founding rooms and their records, and editing them.

use consultation::{
    Command, Consultation, FieldValue, Founding, Jurisdiction, PartKind, Place, TextTarget,
};
use ledger::{
    Class, Draft, Kind, Nonce, RoomId, RoomKind,
    payload::{self, Found},
    replica::WriteError,
};

use super::{Name, World};

impl World {
    /// Founds a room under the board, with its record.
    ///
    /// # Errors
    /// Why its first entries are not signed.
    pub fn found(&mut self, by: Name, kind: RoomKind) -> Result<RoomId, WriteError> {
        let found = Found {
            kind,
            board: Some(self.board),
            nonce: Nonce(self.random.bytes()),
            continues: None,
            relay: None,
            first: None,
            name: None,
        };
        let draft = Draft {
            room: RoomId::ZERO,
            class: Class::Authority,
            kind: Kind::FOUND,
            payload: payload::encode(&found),
        };
        let room = RoomId::from(self.write(by, draft)?);
        let founding = match kind {
            RoomKind::Office => Founding::Office,
            _ => Founding::Hall {
                title: format!("议题{}", self.random.words().replace('\n', "")),
            },
        };
        self.found_record(by, room, founding)?;
        Ok(room)
    }

    /// Founds the board's own record.
    ///
    /// # Errors
    /// Why its first change is not signed.
    pub fn found_board_record(&mut self, by: Name) -> Result<(), WriteError> {
        let founding = Founding::Board {
            name: "示范社区".to_owned(),
            jurisdiction: Jurisdiction::Community,
            office: None,
        };
        self.found_record(by, self.board, founding)
    }

    fn found_record(
        &mut self,
        by: Name,
        room: RoomId,
        founding: Founding,
    ) -> Result<(), WriteError> {
        let now = self.now;
        match self.devices.get_mut(by.0) {
            Some(device) => device.found_record(now, room, founding, &mut self.random),
            None => Err(WriteError::UnknownRoom),
        }
    }

    /// Carries out a command on a device's record.
    ///
    /// # Errors
    /// Why its changes are not signed.
    pub fn edit(&mut self, by: Name, room: RoomId, command: Command) -> Result<(), WriteError> {
        let now = self.now;
        match self.devices.get_mut(by.0) {
            Some(device) => device.edit(now, room, command, &mut self.random),
            None => Err(WriteError::UnknownRoom),
        }
    }

    /// Edits something of a hall's or the board's record.
    ///
    /// # Errors
    /// Why its changes are not signed.
    pub fn edit_something(&mut self, by: Name, room: RoomId) -> Result<(), WriteError> {
        let Some(command) = self.some_command(by, room) else {
            return Ok(());
        };
        self.edit(by, room, command)
    }

    fn some_command(&mut self, by: Name, room: RoomId) -> Option<Command> {
        let line = self.random.words().replace('\n', "");
        let kind = self.kind(by, room)?;
        if kind == RoomKind::Board {
            return Some(Command::Set(FieldValue::Address(line)));
        }
        if kind != RoomKind::Hall {
            return None;
        }
        let devices = &self.devices;
        let document = devices.get(by.0)?.document(room)?;
        let read = Consultation::read(document).0;
        let sections: Vec<_> = read
            .minutes
            .iter()
            .map(|section| (section.id, section.text.length))
            .collect();
        let command = match self.random.below(8) {
            0 => Command::Set(FieldValue::Title(line)),
            1 => Command::Set(FieldValue::Venue(line)),
            2 => Command::Set(FieldValue::Purpose(line)),
            3 => Command::AddSection {
                kind: PartKind::AgendaItem,
                heading: line,
                place: Place::Last,
            },
            _ => {
                let some = self.random.below(sections.len());
                let (target, length) = sections.get(some).map_or(
                    (TextTarget::FullText, read.full_text.length),
                    |(id, length)| (TextTarget::Section(*id), *length),
                );
                let index = self.random.below(length + 1);
                Command::SpliceText {
                    target,
                    index,
                    delete: self.random.below((length - index).min(4) + 1),
                    insert: self.random.words(),
                }
            }
        };
        Some(command)
    }
}
