//! What a log says of a record that came by another way, and of somebody's right without the rest.

use super::RoomLog;
use crate::{
    ChangeHash, Class, Entry, Kind, LogItem, Seq,
    authority::{Position, Verdict},
};

impl RoomLog {
    /// Whether the author of an entry had the right to it at a position, by all that is known now.
    pub(crate) fn entitles(
        &self,
        board: &RoomLog,
        entry: &Entry,
        own: Position,
        judged_at: Seq,
    ) -> bool {
        let Some(kind) = self.kind() else {
            return false;
        };
        let author = entry.header().author;
        let claims = self.claims(Some(board), author, own, judged_at, Seq::MAX);
        self.adopted.contains(&entry.id())
            || self.judge_right(kind, &claims, entry) == Ok(Verdict::Stands)
    }

    /// Whether a snapshot shows an item of this log: the acts by which rights came about, and the
    /// changes of the record.
    pub fn shows(&self, item: &LogItem) -> bool {
        let header = item.entry.header();
        match header.class {
            Class::Authority => header.kind != Kind::ADMIT,
            _ => self.changes.is_released(item.entry.id()),
        }
    }

    /// Whether these changes with their past were the record when the log was so long. What was held
    /// once may have been counted at that time or not: that hung on what came later.
    pub fn has_record(&self, heads: &[ChangeHash], seq: Seq) -> bool {
        let Some(past) = self.changes.past(heads.to_vec()) else {
            return false;
        };
        let was_held = |at: &Seq| self.held.contains_key(at) || self.stood.contains_key(at);
        let is_there = |at: &Seq| *at > seq || past.contains(at) || was_held(at);
        self.record().iter().all(is_there) && past.iter().all(|at| *at <= seq)
    }
}
