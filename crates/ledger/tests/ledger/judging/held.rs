//! What is logged and does not count.

use ledger::{Held, Role, Timestamp, authority::Verdict};

use crate::{
    keys::TestKey,
    world::{Pen, START, World},
};

use super::{check_held, check_stands};

#[test]
fn what_a_revoked_key_writes_is_held() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let staff = world.people[&Role::Staff].id();
    let before = world.by(Role::Staff, |pen| pen.say(hall, "before"));
    world.logs.stand(&before);
    let revoke = world.by(Role::Administrator, |pen| pen.revoke(board, staff));
    world.logs.stand(&revoke);
    let after = world.by(Role::Staff, |pen| pen.say(hall, "after"));
    check_held(&world, &after, Held::Revoked);
    let standing = world.logs.log(hall).standing(before.id());
    assert_eq!(
        standing,
        Some(Verdict::Stands),
        "what stood goes on standing"
    );
}

#[test]
fn what_an_expired_key_writes_is_held_by_the_relays_clock_alone() {
    let mut world = World::new();
    let hall = world.hall;
    let expires = Some(START.plus(1_000));
    let key = TestKey::named("short invitation");
    let grant = world.by(Role::Administrator, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 2, expires)
    });
    world.logs.stand(&grant);
    let mut guest = Pen::new("guest");
    world.logs.stand(&guest.join(hall, &key));
    guest.clock = START.plus(1_000_000_000);
    world.logs.now = START.plus(1_000);
    check_stands(
        &world,
        &guest.say(hall, "in time, with a clock that is years ahead"),
    );
    guest.clock = Timestamp(0);
    world.logs.now = START.plus(1_001);
    check_held(&world, &guest.say(hall, "too late"), Held::Expired);
    check_held(
        &world,
        &Pen::new("latecomer").join(hall, &key),
        Held::Expired,
    );
}

#[test]
fn a_join_beyond_the_limit_is_held_with_what_its_key_writes() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("invitation for one");
    let grant = world.by(Role::Administrator, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 1, None)
    });
    world.logs.stand(&grant);
    world.logs.stand(&Pen::new("one").join(hall, &key));
    let mut two = Pen::new("two");
    let join = two.join(hall, &key);
    check_held(&world, &join, Held::JoinOverLimit);
    assert!(world.logs.post(&join).is_ok());
    check_held(&world, &two.say(hall, "hello"), Held::JoinOverLimit);
}

#[test]
fn a_device_that_joins_twice_takes_one_place() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("invitation for two");
    let grant = world.by(Role::Administrator, |pen| {
        pen.invite(hall, key.public(), Role::Participant, 2, None)
    });
    world.logs.stand(&grant);
    let mut one = Pen::new("one");
    world.logs.stand(&one.join(hall, &key));
    world.logs.stand(&one.join(hall, &key));
    check_stands(&world, &Pen::new("two").join(hall, &key));
}

#[test]
fn a_second_statement_at_one_index_is_held() {
    let mut world = World::new();
    let hall = world.hall;
    let mut copy = world.pen(Role::Participant);
    let first = world.by(Role::Participant, |pen| pen.say(hall, "one"));
    world.logs.stand(&first);
    check_held(&world, &copy.say(hall, "another"), Held::Fork);
    let mut copy = world.pen(Role::Staff);
    let said = world.by(Role::Staff, |pen| pen.say(hall, "one"));
    world.logs.stand(&said);
    check_held(&world, &copy.erase(hall, first.id()), Held::Fork);
}
