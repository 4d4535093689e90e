//! A log item: an entry in its place, with the two numbers that every replica judges it by.

use sha2::{Digest as _, Sha256};

use crate::{Digest, Entry, EntryId, Seq, Timestamp};

const TAG: &[u8] = b"zhongshang/log/1";

/// An entry in a room's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogItem {
    /// Its position, dense from 1.
    pub seq: Seq,
    /// The board's length when the right to write it was judged; `seq − 1` on the board itself.
    pub judged_at: Seq,
    /// The relay's clock, which never runs backwards within a room.
    pub received_at: Timestamp,
    /// The entry.
    pub entry: Entry,
}

impl Digest {
    /// The digest after one more item: SHA-256(tag ‖ digest ‖ id ‖ judged_at ‖ received_at).
    pub fn next(self, entry: EntryId, judged_at: Seq, received_at: Timestamp) -> Self {
        Self(
            Sha256::new()
                .chain_update(TAG)
                .chain_update(self.0)
                .chain_update(entry.0)
                .chain_update(judged_at.to_be_bytes())
                .chain_update(received_at.0.to_be_bytes())
                .finalize()
                .into(),
        )
    }

    /// The digest after this item.
    pub fn after(self, item: &LogItem) -> Self {
        self.next(item.entry.id(), item.judged_at, item.received_at)
    }
}
