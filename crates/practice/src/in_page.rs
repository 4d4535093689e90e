//! The relay of a page that practises, in its worker: the relay's machine and a shell for it in memory.
//!
//! It forgets everything with the page. That costs nothing: a relay that lost its log takes it back
//! verbatim from the first device that greets it, and this one has no other device than the page.

use ledger::crypto::Crypto as _;
use ledger::relay::{Config, Conn, Delivery, Effect, Event};
use ledger::wire::{Entries, Goodbye, Item, Message, Push};
use ledger::{Entry, LogItem, Relay, RoomId, Seq, Timestamp};

use super::keys::RELAY;

/// A relay without a socket, a disk or another device than those of the page.
pub struct InPage {
    relay: Relay,
    items: Vec<(RoomId, LogItem)>,
}

impl InPage {
    /// A relay that remembers nothing, at the page's own origin.
    pub fn new(origin: &str) -> Self {
        Self {
            relay: Relay::new(Config::new(origin), RELAY.public(), Vec::new()),
            items: Vec::new(),
        }
    }

    /// Hosts the practice community's board.
    pub(super) fn host(&mut self, now: Timestamp, founding: Entry) -> Option<()> {
        let effects = self.relay.host(now, founding).ok()?;
        for effect in effects {
            if let Effect::Append(room, item) = effect {
                self.items.push((room, item));
            }
        }
        Some(())
    }

    /// Hands the relay an event and gives what it answers, and to whom.
    pub fn take(&mut self, now: Timestamp, event: Event) -> Vec<(Conn, Message)> {
        let mut answers = Vec::new();
        // What is appended is durable at once: it lies with the device before it comes here.
        let mut events = vec![event, Event::Flushed];
        while !events.is_empty() {
            for effect in self.relay.handle(now, events.remove(0), &RELAY) {
                match effect {
                    Effect::Send(conn, message) => answers.push((conn, message)),
                    Effect::Close(conn, why) => {
                        answers.push((conn, Message::Goodbye(Goodbye { why })));
                    }
                    Effect::Append(room, item) => self.items.push((room, item)),
                    Effect::Erase(room, target) => self.erase(room, target),
                    Effect::Deliver(delivery) => {
                        for conn in &delivery.conns {
                            let message = Message::Entries(self.stretch(&delivery));
                            answers.push((*conn, message));
                            if delivery.is_catching_up {
                                events.push(Event::Delivered {
                                    conn: *conn,
                                    room: delivery.room,
                                });
                            }
                        }
                    }
                    Effect::Bodies(conn, room, seqs) => {
                        let entries = self.bodies(room, &seqs);
                        answers.push((conn, Message::Bodies(Push { entries })));
                    }
                    // The epoch is the machine's own; storing never fails here.
                    Effect::Epoch(..) | Effect::Restore(_) => {}
                }
            }
        }
        answers
    }

    fn erase(&mut self, room: RoomId, target: ledger::EntryId) {
        for (of, item) in &mut self.items {
            if *of == room && item.entry.id() == target {
                item.entry = item.entry.slot();
            }
        }
    }

    fn stretch(&self, delivery: &Delivery) -> Entries {
        let mut items = Vec::new();
        for (room, item) in &self.items {
            let is_asked = (delivery.from..=delivery.to).contains(&item.seq);
            if *room == delivery.room && is_asked {
                let mut sent = Item::of(item);
                if delivery.withheld.contains(&item.seq) {
                    sent.entry = item.entry.slot().to_bytes().into();
                }
                items.push(sent);
            }
        }
        Entries {
            room: delivery.room,
            from: delivery.from,
            items,
            head: delivery.head,
        }
    }

    fn bodies(&self, room: RoomId, seqs: &[Seq]) -> Vec<minicbor::bytes::ByteVec> {
        let mut bodies = Vec::new();
        for (of, item) in &self.items {
            if *of == room && seqs.contains(&item.seq) {
                bodies.push(item.entry.to_bytes().into());
            }
        }
        bodies
    }
}
