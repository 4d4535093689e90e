//! What stands although it might seem not to.

use ledger::{
    Class, Kind, PersonId, Refusal, Role,
    payload::{Admit, Grant, Grantee, RelayKey, Revoke},
};

use crate::{keys::TestKey, world::World};

use super::{check_refused, check_stands};

#[test]
fn unknown_kinds_of_record_and_statement_are_judged_by_their_class() {
    let mut world = World::new();
    let hall = world.hall;
    for class in [Class::Record, Class::Statement] {
        let entry = world.by(Role::Staff, |pen| {
            pen.write(hall, class, Kind(40_000), b"of a later version".to_vec())
        });
        check_stands(&world, &entry);
        let entry = world.by(Role::Supervisor, |pen| {
            pen.write(hall, class, Kind(40_000), b"of a later version".to_vec())
        });
        match class {
            Class::Statement => check_stands(&world, &entry),
            _ => check_refused(&world, &entry, Refusal::NotAllowed),
        }
    }
}

#[test]
fn an_administrator_names_a_successor_relay() {
    let mut world = World::new();
    let board = world.board;
    let key = TestKey::named("next relay");
    let relay_key = RelayKey { key: key.public() };
    let entry = world.by(Role::Administrator, |pen| {
        pen.authority(board, Kind::RELAY_KEY, &relay_key)
    });
    world.logs.stand(&entry);
    let keys: Vec<_> = world
        .logs
        .log(board)
        .relay_keys()
        .iter()
        .map(|key| key.id())
        .collect();
    assert_eq!(keys, [world.relay.id(), key.id()]);
}

#[test]
fn admission_names_the_person_and_the_first_one_counts() {
    let mut world = World::new();
    let hall = world.hall;
    let key = world.people[&Role::Participant].id();
    let mut ids = Vec::new();
    for person in [1, 2] {
        let admit = Admit {
            key,
            person: Some(PersonId([person; 16])),
        };
        let entry = world.by(Role::Staff, |pen| pen.authority(hall, Kind::ADMIT, &admit));
        world.logs.stand(&entry);
        ids.push(entry.id());
    }
    let member = world.logs.log(hall).members().get(key).unwrap();
    assert_eq!(member.admitted, Some((ids[0], Some(PersonId([1; 16])))));
}

#[test]
fn a_right_given_again_after_a_revocation_is_a_new_right() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let staff = world.people[&Role::Staff].key.public();
    let revoke = Revoke { key: staff.id() };
    let entry = world.by(Role::Administrator, |pen| {
        pen.authority(board, Kind::REVOKE, &revoke)
    });
    world.logs.stand(&entry);
    let grant = Grant {
        to: Grantee::Key(staff),
        role: Role::Staff,
        expires: None,
    };
    let entry = world.by(Role::Administrator, |pen| {
        pen.authority(board, Kind::GRANT, &grant)
    });
    world.logs.stand(&entry);
    let said = world.by(Role::Staff, |pen| pen.say(hall, "back again"));
    check_stands(&world, &said);
}
