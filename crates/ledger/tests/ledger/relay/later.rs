//! What is put off, and taken when there is room again.

use ledger::{
    Answer, Class, Kind, Later, Relay, Role, Signature, limits,
    relay::{Config, Effect, Event},
    wire::{self, Message, OpenRoom, Push},
};

use crate::{
    desk::{Desk, ORIGIN, Outcome},
    keys::TestKey,
    world::{Pen, World},
};

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
        wants_snapshot: None,
    }];
    let effects = desk.receive(conn, Message::Open(wire::Open { rooms }));
    let need = wire::Need {
        room: world.board,
        from: 1,
    };
    assert_eq!(effects, [Effect::Send(conn, Message::Need(need))]);
    let said = world.pen(Role::Supervisor).say(world.board, "meanwhile");
    desk.check_rejected(conn, &said, Answer::Later(Later::Healing));
    let photos = desk.relay.blob_rights(desk.now, None, world.board);
    assert!(
        photos.unwrap().is_healing,
        "a right to add one may come back"
    );
}
