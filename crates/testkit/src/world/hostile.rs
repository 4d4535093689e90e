//! What people do who mean harm, over connections of their own: none of it may be kept.

use ledger::{
    ActorId, Answer, Class, Draft, Entry, EntryId, Kind, Nonce, RoomId, SessionId,
    entry::Place,
    relay::{Conn, Event},
    wire::{Hello, Message, PROTOCOL, Push},
};

use super::{Name, World, sign, words::CHOICE};
use crate::{Keys, station::Outgoing};

/// A kind of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgery {
    /// A key without any role makes a statement.
    Stranger,
    /// A statement in a member's name with a stranger's signature.
    BadSignature,
    /// A member's change under another's actor.
    ForeignActor,
    /// An entry of this room, pushed as if it were another room's.
    Replay,
    /// An entry with one byte changed.
    Mutated,
    /// Bytes that are no message.
    Garbage,
}

impl Forgery {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Stranger,
        Self::BadSignature,
        Self::ForeignActor,
        Self::Replay,
        Self::Mutated,
        Self::Garbage,
    ];
}

impl World {
    /// Attacks a room in the name of a member, or using what that member wrote.
    ///
    /// # Errors
    /// When the relay kept something of it.
    pub fn attack(
        &mut self,
        forgery: Forgery,
        victim: Name,
        room: RoomId,
    ) -> Result<Vec<Answer>, String> {
        while self.station.is_busy() {
            self.turn(usize::MAX, None)?;
        }
        let Some(frame) = self.forge(forgery, victim, room) else {
            return Ok(Vec::new());
        };
        let before = self.kept();
        let answers = self.push_raw(vec![frame])?;
        match self.kept() == before {
            true => Ok(answers),
            false => Err(format!("an attack ({forgery:?}) was stored: {answers:?}")),
        }
    }

    fn forge(&mut self, forgery: Forgery, victim: Name, room: RoomId) -> Option<Vec<u8>> {
        let now = self.now;
        let keys = self.device(victim).keys();
        let stranger = Keys::mint(&mut self.random);
        let words = Draft {
            room,
            class: Class::Statement,
            kind: CHOICE,
            payload: vec![1],
        };
        let entry = match forgery {
            Forgery::Stranger => {
                self.strangers.push(stranger.id());
                sign(&mut self.random, stranger, words, now, None)
            }
            Forgery::BadSignature => {
                let own = sign(&mut self.random, keys, words.clone(), now, None);
                let other = sign(&mut self.random, stranger, words, now, None);
                let mut bytes = own.to_bytes();
                let range = ledger::entry::HEADER_LEN..ledger::entry::SLOT_LEN;
                bytes.get_mut(range)?.copy_from_slice(&other.signature().0);
                Entry::parse(&bytes).ok()?
            }
            Forgery::ForeignActor => {
                let document = self.device(victim).document(room)?;
                let mut copy = consultation::Document::empty();
                let (again, _) = consultation::Document::from_changes(
                    self.device(victim)
                        .replica()
                        .record(room)
                        .iter()
                        .filter_map(|entry| entry.payload()),
                );
                if again.heads() == document.heads() {
                    copy = again;
                }
                let actor = ActorId(self.random.bytes());
                let value = consultation::FieldValue::Venue("别处".to_owned());
                let command = consultation::Command::Set(value);
                let outcome = copy.command(actor, now, command).ok()?;
                let change = outcome.changes.into_iter().next()?;
                let draft = Draft {
                    room,
                    class: Class::Record,
                    kind: Kind::CHANGE,
                    payload: change.into_vec(),
                };
                sign(&mut self.random, keys, draft, now, None)
            }
            Forgery::Replay => {
                let taken = self.some_entry(room)?;
                let mut bytes = taken.to_bytes();
                let elsewhere = RoomId(self.random.bytes());
                let other = self
                    .device(victim)
                    .replica()
                    .rooms()
                    .into_iter()
                    .find(|other| *other != room);
                let other = other.unwrap_or(elsewhere);
                bytes.get_mut(2..34)?.copy_from_slice(other.as_bytes());
                Entry::parse(&bytes).ok()?
            }
            Forgery::Mutated => {
                let mut bytes = self.some_entry(room)?.to_bytes();
                let place = self.random.below(bytes.len());
                *bytes.get_mut(place)? ^= 1 << self.random.below(8);
                return Some(push(vec![bytes]));
            }
            Forgery::Garbage => {
                let bytes: [u8; 40] = self.random.bytes();
                return Some(bytes.to_vec());
            }
        };
        self.forged.push(entry.clone());
        Some(push(vec![entry.to_bytes()]))
    }

    fn some_entry(&mut self, room: RoomId) -> Option<Entry> {
        let length = self.station.log(room)?.len();
        let seq = 1 + self.random.below(usize::try_from(length).ok()?) as u64;
        Some(self.station.archive().item(room, seq)?.entry.clone())
    }

