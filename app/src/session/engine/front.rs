//! The first page before anything else is read: drawn from what was kept of the board and of each hall.
//!
//! To read a board of some years takes an old device seconds. What the first page shows of it fits a row, sealed like
//! the lines of halls ([`super::lines`]); if that row and every hall's line belong to what is stored, the page is there
//! first and the reading comes after. Until then commands wait: nothing is written on a state that is not read.

use std::sync::Arc;
use std::time::Duration;

use consultation::Jurisdiction;
use consultation::procedure::Due;
use futures_channel::oneshot;
use ledger::id_map::IdSet;
use ledger::replica::{RowHead, read_row};
use ledger::{Role, RoomId, RoomKind};
use leptos::prelude::{Set, request_animation_frame};

use super::super::stage::Reply;
use super::super::view::{BoardItem, Community, ConsultationItem, Mark};
use super::super::{Command, Outcome, Phase, SyncStatus, Trouble, edits_board};
use super::load::Beginning;
use super::{Engine, pass_on, reply, show};
use crate::platform::database::Rows;
use crate::platform::timer;

/// The first line of the text; another version reads nothing out of it.
const VERSION: &str = "front 2";
/// Bytes of the seal.
const SEAL: usize = 32;
/// What is never drawn, as in a hidden tab, is not waited for longer.
const LIMIT: Duration = Duration::from_millis(300);

/// What the first page shows of the board, as it is kept in the store `derived`: the seal of the board's row, then the
/// text.
pub(super) struct Front {
    pub(super) row: [u8; SEAL],
    pub(super) community: Arc<Community>,
}

/// Commands that came while the first page stood for everything, with who waits for each.
#[derive(Default)]
pub(super) struct Waiting(Vec<(Command, oneshot::Sender<Result<Outcome, Trouble>>)>);

impl Front {
    /// Reads a row; `None` for what is of another version or no front.
    pub(super) fn read(board: RoomId, bytes: &[u8]) -> Option<Self> {
        let (row, text) = bytes.split_first_chunk::<SEAL>()?;
        let mut lines = std::str::from_utf8(text).ok()?.split('\n');
        lines.next().filter(|version| *version == VERSION)?;
        let mut next = || lines.next().map(str::to_owned);
        let community = Community {
            board,
            name: next()?,
            level: Jurisdiction::from_id(&next()?),
            my_name: next()?,
            my_role: *Role::ALL.get(next()?.parse::<usize>().ok()?)?,
            recovery_sheet_due: next()?.parse().ok()?,
            phone: next()?,
            address: next()?,
            due: lines.map(Due::from_line).collect::<Option<_>>()?,
        };
        Some(Self {
            row: *row,
            community: Arc::new(community),
        })
    }

    /// The row; `None` for what does not fit a text of lines.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let community = &*self.community;
        let role = Role::ALL
            .iter()
            .position(|role| *role == community.my_role)?;
        let mut lines = vec![
            VERSION.to_owned(),
            community.name.clone(),
            community.level.id().to_owned(),
            community.my_name.clone(),
            role.to_string(),
            community.recovery_sheet_due.to_string(),
            community.phone.clone(),
            community.address.clone(),
        ];
        let has_breaks = lines.iter().any(|line| line.contains('\n'));
        lines.extend(community.due.iter().map(Due::to_line));
        let text = lines.join("\n");
        (!has_breaks).then(|| [&self.row, text.as_bytes()].concat())
    }
}

impl Engine {
    /// Draws the first page from what was kept, if it may and can be.
    pub(super) async fn show_front(&self, beginning: &Beginning) {
        if !self.inner.may_show_front.take() {
            return;
        }
        let Some((community, items)) = beginning.front() else {
            return;
        };
        let boards = beginning.fronts.iter().map(|(board, front)| BoardItem {
            board: *board,
            name: front.community.name.clone(),
            edits: edits_board(front.community.my_role),
        });
        self.inner.stage.boards.set(boards.collect());
        let stage = self.inner.stage;
        *self.inner.waiting.borrow_mut() = Some(Waiting::default());
        stage.community.set(Some(community));
        stage.consultations.set(items.into());
        let unsent = beginning.outbox.sound.len() + beginning.carrier.waiting();
        stage.sync.set(SyncStatus::Offline { unsent });
        self.show_phase(Phase::Opening);
        let (sender, drawn) = oneshot::channel();
        // Nobody waits any more when it took too long.
        request_animation_frame(move || {
            let _ = sender.send(());
        });
        let _ = timer::within(LIMIT, drawn).await;
        timer::sleep(Duration::ZERO).await;
    }

