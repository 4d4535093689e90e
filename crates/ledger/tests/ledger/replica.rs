//! A device against relays that lie.

mod newcomer;

use ledger::{
    Digest, Entry, LogItem, Nonce, Replica, Role, RoomId, SessionId, SignedHead, Timestamp,
    replica::{Effect, Event, Notice, Salted, Ticket, WriteError},
    wire::{Challenge, Entries, Item, Message, Opened, PROTOCOL, Reset, Welcome, Why},
};

use crate::{
    keys::{TestKey, verify},
    world::{START, World},
};

const OWN: Nonce = Nonce([0xb2; 16]);
const ASKED: Nonce = Nonce([0xa1; 16]);

/// A device whose shell signs, checks and stores at once.
struct Device {
    replica: Replica,
    key: TestKey,
    now: Timestamp,
    notices: Vec<Notice>,
    sent: Vec<Message>,
    hung_up: bool,
    fetches: Vec<(Ticket, ledger::wire::Snapshot)>,
}

impl Device {
    /// A participant's device that follows the board of the world.
    fn new(world: &World) -> Self {
        let key = world.people[&Role::Participant].key.clone();
        let session = SessionId([0x77; 16]);
        let mut device = Self {
            replica: Replica::new(Some(key.public()), session, "https://zs.example.org"),
            key,
            now: START,
            notices: Vec::new(),
            sent: Vec::new(),
            hung_up: false,
            fetches: Vec::new(),
        };
        let mut effects = Vec::new();
        let relay = Some(world.relay.id());
        device
            .replica
            .follow(world.board, None, None, relay, &mut effects);
        device.carry_out(effects);
        device
    }

    fn handle(&mut self, event: Event) {
        let effects = self.replica.handle(self.now, event);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Sign(ticket, message) => {
                    let signature = self.key.sign(&message);
                    self.handle(Event::Signed(ticket, signature));
                }
                Effect::Verify(ticket, checks) => {
                    let results = checks
                        .iter()
                        .map(|check| verify(&check.key, &check.message, &check.signature));
                    self.handle(Event::Verified(ticket, results.collect()));
                }
                Effect::Store(ticket, _) => self.handle(Event::Stored(ticket)),
                Effect::Send(message) => self.sent.push(message),
                Effect::HangUp => self.hung_up = true,
                Effect::Notify(notice) => self.notices.push(notice),
                Effect::Fetch(ticket, snapshot) => self.fetches.push((ticket, snapshot)),
            }
        }
    }

    fn challenge(&mut self, relay: &TestKey) {
        self.handle(Event::Connected { nonce: OWN });
        let challenge = Challenge {
            nonce: ASKED,
            relay: relay.public(),
            protocols: vec![PROTOCOL],
        };
        self.handle(Event::Received(Message::Challenge(challenge)));
    }

    fn welcome(&mut self, relay: &TestKey, signer: &TestKey) {
        let message = ledger::wire::welcome_message(relay.id(), OWN, ASKED);
        let welcome = Welcome {
            rooms: vec![],
            now: START,
            token: Nonce([0; 16]),
            signature: signer.sign(&message),
        };
        self.handle(Event::Received(Message::Welcome(welcome)));
    }

    /// Greets the true relay and opens the board.
    fn online(world: &World) -> Self {
        let mut device = Self::new(world);
        device.challenge(&world.relay.key);
        device.welcome(&world.relay.key, &world.relay.key);
        assert!(device.replica.is_online());
        assert!(device.replica.token().is_some());
        device.opens(world.board, None);
        device
    }

    fn opens(&mut self, room: RoomId, head: Option<SignedHead>) {
        let opened = Opened { room, head };
        self.handle(Event::Received(Message::Opened(opened)));
    }

    fn receive(&mut self, entries: Entries) {
        self.handle(Event::Received(Message::Entries(entries)));
    }

    fn len(&self, room: RoomId) -> u64 {
        self.replica.log(room).unwrap().len()
    }

    #[track_caller]
    fn check_distrusts(&self, room: RoomId, length: u64) {
        assert!(
            self.notices.contains(&Notice::Forked(room)),
            "{:?}",
            self.notices
        );
        assert_eq!(self.len(room), length, "nothing of it is taken");
    }
}

