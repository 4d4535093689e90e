//! Reading what is stored: first what the first page needs, then hall by hall what is left.
//!
//! Most halls of a community are filed, and the first page shows of each a line at most. A line that
//! was kept ([`super::lines`]) stands in for a hall until that is read, if the hall's own row says that
//! nothing was written since; so the first page waits for the board alone. Only the
//! tab that writes reads like this: what it has not read nobody else changes. Everything is read and
//! checked before the relay is spoken to.

use std::rc::Rc;
use std::time::Duration;

use consultation::procedure::{Due, Pressing};
use ledger::id_map::IdMap;
use ledger::replica::{self, Replica, read_row};
use ledger::{RoomId, RoomKind, SessionId};

use super::super::{Note, Trouble};
use super::book::Book;
use super::carrier::Carrier;
use super::front::{Front, rooms_of};
use super::lines::Kept;
use super::start::{SHEET, public_key};
use super::view::civil;
use super::{Engine, State, now, photos, practice, storage, troubles};
use crate::platform::address;
use crate::platform::crypto;
use crate::platform::database::{Key, Row, Rows, Span, Store};
use crate::platform::error::PlatformError;
use crate::platform::timer;

/// Entries that are left out of a room whose opening killed the app twice.
const LEFT_OUT: usize = 64;
/// How often the app may die while opening a room before it opens it without its newest entries.
const DEATHS: u32 = 2;
/// Halls that are read together: so few that a person who presses something meanwhile does not notice.
const TOGETHER: usize = 4;
/// The first page is drawn before the rest is read.
const DRAWN: Duration = Duration::from_millis(100);
/// Storage that cannot be read is tried again after so long.
const AGAIN: Duration = Duration::from_secs(2);

/// What is stored of all rooms together, apart from their entries and logs.
pub(super) struct Beginning {
    pub(super) rooms: Vec<Row>,
    pub(super) outbox: Rows,
    pub(super) refused: Rows,
    pub(super) kept: IdMap<RoomId, Kept>,
    /// What was kept of each board, and the one that is shown.
    pub(super) fronts: IdMap<RoomId, Front>,
    pub(super) chosen: Option<RoomId>,
    pub(super) carrier: Carrier,
    damaged: usize,
}

/// A hall or an office that is stored and not read yet.
pub(super) struct Asleep {
    /// The row that it begins with.
    row: Row,
    /// The line that stands in for a hall; of an office, with the cards of thousands, no first page shows anything.
    kept: Option<Kept>,
    /// The board under which it stands.
    pub(super) board: Option<RoomId>,
}

impl Asleep {
    /// Whether it is an office.
    pub(super) fn is_office(&self) -> bool {
        self.kept.is_none()
    }
}

impl Engine {
    /// Reads what is stored, and starts anew from it; false when a later reading began meanwhile,
    /// which is then the one that counts.
    pub(super) async fn load(&self) -> Result<bool, Trouble> {
        let turn = self.inner.loads.get() + 1;
        self.inner.loads.set(turn);
        let storage = |error| troubles::of_storage(&error);
        let database = &self.inner.database;
        let keys = match self.inner.stage.practice {
            true => None,
            false => crypto::enrolled(database).await.map_err(storage)?,
        };
        let keys = keys.map(Rc::new);
        let (beginning, whole) = self.beginning().await.map_err(storage)?;
        if whole.is_none() && keys.is_some() {
            self.show_front(&beginning).await;
        }
        let open = self.inner.state.borrow().open;
        let asleep = match &whole {
            Some(_) => IdMap::new(),
            None => beginning.asleep(open),
        };
        let awake = beginning.rooms.iter().filter_map(|row| {
            let room = read_row(&row.bytes)?.room;
            (!asleep.contains_key(&room)).then_some(room)
        });
        let awake: Vec<RoomId> = awake.collect();
        let (entries, items) = match whole {
            Some(whole) => whole,
            None => self.logs(&awake).await.map_err(storage)?,
        };
        let sheet = database
            .get(Store::Meta, &Key::name(SHEET))
            .await
            .ok()
            .flatten();
        if self.inner.loads.get() != turn {
            return Ok(false);
        }
        let session = SessionId(crypto::random().map_err(|error| troubles::of_keys(&error))?);
        let origin = address::origin().map_err(storage)?;
        let key = match self.inner.stage.practice {
            true => Some(practice::public_key()),
            false => keys.as_deref().and_then(public_key),
        };
        self.inner.generation.set(self.inner.generation.get() + 1);
        self.inner.jobs.begin(self.inner.generation.get());
        let mut fresh = State::new(Replica::new(key, session, &origin), keys);
        fresh.sheets_printed = sheet.unwrap_or_default();
        for (room, asleep) in asleep.iter() {
            if let Some(kept) = &asleep.kept {
                fresh.lines.insert(*room, kept.line.clone());
            }
        }
        for (board, front) in beginning.fronts.iter() {
            fresh.names.insert(*board, front.community.name.clone());
        }
        fresh.letters_due = beginning.letters_due();
        // A room that was taken in stays as it was then: those that are asleep come with their rows later.
        let mut rooms = Rows::default();
        for row in beginning.rooms {
            let is_asleep = read_row(&row.bytes).is_some_and(|row| asleep.contains_key(&row.room));
            if !is_asleep {
                rooms.sound.push(row);
            }
        }
        fresh.asleep = asleep;
        fresh.carrier = beginning.carrier;
        let tables = [rooms, entries, items, beginning.outbox, beginning.refused];
        fresh.set_aside = beginning.damaged + fresh.take_rows(tables);
        for room in awake {
            if fresh.replica.kind(room) == Some(RoomKind::Hall) {
                fresh.take_kept(room, beginning.kept.get(&room));
            }
        }
        let boards = fresh.boards();
        let chosen = beginning.chosen.filter(|board| boards.contains(board));
        fresh.chosen = chosen.or(boards.first().copied());
        self.say_set_aside(fresh.set_aside);
        let mut state = self.inner.state.borrow_mut();
        fresh.open = state.open;
        fresh.link_number = state.link_number + 1;
        fresh.persisted = state.persisted;
        fresh.space = state.space;
        fresh.opened_link = state.opened_link.take();
        *state = fresh;
        drop(state);
        self.wake_the_rest();
        Ok(true)
    }

