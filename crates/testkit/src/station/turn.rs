//! One turn of a relay: take what waits, write once, then send.

use ledger::{
    RoomId, Timestamp,
    answer::Later,
    limits,
    relay::{Conn, Delivery, Effect, Event},
    wire::{Entries, Item, Message, Push, Why},
};

use super::{Station, Write, is_frame};
use crate::Random;

/// Bodies in one frame: so many of the largest fit.
const BODIES: usize = limits::FRAME_BYTES / limits::ENTRY_BYTES - 1;

/// What leaves the relay.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// A frame for a connection.
    Frame(Conn, Vec<u8>),
    /// The end of a connection.
    Close(Conn),
}

/// Where in a turn the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Before the batch is written.
    BeforeWriting,
    /// After the batch is written, before anything is sent.
    BeforeSending,
}

impl Station {
    /// Takes up to `most` of what waits.
    ///
    /// # Errors
    /// When the machine asks for what it must not.
    pub fn turn(
        &mut self,
        now: Timestamp,
        most: usize,
        death: Option<Death>,
        random: &mut Random,
    ) -> Result<Vec<Outgoing>, String> {
        let now = self.clock(now);
        let mut batch = Vec::new();
        let mut after = Vec::new();
        for _ in 0..most {
            let Some(event) = self.waiting.pop_front() else {
                break;
            };
            after.extend(self.ask(now, event, &mut batch));
        }
        if death == Some(Death::BeforeWriting) {
            self.crash();
            return Ok(Vec::new());
        }
        let mut outgoing = Vec::new();
        loop {
            after.extend(self.write(now, core::mem::take(&mut batch))?);
            if death == Some(Death::BeforeSending) {
                self.crash();
                return Ok(Vec::new());
            }
            if after.is_empty() {
                self.make_snapshots(random);
                return Ok(outgoing);
            }
            self.notice_going_on(&after);
            for effect in core::mem::take(&mut after) {
                self.carry_out(now, effect, random, &mut outgoing)?;
            }
        }
    }

    fn ask(&mut self, now: Timestamp, event: Event, batch: &mut Vec<Write>) -> Vec<Effect> {
        let keys = self.keys;
        let effects = self
            .relay
            .as_mut()
            .map(|relay| relay.handle(now, event, &keys));
        sort(effects.unwrap_or_default(), batch)
    }

    fn write(&mut self, now: Timestamp, batch: Vec<Write>) -> Result<Vec<Effect>, String> {
        let mut more = Vec::new();
        let fails = !batch.is_empty() && (self.is_disk_full || self.failing_turns > 0);
        let effects = if fails {
            self.failing_turns = self.failing_turns.saturating_sub(1);
            let effects = self.ask(now, Event::Failed(Later::Disk), &mut more);
            let is_restore = |effect: &Effect| matches!(effect, Effect::Restore(_));
            let (restores, others): (Vec<_>, Vec<_>) = effects.into_iter().partition(is_restore);
            for effect in restores {
                if let Effect::Restore(rooms) = effect {
                    self.restore(rooms)?;
                }
            }
            others
        } else {
            self.notice_parting(&batch);
            self.archive.commit(batch);
            self.ask(now, Event::Flushed, &mut more)
        };
        match more.is_empty() {
            true => Ok(effects),
            false => Err("a flush asked for more to be stored".to_owned()),
        }
    }

    /// Boards first, and with a board every room that is judged by it.
    fn restore(&mut self, mut rooms: Vec<RoomId>) -> Result<(), String> {
        let relay = self.relay.as_mut().ok_or("the relay is down")?;
        let under = relay.rooms().filter(|log| {
            let board = log.board();
            board.is_some_and(|board| rooms.contains(&board)) && !rooms.contains(&log.id())
        });
        let under: Vec<RoomId> = under.map(ledger::RoomLog::id).collect();
        rooms.extend(under);
        let (boards, others): (Vec<RoomId>, Vec<RoomId>) = rooms
            .into_iter()
            .partition(|id| relay.room(*id).is_none_or(|log| log.board().is_none()));
        for id in boards.into_iter().chain(others) {
            let board = self.archive.board(id);
            let log = self
                .archive
                .log(id, board.and_then(|board| relay.room(board)))?;
            relay.restore(log);
        }
        Ok(())
    }

