//! The relay's answers to everything that is wrong, and what it does not do before a flush.

use std::collections::BTreeMap;

use ledger::{
    Answer, Class, Entry, EntryId, Held, KeyId, Kind, Later, LogItem, Nonce, Refusal, Relay, Role,
    RoomId, RoomKind, Signature, Timestamp, Want,
    authority::Verdict,
    entry::{HEADER_LEN, SLOT_LEN},
    limits,
    relay::{Config, Conn, Delivery, Effect, Event},
    wire::{
        self, Farewell, Fetch, Hello, Message, OpenRoom, PROTOCOL, Proof, Push, Why, hello_message,
    },
};

use crate::{
    keys::{TestKey, verify},
    raw_change::RawChange,
    world::{Pen, START, World, founding},
};

const ORIGIN: &str = "https://zs.example.org";

/// A relay with its connections, driven as a shell would.
struct Desk {
    relay: Relay,
    key: TestKey,
    now: Timestamp,
    conns: u64,
}

impl Desk {
    fn new(config: Config) -> Self {
        let key = TestKey::named("relay");
        Self {
            relay: Relay::new(config, key.public(), Vec::new()),
            key,
            now: START,
            conns: 0,
        }
    }

    /// A relay that holds the whole world.
    fn of(world: &World) -> Self {
        let mut desk = Self::new(Config::new(ORIGIN));
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

    fn handle(&mut self, event: Event) -> Vec<Effect> {
        self.relay.handle(self.now, event, &self.key)
    }

    fn receive(&mut self, conn: Conn, message: Message) -> Vec<Effect> {
        let frame = message.to_bytes();
        let message = Message::parse(&frame).unwrap();
        self.handle(Event::Received { conn, message })
    }

    fn connect(&mut self) -> (Conn, Nonce) {
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

    fn hello(&self, key: &TestKey, asked: Nonce, origin: &str) -> Hello {
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

    fn visitor(&mut self) -> Conn {
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

    fn device(&mut self, key: &TestKey) -> Conn {
        let (conn, nonce) = self.connect();
        let hello = self.hello(key, nonce, ORIGIN);
        let effects = self.receive(conn, Message::Hello(hello));
        assert!(matches!(
            &effects[..],
            [Effect::Send(_, Message::Welcome(_))]
        ));
        conn
    }

    fn push_bytes(&mut self, conn: Conn, entries: Vec<Vec<u8>>) -> Vec<Effect> {
        let entries = entries.into_iter().map(Into::into).collect();
        self.receive(conn, Message::Push(Push { entries }))
    }

    /// Pushes, flushes and gathers what was answered and stored.
    fn push(&mut self, conn: Conn, entries: &[Entry]) -> Outcome {
        let bytes = entries.iter().map(Entry::to_bytes).collect();
        let mut effects = self.push_bytes(conn, bytes);
        effects.extend(self.handle(Event::Flushed));
        Outcome::of(&effects)
    }

    #[track_caller]
    fn check(&mut self, conn: Conn, entry: &Entry, is_expected: impl Fn(&Answer) -> bool) {
        let outcome = self.push(conn, std::slice::from_ref(entry));
        let answer = outcome.answers.get(&entry.id());
        assert!(answer.is_some_and(is_expected), "answered {answer:?}");
    }

    /// The answer is this one, and nothing was stored.
    #[track_caller]
    fn check_rejected(&mut self, conn: Conn, entry: &Entry, expected: Answer) {
        let outcome = self.push(conn, std::slice::from_ref(entry));
        assert_eq!(outcome.answers.get(&entry.id()), Some(&expected));
        assert_eq!(outcome.appended, [], "nothing is stored");
        assert_eq!(outcome.receipts, 0, "nothing is receipted");
    }

    fn open(&mut self, conn: Conn, room: RoomId) -> Vec<Effect> {
        let rooms = vec![OpenRoom {
            room,
            head: None,
            locator: vec![],
        }];
        self.receive(conn, Message::Open(wire::Open { rooms }))
    }
}

#[derive(Default)]
struct Outcome {
    answers: BTreeMap<EntryId, Answer>,
    appended: Vec<LogItem>,
    deliveries: Vec<Delivery>,
    receipts: usize,
}

impl Outcome {
    fn of(effects: &[Effect]) -> Self {
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

fn refused(why: Refusal) -> Answer {
    Answer::Refused(why)
}

/// An entry with its signature, or any other byte, changed.
fn spoilt(entry: &Entry, at: usize) -> Entry {
    let mut bytes = entry.to_bytes();
    bytes[at] ^= 1;
    Entry::parse(&bytes).unwrap()
}

// Greeting.

#[test]
fn a_welcome_proves_the_relay() {
    let mut desk = Desk::new(Config::new(ORIGIN));
    let (conn, asked) = desk.connect();
    let hello = desk.hello(&TestKey::named("device"), asked, ORIGIN);
    let own = hello.nonce;
    let effects = desk.receive(conn, Message::Hello(hello));
    let [Effect::Send(_, Message::Welcome(welcome))] = &effects[..] else {
        panic!("{effects:?}");
    };
    let message = wire::welcome_message(desk.key.id(), own, asked);
    assert!(verify(&desk.key.public(), &message, &welcome.signature));
}

#[track_caller]
fn check_hung_up(effects: &[Effect], why: Farewell) {
    let is_closed = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Close(_, reason) if *reason == why));
    assert!(is_closed, "{effects:?}");
}

#[test]
fn a_hello_that_proves_nothing_ends_the_connection() {
    let mut desk = Desk::new(Config::new(ORIGIN));
    let key = TestKey::named("device");
    let (conn, asked) = desk.connect();
    let elsewhere = desk.hello(&key, asked, "https://evil.example");
    check_hung_up(
        &desk.receive(conn, Message::Hello(elsewhere)),
        Farewell::BadProof,
    );

    let (conn, asked) = desk.connect();
    let mut stolen = desk.hello(&key, asked, ORIGIN);
    if let Some(proof) = &mut stolen.proof {
        proof.key = TestKey::named("victim").public();
    }
    check_hung_up(
        &desk.receive(conn, Message::Hello(stolen)),
        Farewell::BadProof,
    );

    let recorded = desk.hello(&key, asked, ORIGIN);
    let (conn, _) = desk.connect();
    check_hung_up(
        &desk.receive(conn, Message::Hello(recorded)),
        Farewell::BadProof,
    );

    let (conn, asked) = desk.connect();
    let mut later = desk.hello(&key, asked, ORIGIN);
    later.protocols = vec![2];
    check_hung_up(
        &desk.receive(conn, Message::Hello(later)),
        Farewell::Protocol,
    );
}

#[test]
fn nothing_is_taken_before_the_hello() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let (conn, _) = desk.connect();
    let said = world.pen(Role::Participant).say(world.hall, "too soon");
    let effects = desk.push_bytes(conn, vec![said.to_bytes()]);
    check_hung_up(&effects, Farewell::Malformed);
    assert_eq!(Outcome::of(&effects).appended, []);
    let (conn, _) = desk.connect();
    assert_eq!(desk.receive(conn, Message::Unknown), []);
}

// Wanting and refused.

#[test]
fn an_outsider_wants_a_join_and_nothing_is_stored() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let mut outsider = Pen::new("outsider");
    let conn = desk.device(&outsider.key);
    for room in [world.board, world.office, world.hall] {
        let said = outsider.say(room, "let me in");
        desk.check_rejected(conn, &said, Answer::Wanting(Want::Join));
    }
}

#[test]
fn a_forged_signature_is_refused_and_the_true_entry_is_taken_afterwards() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "my words");
    let forged = spoilt(&said, HEADER_LEN + 10);
    assert_eq!(forged.id(), said.id(), "the id leaves the signature out");
    desk.check_rejected(conn, &forged, refused(Refusal::BadSignature));
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn words_put_into_anothers_mouth_are_refused() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "my words");
    for at in [55, 80, 110] {
        let altered = spoilt(&said.slot(), at); // session, prev, made_at
        let altered = desk.push(conn, &[altered.clone()]).answers[&altered.id()];
        assert!(
            matches!(altered, Answer::Wanting(Want::Payload)),
            "{altered:?}"
        );
    }
    let mut thief = world.pen(Role::Supervisor);
    thief.key = TestKey::named("thief");
    let mut bytes = thief.say(world.hall, "not hers").to_bytes();
    bytes[37..53].copy_from_slice(world.people[&Role::Participant].id().as_bytes());
    let stolen = Entry::parse(&bytes).unwrap();
    desk.check_rejected(conn, &stolen, refused(Refusal::BadSignature));
}

