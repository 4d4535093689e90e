//! How what was held comes to stand, and how a change vouches for its past.

use ledger::{Held, Role, Seq, authority::Verdict};

use crate::{
    keys::TestKey,
    raw_change::RawChange,
    world::{Pen, START, World},
};

fn standing(world: &World, entry: &ledger::Entry) -> Option<Verdict> {
    world.logs.log(entry.room()).standing(entry.id())
}

#[test]
fn adoption_makes_what_was_held_stand() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let staff = world.people[&Role::Staff].id();
    let revoke = world.by(Role::Administrator, |pen| pen.revoke(board, staff));
    world.logs.stand(&revoke);
    let said = world.by(Role::Staff, |pen| pen.say(hall, "honest work"));
    assert_eq!(world.logs.post(&said), Ok(Verdict::Held(Held::Revoked)));
    let adopt = world.by(Role::Administrator, |pen| pen.adopt(hall, &[said.id()]));
    world.logs.stand(&adopt);
    assert_eq!(standing(&world, &said), Some(Verdict::Stands));
}

#[test]
fn what_was_said_keeps_the_role_in_which_it_was_said() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let supervisor = world.people[&Role::Supervisor].id();
    let roles = |world: &World, entry: &ledger::Entry| {
        let (log, board) = (world.logs.log(hall), world.logs.log(board));
        log.roles_at(Some(board), supervisor, log.position(entry.id()).unwrap())
    };
    let before = world.by(Role::Supervisor, |pen| pen.say(hall, "before"));
    world.logs.stand(&before);
    let revoke = world.by(Role::Administrator, |pen| pen.revoke(board, supervisor));
    world.logs.stand(&revoke);
    let after = world.by(Role::Supervisor, |pen| pen.say(hall, "after"));
    assert_eq!(world.logs.post(&after), Ok(Verdict::Held(Held::Revoked)));
    assert_eq!(roles(&world, &before), [Role::Supervisor]);
    assert_eq!(roles(&world, &after), []);
    let adopt = world.by(Role::Administrator, |pen| pen.adopt(hall, &[after.id()]));
    world.logs.stand(&adopt);
    assert_eq!(
        roles(&world, &after),
        [Role::Supervisor],
        "adoption lends it"
    );
}

#[test]
fn adoption_may_come_before_what_it_adopts() {
    let mut world = World::new();
    let hall = world.hall;
    let mut copy = world.pen(Role::Participant);
    let said = world.by(Role::Participant, |pen| pen.say(hall, "one"));
    world.logs.stand(&said);
    let fork = copy.say(hall, "another");
    let adopt = world.by(Role::Staff, |pen| pen.adopt(hall, &[fork.id()]));
    world.logs.stand(&adopt);
    assert_eq!(world.logs.post(&fork), Ok(Verdict::Stands));
}

#[test]
fn a_raised_limit_lets_those_stand_who_joined_beyond_it() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("invitation for one");
    let mut people = [Pen::new("one"), Pen::new("two"), Pen::new("three")];
    let grant = world.by(Role::Administrator, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 1, None)
    });
    world.logs.stand(&grant);
    let mut said = Vec::new();
    for pen in &mut people {
        assert!(world.logs.post(&pen.join(hall, &key)).is_ok());
        let words = pen.say(hall, "hello");
        assert!(world.logs.post(&words).is_ok());
        said.push(words);
    }
    let verdicts = |world: &World| -> Vec<_> {
        said.iter()
            .map(|said| standing(world, said).unwrap())
            .collect()
    };
    let held = Verdict::Held(Held::JoinOverLimit);
    assert_eq!(verdicts(&world), [Verdict::Stands, held, held]);
    let raise = world.by(Role::Staff, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 2, None)
    });
    world.logs.stand(&raise);
    assert_eq!(verdicts(&world), [Verdict::Stands, Verdict::Stands, held]);
    let lower = world.by(Role::Staff, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 1, None)
    });
    world.logs.stand(&lower);
    assert_eq!(
        verdicts(&world),
        [Verdict::Stands, Verdict::Stands, held],
        "never lowered"
    );
}

