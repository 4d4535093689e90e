//! A board's record as the worker holds it: read a stretch at a time, and anew if it has to be.

use consultation::{Changed, CivilTime, Document, public::Community};
use ledger::{Entry, RoomId, Seq};

use crate::conn::{BoardHead, Front, Gone, RecordAnswer};

/// How often a log may begin anew under the worker's eyes before it gives up for now.
const ANEW: usize = 3;

/// A record and how far it was read.
#[derive(Debug, Default)]
pub(super) struct Record {
    document: Document,
    /// The board as it was read last, and what has changed since.
    community: Option<Community>,
    changed: Changed,
    epoch: u64,
    after: Seq,
    held: usize,
}

/// Why a record was not read to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// The desk is gone: the relay stops.
    Stopping,
    /// The log cannot be read now.
    Unreadable,
}

impl From<Gone> for Unread {
    fn from(_: Gone) -> Self {
        Self::Stopping
    }
}

impl Record {
    /// Whether a board is as it was read.
    pub(super) fn is_at(&self, head: BoardHead) -> bool {
        (self.epoch, self.after) == (head.epoch, head.len)
    }

    /// The board at a minute; none while nobody has founded its record.
    pub(super) fn community(&mut self, room: RoomId, now: CivilTime) -> Option<&Community> {
        if self.document.change_count() == 0 {
            return None;
        }
        let changed = std::mem::take(&mut self.changed);
        let community = match &self.community {
            Some(before) => before.again(&self.document, &changed, now),
            None => Community::read(room, &self.document, now),
        };
        Some(self.community.insert(community))
    }

    /// Reads on, up to the length that the head names at least.
    pub(super) fn read(&mut self, front: &Front, head: BoardHead) -> Result<(), Unread> {
        let mut begun_anew = 0;
        loop {
            let as_read = BoardHead {
                epoch: self.epoch,
                ..head
            };
            match front.record(as_read, self.after, self.held)? {
                RecordAnswer::More(entries, up_to) => {
                    self.held += entries.len();
                    self.after = up_to;
                    let entries: Vec<Entry> = entries
                        .iter()
                        .filter_map(|bytes| Entry::parse(bytes).ok())
                        .collect();
                    // What does not apply is set aside there, as on every device.
                    let applied = self
                        .document
                        .apply(entries.iter().filter_map(Entry::payload));
                    self.changed.join(applied.changed);
                    if self.after >= head.len {
                        return Ok(());
                    }
                }
                RecordAnswer::Anew(_) if begun_anew >= ANEW => return Err(Unread::Unreadable),
                RecordAnswer::Anew(epoch) => {
                    begun_anew += 1;
                    *self = Self {
                        epoch,
                        ..Self::default()
                    };
                }
                RecordAnswer::Unreadable => return Err(Unread::Unreadable),
            }
        }
    }
}
