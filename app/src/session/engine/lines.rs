//! Halls in a line each: read from the record, and kept so that the next start has them at once.
//!
//! A kept line is believed only while it belongs to what is stored: its seal names the hall's row and,
//! once the hall is read, the very changes that it was made from. Whatever does not fit is made anew.

use std::sync::Arc;
use std::time::Duration;

use consultation::calendar::Calendar;
use consultation::going_up::Signed;
use consultation::procedure::{Overview, Standing};
use consultation::rules;
use consultation::statement::Reviews;
use consultation::{Changed, CivilTime, ListItem, Row, RowId, Sheet, Sheets};
use ledger::RoomId;
use ledger::replica::Seal;

use super::super::view::Community;
use super::book::Book;
use super::front::Front;
use super::view::civil;
use super::{Engine, State, now, rows};
use crate::platform::database::{Key, Op, Store};
use crate::platform::install::OpeningGuard;
use crate::platform::timer;

/// Lines are kept so long after the first of several changes.
const KEEP: Duration = Duration::from_secs(2);
/// Bytes of one half of a seal.
const HALF: usize = 32;

/// What lines are told by their board.
struct OfBoard {
    board: Option<RoomId>,
    sheets: Sheets,
    calendar: Calendar,
    rulings: Vec<Signed>,
}

/// A line as it is kept in the store `derived`: the seal's halves, then the text.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) seal: Seal,
    pub(super) line: Arc<Overview>,
}

impl Kept {
    /// Reads a row; `None` for what is of another version or no line.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (row, rest) = bytes.split_first_chunk::<HALF>()?;
        let (record, text) = rest.split_first_chunk::<HALF>()?;
        let line = Overview::from_text(std::str::from_utf8(text).ok()?)?;
        Some(Self {
            seal: Seal {
                row: *row,
                record: *record,
            },
            line: Arc::new(line),
        })
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        let text = self.line.to_text()?;
        Some([&self.seal.row, &self.seal.record, text.as_bytes()].concat())
    }
}

impl State {
    /// A room's document, opened if it is not; `None` for a room that is not read yet.
    pub(super) fn book(&mut self, room: RoomId) -> Option<&mut Book> {
        if !self.books.contains_key(&room) {
            self.replica.log(room)?;
            self.arrived.remove(&room);
            let guard = OpeningGuard::begin(room.as_bytes());
            let book = self.build_book(room, guard.deaths());
            self.books.insert(room, book);
            guard.done();
        }
        self.books.get_mut(&room)
    }

    /// A room's sheets: cheap, since they are shared.
    pub(super) fn sheets(&mut self, room: RoomId) -> Option<Sheets> {
        Some(self.book(room)?.sheets().clone())
    }

    /// Notes that a record changed, and what has to be read anew for it.
    pub(super) fn touch(&mut self, room: RoomId, changed: &Changed) {
        self.unkept.insert(room);
        if changed.other || !changed.fields.is_empty() || !changed.sheets.is_empty() {
            self.stale.insert(room);
        }
    }

    /// Takes a kept line for a hall that was read, if it was made from just what was read.
    pub(super) fn take_kept(&mut self, room: RoomId, kept: Option<&Kept>) {
        let seal = self.replica.seal(room);
        match kept.filter(|kept| Some(kept.seal) == seal) {
            Some(kept) => {
                self.lines.insert(room, kept.line.clone());
            }
            None => {
                self.stale.insert(room);
            }
        }
    }

    /// Reads the lines of those halls anew that changed, or that a new day changes.
    pub(super) fn read_lines(&mut self) {
        let Some(now) = civil(now()) else { return };
        let mut rooms = self.halls();
        let mut signed = std::mem::take(&mut self.signed);
        let changed = signed.changed(&rooms, |room| self.reviews(room));
        self.signed = signed;
        self.stale.extend(changed);
        rooms.retain(|room| {
            let line = self.lines.get(room);
            let holds = line.is_some_and(|line| line.holds_on(now.date()));
            (!holds || self.stale.contains(room)) && !self.asleep.contains_key(room)
        });
        // Halls of one board lie together, so that it is read once.
        rooms.sort_by_key(|room| self.board_of(*room));
        let mut last: Option<OfBoard> = None;
        for room in rooms {
            self.stale.remove(&room);
            let board = self.board_of(room);
            let read = last.take().filter(|read| read.board == board);
            let read = read.unwrap_or_else(|| self.of_board(board));
            let reviews = self.reviews(room);
            if let Some(line) = self.read_line(room, &read, now, &reviews) {
                self.lines.insert(room, Arc::new(line));
                self.unkept.insert(room);
                self.signed.take(room, reviews);
            }
            last = Some(read);
        }
    }

