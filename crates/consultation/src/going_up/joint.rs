//! A joint record of several communities (二(二)): what it came to, as each of them keeps it on its own board.
//!
//! The record itself is a hall of the board above. A community that takes part writes into one of its own topics where
//! that hall is, what it came to, and the state in which that was read.

use super::Frozen;
use crate::document::Document;
use crate::projection::{Row, Sheets};
use crate::record::{CellValue, Column, Date, Sheet};
use ledger::RoomId;

/// What a joint record came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointResult {
    hall: RoomId,
    /// The id of the decision; `None` while it is under way.
    decision: Option<String>,
    words: String,
    frozen: Frozen,
}

impl JointResult {
    /// Reads what the last round of a joint hall came to.
    pub fn read(hall: RoomId, document: &Document) -> Self {
        let (sheets, _) = Sheets::read(document);
        let round = sheets.rows(Sheet::Rounds).last();
        let decision = round.and_then(|round| round.choice(Column::Decision));
        let words = round.map(|round| round.text(Column::DecisionNote));
        Self {
            hall,
            decision: decision.map(str::to_owned),
            words: words.unwrap_or_default().to_owned(),
            frozen: Frozen::of(document),
        }
    }

    /// The cells of a topic that say so.
    pub fn cells(&self, today: Option<Date>) -> Vec<(Column, CellValue)> {
        let mut cells = vec![
            (Column::JointHall, CellValue::Room(Some(self.hall))),
            (
                Column::JointDecision,
                CellValue::Choice(self.decision.clone()),
            ),
            (Column::JointResult, CellValue::Text(self.words.clone())),
            (Column::JointOn, CellValue::Date(today)),
        ];
        cells.extend(self.frozen.cells());
        cells
    }
}

/// The topic of a board that a joint hall goes back to: the one that names it, else the one of the same name that
/// concerns other communities and has no hall yet.
pub fn topic_of<'a>(board: &'a Sheets, hall: RoomId, title: &str) -> Option<&'a Row> {
    let mut named = board.rows(Sheet::Topics);
    let named = named.find(|topic| topic.room(Column::JointHall) == Some(hall));
    let is_it = |topic: &&Row| {
        let is_free = topic.is_empty(Column::JointHall) && topic.is_empty(Column::Hall);
        is_free
            && !topic.is_empty(Column::OtherCommunities)
            && topic.text(Column::Title).trim() == title.trim()
    };
    named.or_else(|| board.rows(Sheet::Topics).find(is_it))
}
