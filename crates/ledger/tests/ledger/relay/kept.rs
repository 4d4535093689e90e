//! What is logged: once, receipted, shown to those who may see it, erased when it has to be.

use ledger::{
    Answer, Class, Entry, Held, Kind, Role, RoomKind, Timestamp,
    authority::Verdict,
    limits,
    relay::{Conn, Effect, Event},
    wire::{Fetch, Message, Why},
};

use crate::{
    desk::{Desk, Outcome},
    keys::verify,
    raw_change::RawChange,
    world::{Pen, START, World},
};

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
