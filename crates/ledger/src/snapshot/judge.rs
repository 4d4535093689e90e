//! By what right the newest changes of a snapshot were made.
//!
//! A snapshot brings the acts of its room along, and they are gone through as the log itself is: what
//! counts for a right is only which act came before which. So one rule judges both.

use super::{Snapshot, SnapshotError};
use crate::{
    ActorId, ChangeHash, Class, LogItem, RoomLog, Seq,
    authority::{Position, Reject},
    crypto::Check,
    room::introduces,
};

/// A snapshot that is right if signatures are.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Its newest changes.
    pub(crate) heads: Vec<ChangeHash>,
    /// What has to be checked still.
    pub(crate) checks: Vec<Check>,
}

impl From<Reject> for SnapshotError {
    fn from(_: Reject) -> Self {
        Self::Unjudged
    }
}

impl Snapshot {
    /// How much of the board it takes to judge it.
    pub(crate) fn judged_at(&self) -> Seq {
        let judged_at = self.items.iter().map(|item| item.judged_at);
        judged_at.max().unwrap_or(0)
    }

    /// Judges who made the heads, and that they are the heads.
    ///
    /// # Errors
    /// Named in [`SnapshotError`].
    pub(crate) fn judge(&self, board: &RoomLog) -> Result<Judged, SnapshotError> {
        let mut log = RoomLog::new(self.standing.room);
        let mut introduced = Vec::new();
        let mut checks = Vec::new();
        let mut signed: Vec<(&LogItem, Seq)> = Vec::new();
        let mut last = 0;
        for item in &self.items {
            let is_in_place = item.seq > last && item.seq <= self.standing.seq;
            if !is_in_place || item.entry.room() != self.standing.room {
                return Err(SnapshotError::Unjudged);
            }
            last = item.seq;
            if item.entry.header().class != Class::Authority {
                signed.push((item, log.len()));
                continue;
            }
            introduced.extend(introduces(&item.entry));
            checks.extend(log.checks(Some(board), &item.entry, &introduced)?);
            let verdict = log.judge_received(Some(board), item)?;
            log.append(Some(board), item, verdict);
        }
        let mut heads = Vec::with_capacity(signed.len());
        for (item, after) in signed {
            heads.push(head(&log, board, item, after)?);
            checks.extend(log.checks(Some(board), &item.entry, &[])?);
        }
        heads.sort_unstable();
        match heads == self.heads()? && !heads.is_empty() {
            true => Ok(Judged { heads, checks }),
            false => Err(SnapshotError::Unjudged),
        }
    }
}

/// The change of an item, if its author had the right to make it after so many acts.
fn head(
    log: &RoomLog,
    board: &RoomLog,
    item: &LogItem,
    after: Seq,
) -> Result<ChangeHash, SnapshotError> {
    let header = item.entry.header();
    let payload = item.entry.payload().ok_or(SnapshotError::Unjudged)?;
    let change = crate::change::parse(payload)?;
    let own = Position {
        after,
        received_at: item.received_at,
    };
    let is_own = change.actor == ActorId::derive(header.author, log.id(), header.session);
    let is_entitled = log.entitles(board, &item.entry, own, item.judged_at);
    match is_own && is_entitled {
        true => Ok(change.hash),
        false => Err(SnapshotError::Unjudged),
    }
}
