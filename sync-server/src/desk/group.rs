//! What one turn of the desk is to write, and what may go out once that is durable.

use ledger::{LogItem, Relay, RoomId, relay::Effect};

use crate::log::{Stored, Write};

/// Effects, sorted by what they wait for.
#[derive(Debug, Default)]
pub(super) struct Group {
    writes: Vec<Write>,
    after: Vec<Effect>,
    items: usize,
    bytes: usize,
}

impl Group {
    /// Sorts effects. Positions and digests come from the machine, which has them by now.
    pub(super) fn take(&mut self, effects: Vec<Effect>, relay: &Relay) {
        for effect in effects {
            match effect {
                Effect::Append(room, item) => self.append(room, &item, relay),
                Effect::Epoch(room, epoch) => self.hold(Write::Epoch(room, epoch)),
                Effect::Erase(room, entry) => {
                    let seq = relay.room(room).and_then(|log| log.position(entry));
                    if let Some(seq) = seq {
                        self.hold(Write::Erase(room, seq));
                    }
                }
                other => self.after.push(other),
            }
        }
    }

    fn append(&mut self, room: RoomId, item: &LogItem, relay: &Relay) {
        let line = relay.room(room).and_then(|log| log.line(item.seq));
        if let Some(line) = line {
            self.hold(Write::Append(room, Stored::of(item, line.digest)));
        }
    }

    /// Adds to what is to be written.
    pub(super) fn hold(&mut self, write: Write) {
        if let Write::Append(_, item) = &write {
            self.items += 1;
            self.bytes += item.entry.len();
        }
        self.writes.push(write);
    }

    /// Whether anything is to be written.
    pub(super) fn has_writes(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Number of items to be written.
    pub(super) fn items(&self) -> usize {
        self.items
    }

    /// Bytes of the entries among them.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Everything to be written, in order.
    pub(super) fn take_writes(&mut self) -> Vec<Write> {
        self.items = 0;
        self.bytes = 0;
        core::mem::take(&mut self.writes)
    }

    /// Everything to be done after it is written, in order.
    pub(super) fn take_after(&mut self) -> Vec<Effect> {
        core::mem::take(&mut self.after)
    }
}
