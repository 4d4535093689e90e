//! Writing entries: this device's words, judged, placed and on their way to signing and storing.

use ledger::replica::{Salted, WriteError};
use ledger::{ActorId, Class, Draft, EntryId, Kind, RoomId, Salt};

use super::super::Trouble;
use super::{Engine, State, now, troubles};
use crate::platform::crypto;
use consultation::{ChangeBytes, Changed, Statement};

impl Engine {
    /// Writes one entry; it is on its way when this returns.
    pub(super) fn write(
        &self,
        room: RoomId,
        class: Class,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Result<EntryId, Trouble> {
        let salt = Salt(crypto::random().map_err(|error| troubles::of_keys(&error))?);
        let salted = Salted {
            draft: Draft {
                room,
                class,
                kind,
                payload,
            },
            salt,
        };
        let mut effects = Vec::new();
        let written = self
            .inner
            .state
            .borrow_mut()
            .replica
            .write(now(), salted, &mut effects);
        self.carry_out(effects);
        written.map_err(troubles::of_write)
    }

    /// Says something under this person's own name, and shows it.
    pub(super) fn say(
        &self,
        room: RoomId,
        statement: &Statement,
        words: String,
    ) -> Result<Vec<EntryId>, Trouble> {
        let entry = self.write(room, Class::Statement, statement.kind(), statement.encode())?;
        {
            let mut state = self.inner.state.borrow_mut();
            state.words.insert(entry, words);
            state.dirty.insert(room);
        }
        self.show();
        Ok(vec![entry])
    }

    /// Writes the changes that a command made, in order.
    pub(super) fn write_changes(
        &self,
        room: RoomId,
        changes: Vec<ChangeBytes>,
        changed: &Changed,
    ) -> Result<Vec<EntryId>, Trouble> {
        let author = self.inner.state.borrow().author(room)?;
        let mut entries = Vec::with_capacity(changes.len());
        for change in changes {
            let entry = self.write(room, Class::Record, Kind::CHANGE, change.into_vec())?;
            if let Some(book) = self.inner.state.borrow_mut().books.get_mut(&room) {
                book.note_own(author, entry, changed);
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}

impl State {
    /// This device's actor in a room during this run of the page, and its key.
    pub(super) fn author(&self, room: RoomId) -> Result<(ActorId, ledger::KeyId), Trouble> {
        let me = self
            .replica
            .me()
            .ok_or_else(|| troubles::of_write(WriteError::Visitor))?;
        Ok((ActorId::derive(me, room, self.replica.session()), me))
    }

    /// Whether this device belongs to a community.
    pub(super) fn is_member(&self) -> bool {
        self.replica.me().is_some() && self.board().is_ok()
    }
}