    /// A member says two things at one place of a chain, which an honest device never does.
    ///
    /// # Errors
    /// When the relay's machine fails.
    pub fn fork(&mut self, by: Name, room: RoomId) -> Result<Vec<(EntryId, Answer)>, String> {
        let (now, keys) = (self.now, self.device(by).keys());
        let place = Place::first(SessionId(self.random.bytes()));
        let mut entries = Vec::new();
        for choice in [1, 2] {
            let draft = Draft {
                room,
                class: Class::Statement,
                kind: CHOICE,
                payload: vec![choice],
            };
            entries.push(sign(&mut self.random, keys, draft, now, Some(place)));
        }
        let ids: Vec<EntryId> = entries.iter().map(Entry::id).collect();
        let bytes = entries.iter().map(Entry::to_bytes).collect();
        let answers = self.push_raw(vec![push(bytes)])?;
        Ok(ids.into_iter().zip(answers).collect())
    }

    /// Whoever else has a device's key logs another change at the place of the first one that
    /// waits there, which an honest device never does.
    ///
    /// # Errors
    /// When the relay's machine fails.
    pub fn usurp(&mut self, by: Name, room: RoomId) -> Result<Vec<Answer>, String> {
        let (now, keys) = (self.now, self.device(by).keys());
        let Some((draft, place)) = self.rival(by, room) else {
            return Ok(Vec::new());
        };
        let entry = sign(&mut self.random, keys, draft, now, Some(place));
        self.carry(&[entry])
    }

    fn rival(&self, by: Name, room: RoomId) -> Option<(Draft, Place)> {
        let replica = self.device(by).replica();
        let waiting = replica.waiting(room);
        let mut changes = waiting
            .iter()
            .filter_map(|(entry, _)| replica.entry(room, *entry));
        let header = *changes
            .find(|entry| entry.header().class == Class::Record)?
            .header();
        let place = Place {
            session: header.session,
            index: header.index,
            prev: header.prev,
        };
        let archive = self.station.archive();
        let record = self.station.log(room)?.record();
        let logged = record
            .iter()
            .filter_map(|seq| archive.item(room, *seq)?.entry.payload());
        let (mut document, _) = consultation::Document::from_changes(logged);
        let actor = ActorId::derive(header.author, room, header.session);
        let value = consultation::FieldValue::Venue("别处".to_owned());
        let command = consultation::Command::Set(value);
        let outcome = document.command(actor, self.now, command).ok()?;
        let payload = outcome.changes.into_iter().next()?.into_vec();
        let draft = Draft {
            room,
            class: Class::Record,
            kind: Kind::CHANGE,
            payload,
        };
        Some((draft, place))
    }

    /// Pushes entries by hand, as anybody can who carries them.
    ///
    /// # Errors
    /// When the relay's machine fails.
    pub fn carry(&mut self, entries: &[Entry]) -> Result<Vec<Answer>, String> {
        let bytes = entries.iter().map(Entry::to_bytes).collect();
        self.push_raw(vec![push(bytes)])
    }

    /// A visitor's connection that sends these frames; the answers in the order of their entries.
    fn push_raw(&mut self, frames: Vec<Vec<u8>>) -> Result<Vec<Answer>, String> {
        let Some(conn) = self.station.accept(&mut self.random) else {
            return Ok(Vec::new());
        };
        let hello = Message::Hello(Hello {
            protocols: vec![PROTOCOL],
            proof: None,
            nonce: Nonce(self.random.bytes()),
        });
        self.arrive(conn, &hello.to_bytes());
        for frame in frames {
            self.arrive(conn, &frame);
        }
        let mut answers = Vec::new();
        while self.station.is_busy() {
            for out in self.turn(usize::MAX, None)? {
                answers.extend(answered(conn, &out));
            }
        }
        self.station.tell(Event::Disconnected { conn });
        Ok(answers)
    }

    fn kept(&self) -> Vec<(RoomId, usize)> {
        let rooms = self.station.archive().rooms();
        rooms.map(|(id, shelf)| (id, shelf.items.len())).collect()
    }
}

fn push(entries: Vec<Vec<u8>>) -> Vec<u8> {
    let entries = entries.into_iter().map(Into::into).collect();
    Message::Push(Push { entries }).to_bytes()
}

fn answered(conn: Conn, out: &Outgoing) -> Vec<Answer> {
    let Outgoing::Frame(to, frame) = out else {
        return Vec::new();
    };
    match Message::parse(frame) {
        Ok(Message::Answers(answers)) if *to == conn => answers
            .answers
            .into_iter()
            .map(|answered| answered.answer)
            .collect(),
        _ => Vec::new(),
    }
}
