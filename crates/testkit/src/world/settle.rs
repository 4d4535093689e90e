//! Letting everything that can happen happen, within bounds (I8).

use ledger::{
    Answer, Entry, EntryId, RoomId, Want,
    payload::{self, Join},
};

use super::{Name, World};

/// Small events after which something goes in circles.
const MOST_EVENTS: usize = 10_000;
/// Rounds of a growing wait within which everybody has come together.
const MOST_ROUNDS: u64 = 60;
/// Turns take so many messages at once.
const TURN: usize = 16;

impl World {
    /// Runs until nothing is under way any more; time stands still.
    ///
    /// # Errors
    /// When that never comes.
    pub fn exhaust(&mut self) -> Result<(), String> {
        for _ in 0..MOST_EVENTS {
            let mut has_moved = false;
            for name in self.names() {
                has_moved |= self.nudge(name);
            }
            if self.station.is_busy() {
                self.turn(TURN, None)?;
                has_moved = true;
            }
            if !has_moved {
                return Ok(());
            }
        }
        Err(format!("still busy after {MOST_EVENTS} events"))
    }

    /// Connects everybody who can be and runs until all agree.
    ///
    /// # Errors
    /// What still differs when the bound is reached.
    pub fn settle(&mut self) -> Result<(), String> {
        let mut difference = None;
        for round in 0..MOST_ROUNDS {
            for name in self.names() {
                self.connect(name);
            }
            self.exhaust()?;
            difference = self.difference();
            if difference.is_none() {
                return Ok(());
            }
            self.pass(1_000 * (1 + round * round).min(61));
            self.tick();
        }
        Err(format!(
            "not together after {MOST_ROUNDS} rounds: {}",
            difference.unwrap_or_default()
        ))
    }

    /// What keeps a connected device from agreeing with the relay.
    pub fn difference(&self) -> Option<String> {
        self.names()
            .into_iter()
            .filter(|name| {
                let device = self.device(*name);
                device.is_on() && !device.is_cut_off()
            })
            .find_map(|name| self.difference_of(name))
    }

    fn difference_of(&self, name: Name) -> Option<String> {
        let device = self.device(name);
        let replica = device.replica();
        if replica.rooms().is_empty() {
            return None; // it knows no relay to talk to
        }
        if !replica.is_online() {
            return Some(format!("{name:?} is not online"));
        }
        for room in self.readable(name) {
            let (Some(own), Some(log)) = (replica.log(room), self.station.log(room)) else {
                return Some(format!("{name:?} lacks {room:?}"));
            };
            if own.len() != log.len() || own.digest() != log.digest() {
                let (own, log) = (own.len(), log.len());
                return Some(format!("{name:?} has {own} of {log} items of {room:?}"));
            }
        }
        for room in replica.rooms() {
            let waiting = replica.waiting(room);
            let waits = waiting
                .iter()
                .find(|(entry, answer)| !self.is_hopeless(name, room, *entry, *answer));
            // A room that was lost and is back has not heard of whoever was told that it is not there.
            let is_back = |answer| {
                answer == Some(Answer::Wanting(Want::Room)) && self.station.log(room).is_some()
            };
            let counts = |answer: Option<Answer>| self.is_known(name, room) || is_back(answer);
            if let Some(waits) = waits.filter(|(_, answer)| counts(*answer)) {
                return Some(format!("{name:?} waits in {room:?} with {waits:?}"));
            }
        }
        None
    }

    /// Whether an entry waits for what will never come: a join whose grant does not count or was
    /// never logged, or something whose right rests on such a join of its author, or what is left of
    /// a statement whose erasure was logged anew and is held by now. The design promises that these
    /// wait and are tried again, and staff may still adopt the grant or the erasure; it does not
    /// promise that they arrive.
    pub(crate) fn is_hopeless(
        &self,
        name: Name,
        room: RoomId,
        entry: EntryId,
        answer: Option<Answer>,
    ) -> bool {
        let replica = self.device(name).replica();
        let Some(entry) = replica.entry(room, entry) else {
            return false;
        };
        match answer {
            Some(Answer::Wanting(Want::Grant)) => !self.is_invited(room, entry),
            Some(Answer::Wanting(Want::Payload)) => {
                let log = self.station.log(room);
                let is_slot = entry.payload().is_none();
                is_slot && log.is_some_and(|log| !log.is_erased(entry.id()))
            }
            Some(Answer::Wanting(Want::Join)) => {
                let author = entry.header().author;
                let board = replica.board(room);
                let rooms = core::iter::once(room).chain(board);
                let mut joins = rooms.flat_map(|room| {
                    let waiting = replica.waiting(room).into_iter();
                    waiting.map(move |(join, answer)| (room, join, answer))
                });
                joins.any(|(room, join, answer)| {
                    let join = replica.entry(room, join);
                    answer == Some(Answer::Wanting(Want::Grant))
                        && join.is_some_and(|join| {
                            join.header().author == author && !self.is_invited(room, join)
                        })
                })
            }
            _ => false,
        }
    }

    /// Whether a join's invitation was ever logged: a link may be handed on before its grant is
    /// stored, and the device that made it may die.
    fn is_invited(&self, room: RoomId, join: &Entry) -> bool {
        let join: Option<Join> = join.payload().and_then(payload::decode);
        let log = self.station.log(room);
        let invitation = |join: Join| log?.members().invitation(join.invitation);
        join.and_then(invitation).is_some()
    }

    /// Rooms whose log a device is to have: those its key may read, and boards that it follows.
    pub fn readable(&self, name: Name) -> Vec<RoomId> {
        let device = self.device(name);
        if device.replica().rooms().is_empty() {
            return Vec::new();
        }
        let mut rooms = self.station.reads(self.now, device.id());
        let follows = |room: &RoomId| device.replica().rooms().contains(room);
        if follows(&self.board) {
            rooms.insert(self.board);
        }
        rooms.into_iter().collect()
    }

    /// Whether the relay ever heard of a device's key in a room or on its board.
    pub fn is_known(&self, name: Name, room: RoomId) -> bool {
        let key = self.device(name).id();
        let knows = |room: RoomId| {
            let log = self.station.log(room);
            log.is_some_and(|log| log.members().get(key).is_some())
        };
        let board = self.station.log(room).and_then(ledger::RoomLog::board);
        knows(room) || board.is_some_and(knows)
    }
}
