//! What a board's pages are made from.

use ledger::RoomId;

use super::html::Html;
use crate::calendar::Calendar;
use crate::document::{Changed, Document};
use crate::projection::{Board, Sheets};
use crate::record::{CivilTime, RowId};
use crate::rules;

/// A community's board, read at a minute.
#[derive(Clone, Debug)]
pub struct Community {
    room: RoomId,
    board: Board,
    pub(super) sheets: Sheets,
    pub(super) calendar: Calendar,
    pub(super) now: CivilTime,
}

impl Community {
    /// Reads a board's record; `now` is by the community's own clock. What is odd about the record was
    /// worked around.
    pub fn read(room: RoomId, document: &Document, now: CivilTime) -> Self {
        let (board, _) = Board::read(document);
        let (sheets, _) = Sheets::read(document);
        let (calendar, _) = rules::calendar(&sheets);
        Self {
            room,
            board,
            sheets,
            calendar,
            now,
        }
    }

    /// Reads again what changed since, and all by another minute.
    #[must_use]
    pub fn again(&self, document: &Document, changed: &Changed, now: CivilTime) -> Self {
        let (board, _) = Board::read(document);
        let (sheets, _) = self.sheets.reread(document, changed);
        let (calendar, _) = rules::calendar(&sheets);
        Self {
            room: self.room,
            board,
            sheets,
            calendar,
            now,
        }
    }

    /// The community's name; a board without one is still a board.
    pub fn name(&self) -> &str {
        match self.board.name.value.trim() {
            "" => "本社区",
            name => name,
        }
    }

    /// The room that letters go to.
    pub(super) fn office(&self) -> Option<RoomId> {
        self.board.office.value
    }

    pub(super) fn address(&self) -> &str {
        self.board.address.value.trim()
    }

    pub(super) fn phone(&self) -> &str {
        self.board.phone.value.trim()
    }

    /// Where the board is, `/board/` and the room.
    pub fn path(&self) -> String {
        format!("/board/{}", self.room)
    }

    /// Where a publication is.
    pub(super) fn path_of(&self, publication: RowId) -> String {
        format!("/board/{}/{publication}", self.room)
    }

    /// The form that asks for a 受理号.
    pub(super) fn finder(&self) -> Html {
        let mut html = Html::default();
        html.mark(r#"<form class="find" method="get" action=""#)
            .say(&self.path())
            .mark(r#"/lookup"><h2>我提的事怎么样了</h2><label for="number">受理号</label>"#)
            .mark(r#"<input id="number" name="number" maxlength="40" required autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="number-help">"#)
            .mark(r#"<p class="small" id="number-help">提出时拿到的 12 个字母和数字，大小写都可以。</p><button>查一查</button></form>"#);
        html
    }
}