#[test]
fn a_revoked_invitation_lets_nobody_in_but_keeps_those_who_came() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("invitation");
    let grant = world.by(Role::Staff, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 5, None)
    });
    world.logs.stand(&grant);
    let mut early = Pen::new("early");
    world.logs.stand(&early.join(hall, &key));
    let revoke = world.by(Role::Staff, |pen| pen.revoke(hall, key.id()));
    world.logs.stand(&revoke);
    world.logs.stand(&early.say(hall, "still here"));
    let late = Pen::new("late").join(hall, &key);
    assert_eq!(world.logs.post(&late), Ok(Verdict::Held(Held::Revoked)));
}

#[test]
fn a_later_expiry_lets_those_stand_who_joined_too_late() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("short invitation");
    let grant = |world: &mut World, millis| {
        let expires = Some(START.plus(millis));
        world.by(Role::Staff, |pen| {
            pen.invite(hall, key.public(), Role::Participant, 5, expires)
        })
    };
    let entry = grant(&mut world, 1_000);
    world.logs.stand(&entry);
    world.logs.now = START.plus(2_000);
    let late = Pen::new("late").join(hall, &key);
    assert_eq!(world.logs.post(&late), Ok(Verdict::Held(Held::Expired)));
    let entry = grant(&mut world, 9_000);
    world.logs.stand(&entry);
    assert_eq!(standing(&world, &late), Some(Verdict::Stands));
}

#[test]
fn a_change_of_someone_entitled_vouches_for_its_past() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let staff = world.pen(Role::Staff);
    let revoke = world.by(Role::Administrator, |pen| pen.revoke(board, staff.id()));
    world.logs.stand(&revoke);
    let first = RawChange::first(staff.actor(hall));
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &first));
    assert_eq!(world.logs.post(&entry), Ok(Verdict::Held(Held::Revoked)));
    assert_eq!(
        world.logs.log(hall).record(),
        [] as [Seq; 0],
        "held, so not in the record"
    );
    let actor = world.people[&Role::Administrator].actor(hall);
    let on_top = RawChange::after(actor, 1, &[first.hash()], 1);
    let entry = world.by(Role::Administrator, |pen| pen.change(hall, &on_top));
    let seq = world.logs.stand(&entry);
    assert_eq!(world.logs.log(hall).record(), [seq - 1, seq]);
}

#[test]
fn numbers_of_every_item_go_into_the_digest() {
    let world = World::new();
    for (room, items) in &world.logs.items {
        let digest = items
            .iter()
            .fold(ledger::Digest::ZERO, ledger::Digest::after);
        assert_eq!(world.logs.log(*room).digest(), digest);
        let later = items.iter().fold(ledger::Digest::ZERO, |digest, item| {
            digest.next(item.entry.id(), item.judged_at, item.received_at.plus(1))
        });
        assert_ne!(later, digest);
    }
}

#[test]
fn a_locator_finds_the_common_part() {
    let mut world = World::new();
    let hall = world.hall;
    for _ in 0..40 {
        let said = world.by(Role::Participant, |pen| pen.say(hall, "word"));
        world.logs.stand(&said);
    }
    let old = world.logs.log(hall).clone();
    let mut other = world.clone();
    for _ in 0..3 {
        let said = world.by(Role::Participant, |pen| pen.say(hall, "here"));
        world.logs.stand(&said);
        let said = other.by(Role::Supervisor, |pen| pen.say(hall, "there"));
        other.logs.stand(&said);
    }
    let locator = other.logs.log(hall).locator();
    let common = world.logs.log(hall).common(&locator);
    assert!(
        common <= old.len() && common + 4 >= old.len(),
        "{common} of {}",
        old.len()
    );
    assert!(locator.len() <= ledger::limits::LOCATOR);
}
