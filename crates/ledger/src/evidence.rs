//! What a log shows about the devices that wrote it: gaps in chains and copied keys.
//!
//! Evidence is shown to staff and never refuses an entry: a ballot may arrive alone.

use crate::{KeyId, RoomLog, SessionId};

/// An entry that its author wrote and that is not in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The author.
    pub author: KeyId,
    /// The session.
    pub session: SessionId,
    /// The missing place.
    pub index: u64,
}

/// Places below the last of a chain that are missing, at most `most`.
pub fn gaps(log: &RoomLog, most: usize) -> Vec<Gap> {
    let gaps = log.chains().gaps().map(|(author, session, index)| Gap {
        author,
        session,
        index,
    });
    gaps.take(most).collect()
}

/// Keys of which two sessions claim the same predecessor: the device was possibly copied.
pub fn copied_keys(log: &RoomLog) -> Vec<KeyId> {
    let mut keys: Vec<KeyId> = log.chains().copied().collect();
    keys.dedup();
    keys
}
