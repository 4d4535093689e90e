//! What the pages' worker asks: which boards there are, and what was added to a board's record. The
//! desk hands out bytes; it does not look into a record.

use ledger::{RoomId, RoomKind, RoomLog};

use super::{Desk, STRETCH};
use crate::{
    conn::{BoardHead, RecordAnswer, RecordQuestion},
    log::LogError,
};

impl Desk {
    /// Wakes the worker if the room is a board, or a hall of which a snapshot is due.
    pub(super) fn ring_for(&self, room: RoomId) {
        let kind = self.relay.room(room).and_then(RoomLog::kind);
        if kind == Some(RoomKind::Board) || self.relay.is_snapshot_due(room) {
            self.bell.ring();
        }
    }

    /// Every board, with what is kept durably of it.
    pub(super) fn boards(&self) -> Vec<BoardHead> {
        let rooms = self.relay.rooms();
        let boards = rooms.filter(|log| log.kind() == Some(RoomKind::Board));
        boards.filter_map(|log| self.head(log).ok()).collect()
    }

    fn head(&self, log: &RoomLog) -> Result<BoardHead, LogError> {
        let kept = self.log.room(log.id())?.map_or(0, |stored| stored.len);
        Ok(BoardHead {
            room: log.id(),
            epoch: log.epoch(),
            len: kept.min(log.len()),
        })
    }

    pub(super) fn answer_record(&self, question: RecordQuestion) {
        let answer = self.record(&question).unwrap_or_else(|error| {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "a board is not read for its pages");
            RecordAnswer::Unreadable
        });
        // The worker may have been told to end.
        let _ = question.answer.send(answer);
    }

    fn record(&self, question: &RecordQuestion) -> Result<RecordAnswer, LogError> {
        let Some(log) = self.relay.room(question.room) else {
            return Ok(RecordAnswer::Unreadable);
        };
        let head = self.head(log)?;
        let record = log.record();
        let passed = record.partition_point(|seq| *seq <= question.after);
        if head.epoch != question.epoch || passed != question.held || head.len < question.after {
            return Ok(RecordAnswer::Anew(head.epoch));
        }
        let up_to = head.len.min(question.after.saturating_add(STRETCH));
        let stretch = self.read(question.room, question.after + 1, up_to)?;
        let added = stretch.into_iter();
        let added = added.filter(|kept| record.binary_search(&kept.seq).is_ok());
        let entries = added.map(|kept| kept.entry).collect();
        Ok(RecordAnswer::More(entries, up_to))
    }
}
