//! The pages that were rendered last, of every board.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use consultation::{
    CivilTime, RowId,
    public::{AsOf, Community, LetterBox, LookUp, Page, index, notices},
};
use ledger::{RoomId, Timestamp};

use super::Served;

/// The pages of one board.
#[derive(Debug)]
pub struct BoardPages {
    /// What the board is called.
    pub name: String,
    /// The board itself.
    pub index: Arc<Served>,
    /// What it publishes.
    pub notices: BTreeMap<RowId, Arc<Served>>,
    /// What a 受理号 is answered.
    pub lookup: LookUp,
    /// The forms by which one writes to its office.
    pub letters: Option<LetterBox>,
    /// When the board was read.
    pub as_of: CivilTime,
}

/// A board on the shelf.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its pages.
    pub pages: Arc<BoardPages>,
    /// Whether the board has changed, or may have, and cannot be read.
    pub is_behind: bool,
}

/// Pages by board.
#[derive(Debug, Default)]
pub struct Shelf {
    boards: RwLock<BTreeMap<RoomId, Shown>>,
    is_ready: AtomicBool,
}

impl BoardPages {
    /// Renders a board; pages that come out as before stay the same, down to their time.
    pub(super) fn render(
        community: &Community,
        now: CivilTime,
        made_at: Timestamp,
        before: Option<&Self>,
    ) -> (Self, u64) {
        let mut rendered = 0;
        let mut serve = |page: Page, before: Option<&Arc<Served>>| match before {
            Some(before) if before.is(&page) => before.clone(),
            _ => {
                rendered += 1;
                Arc::new(Served::new(page, now, made_at))
            }
        };
        let index = serve(index(community), before.map(|before| &before.index));
        let mut all = BTreeMap::new();
        for (id, page) in notices(community) {
            let known = before.and_then(|before| before.notices.get(&id));
            all.insert(id, serve(page, known));
        }
        let pages = Self {
            name: community.name().to_owned(),
            index,
            notices: all,
            lookup: LookUp::of(community),
            letters: LetterBox::of(community),
            as_of: now,
        };
        (pages, rendered)
    }
}

impl Shown {
    /// As of when what is rendered for a request is.
    pub fn as_of(&self) -> AsOf {
        match self.is_behind {
            true => AsOf::Behind(self.pages.as_of),
            false => AsOf::Current(self.pages.as_of),
        }
    }
}

impl Shelf {
    /// A board's pages; `None` before they were rendered for the first time.
    pub fn board(&self, room: RoomId) -> Option<Shown> {
        let boards = self.boards.read().unwrap_or_else(PoisonError::into_inner);
        boards.get(&room).cloned()
    }

    /// Every board that has pages.
    pub fn boards(&self) -> Vec<(RoomId, Shown)> {
        let boards = self.boards.read().unwrap_or_else(PoisonError::into_inner);
        boards
            .iter()
            .map(|(room, shown)| (*room, shown.clone()))
            .collect()
    }

    /// Whether every board was looked at since the start; before, what is not here may be to come.
    pub fn is_ready(&self) -> bool {
        self.is_ready.load(Ordering::Relaxed)
    }

    pub(super) fn set_ready(&self) {
        self.is_ready.store(true, Ordering::Relaxed);
    }

    pub(super) fn put(&self, room: RoomId, pages: BoardPages) {
        let shown = Shown {
            pages: Arc::new(pages),
            is_behind: false,
        };
        self.change(|boards| {
            boards.insert(room, shown);
        });
    }

    /// Says that a board's pages are older than the board.
    pub(super) fn is_behind(&self, room: RoomId) {
        self.change(|boards| {
            if let Some(shown) = boards.get_mut(&room) {
                shown.is_behind = true;
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<RoomId, Shown>)) {
        change(&mut self.boards.write().unwrap_or_else(PoisonError::into_inner));
    }
}