    /// Whether the first page stands for everything.
    pub(super) fn is_front(&self) -> bool {
        self.inner.waiting.borrow().is_some()
    }

    /// Carries a command out, or has it wait for what is still being read.
    pub(super) fn take_command(&self, command: Command) -> Reply {
        if let Some(waiting) = &mut *self.inner.waiting.borrow_mut() {
            let (sender, receiver) = oneshot::channel();
            waiting.0.push((command, sender));
            return reply(receiver);
        }
        self.command(command)
    }

    /// From here on everything is read, or will not be: gives what waited.
    pub(super) fn end_front(&self) -> Waiting {
        self.inner.may_show_front.set(false);
        self.inner.waiting.take().unwrap_or_default()
    }

    /// Carries out what waited.
    pub(super) fn catch_up(&self, waiting: Waiting) {
        for (command, sender) in waiting.0 {
            pass_on(self.command(command), sender);
        }
    }
}

impl Beginning {
    /// The community that is shown and its halls as they were kept; `None` unless all of it belongs to what is stored.
    fn front(&self) -> Option<(Arc<Community>, Vec<ConsultationItem>)> {
        let only = self.fronts.values().next();
        let only = only.filter(|_| self.fronts.len() == 1 && self.chosen.is_none());
        let chosen = self.chosen.and_then(|board| self.fronts.get(&board));
        let front = chosen.or(only)?;
        let board = front.community.board;
        let busy = rooms_of(&self.outbox);
        let refused = rooms_of(&self.refused);
        let mut is_sealed = false;
        let mut lines = Vec::new();
        for row in &self.rooms {
            let RowHead {
                room,
                kind,
                board: under,
                seal,
            } = read_row(&row.bytes)?;
            if room == board {
                is_sealed = front.row == seal;
            }
            if kind != Some(RoomKind::Hall) || under != Some(board) {
                continue;
            }
            let kept = self.kept.get(&room).filter(|kept| kept.seal.row == seal)?;
            let mark = if refused.contains(&room) {
                Mark::Refused
            } else if busy.contains(&room) {
                Mark::Local
            } else {
                Mark::Delivered
            };
            lines.push((room, kept.line.clone(), mark));
        }
        let items = show::in_order(lines.into_iter());
        is_sealed.then(|| (front.community.clone(), items))
    }
}

/// The rooms that rows belong to.
pub(super) fn rooms_of(rows: &Rows) -> IdSet<RoomId> {
    let rooms = rows.sound.iter();
    rooms
        .filter_map(|row| row.key.as_bytes().get(..32).and_then(RoomId::from_slice))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use consultation::Jurisdiction;
    use consultation::procedure::{Due, Pressing};
    use ledger::{Role, RoomId};

    use super::super::super::view::Community;
    use super::Front;

    const BOARD: RoomId = RoomId([3; 32]);

    fn front() -> Front {
        let due = Due {
            what: Pressing::Screening,
            count: 2,
            by: Some("2026-11-30".parse().unwrap()),
            at: None,
        };
        Front {
            row: [7; 32],
            community: Arc::new(Community {
                board: BOARD,
                name: "柳荫社区".to_owned(),
                level: Jurisdiction::Township,
                my_name: "王𬭎".to_owned(),
                my_role: Role::Supervisor,
                recovery_sheet_due: true,
                due: vec![due],
                phone: String::new(),
                address: "槐荫路 12 号".to_owned(),
            }),
        }
    }

    #[test]
    fn what_is_kept_reads_back() {
        let kept = front();
        let read = Front::read(BOARD, &kept.bytes().unwrap()).unwrap();
        assert_eq!((read.row, read.community), (kept.row, kept.community));
    }

    #[test]
    fn what_is_cut_or_of_another_version_is_not_there() {
        let bytes = front().bytes().unwrap();
        for length in [0, 31, 40, 60] {
            assert!(Front::read(BOARD, &bytes[..length]).is_none(), "{length}");
        }
        let mut other = bytes;
        other[32] = b'F';
        assert!(Front::read(BOARD, &other).is_none());
    }
}