#[test]
fn an_entry_replayed_into_another_room_is_refused() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Supervisor).say(world.hall, "in the hall");
    let mut bytes = said.to_bytes();
    bytes[2..34].copy_from_slice(world.board.as_bytes());
    let replayed = Entry::parse(&bytes).unwrap();
    desk.check_rejected(conn, &replayed, refused(Refusal::BadSignature));
}

#[test]
fn a_join_whose_proof_is_not_the_invitations_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("invitation");
    let grant = world.by(Role::Staff, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 5, None)
    });
    world.logs.stand(&grant);
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut guest = Pen::new("guest");
    let join = |guest: &mut Pen, proof| {
        let join = ledger::payload::Join {
            invitation: key.id(),
            key: guest.key.public(),
            proof,
        };
        guest.authority(hall, Kind::JOIN, &join)
    };
    let for_another = key.sign(&ledger::payload::Join::message(hall, KeyId([1; 16])));
    let for_elsewhere = key.sign(&ledger::payload::Join::message(world.board, guest.id()));
    for proof in [for_another, for_elsewhere, Signature([1; 64])] {
        let entry = join(&mut guest, proof);
        desk.check_rejected(conn, &entry, refused(Refusal::BadProof));
    }
    let unsigned = spoilt(&guest.join(hall, &key), HEADER_LEN);
    desk.check_rejected(conn, &unsigned, refused(Refusal::BadSignature));
    let entry = guest.join(hall, &key);
    desk.check(conn, &entry, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn a_second_founding_is_refused() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let mut second = Pen::new("second administrator");
    let conn = desk.device(&second.key);
    let join = second.join(world.board, &world.first);
    desk.check_rejected(conn, &join, refused(Refusal::InvitationUsed));
}