fn items(world: &World, room: RoomId) -> Vec<LogItem> {
    world.logs.items[&room].clone()
}

/// A stretch from the first item on, with a head that is true of it.
fn stretch(items: &[LogItem], room: RoomId, signer: &TestKey, epoch: u64) -> Entries {
    let relay = TestKey::named("relay");
    let head = ledger::Head {
        relay: relay.id(),
        room,
        epoch,
        seq: items.len() as u64,
        digest: items.iter().fold(Digest::ZERO, Digest::after),
    };
    Entries {
        room,
        from: 1,
        items: items.iter().map(Item::of).collect(),
        head: SignedHead {
            head,
            signature: signer.sign(&head.message()),
        },
    }
}

#[test]
fn only_the_relay_that_the_board_names_is_greeted() {
    let world = World::new();
    let mut device = Device::new(&world);
    device.challenge(&TestKey::named("captive portal"));
    assert!(device.hung_up && device.notices.contains(&Notice::NotOurRelay));
    assert_eq!(device.sent, []);
}

#[test]
fn a_welcome_that_the_relay_did_not_sign_is_not_believed() {
    let world = World::new();
    let mut device = Device::new(&world);
    device.challenge(&world.relay.key);
    device.welcome(&world.relay.key, &TestKey::named("man in the middle"));
    assert!(!device.replica.is_online());
    assert_eq!(device.replica.token(), None);
    assert!(device.hung_up && device.notices.contains(&Notice::NotOurRelay));
}

#[test]
fn a_true_log_is_taken() {
    let world = World::new();
    let mut device = Device::online(&world);
    let items = items(&world, world.board);
    device.receive(stretch(&items, world.board, &world.relay.key, 1));
    assert_eq!(device.len(world.board), items.len() as u64);
    assert_eq!(
        device.replica.log(world.board).unwrap().digest(),
        world.logs.log(world.board).digest()
    );
}

#[test]
fn a_device_knows_how_much_of_a_log_it_lacks() {
    let world = World::new();
    let mut device = Device::online(&world);
    let items = items(&world, world.board);
    let whole = stretch(&items, world.board, &world.relay.key, 1);
    device.opens(world.board, Some(whole.head));
    assert_eq!(device.replica.lacking(world.board), items.len() as u64);
    device.receive(stretch(&items[..2], world.board, &world.relay.key, 1));
    assert_eq!(device.replica.lacking(world.board), items.len() as u64 - 2);
    device.handle(Event::Disconnected);
    assert_eq!(device.replica.lacking(world.board), items.len() as u64 - 2);
    let mut device = Device::online(&world);
    device.opens(world.board, Some(whole.head));
    device.receive(whole);
    assert_eq!(device.replica.lacking(world.board), 0);
}

#[test]
fn a_stretch_from_nowhere_is_not_taken() {
    let world = World::new();
    for items in [items(&world, world.board), vec![]] {
        let mut device = Device::online(&world);
        let mut entries = stretch(&items, world.board, &world.relay.key, 1);
        entries.from = 0;
        device.receive(entries);
        assert_eq!(device.len(world.board), 0);
        let mut entries = stretch(&items, world.board, &world.relay.key, 1);
        entries.from = u64::MAX;
        device.receive(entries);
        assert_eq!(device.len(world.board), 0);
    }
}

#[test]
fn a_log_whose_head_is_not_the_relays_is_not_taken() {
    let world = World::new();
    let board = world.board;
    let items = items(&world, board);
    let mut device = Device::online(&world);
    device.receive(stretch(&items, board, &TestKey::named("forger"), 1));
    device.check_distrusts(board, 0);
}

#[test]
fn a_log_that_is_not_what_its_head_says_is_not_taken() {
    let world = World::new();
    let board = world.board;
    let all = items(&world, board);
    let spoil: [&dyn Fn(&mut Entries); 4] = [
        &|entries| drop(entries.items.remove(2)),
        &|entries| entries.items.swap(2, 3),
        &|entries| entries.items[2].received_at = Timestamp(1),
        &|entries| entries.items[2].judged_at += 1,
    ];
    for spoil in spoil {
        let mut device = Device::online(&world);
        let mut entries = stretch(&all, board, &world.relay.key, 1);
        spoil(&mut entries);
        device.receive(entries);
        device.check_distrusts(board, 0);
    }
}

