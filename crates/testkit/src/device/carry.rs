//! Carrying out a replica's effects.

use ledger::{
    RoomId, Timestamp,
    crypto::Crypto as _,
    replica::{Effect, Event, Mark, Notice},
};

use super::{Device, Task};
use crate::{Random, keys::verify};

/// Notices kept for whoever asks; older ones go first.
const NOTICES: usize = 4_000;

impl Device {
    pub(super) fn carry_out(&mut self, now: Timestamp, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Sign(ticket, message) => self.tasks.push_back(Task::Sign(ticket, message)),
                Effect::Verify(ticket, checks) => {
                    self.tasks.push_back(Task::Verify(ticket, checks));
                }
                Effect::Store(ticket, ops) => self.disk.begin(ticket, ops),
                Effect::Send(message) => {
                    let frame = message.to_bytes();
                    if !crate::station::is_frame(&frame) {
                        let bytes = frame.len();
                        self.problems
                            .push(format!("a frame of {bytes} bytes is over the limit"));
                    }
                    if let Some(link) = &mut self.link {
                        link.send_up(frame);
                    }
                }
                Effect::HangUp => self.disconnect(now),
                Effect::Notify(notice) => self.notice(notice),
                Effect::Fetch(ticket, named) => self.fetches.push_back((ticket, named)),
            }
        }
    }

    fn notice(&mut self, notice: Notice) {
        match &notice {
            Notice::Record(room, entries) => self.apply(*room, entries),
            Notice::Rebuild(room) => {
                self.shown.remove(room);
                self.rebuild(*room);
            }
            Notice::Snapshot(room, changes) => self.show(*room, changes),
            Notice::Saved(room, entry) => {
                self.saved.insert((*room, *entry));
                self.unsettled.insert((*room, *entry));
            }
            Notice::Changed(room) => self.settle(*room),
            Notice::Uprooted(room, entries) => {
                let entries = entries.clone();
                self.tasks.push_back(Task::Rewrite(*room, entries));
            }
            Notice::Lost(room, entry) if self.saved.contains(&(*room, *entry)) => {
                self.problems
                    .push(format!("{entry:?} was shown as saved and then as lost"));
            }
            // The relay of a simulation is honest.
            Notice::Forked(_) | Notice::Unsound(_) | Notice::NotOurRelay => {
                self.problems
                    .push(format!("the relay is accused: {notice:?}"));
            }
            _ => {}
        }
        if self.notices.len() >= NOTICES {
            self.notices.clear();
        }
        self.notices.push(notice);
    }

    /// Notes which of the device's entries are shown as delivered now.
    fn settle(&mut self, room: RoomId) {
        let replica = &self.replica;
        if let Some(log) = replica.log(room) {
            // Words that were erased are not promised any more, whatever the log says later.
            self.saved
                .retain(|(of, entry)| *of != room || !log.is_erased(*entry));
        }
        let settled: Vec<_> = self
            .unsettled
            .iter()
            .filter(|(of, _)| *of == room)
            .filter(|(_, entry)| {
                let mark = replica.mark(room, *entry);
                matches!(mark, Some(Mark::Delivered | Mark::DeliveredHeld(_)))
            })
            .copied()
            .collect();
        for entry in settled {
            self.unsettled.remove(&entry);
            self.delivered.insert(entry);
        }
    }

    /// The platform answers one of its requests: any of the signatures, or the oldest transaction.
    pub fn work(&mut self, now: Timestamp, random: &mut Random) {
        let count = self.tasks.len() + usize::from(self.disk.under_way() > 0);
        let place = random.below(count);
        match self.tasks.remove(place) {
            Some(Task::Sign(ticket, message)) => {
                let event = match random.chance(self.sign_fails) {
                    true => Event::SignFailed(ticket),
                    false => Event::Signed(ticket, self.keys.sign(&message)),
                };
                self.tell(now, event);
            }
            Some(Task::Verify(ticket, checks)) => {
                let results = checks.iter().map(verify).collect();
                self.tell(now, Event::Verified(ticket, results));
            }
            Some(Task::Rewrite(room, entries)) => self.rewrite(now, room, &entries, random),
            None => match self.disk.finish_one() {
                Some((ticket, true)) => self.tell(now, Event::Stored(ticket)),
                Some((ticket, false)) => self.tell(now, Event::StoreFailed(ticket)),
                None => {}
            },
        }
    }
}
