//! What cannot be judged yet, because something is missing.

use ledger::{
    Class, Kind, LogItem, Role, RoomId, RoomKind, RoomLog, Want,
    authority::{Reject, Verdict},
    payload::Admit,
};

use crate::{
    keys::TestKey,
    raw_change::RawChange,
    world::{Pen, START, World, founding},
};

use super::{check_stands, check_wanting};

#[test]
fn an_unknown_key_wants_its_join() {
    let world = World::new();
    let mut stranger = Pen::new("stranger");
    for room in [world.board, world.office, world.hall] {
        check_wanting(&world, &stranger.say(room, "hello"), Want::Join);
    }
    let found = stranger.found(&founding(RoomKind::Hall, Some(world.board), 9));
    check_wanting(&world, &found, Want::Join);
}

#[test]
fn whoever_revokes_or_admits_an_unknown_key_wants_its_join() {
    let mut world = World::new();
    let hall = world.hall;
    let key = TestKey::named("nobody").id();
    let revoke = world.by(Role::Staff, |pen| pen.revoke(hall, key));
    check_wanting(&world, &revoke, Want::Join);
    let admit = world.by(Role::Staff, |pen| {
        pen.authority(hall, Kind::ADMIT, &Admit { key, person: None })
    });
    check_wanting(&world, &admit, Want::Join);
}

#[test]
fn a_join_wants_its_grant() {
    let world = World::new();
    let key = TestKey::named("not yet granted");
    check_wanting(
        &world,
        &Pen::new("early").join(world.hall, &key),
        Want::Grant,
    );
    let elsewhere = Pen::new("elsewhere").join(world.hall, &world.first);
    check_wanting(&world, &elsewhere, Want::Grant);
}

#[test]
fn an_entry_wants_its_room_and_a_room_its_board() {
    let mut world = World::new();
    let nowhere = RoomId([7; 32]);
    let say = world.by(Role::Staff, |pen| pen.say(nowhere, "hello"));
    check_wanting(&world, &say, Want::Room);
    let found = world.by(Role::Staff, |pen| {
        pen.found(&founding(RoomKind::Hall, Some(nowhere), 9))
    });
    check_wanting(&world, &found, Want::Board);
    let under_a_hall = founding(RoomKind::Hall, Some(world.hall), 9);
    let found = world.by(Role::Staff, |pen| pen.found(&under_a_hall));
    check_wanting(&world, &found, Want::Board);
    let hall = world.hall;
    let say = world.by(Role::Staff, |pen| pen.say(hall, "hello"));
    let board = world.board;
    world.logs.logs.remove(&board);
    check_wanting(&world, &say, Want::Board);
}

#[test]
fn a_founding_entry_wants_its_board_before_its_author() {
    let world = World::new();
    let entry = Pen::new("stranger").found(&founding(RoomKind::Hall, Some(RoomId([7; 32])), 9));
    let log = RoomLog::new(entry.room());
    let checks = log.checks(None, &entry, &[]);
    assert_eq!(checks.err(), Some(Reject::Wanting(Want::Board)));
    check_wanting(&world, &entry, Want::Board);
}

#[test]
fn a_change_wants_what_it_depends_on() {
    let mut world = World::new();
    let hall = world.hall;
    let actor = world.people[&Role::Staff].actor(hall);
    let first = RawChange::first(actor);
    let second = RawChange::after(actor, 2, &[first.hash()], 1);
    let early = world.by(Role::Staff, |pen| pen.change(hall, &second));
    check_wanting(&world, &early, Want::Dependency);
    let skipped = RawChange {
        seq: 2,
        ..RawChange::first(actor)
    };
    let skipped = world.by(Role::Staff, |pen| pen.change(hall, &skipped));
    check_wanting(&world, &skipped, Want::Dependency);
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &first));
    world.logs.stand(&entry);
    check_stands(&world, &early);
}

#[test]
fn a_statement_without_payload_wants_the_erase_that_explains_it() {
    let mut world = World::new();
    let hall = world.hall;
    let said = world.by(Role::Participant, |pen| pen.say(hall, "a name"));
    check_wanting(&world, &said.slot(), Want::Payload);
    let erase = world.by(Role::Staff, |pen| pen.erase(hall, said.id()));
    world.logs.stand(&erase);
    check_stands(&world, &said.slot());
    let entry = world
        .by(Role::Participant, |pen| pen.say(hall, "other"))
        .slot();
    let log = world.logs.log(hall);
    let board = world.logs.log(world.board);
    let withheld = LogItem {
        seq: log.len() + 1,
        judged_at: board.len(),
        received_at: START,
        entry,
    };
    assert_eq!(
        log.judge_logged(Some(board), &withheld),
        Ok(Verdict::Stands),
        "a relay may withhold what it logged"
    );
}

#[test]
fn an_unknown_authority_kind_wants_a_newer_relay() {
    let mut world = World::new();
    let hall = world.hall;
    for kind in [0, 8, 900] {
        let entry = world.by(Role::Administrator, |pen| {
            pen.write(hall, Class::Authority, Kind(kind), vec![0xa0])
        });
        check_wanting(&world, &entry, Want::NewerRelay);
    }
}