    fn say_set_aside(&self, count: usize) {
        if count > 0 {
            self.inner.stage.note(Note::RowsSetAside { count });
        }
    }

    /// What every start reads; for a tab that only shows, with everything else as it stood at that
    /// moment.
    async fn beginning(&self) -> Result<(Beginning, Option<(Rows, Rows)>), PlatformError> {
        let mut stores = vec![
            Store::Rooms,
            Store::Outbox,
            Store::Refused,
            Store::Derived,
            Store::Uploads,
        ];
        let is_whole = self.fence().is_err();
        if is_whole {
            stores.extend([Store::Entries, Store::Items]);
        }
        let spans: Vec<_> = stores.iter().map(|store| (*store, Span::all())).collect();
        let mut read = self.inner.database.snapshot(&spans).await?.into_iter();
        let mut next = || read.next().unwrap_or_default();
        let (rooms, outbox, refused, derived) = (next(), next(), next(), next());
        let carrier = photos::carrier(&next());
        let (mut kept, mut fronts) = (IdMap::new(), IdMap::new());
        for row in derived.sound {
            let Some(room) = RoomId::from_slice(row.key.as_bytes()) else {
                continue;
            };
            // What cannot be read is not there: it is made anew.
            match Kept::read(&row.bytes) {
                Some(line) => {
                    kept.insert(room, line);
                }
                None => {
                    if let Some(front) = Front::read(room, &row.bytes) {
                        fronts.insert(room, front);
                    }
                }
            }
        }
        let chosen = self.inner.state.borrow().chosen;
        let chosen = chosen.or_else(|| self.remembered_board());
        let beginning = Beginning {
            damaged: rooms.damaged.len(),
            rooms: rooms.sound,
            outbox,
            refused,
            kept,
            fronts,
            chosen,
            carrier,
        };
        Ok((beginning, is_whole.then(|| (next(), next()))))
    }

    /// The entries and log items of rooms.
    async fn logs(&self, rooms: &[RoomId]) -> Result<(Rows, Rows), PlatformError> {
        let mut spans = Vec::new();
        for store in [Store::Entries, Store::Items] {
            spans.extend(rooms.iter().map(|room| (store, storage::of_room(*room))));
        }
        let mut read = self.inner.database.snapshot(&spans).await?.into_iter();
        let mut join = || {
            let mut joined = Rows::default();
            for rows in read.by_ref().take(rooms.len()) {
                joined.sound.extend(rows.sound);
                joined.damaged.extend(rows.damaged);
            }
            joined
        };
        Ok((join(), join()))
    }

    /// Reads the halls that are still asleep, the open one first, and connects when none is left.
    pub(super) fn wake_the_rest(&self) {
        if self.inner.state.borrow().asleep.is_empty() {
            return;
        }
        let engine = self.clone();
        let turn = self.inner.loads.get();
        leptos::task::spawn_local(async move {
            timer::sleep(DRAWN).await;
            while engine.inner.loads.get() == turn {
                let next: Vec<RoomId> = {
                    let state = engine.inner.state.borrow();
                    state.asleep.keys().copied().take(TOGETHER).collect()
                };
                if next.is_empty() {
                    let mut state = engine.inner.state.borrow_mut();
                    if let Ok(board) = state.board() {
                        state.compare_topics(board);
                    }
                    drop(state);
                    engine.view_soon();
                    return engine.connect();
                }
                if engine.wake(&next).await.is_err() {
                    timer::sleep(AGAIN).await;
                }
            }
        });
    }

