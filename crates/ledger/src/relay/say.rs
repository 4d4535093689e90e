//! What the relay itself says: the words of those who have no key, written down in its own name.
//!
//! Its entries have chains like anybody's, and their places follow from the log alone: a say that was
//! not kept leaves nothing behind that the next one could clash with.

use super::{Conn, Effect, Relay};
use crate::{
    Answer, Draft, EntryId, Refusal, Salt, SessionId, Timestamp, Want, crypto::Crypto,
    entry::Place, room::Chains,
};

/// Whom an answer to the relay's own entries goes to: nobody, since no connection has this name.
const NOBODY: Conn = Conn(0);

/// A statement of the relay's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// What is said, and where.
    pub draft: Draft,
    /// The relay's session: one for each start of the program, as for a page.
    pub session: SessionId,
    /// Fresh random bytes.
    pub salt: Salt,
}

impl Relay {
    /// Logs a statement of the relay's own; it is kept when it stands in the log after the next flush.
    ///
    /// # Errors
    /// The answer that a device would get.
    pub fn say(
        &mut self,
        now: Timestamp,
        saying: Saying,
        crypto: &impl Crypto,
    ) -> Result<(EntryId, Vec<Effect>), Answer> {
        let log = self.room(saying.draft.room);
        let log = log.ok_or(Answer::Wanting(Want::Room))?;
        let place = self.next_place(log.chains(), log, saying.session);
        let unsigned = saying
            .draft
            .place(self.key.id(), place, now, saying.salt)
            .map_err(|_| Answer::Refused(Refusal::TooLarge))?;
        let signature = crypto.sign(&unsigned.message());
        let entry = unsigned.signed(signature);
        let id = entry.id();
        let mut effects = Vec::new();
        self.take(now, NOBODY, entry, crypto, &mut effects)?;
        Ok((id, effects))
    }

    /// After the last entry of the session; a new session follows the relay's last entry in the room.
    fn next_place(&self, chains: &Chains, log: &crate::RoomLog, session: SessionId) -> Place {
        let key = self.key.id();
        match chains.last(key, session) {
            Some((index, prev)) => Place {
                session,
                index: index + 1,
                prev,
            },
            None => {
                let own = chains.of(key).max_by_key(|id| log.position(*id));
                Place {
                    prev: own.unwrap_or(EntryId::ZERO),
                    ..Place::first(session)
                }
            }
        }
    }
}
