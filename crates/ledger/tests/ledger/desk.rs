//! A relay with its connections, driven as a shell would drive it.

use std::collections::BTreeMap;

use ledger::{
    Answer, Entry, EntryId, LogItem, Nonce, Refusal, Relay, RoomId, Timestamp,
    relay::{Config, Conn, Delivery, Effect, Event},
    wire::{self, Hello, Message, OpenRoom, PROTOCOL, Proof, Push, hello_message},
};

use crate::{
    keys::TestKey,
    world::{START, World},
};

pub(crate) const ORIGIN: &str = "https://zs.example.org";

/// A relay with its connections, driven as a shell would.
pub(crate) struct Desk {
    pub(crate) relay: Relay,
    pub(crate) key: TestKey,
    pub(crate) now: Timestamp,
    pub(crate) conns: u64,
}

impl Desk {
    pub(crate) fn new(config: Config) -> Self {
        let key = TestKey::named("relay");
        Self {
            relay: Relay::new(config, key.public(), Vec::new()),
            key,
            now: START,
            conns: 0,
        }
    }

    /// A relay that holds the whole world.
    pub(crate) fn of(world: &World) -> Self {
        Self::with(world, Config::new(ORIGIN))
    }

    pub(crate) fn with(world: &World, config: Config) -> Self {
        let mut desk = Self::new(config);
        desk.relay.host(desk.now, world.founding.clone()).unwrap();
        let carrier = desk.visitor();
        for room in [world.board, world.office, world.hall] {
            for item in &world.logs.items[&room] {
                desk.check(carrier, &item.entry, |answer| {
                    matches!(answer, Answer::Logged(_))
                });
            }
        }
        desk
    }

    pub(crate) fn handle(&mut self, event: Event) -> Vec<Effect> {
        self.relay.handle(self.now, event, &self.key)
    }

    pub(crate) fn receive(&mut self, conn: Conn, message: Message) -> Vec<Effect> {
        let frame = message.to_bytes();
        let message = Message::parse(&frame).unwrap();
        self.handle(Event::Received { conn, message })
    }

    pub(crate) fn connect(&mut self) -> (Conn, Nonce) {
        self.conns += 1;
        let conn = Conn(self.conns);
        let nonce = Nonce([self.conns as u8; 16]);
        let token = Nonce([self.conns as u8 ^ 0xff; 16]);
        let effects = self.handle(Event::Connected { conn, nonce, token });
        assert!(matches!(
            &effects[..],
            [Effect::Send(_, Message::Challenge(_))]
        ));
        (conn, nonce)
    }

    pub(crate) fn hello(&self, key: &TestKey, asked: Nonce, origin: &str) -> Hello {
        let own = Nonce([0x55; 16]);
        let signature = key.sign(&hello_message(self.key.id(), asked, own, origin));
        Hello {
            protocols: vec![PROTOCOL],
            proof: Some(Proof {
                key: key.public(),
                signature,
            }),
            nonce: own,
        }
    }

    pub(crate) fn visitor(&mut self) -> Conn {
        let (conn, _) = self.connect();
        let hello = Hello {
            protocols: vec![PROTOCOL],
            proof: None,
            nonce: Nonce([0x55; 16]),
        };
        let effects = self.receive(conn, Message::Hello(hello));
        assert!(matches!(
            &effects[..],
            [Effect::Send(_, Message::Welcome(_))]
        ));
        conn
    }

    pub(crate) fn device(&mut self, key: &TestKey) -> Conn {
        let (conn, nonce) = self.connect();
        let hello = self.hello(key, nonce, ORIGIN);
        let effects = self.receive(conn, Message::Hello(hello));
        assert!(matches!(
            &effects[..],
            [Effect::Send(_, Message::Welcome(_))]
        ));
        conn
    }

    pub(crate) fn push_bytes(&mut self, conn: Conn, entries: Vec<Vec<u8>>) -> Vec<Effect> {
        let entries = entries.into_iter().map(Into::into).collect();
        self.receive(conn, Message::Push(Push { entries }))
    }

    /// Pushes, flushes and gathers what was answered and stored.
    pub(crate) fn push(&mut self, conn: Conn, entries: &[Entry]) -> Outcome {
        let bytes = entries.iter().map(Entry::to_bytes).collect();
        let mut effects = self.push_bytes(conn, bytes);
        effects.extend(self.handle(Event::Flushed));
        Outcome::of(&effects)
    }

    #[track_caller]
    pub(crate) fn check(
        &mut self,
        conn: Conn,
        entry: &Entry,
        is_expected: impl Fn(&Answer) -> bool,
    ) {
        let outcome = self.push(conn, std::slice::from_ref(entry));
        let answer = outcome.answers.get(&entry.id());
        assert!(answer.is_some_and(is_expected), "answered {answer:?}");
    }

    /// The answer is this one, and nothing was stored.
    #[track_caller]
    pub(crate) fn check_rejected(&mut self, conn: Conn, entry: &Entry, expected: Answer) {
        let outcome = self.push(conn, std::slice::from_ref(entry));
        assert_eq!(outcome.answers.get(&entry.id()), Some(&expected));
        assert_eq!(outcome.appended, [], "nothing is stored");
        assert_eq!(outcome.receipts, 0, "nothing is receipted");
    }

    pub(crate) fn open(&mut self, conn: Conn, room: RoomId) -> Vec<Effect> {
        let rooms = vec![OpenRoom {
            room,
            head: None,
            locator: vec![],
            wants_snapshot: None,
        }];
        self.receive(conn, Message::Open(wire::Open { rooms }))
    }
}

#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) answers: BTreeMap<EntryId, Answer>,
    pub(crate) appended: Vec<LogItem>,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) receipts: usize,
}

impl Outcome {
    pub(crate) fn of(effects: &[Effect]) -> Self {
        let mut outcome = Self::default();
        for effect in effects {
            match effect {
                Effect::Send(_, Message::Answers(answers)) => {
                    let answers = answers.answers.iter();
                    outcome
                        .answers
                        .extend(answers.map(|line| (line.entry, line.answer)));
                }
                Effect::Send(_, Message::Receipts(receipts)) => {
                    outcome.receipts += receipts.receipts.len();
                }
                Effect::Append(_, item) => outcome.appended.push(item.clone()),
                Effect::Deliver(delivery) => outcome.deliveries.push(delivery.clone()),
                _ => {}
            }
        }
        outcome
    }
}

pub(crate) fn refused(why: Refusal) -> Answer {
    Answer::Refused(why)
}

/// An entry with its signature, or any other byte, changed.
pub(crate) fn spoilt(entry: &Entry, at: usize) -> Entry {
    let mut bytes = entry.to_bytes();
    bytes[at] ^= 1;
    Entry::parse(&bytes).unwrap()
}
