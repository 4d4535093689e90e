//! What the pages' worker asks: which boards there are, and what was added to a board's record. The
//! desk hands out bytes; it does not look into a record.

use ledger::{RoomId, RoomKind, RoomLog, Seq};

use super::Desk;
use crate::{
    conn::{BoardHead, RecordAnswer, RecordQuestion},
    log::LogError,
};

/// Positions that one answer looks at, so that no vote waits long for a page.
const STRETCH: usize = 256;

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
        let added = record.into_iter().skip(passed);
        let added: Vec<Seq> = added
            .take_while(|seq| *seq <= head.len)
            .take(STRETCH)
            .collect();
        let is_all = added.len() < STRETCH;
        let up_to = added.last().copied().filter(|_| !is_all);
        let mut entries = Vec::with_capacity(added.len());
        for seq in added {
            let read = self.read(question.room, seq, seq)?;
            entries.extend(read.into_iter().map(|kept| kept.entry));
        }
        Ok(RecordAnswer::More(entries, up_to.unwrap_or(head.len)))
    }
}