    fn read_line(
        &mut self,
        room: RoomId,
        of_board: &OfBoard,
        now: CivilTime,
        reviews: &Reviews,
    ) -> Option<Overview> {
        let hall = self.sheets(room)?;
        let item = ListItem::read(&self.books.get(&room)?.document).0;
        let (title, none) = (&item.title.value, no_round());
        let mut rulings = self.rulings(room);
        rulings.extend_from_slice(&of_board.rulings);
        let facts = rows::facts(
            title,
            (&of_board.sheets, &hall, room),
            &rulings,
            (&none, &of_board.calendar, now),
            reviews,
        );
        Some(Overview::of(&item, &facts, &Standing::of(&facts)))
    }

    fn of_board(&mut self, board: Option<RoomId>) -> OfBoard {
        let sheets = board.and_then(|board| self.sheets(board));
        let sheets = sheets.unwrap_or_default();
        let (calendar, _) = rules::calendar(&sheets);
        OfBoard {
            board,
            sheets,
            calendar,
            rulings: board.map(|board| self.rulings(board)).unwrap_or_default(),
        }
    }

    /// The sheets of the board that is shown; empty ones while there is none.
    pub(super) fn board_sheets(&mut self) -> Sheets {
        let board = self.board().ok().and_then(|board| self.sheets(board));
        board.unwrap_or_default()
    }

    /// Finds the halls of a board whose topics it tells something else of than when they were read.
    pub(super) fn compare_topics(&mut self, room: RoomId) {
        let Some(now) = civil(now()) else { return };
        let read = self.of_board(Some(room));
        let (board, hall, none, unsaid) = (
            &read.sheets,
            Sheets::default(),
            no_round(),
            Reviews::default(),
        );
        let mut stale = Vec::new();
        for (room, line) in self.lines.iter() {
            if self.board_of(*room) != read.board {
                continue;
            }
            let of_day = (&none, &read.calendar, now);
            let mut facts = rows::facts("", (board, &hall, *room), &read.rulings, of_day, &unsaid);
            facts.least = rules::least(board, line.began.unwrap_or(now.date())).0;
            if facts.board_marks() != line.board_marks {
                stale.push(*room);
            }
        }
        self.stale.extend(stale);
    }

    /// The rows of lines, and of the front with the community as it is shown, that are not kept as they are now.
    fn unkept_rows(&mut self, community: Option<&Arc<Community>>) -> Vec<Op> {
        let mut ops = Vec::new();
        for room in std::mem::take(&mut self.unkept).iter() {
            // Its seal would vouch for what its line was not read with; it is kept once it was.
            let is_unread = self.signed.is_unread(*room) || self.arrived.contains_key(room);
            if is_unread || self.stale.contains(room) {
                self.unkept.insert(*room);
                continue;
            }
            // What a snapshot shows is not kept: it is not what is stored.
            if self.may_edit(*room).is_err() {
                continue;
            }
            let Some(seal) = self.replica.seal(*room) else {
                continue;
            };
            let bytes = match community.filter(|community| community.board == *room) {
                Some(community) => Front {
                    row: seal.row,
                    community: community.clone(),
                }
                .bytes(),
                None => {
                    let line = self.lines.get(room).cloned();
                    line.and_then(|line| Kept { seal, line }.bytes())
                }
            };
            if let Some(bytes) = bytes {
                let key = Key::joined(&[room.as_bytes()]);
                ops.push(Op::put(Store::Derived, key, bytes));
            }
        }
        ops
    }
}

/// What a record has that nobody founded: no round at all.
pub(super) fn no_round() -> Row {
    Row::empty(Sheet::Rounds, RowId::FIRST_ROUND)
}

impl Engine {
    /// Keeps what changed, a little later and once for many changes.
    pub(super) fn keep_soon(&self) {
        if !self.is_writer() || self.inner.is_keep_due.replace(true) {
            return;
        }
        let engine = self.clone();
        leptos::task::spawn_local(async move {
            timer::sleep(KEEP).await;
            engine.inner.is_keep_due.set(false);
            let community = engine.inner.stage.community.get_untracked();
            let ops = {
                let mut state = engine.inner.state.borrow_mut();
                state.unkept_rows(community.as_ref())
            };
            if let (false, Ok(fence)) = (ops.is_empty(), engine.fence()) {
                // A line that cannot be kept is read from its entries at the next start.
                let _ = engine.inner.database.commit(fence, &ops).await;
            }
        });
    }
}
