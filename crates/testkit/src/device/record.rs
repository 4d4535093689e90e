//! A device's documents: they follow the notices, and what a person edits becomes entries.

use consultation::{
    Command, Document, Founding,
    uprooted::{self, Writing},
};
use ledger::{ActorId, Class, Draft, EntryId, Kind, RoomId, Salt, Timestamp, replica::WriteError};

use super::Device;
use crate::Random;

impl Device {
    /// The record of a room, once anything of it is here.
    pub fn document(&self, room: RoomId) -> Option<&Document> {
        self.documents.get(&room)
    }

    pub(super) fn apply(&mut self, room: RoomId, entries: &[EntryId]) {
        let payloads: Vec<&[u8]> = entries
            .iter()
            .filter_map(|entry| self.replica.entry(room, *entry)?.payload())
            .collect();
        if payloads.len() < entries.len() {
            self.problems
                .push(format!("a change of {room:?} is announced and not here"));
        }
        let document = self.documents.entry(room).or_default();
        let applied = document.apply(payloads);
        if !applied.set_aside.is_empty() {
            self.problems
                .push(format!("changes were set aside: {:?}", applied.set_aside));
        }
    }

    /// Shows the record that a snapshot holds; it is not written on.
    pub(super) fn show(&mut self, room: RoomId, changes: &[Vec<u8>]) {
        let (document, applied) = Document::from_changes(changes.iter().map(Vec::as_slice));
        if !applied.set_aside.is_empty() || document.waiting().next().is_some() {
            self.problems
                .push(format!("a snapshot of {room:?} does not apply"));
        }
        self.shown.insert(room, document);
    }

    /// Builds a room's document from its record, as it is told to after a loss or a new epoch.
    pub(super) fn rebuild(&mut self, room: RoomId) {
        let changes = self.replica.record(room);
        let payloads = changes.iter().filter_map(|entry| entry.payload());
        let (document, applied) = Document::from_changes(payloads);
        if !applied.set_aside.is_empty() {
            self.problems
                .push(format!("changes were set aside: {:?}", applied.set_aside));
        }
        self.documents.insert(room, document);
    }

    /// The record as the replica's list has it, built anew.
    pub fn listed_record(&self, room: RoomId) -> Document {
        let changes = self.replica.record(room);
        Document::from_changes(changes.iter().filter_map(|entry| entry.payload())).0
    }

    /// Writes changes anew that were built on refused ones, as the app does.
    pub(super) fn rewrite(
        &mut self,
        now: Timestamp,
        room: RoomId,
        entries: &[EntryId],
        random: &mut Random,
    ) {
        let writing = Writing {
            room,
            actor: self.actor(room),
            now: self.clock(now),
        };
        let mut effects = Vec::new();
        uprooted::rewrite(
            &mut self.replica,
            self.documents.entry(room).or_default(),
            writing,
            entries,
            &mut || Some(Salt(random.bytes())),
            &mut effects,
        );
        self.rebuild(room);
        self.carry_out(now, effects);
    }

    fn actor(&self, room: RoomId) -> ActorId {
        ActorId::derive(self.id(), room, self.replica.session())
    }

    /// Writes the first change of a room that this device founded.
    ///
    /// # Errors
    /// Why it is not signed.
    pub fn found_record(
        &mut self,
        now: Timestamp,
        room: RoomId,
        founding: Founding,
        random: &mut Random,
    ) -> Result<(), WriteError> {
        let made_at = self.clock(now);
        let Ok((document, changes)) = Document::found(self.actor(room), made_at, founding) else {
            return Ok(());
        };
        self.documents.insert(room, document);
        self.write_changes(now, room, changes, random)
    }

    /// Edits a record. A command that the record does not allow does nothing.
    ///
    /// # Errors
    /// Why its changes are not signed; the document is as before then.
    pub fn edit(
        &mut self,
        now: Timestamp,
        room: RoomId,
        command: Command,
        random: &mut Random,
    ) -> Result<(), WriteError> {
        if self.replica.shown_by_snapshot(room).is_some() {
            return Ok(());
        }
        let (actor, made_at) = (self.actor(room), self.clock(now));
        let outcome = self
            .documents
            .get_mut(&room)
            .and_then(|document| document.command(actor, made_at, command).ok());
        let changes = outcome.map(|outcome| outcome.changes).unwrap_or_default();
        self.write_changes(now, room, changes, random)
    }

    fn write_changes(
        &mut self,
        now: Timestamp,
        room: RoomId,
        changes: Vec<consultation::document::ChangeBytes>,
        random: &mut Random,
    ) -> Result<(), WriteError> {
        for change in changes {
            let draft = Draft {
                room,
                class: Class::Record,
                kind: Kind::CHANGE,
                payload: change.into_vec(),
            };
            if let Err(error) = self.write(now, draft, random) {
                self.rebuild(room);
                return Err(error);
            }
        }
        Ok(())
    }
}
