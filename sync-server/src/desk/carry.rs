//! Carrying out a group: write, then answer, then deliver.

use std::time::Instant;

use bytes::Bytes;
use ledger::{
    RoomId, Seq,
    answer::Later,
    relay::{Conn, Delivery, Effect, Event},
    wire::{Farewell, Message},
};

use super::{Desk, DeskError, group::Group};
use crate::{
    clock, frame,
    log::{LogError, Stored, Write},
    metrics::Metrics,
    outbox::Outgoing,
};

/// Bytes of bodies that one request is answered with; whoever lacks more asks again.
const BODIES: usize = 2 * 1024 * 1024;

impl Desk {
    /// Writes the group and lets out what waited for it.
    pub(super) fn settle(&mut self, group: &mut Group) -> Result<(), DeskError> {
        self.write(group)?;
        // Handing things out can make the machine speak again: a slow connection gets the next
        // stretch. Such effects are few, and what they write is written before they go out.
        loop {
            let effects = group.take_after();
            if effects.is_empty() {
                return Ok(());
            }
            for effect in effects {
                self.carry_out(effect, group)?;
            }
            self.write(group)?;
        }
    }

    fn write(&mut self, group: &mut Group) -> Result<(), DeskError> {
        let writes = group.take_writes();
        if writes.is_empty() {
            self.ask(Event::Flushed, group);
            return Ok(());
        }
        let begun = Instant::now();
        match self.log.commit(&writes) {
            Ok(()) => {
                self.kept(writes, begun);
                self.ask(Event::Flushed, group);
            }
            Err(error) => self.failed(&error, group)?,
        }
        Ok(())
    }

    fn kept(&mut self, writes: Vec<Write>, begun: Instant) {
        let mut entries = 0;
        for write in writes {
            match write {
                Write::Append(room, item) => {
                    entries += 1;
                    self.ring_for(room);
                    self.cache.push(room, item);
                }
                Write::Erase(room, seq) => self.cache.erase(room, seq),
                Write::Epoch(room, _) => self.ring_for(room),
            }
        }
        self.metrics.committed(entries, begun.elapsed());
        Metrics::set(&self.metrics.rooms, self.relay.rooms().count() as u64);
    }

    /// Nothing of the group was kept: the rooms are read back, and everybody is told to come again.
    fn failed(&mut self, error: &LogError, group: &mut Group) -> Result<(), DeskError> {
        tracing::error!(
            error = error as &dyn std::error::Error,
            "a group was not written"
        );
        Metrics::add(&self.metrics.failed_commits, 1);
        let failed = Event::Failed(Later::Disk);
        let effects = self.relay.handle(clock::now(), failed, &self.crypto);
        let (restores, others): (Vec<Effect>, Vec<Effect>) = effects
            .into_iter()
            .partition(|effect| matches!(effect, Effect::Restore(_)));
        // At once: until then the machine holds what was not kept.
        for effect in restores {
            self.carry_out(effect, group)?;
        }
        group.take(others, &self.relay);
        self.set_disk_full(true, group);
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect, group: &mut Group) -> Result<(), DeskError> {
        match effect {
            Effect::Send(conn, message) => self.send(conn, &message),
            Effect::Deliver(delivery) => self.deliver(&delivery, group),
            Effect::Bodies(conn, room, seqs) => self.send_bodies(conn, room, &seqs),
            Effect::Restore(rooms) => self.restore(&rooms)?,
            Effect::Close(conn, why) => self.close(conn, why),
            Effect::Append(..) | Effect::Epoch(..) | Effect::Erase(..) => {
                group.take(vec![effect], &self.relay);
            }
        }
        Ok(())
    }

    fn send(&mut self, conn: Conn, message: &Message) {
        let bytes = Bytes::from(message.to_bytes());
        self.queue(
            conn,
            match message {
                Message::Welcome(_) => Outgoing::Welcome(bytes),
                _ => Outgoing::Frame(bytes),
            },
        );
    }

    /// Queues what must arrive; a connection that cannot take it is dropped, and comes back.
    fn queue(&mut self, conn: Conn, outgoing: Outgoing) {
        if self
            .lines
            .get(&conn)
            .is_some_and(|line| !line.outbox.send(outgoing))
        {
            self.lines.remove(&conn);
        }
    }

    fn close(&mut self, conn: Conn, why: Farewell) {
        self.queue(conn, Outgoing::Close(why));
    }

    fn deliver(&mut self, delivery: &Delivery, group: &mut Group) {
        let room = delivery.room;
        let items = match self.read(room, delivery.from, delivery.to) {
            Ok(items) => items,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a log is not read"
                );
                // They come back and ask again, by when the log may be readable.
                for conn in &delivery.conns {
                    self.lines.remove(conn);
                }
                return;
            }
        };
        let bytes = frame::entries(delivery, &items);
        let mut slow = Vec::new();
        for conn in &delivery.conns {
            let Some(line) = self.lines.get_mut(conn) else {
                continue;
            };
            if line.lagging.contains(&room) {
                continue;
            }
            let outgoing = match delivery.is_catching_up {
                true => Outgoing::Stretch(bytes.clone(), room),
                false => Outgoing::Frame(bytes.clone()),
            };
            if !line.outbox.offer(outgoing) {
                line.lagging.insert(room);
                slow.push(*conn);
            }
        }
        let handed = delivery.conns.len().saturating_sub(slow.len());
        Metrics::add(&self.metrics.deliveries, handed as u64);
        for conn in slow {
            self.lag(conn, delivery, group);
        }
    }

    fn lag(&mut self, conn: Conn, delivery: &Delivery, group: &mut Group) {
        Metrics::add(&self.metrics.lagging, 1);
        let event = Event::Lagging {
            conn,
            room: delivery.room,
            sent: delivery.from.saturating_sub(1),
        };
        self.ask(event, group);
        let has_room = self
            .lines
            .get(&conn)
            .is_some_and(|line| line.outbox.has_room_by_now());
        if has_room {
            self.go_on(conn, group);
        }
    }

    fn send_bodies(&mut self, conn: Conn, room: RoomId, seqs: &[Seq]) {
        let mut items = Vec::new();
        let mut bytes = 0;
        for seq in seqs {
            match self.read(room, *seq, *seq) {
                Ok(read) => {
                    bytes += read.iter().map(|item| item.entry.len()).sum::<usize>();
                    items.extend(read);
                }
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "a log is not read"
                    );
                }
            }
            if bytes > BODIES {
                break;
            }
        }
        for frame in frame::bodies(&items) {
            self.queue(conn, Outgoing::Frame(frame));
        }
    }

    /// A stretch of a room, from the cache or from the log.
    pub(super) fn read(&self, room: RoomId, from: Seq, to: Seq) -> Result<Vec<Stored>, LogError> {
        if let Some(items) = self.cache.read(room, from, to) {
            return Ok(items);
        }
        let items = self.log.read(room, from, to)?;
        let wanted = (to + 1).saturating_sub(from);
        match items.len() as u64 == wanted {
            true => Ok(items),
            false => Err(LogError::Corrupt("an item is missing")),
        }
    }
}