#[test]
fn a_board_of_another_relay_is_hosted_only_if_the_operator_allows_it() {
    let first = TestKey::named("first invitation");
    let mut other = Pen::new("another relay");
    let found = crate::world::board_founding(&other.key, &first);
    let entry = other.found(&found);
    let mut desk = Desk::new(Config::new(ORIGIN));
    let conn = desk.visitor();
    desk.check_rejected(conn, &entry, refused(Refusal::BoardNotHosted));
    let mut config = Config::new(ORIGIN);
    config.hosted.insert(entry.room());
    let mut desk = Desk::new(config);
    let conn = desk.visitor();
    desk.check(conn, &entry, |answer| *answer == Answer::Logged(1));
}

#[test]
fn an_entry_of_an_unknown_room_or_board_says_which_is_missing() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut staff = world.pen(Role::Staff);
    let said = staff.say(RoomId([9; 32]), "hello");
    desk.check_rejected(conn, &said, Answer::Wanting(Want::Room));
    let found = staff.found(&founding(RoomKind::Hall, Some(RoomId([9; 32])), 7));
    desk.check_rejected(conn, &found, Answer::Wanting(Want::Board));
}

#[test]
fn bytes_that_are_no_entry_are_answered_when_they_are_long_enough_to_have_an_id() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "words");
    let id_of = |bytes: &[u8]| {
        use sha2::Digest as _;
        let message = [ledger::entry::TAG, &bytes[..HEADER_LEN]].concat();
        EntryId(sha2::Sha256::digest(message).into())
    };
    let mut check = |spoil: &dyn Fn(&mut Vec<u8>), expected: Option<Answer>| {
        let mut bytes = said.to_bytes();
        spoil(&mut bytes);
        let id = bytes.get(..HEADER_LEN).map(id_of);
        let outcome = Outcome::of(&desk.push_bytes(conn, vec![bytes]));
        let answer = id.and_then(|id| outcome.answers.get(&id)).copied();
        assert_eq!(answer, expected);
        assert_eq!(outcome.answers.len(), usize::from(expected.is_some()));
        assert_eq!(outcome.appended, []);
    };
    check(
        &|bytes| bytes[0] = 9,
        Some(Answer::Wanting(Want::NewerRelay)),
    );
    check(
        &|bytes| bytes[1] = 9,
        Some(Answer::Wanting(Want::NewerRelay)),
    );
    check(&|bytes| bytes[34] = 9, Some(refused(Refusal::Malformed)));
    check(&|bytes| bytes.push(9), Some(refused(Refusal::Malformed)));
    check(
        &|bytes| bytes[SLOT_LEN + 16] ^= 9,
        Some(refused(Refusal::Malformed)),
    );
    check(
        &|bytes| bytes.resize(limits::ENTRY_BYTES + 1, 0),
        Some(refused(Refusal::TooLarge)),
    );
    check(
        &|bytes| bytes.truncate(HEADER_LEN),
        Some(refused(Refusal::Malformed)),
    );
    check(&|bytes| bytes.truncate(HEADER_LEN - 1), None);
    check(&|bytes| bytes.clear(), None);
}

