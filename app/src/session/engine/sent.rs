//! 报送件: what went up, in every board of this device.
//!
//! Halls say it in their lines, which are kept; requests stand on boards, and of these only the one that is shown and
//! those where this device supervises are read for it.

use std::sync::Arc;

use consultation::procedure::SubmissionLine;
use consultation::{Column, Sheet};
use ledger::{Role, RoomId};

use super::super::view::SentItem;
use super::{State, show};

impl State {
    /// What went up: what waits for an answer first, by the day on which it is wanted, then the newest.
    pub(super) fn sent_items(&mut self) -> Vec<Arc<SentItem>> {
        let mut items = Vec::new();
        let mut halls = Vec::new();
        for (hall, line) in self.lines.iter() {
            for sent in &line.submissions {
                halls.push((*hall, line.title.clone(), sent.clone()));
            }
        }
        for (hall, title, line) in halls {
            let Some(board) = self.board_of(hall) else {
                continue;
            };
            let community = self.name_of(board);
            items.push(SentItem {
                board,
                community,
                hall: Some(hall),
                title,
                line,
            });
        }
        for board in self.boards() {
            items.extend(self.requests(board));
        }
        let rank = |item: &SentItem| {
            let line = &item.line;
            let is_answered = !line.answer.is_empty();
            let due = line.due.filter(|_| !is_answered);
            (
                is_answered,
                due.is_none(),
                due,
                std::cmp::Reverse(line.sent),
                line.row,
            )
        };
        items.sort_by_key(rank);
        items.into_iter().map(Arc::new).collect()
    }

    /// The 提请函 of a board.
    fn requests(&mut self, board: RoomId) -> Vec<SentItem> {
        let is_shown = self.board().ok() == Some(board);
        let me = self.replica.me();
        let supervises = me.is_some_and(|me| show::my_role(self, board, me) == Role::Supervisor);
        if !is_shown && !supervises {
            return Vec::new();
        }
        let sheets = self.sheets(board).unwrap_or_default();
        if sheets.rows(Sheet::Requests).next().is_none() {
            return Vec::new();
        }
        let (rulings, community) = (self.rulings(board), self.name_of(board));
        let requests = sheets.rows(Sheet::Requests);
        let requests = requests.map(|row| {
            let topic = row.row(Column::Topic);
            let topic = topic.and_then(|topic| sheets.row(Sheet::Topics, topic));
            SentItem {
                board,
                community: community.clone(),
                hall: None,
                title: topic
                    .map_or("", |topic| topic.text(Column::Title))
                    .to_owned(),
                line: SubmissionLine::of(row, &rulings),
            }
        });
        requests.collect()
    }
}