    /// Remembers where the relay goes on differently from how its lost log went on.
    fn notice_parting(&mut self, batch: &[Write]) {
        for write in batch {
            let Write::Append(room, item) = write else {
                continue;
            };
            let Some(witness) = self.witness.get_mut(room) else {
                continue;
            };
            let place = usize::try_from(item.seq.saturating_sub(1)).unwrap_or(usize::MAX);
            witness.has_parted |= witness.lines.get(place).is_some_and(|line| {
                line.entry != item.entry.id()
                    || line.judged_at != item.judged_at
                    || line.received_at != item.received_at
            });
        }
    }

    /// Remembers that a device was told of a new epoch before the log was whole again.
    fn notice_going_on(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Send(_, Message::Reset(reset)) = effect
                && reset.why == Why::NewEpoch
                && let Some(witness) = self.witness.get_mut(&reset.room)
            {
                witness.has_gone_on = true;
            }
        }
    }

    fn carry_out(
        &mut self,
        now: Timestamp,
        effect: Effect,
        random: &mut Random,
        outgoing: &mut Vec<Outgoing>,
    ) -> Result<(), String> {
        match effect {
            Effect::Send(conn, message) => outgoing.push(Outgoing::Frame(conn, frame(&message)?)),
            Effect::Close(conn, _) => outgoing.push(Outgoing::Close(conn)),
            Effect::Deliver(delivery) => self.deliver(now, &delivery, random, outgoing)?,
            Effect::Bodies(conn, room, seqs) => {
                let stored = seqs.iter().filter_map(|seq| self.archive.item(room, *seq));
                let entries: Vec<_> = stored.map(|item| item.entry.to_bytes()).collect();
                for some in entries.chunks(BODIES) {
                    let entries = some.iter().map(|bytes| bytes.clone().into()).collect();
                    let bodies = Message::Bodies(Push { entries });
                    outgoing.push(Outgoing::Frame(conn, frame(&bodies)?));
                }
            }
            Effect::Append(..) | Effect::Epoch(..) | Effect::Erase(..) | Effect::Restore(..) => {
                return Err("storing is sorted out before".to_owned());
            }
        }
        Ok(())
    }

    fn deliver(
        &mut self,
        now: Timestamp,
        delivery: &Delivery,
        random: &mut Random,
        outgoing: &mut Vec<Outgoing>,
    ) -> Result<(), String> {
        let mut items = Vec::new();
        for seq in delivery.from..=delivery.to {
            let stored = self
                .archive
                .item(delivery.room, seq)
                .ok_or("a delivery names what is not stored")?;
            let entry = match delivery.withheld.contains(&seq) {
                true => stored.entry.slot(),
                false => stored.entry.clone(),
            };
            items.push(Item {
                judged_at: stored.judged_at,
                received_at: stored.received_at,
                entry: entry.to_bytes().into(),
            });
        }
        let entries = Message::Entries(Entries {
            room: delivery.room,
            from: delivery.from,
            items,
            head: delivery.head,
        });
        let bytes = frame(&entries)?;
        let room = delivery.room;
        for conn in delivery.conns.iter().copied() {
            if random.chance(self.lags) {
                let sent = delivery.from.saturating_sub(1);
                let mut none = Vec::new();
                self.ask(now, Event::Lagging { conn, room, sent }, &mut none);
                self.tell(Event::Delivered { conn, room });
                continue;
            }
            outgoing.push(Outgoing::Frame(conn, bytes.clone()));
            if delivery.is_catching_up {
                self.tell(Event::Delivered { conn, room });
            }
        }
        Ok(())
    }
}

/// Keeps apart what is to be stored.
pub(super) fn sort(effects: Vec<Effect>, batch: &mut Vec<Write>) -> Vec<Effect> {
    let mut after = Vec::new();
    for effect in effects {
        match effect {
            Effect::Append(room, item) => batch.push(Write::Append(room, item)),
            Effect::Epoch(room, epoch) => batch.push(Write::Epoch(room, epoch)),
            Effect::Erase(room, target) => batch.push(Write::Erase(room, target)),
            other => after.push(other),
        }
    }
    after
}

fn frame(message: &Message) -> Result<Vec<u8>, String> {
    let bytes = message.to_bytes();
    match is_frame(&bytes) {
        true => Ok(bytes),
        false => Err(format!(
            "a frame of {} bytes is over the limit",
            bytes.len()
        )),
    }
}