// Later.

#[test]
fn a_full_disk_puts_off_and_takes_again_when_there_is_room() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "words");
    desk.handle(Event::Disk { is_full: true });
    desk.check_rejected(conn, &said, Answer::Later(Later::Disk));
    desk.handle(Event::Disk { is_full: false });
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn a_full_room_puts_off() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let length = desk.relay.room(world.hall).unwrap().len();
    let mut config = Config::new(ORIGIN);
    config.room_entries = length;
    let logs = desk.relay.rooms().cloned().collect();
    desk.relay = Relay::new(config, desk.key.public(), logs);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "words");
    desk.check_rejected(conn, &said, Answer::Later(Later::Quota));
}

#[test]
fn a_key_that_writes_too_fast_is_put_off_and_nobody_else() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut kiosk = world.pen(Role::Kiosk);
    // Real signatures would take minutes here; a relay that believes all of them counts alike.
    struct Gullible(TestKey);
    impl ledger::crypto::Crypto for Gullible {
        fn verify(&self, _: &ledger::crypto::Check) -> bool {
            true
        }
        fn sign(&self, _: &[u8]) -> Signature {
            Signature([0; 64])
        }
        fn public(&self) -> ledger::PublicKey {
            self.0.public()
        }
    }
    let crypto = Gullible(desk.key.clone());
    let mut put_off = 0;
    desk.now = desk.now.plus(60_000); // whatever was written before is forgotten
    for _ in 0..=limits::KEY_BURST {
        let said = kiosk.scribble(world.hall, Class::Statement, Kind(1), vec![]);
        let entries = vec![said.to_bytes().into()];
        let event = Event::Received {
            conn,
            message: Message::Push(Push { entries }),
        };
        let effects = desk.relay.handle(desk.now, event, &crypto);
        let answers = Outcome::of(&effects).answers;
        put_off += usize::from(answers.get(&said.id()) == Some(&Answer::Later(Later::Rate)));
    }
    assert_eq!(put_off, 1);
    let said = world.pen(Role::Participant).say(world.hall, "at leisure");
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
    desk.now = desk.now.plus(1_000);
    let said = kiosk.say(world.hall, "a second later");
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn forged_entries_do_not_spend_what_the_true_author_may_write() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut victim = world.pen(Role::Participant);
    let mut forger = victim.clone();
    let rubbish = |pen: &mut Pen| {
        let entry = pen.scribble(world.hall, Class::Record, Kind::CHANGE, vec![]);
        entry.to_bytes()
    };
    for _ in 0..limits::KEY_BURST / 200 + 1 {
        let forged = (0..200).map(|_| rubbish(&mut forger)).collect();
        desk.push_bytes(conn, forged);
    }
    let said = victim.say(world.hall, "my words");
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn what_could_not_be_stored_is_put_off_and_never_answered_as_logged() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let stored = desk.relay.room(world.hall).unwrap().clone();
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "words");
    let effects = desk.push_bytes(conn, vec![said.to_bytes()]);
    let outcome = Outcome::of(&effects);
    assert_eq!(
        outcome.answers.len(),
        0,
        "nothing is said before it is durable"
    );
    assert_eq!(outcome.appended.len(), 1);
    let effects = desk.handle(Event::Failed(Later::Busy));
    let answers = Outcome::of(&effects).answers;
    assert_eq!(answers[&said.id()], Answer::Later(Later::Busy));
    assert!(effects.contains(&Effect::Restore(vec![world.hall])));
    desk.relay.restore(stored);
    desk.check(conn, &said, |answer| matches!(answer, Answer::Logged(_)));
}

