//! Rooms that the machine has to be given again, or for the first time.

use std::collections::BTreeSet;

use ledger::{RoomId, RoomLog, wire::Message};

use super::{Desk, DeskError};
use crate::{log::StoredRoom, metrics::Metrics, replay};

impl Desk {
    /// Puts rooms back as they are stored, boards first, and with a board every room that is
    /// judged by it: what stood by the lost entries must not go on standing.
    pub(super) fn restore(&mut self, rooms: &[RoomId]) -> Result<(), DeskError> {
        self.cache.clear();
        let mut affected: BTreeSet<RoomId> = rooms.iter().copied().collect();
        let under = self.relay.rooms().filter(|log| {
            let board = log.board();
            board.is_some_and(|board| affected.contains(&board))
        });
        let under: Vec<RoomId> = under.map(RoomLog::id).collect();
        affected.extend(under);
        let (boards, others): (Vec<RoomId>, Vec<RoomId>) = affected
            .into_iter()
            .partition(|id| self.relay.room(*id).is_none_or(|log| log.board().is_none()));
        for id in boards.into_iter().chain(others) {
            let log = match self.log.room(id)? {
                Some(stored) => self.replay(stored)?,
                None => RoomLog::new(id),
            };
            self.relay.restore(log);
        }
        Ok(())
    }

    /// Takes in rooms that another process has stored: invitations made while this one runs.
    pub(super) fn find_new_rooms(&mut self) -> Result<(), DeskError> {
        match self.log.has_changed() {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the log does not answer"
                );
                return Ok(());
            }
        }
        for stored in self.log.rooms()? {
            if stored.len > 0 && self.relay.room(stored.id).is_none() {
                let log = self.replay(stored)?;
                tracing::info!(room = %stored.id, "a new room was found in the data folder");
                self.relay.restore(log);
                self.ring_for(stored.id);
            }
        }
        Metrics::set(&self.metrics.rooms, self.relay.rooms().count() as u64);
        Ok(())
    }

    /// Whether a message speaks of a room that may have been stored by another process.
    pub(super) fn names_unknown_room(&self, message: &Message) -> bool {
        match message {
            Message::Open(open) => open
                .rooms
                .iter()
                .any(|open| self.relay.room(open.room).is_none()),
            Message::Push(push) => push.entries.iter().any(|bytes| {
                // The room stands at a fixed place; see the layout of an entry.
                let room = bytes.get(2..34).and_then(RoomId::from_slice);
                room.is_some_and(|room| self.relay.room(room).is_none())
            }),
            _ => false,
        }
    }

    fn replay(&self, stored: StoredRoom) -> Result<RoomLog, DeskError> {
        let founding = replay::founding(self.log.as_ref(), stored.id)?;
        let board = founding
            .and_then(|found| found.board)
            .and_then(|board| self.relay.room(board));
        Ok(replay::room(self.log.as_ref(), stored, board)?)
    }
}
