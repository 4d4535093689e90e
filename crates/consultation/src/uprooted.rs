//! Changes of this device that were built on refused ones: each is written anew on the record as it
//! is without those, or given up for the list 未被接受.

use ledger::replica::{Effect, Salted};
use ledger::{ActorId, Class, Draft, EntryId, Kind, Replica, RoomId, Salt, Timestamp};

use crate::document::{Anew, Document, Rewritten};

/// Who writes anew, and when.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// The room.
    pub room: RoomId,
    /// This device's actor in the room during this run.
    pub actor: ActorId,
    /// This device's clock.
    pub now: Timestamp,
}

/// Writes changes anew that [`ledger::replica::Notice::Uprooted`] named. `document` is the room's
/// record without them; afterwards it is to be built again from [`Replica::record`].
///
/// What `salt` gives is 16 fresh random bytes; without, the rest stays as it is until the next start.
pub fn rewrite(
    replica: &mut Replica,
    document: &mut Document,
    writing: Writing,
    entries: &[EntryId],
    salt: &mut dyn FnMut() -> Option<Salt>,
    out: &mut Vec<Effect>,
) {
    let room = writing.room;
    let mut gone: Vec<Vec<u8>> = Vec::new();
    let mut uprooted: Vec<(EntryId, Vec<u8>)> = Vec::new();
    for entry in replica.uprooted_from(room) {
        let Some(payload) = entry.payload() else {
            continue;
        };
        match entries.contains(&entry.id()) {
            true => uprooted.push((entry.id(), payload.to_vec())),
            false => gone.push(payload.to_vec()),
        }
    }
    let mut anew = Anew::without(gone.iter().map(Vec::as_slice));
    let mut is_refused = false;
    for (old, payload) in uprooted {
        let rewritten = match is_refused {
            true => Rewritten::Nothing,
            false => document.rewrite(writing.actor, &payload, &mut anew),
        };
        let (change, is_whole) = match rewritten {
            Rewritten::Whole(change) => (change, true),
            Rewritten::Partly(change) => (change, false),
            Rewritten::Nothing => {
                replica.give_up(room, old, out);
                continue;
            }
        };
        let Some(salt) = salt() else { return };
        let draft = Draft {
            room,
            class: Class::Record,
            kind: Kind::CHANGE,
            payload: change.into_vec(),
        };
        let salted = Salted { draft, salt };
        let replaced = replica.replace(writing.now, (old, is_whole), salted, out);
        if replaced.is_err() {
            // What this device may not write any more it may not write after this either.
            replica.give_up(room, old, out);
            is_refused = true;
        }
    }
}