#[test]
fn a_room_that_is_being_restored_puts_off() {
    let world = World::new();
    let mut desk = Desk::new(Config::new(ORIGIN));
    desk.relay.host(desk.now, world.founding.clone()).unwrap();
    let admin = world.pen(Role::Administrator);
    let conn = desk.device(&admin.key);
    let rooms = vec![OpenRoom {
        room: world.board,
        head: Some(world.logs.signed_head(world.board, &desk.key)),
        locator: vec![],
    }];
    let effects = desk.receive(conn, Message::Open(wire::Open { rooms }));
    let need = wire::Need {
        room: world.board,
        from: 1,
    };
    assert_eq!(effects, [Effect::Send(conn, Message::Need(need))]);
    let said = world.pen(Role::Supervisor).say(world.board, "meanwhile");
    desk.check_rejected(conn, &said, Answer::Later(Later::Healing));
}

// Logged and held.

#[test]
fn an_entry_pushed_twice_has_one_place_and_two_receipts() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let said = world.pen(Role::Participant).say(world.hall, "words");
    let first = desk.push(conn, std::slice::from_ref(&said));
    let again = desk.push(conn, std::slice::from_ref(&said));
    assert_eq!(first.answers, again.answers);
    assert_eq!((first.appended.len(), again.appended.len()), (1, 0));
    assert_eq!((first.receipts, again.receipts), (1, 1));
}

#[test]
fn a_receipt_is_the_relays_word_on_exactly_these_entries() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut pen = world.pen(Role::Participant);
    let said = [pen.say(world.hall, "one"), pen.say(world.hall, "two")];
    desk.push_bytes(conn, said.iter().map(Entry::to_bytes).collect());
    let effects = desk.handle(Event::Flushed);
    let receipt = effects.iter().find_map(|effect| match effect {
        Effect::Send(_, Message::Receipts(receipts)) => receipts.receipts.first(),
        _ => None,
    });
    let receipt = receipt.unwrap();
    let ids: Vec<_> = receipt.entries.iter().map(|line| line.entry).collect();
    assert_eq!(ids, [said[0].id(), said[1].id()]);
    let check = receipt.check(desk.key.public());
    assert!(verify(&check.key, &check.message, &check.signature));
    assert_eq!(
        receipt.head.digest,
        desk.relay.room(world.hall).unwrap().digest()
    );
}

#[test]
fn held_words_go_to_staff_only_until_they_stand() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let supervisor = world.pen(Role::Supervisor);
    let revoke = world.by(Role::Administrator, |pen| {
        pen.revoke(board, supervisor.id())
    });
    world.logs.stand(&revoke);
    let mut desk = Desk::of(&world);
    let staff = desk.device(&world.pen(Role::Staff).key);
    let resident = desk.device(&world.pen(Role::Participant).key);
    for conn in [staff, resident] {
        desk.open(conn, hall);
    }
    let said = world.by(Role::Supervisor, |pen| pen.say(hall, "held"));
    let carrier = desk.visitor();
    let outcome = desk.push(carrier, std::slice::from_ref(&said));
    let seq = desk.relay.room(hall).unwrap().len();
    assert_eq!(
        outcome.answers[&said.id()],
        Answer::Held(seq, Held::Revoked)
    );
    let withheld = |conn: Conn| {
        let delivery = outcome
            .deliveries
            .iter()
            .find(|delivery| delivery.conns.contains(&conn));
        delivery.unwrap().withheld.clone()
    };
    assert_eq!(withheld(staff), Vec::<u64>::new());
    assert_eq!(withheld(resident), vec![seq]);
    let fetch = Fetch {
        room: hall,
        entries: vec![said.id()],
    };
    let bodies = |desk: &mut Desk, conn| desk.receive(conn, Message::Fetch(fetch.clone()));
    let nothing = Effect::Bodies(resident, hall, vec![]);
    assert_eq!(bodies(&mut desk, resident), [nothing]);
    let adopt = world.by(Role::Staff, |pen| pen.adopt(hall, &[said.id()]));
    desk.check(carrier, &adopt, |answer| {
        matches!(answer, Answer::Logged(_))
    });
    let all = Effect::Bodies(resident, hall, vec![seq]);
    assert_eq!(bodies(&mut desk, resident), [all]);
    assert_eq!(bodies(&mut desk, carrier), [], "a visitor reads no hall");
}

