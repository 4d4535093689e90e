//! What the maker of snapshots asks: which halls are long, what their logs hold, and to offer one.

use ledger::{Seq, snapshot::Standing};

use super::{Desk, STRETCH};
use crate::{
    conn::{LogAnswer, LogQuestion, SnapshotOffer},
    log::LogError,
};

impl Desk {
    pub(super) fn answer_log(&self, question: LogQuestion) {
        let answer = self
            .log_of(&question.standing, question.from)
            .unwrap_or_else(|error| {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "a log is not read for its snapshot");
                LogAnswer::Unreadable
            });
        // The worker may have been told to end.
        let _ = question.answer.send(answer);
    }

    /// The acts and the changes of the record in a stretch of a log that still goes that way.
    fn log_of(&self, standing: &Standing, from: Seq) -> Result<LogAnswer, LogError> {
        let log = self.relay.room(standing.room);
        let Some(log) = log.filter(|log| standing.is_of(log)) else {
            return Ok(LogAnswer::Unreadable);
        };
        let to = standing.seq.min(from.saturating_add(STRETCH - 1));
        let stored = self.read(standing.room, from, to)?;
        let items = stored.iter().filter_map(|kept| kept.item().ok());
        Ok(LogAnswer::Items(
            items.filter(|item| log.shows(item)).collect(),
            to + 1,
        ))
    }

    pub(super) fn take_offer(&mut self, offer: SnapshotOffer) {
        let SnapshotOffer {
            standing,
            sha256,
            length,
            answer,
        } = offer;
        let is_taken = self.relay.offer(standing, sha256, length, &self.crypto);
        // The worker may have been told to end.
        let _ = answer.send(is_taken);
    }
}