    /// Reads halls that are asleep.
    pub(super) async fn wake(&self, rooms: &[RoomId]) -> Result<(), PlatformError> {
        let turn = self.inner.loads.get();
        let (entries, items) = self.logs(rooms).await?;
        if self.inner.loads.get() != turn {
            return Ok(());
        }
        let mut state = self.inner.state.borrow_mut();
        let (mut sound, mut lines) = (Vec::new(), Vec::new());
        for room in rooms {
            if let Some(asleep) = state.asleep.remove(room) {
                sound.push(asleep.row);
                lines.push((*room, asleep.kept));
            }
        }
        let began = Rows {
            sound,
            damaged: Vec::new(),
        };
        let none = Rows::default;
        let damaged = state.take_rows([began, entries, items, none(), none()]);
        state.set_aside += damaged;
        for (room, kept) in lines {
            if kept.is_some() {
                state.take_kept(room, kept.as_ref());
            }
            state.dirty.insert(room);
        }
        drop(state);
        self.say_set_aside(damaged);
        self.view_soon();
        Ok(())
    }
}

impl Beginning {
    /// What letters waited for when the first page was kept: the office is read after it.
    fn letters_due(&self) -> Option<Due> {
        let (first, chosen) = (self.fronts.values().next(), self.chosen);
        let chosen = chosen.and_then(|board| self.fronts.get(&board)).or(first)?;
        let mut due = chosen.community.due.iter();
        due.find(|due| due.what == Pressing::Letters).copied()
    }

    /// The offices, and the halls that can wait, with the lines that stand in for these. What waits for the relay, was
    /// refused or is being looked at is read at once.
    fn asleep(&self, open: Option<RoomId>) -> IdMap<RoomId, Asleep> {
        let mut asleep = IdMap::new();
        let (waits, refused) = (rooms_of(&self.outbox), rooms_of(&self.refused));
        let is_busy = |room| open == Some(room) || waits.contains(&room) || refused.contains(&room);
        let today = civil(now()).map(|now| now.date());
        for row in &self.rooms {
            let Some(head) = read_row(&row.bytes).filter(|row| !is_busy(row.room)) else {
                continue;
            };
            let kept = self.kept.get(&head.room).filter(|kept| {
                let holds = today.is_some_and(|today| kept.line.holds_on(today));
                holds && kept.seal.row == head.seal
            });
            let can_wait = match head.kind {
                Some(RoomKind::Hall) => kept.is_some(),
                kind => kind == Some(RoomKind::Office),
            };
            if can_wait {
                let room = Asleep {
                    row: row.clone(),
                    kept: kept.cloned(),
                    board: head.board,
                };
                asleep.insert(head.room, room);
            }
        }
        asleep
    }
}

impl State {
    /// Takes rooms in with all their rows; gives how many were damaged.
    fn take_rows(&mut self, read: [Rows; 5]) -> usize {
        let mut damaged = 0;
        let [rooms, entries, items, outbox, refused] = read.map(|rows| {
            damaged += rows.damaged.len();
            storage::table(rows)
        });
        let loaded = self.replica.load(&replica::Rows {
            rooms,
            entries,
            items,
            outbox,
            refused,
        });
        damaged + loaded.damaged.len()
    }

    /// Builds a room's document; of one that killed the app twice, without its newest entries.
    pub(super) fn build_book(&mut self, room: RoomId, deaths: u32) -> Book {
        let mut changes = self.replica.record(room);
        if deaths >= DEATHS {
            changes.truncate(kept(changes.len(), deaths));
            self.has_left_out = true;
            self.is_left_out_untold = true;
        }
        Book::build(room, &changes)
    }
}

/// How many of a room's changes are read after so many deaths: all but the newest, and with every two
/// further deaths half as many.
fn kept(changes: usize, deaths: u32) -> usize {
    let half = changes.checked_shr(deaths / DEATHS).unwrap_or_default();
    match deaths < 2 * DEATHS {
        true => changes.saturating_sub(LEFT_OUT).max(half),
        false => half,
    }
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn each_death_leaves_out_more_and_the_first_ones_little() {
        assert_eq!(kept(1_000, 2), 936);
        assert_eq!(kept(1_000, 3), 936);
        assert_eq!(kept(1_000, 4), 250);
        assert_eq!(kept(10, 2), 5);
        assert_eq!(kept(0, 9), 0);
        assert_eq!(kept(10, 200), 0);
    }
}