#[test]
fn a_room_is_open_to_its_readers_only() {
    let mut world = World::new();
    let mut desk = Desk::of(&world);
    let no_access = |effects: &[Effect]| {
        effects.iter().any(|effect| {
            matches!(effect, Effect::Send(_, Message::Reset(reset)) if reset.why == Why::NoAccess)
        })
    };
    for role in Role::ALL {
        let conn = desk.device(&world.pen(role).key);
        for kind in [RoomKind::Board, RoomKind::Office, RoomKind::Hall] {
            let effects = desk.open(conn, world.room(kind));
            assert_eq!(
                !no_access(&effects),
                role.reads(kind),
                "{role:?} opens {kind:?}"
            );
        }
    }
    let visitor = desk.visitor();
    assert!(!no_access(&desk.open(visitor, world.board)));
    assert!(no_access(&desk.open(visitor, world.hall)));
    let (board, staff) = (world.board, world.pen(Role::Staff));
    let conn = desk.device(&staff.key);
    desk.open(conn, world.hall);
    let revoke = world.by(Role::Administrator, |pen| pen.revoke(board, staff.id()));
    let effects = desk.push_bytes(visitor, vec![revoke.to_bytes()]);
    assert!(no_access(&effects), "whoever is revoked reads no further");
}

#[test]
fn erasure_works_in_either_order_and_on_statements_only() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let hall = world.hall;
    let conn = desk.visitor();
    let mut resident = world.pen(Role::Participant);
    let mut staff = world.pen(Role::Staff);
    let mut admin = world.pen(Role::Administrator);
    let said = resident.say(hall, "a name");
    desk.push(conn, std::slice::from_ref(&said));
    let effects = desk.push_bytes(conn, vec![admin.erase(hall, said.id()).to_bytes()]);
    assert!(effects.contains(&Effect::Erase(hall, said.id())));

    let late = resident.say(hall, "another name");
    desk.push(conn, &[admin.erase(hall, late.id())]);
    let outcome = desk.push(conn, std::slice::from_ref(&late));
    assert_eq!(outcome.appended[0].entry, late.slot(), "it is never stored");

    let change = RawChange::first(staff.actor(hall));
    let change = staff.change(hall, &change);
    desk.push(conn, &[admin.erase(hall, change.id())]);
    let outcome = desk.push(conn, std::slice::from_ref(&change));
    assert_eq!(
        outcome.appended[0].entry, change,
        "a change keeps its payload"
    );
    let log = desk.relay.room(hall).unwrap();
    assert_eq!(log.standing(change.id()), Some(Verdict::Stands));
    assert_eq!(log.record(), [log.len()]);
}

#[test]
fn the_relays_clock_never_runs_backwards_in_a_room() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut pen = world.pen(Role::Participant);
    desk.now = START.plus(5_000);
    let one = desk.push(conn, &[pen.say(world.hall, "one")]);
    desk.now = Timestamp(0);
    let two = desk.push(conn, &[pen.say(world.hall, "two")]);
    assert_eq!(two.appended[0].received_at, one.appended[0].received_at);
    assert!(two.appended[0].judged_at >= one.appended[0].judged_at);
}

#[test]
fn a_push_beyond_its_limit_is_taken_up_to_it() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.visitor();
    let mut outsider = Pen::new("outsider");
    let say = |pen: &mut Pen| pen.scribble(world.hall, Class::Statement, Kind(1), vec![]);
    let many: Vec<_> = (0..limits::PUSH_ENTRIES + 1)
        .map(|_| say(&mut outsider))
        .collect();
    let effects = desk.push_bytes(conn, many.iter().map(Entry::to_bytes).collect());
    assert_eq!(Outcome::of(&effects).answers.len(), limits::PUSH_ENTRIES);
}
