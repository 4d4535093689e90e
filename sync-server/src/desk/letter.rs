//! Letters from public pages: the desk writes them down in the office, in the relay's own name.

use ledger::{Class, Draft, EntryId, RoomId, RoomLog, relay::Saying};

use super::{Desk, DeskError, group::Group};
use crate::{clock, conn::PostedLetter, crypto};

impl Desk {
    /// Writes a letter down, and says that it was kept once that is durable.
    pub(super) fn write_down(
        &mut self,
        letter: PostedLetter,
        group: &mut Group,
    ) -> Result<(), DeskError> {
        // A board may name any room; only an office of its own is written to.
        let office = self.relay.room(letter.office);
        let is_its_own = office.and_then(RoomLog::board) == Some(letter.board);
        let mut is_kept = false;
        if is_its_own && let Some(entry) = self.say(&letter, group)? {
            self.settle(group)?;
            is_kept = self.is_logged(letter.office, entry);
        }
        // Whoever wrote it may have hung up.
        let _ = letter.answer.send(is_kept);
        Ok(())
    }

    fn say(
        &mut self,
        letter: &PostedLetter,
        group: &mut Group,
    ) -> Result<Option<EntryId>, DeskError> {
        let session = match self.session {
            Some(session) => session,
            None => crypto::random()?,
        };
        self.session = Some(session);
        let saying = Saying {
            draft: Draft {
                room: letter.office,
                class: Class::Statement,
                kind: letter.statement.kind(),
                payload: letter.statement.encode(),
            },
            session,
            salt: crypto::random()?,
        };
        match self.relay.say(clock::now(), saying, &self.crypto) {
            Ok((entry, effects)) => {
                group.take(effects, &self.relay);
                Ok(Some(entry))
            }
            Err(answer) => {
                tracing::warn!(?answer, "a letter to an office is not taken");
                Ok(None)
            }
        }
    }

    /// After a failed write the room was read back, and what was not kept is not in it.
    fn is_logged(&self, room: RoomId, entry: EntryId) -> bool {
        let log = self.relay.room(room);
        log.is_some_and(|log| log.position(entry).is_some())
    }
}