#[test]
fn an_entry_that_nobody_signed_is_not_taken_even_from_the_relay() {
    let world = World::new();
    let board = world.board;
    let mut all = items(&world, board);
    let mut bytes = all[2].entry.to_bytes();
    bytes[ledger::entry::HEADER_LEN + 5] ^= 1;
    all[2].entry = Entry::parse(&bytes).unwrap();
    let mut device = Device::online(&world);
    device.receive(stretch(&all, board, &world.relay.key, 1));
    device.check_distrusts(board, 0);
}

#[test]
fn an_entry_that_its_author_may_not_write_is_not_taken_even_from_the_relay() {
    let mut world = World::new();
    let board = world.board;
    let mut all = items(&world, board);
    let invite = TestKey::named("self-made").public();
    let entry = world.by(Role::Supervisor, |pen| {
        pen.invite(board, invite, Role::Administrator, 9, None)
    });
    let seq = all.len() as u64 + 1;
    all.push(LogItem {
        seq,
        judged_at: seq - 1,
        received_at: START,
        entry,
    });
    let mut device = Device::online(&world);
    device.receive(stretch(&all, board, &world.relay.key, 1));
    assert!(device.notices.contains(&Notice::Unsound(board)));
    assert!(device.notices.contains(&Notice::Forked(board)));
}

#[test]
fn a_relay_that_tells_two_stories_in_one_epoch_is_believed_in_neither_further() {
    let mut world = World::new();
    let board = world.board;
    let mut other = world.clone();
    let item = |world: &mut World, words: &str| {
        let entry = world.by(Role::Supervisor, |pen| pen.say(board, words));
        world.logs.stand(&entry);
    };
    item(&mut world, "one story");
    item(&mut other, "another story");
    let mut device = Device::online(&world);
    let one = items(&world, board);
    device.receive(stretch(&one, board, &world.relay.key, 1));
    item(&mut other, "and more of it");
    device.receive(stretch(&items(&other, board), board, &world.relay.key, 1));
    device.check_distrusts(board, one.len() as u64);
}

#[test]
fn a_reset_needs_a_later_epoch_and_a_true_signature() {
    let world = World::new();
    let board = world.board;
    let all = items(&world, board);
    let common = all.len() as u64 - 1;
    let reset = |epoch, signer: &TestKey| Reset {
        room: board,
        why: Why::NewEpoch,
        common,
        head: Some(stretch(&all[..all.len() - 1], board, signer, epoch).head),
    };
    let relay = &world.relay.key;
    let forger = TestKey::named("forger");
    // One that comes twice, or late, is no lie: nothing happens.
    for (reset, is_taken, is_lie) in [
        (reset(6, relay), true, false),
        (reset(5, relay), false, false),
        (reset(6, &forger), false, true),
    ] {
        let mut device = Device::online(&world);
        device.receive(stretch(&all, board, relay, 5));
        device.handle(Event::Received(Message::Reset(reset)));
        assert_eq!(device.notices.contains(&Notice::NewEpoch(board)), is_taken);
        assert_eq!(device.notices.contains(&Notice::Forked(board)), is_lie);
        let length = if is_taken { common } else { common + 1 };
        assert_eq!(device.len(board), length);
        assert_eq!(
            device.replica.unsent(),
            usize::from(is_taken),
            "what it lacks is pushed"
        );
    }
}

#[test]
fn what_the_relay_would_refuse_is_not_even_signed() {
    let world = World::new();
    let mut device = Device::online(&world);
    let items = items(&world, world.board);
    device.receive(stretch(&items, world.board, &world.relay.key, 1));
    device
        .replica
        .enrol(world.people[&Role::Supervisor].key.public());
    let draft = ledger::Draft {
        room: world.board,
        class: ledger::Class::Record,
        kind: ledger::Kind(9),
        payload: vec![],
    };
    let salted = Salted {
        draft,
        salt: ledger::Salt([1; 16]),
    };
    let mut effects = Vec::new();
    let written = device.replica.write(START, salted, &mut effects);
    assert_eq!(
        written,
        Err(WriteError::Refused(ledger::Refusal::NotAllowed))
    );
    assert_eq!(effects, []);
}
