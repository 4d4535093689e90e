//! What is never logged.

use ledger::{
    ActorId, Class, EntryId, Kind, Refusal, Role, RoomKind, SessionId,
    authority::Reject,
    limits,
    payload::{Adopt, Grant, Grantee},
};

use crate::{
    keys::TestKey,
    raw_change::{ACTION, RawChange, run},
    world::{Pen, World, founding},
};

use super::{check_refused, check_stands};

#[test]
fn payloads_that_are_not_what_their_kind_asks_for_are_malformed() {
    let mut world = World::new();
    let hall = world.hall;
    let kinds = [
        (Class::Authority, Kind::FOUND),
        (Class::Authority, Kind::GRANT),
        (Class::Authority, Kind::JOIN),
        (Class::Authority, Kind::REVOKE),
        (Class::Authority, Kind::ADOPT),
        (Class::Authority, Kind::ADMIT),
        (Class::Authority, Kind::RELAY_KEY),
        (Class::Record, Kind::CHANGE),
        (Class::Maintenance, Kind::ERASE),
    ];
    for (class, kind) in kinds {
        let entry = world.by(Role::Administrator, |pen| {
            pen.write(hall, class, kind, b"rubbish".to_vec())
        });
        check_refused(&world, &entry, Refusal::Malformed);
        check_refused(&world, &entry.slot(), Refusal::Malformed);
    }
}

#[test]
fn a_founding_entry_that_contradicts_itself_is_malformed() {
    let world = World::new();
    let relay = TestKey::named("relay");
    let board = crate::world::board_founding(&relay, &world.first);
    let wrong = [
        ledger::payload::Found {
            relay: None,
            ..board.clone()
        },
        ledger::payload::Found {
            first: None,
            ..board.clone()
        },
        ledger::payload::Found {
            board: Some(world.board),
            ..board.clone()
        },
        ledger::payload::Found {
            relay: Some(TestKey::named("another").public()),
            ..board
        },
    ];
    for found in wrong {
        let entry = Pen::new("relay").found(&found);
        check_refused(&world, &entry, Refusal::Malformed);
    }
    let mut pen = world.pen(Role::Staff);
    let found = founding(RoomKind::Hall, Some(world.board), 9);
    let inside = pen.authority(world.hall, Kind::FOUND, &found);
    check_refused(&world, &inside, Refusal::Malformed);
}

#[test]
fn a_join_under_another_name_is_malformed() {
    let world = World::new();
    let mut thief = Pen::new("thief");
    let victim = Pen::new("victim");
    let join = ledger::payload::Join {
        invitation: world.first.id(),
        key: victim.key.public(),
        proof: world.first.sign(b"anything"),
    };
    let entry = thief.authority(world.board, Kind::JOIN, &join);
    let checks = world.logs.log(world.board).checks(None, &entry, &[]);
    assert_eq!(checks.err(), Some(Reject::Refused(Refusal::Malformed)));
}

#[test]
fn the_first_administrators_invitation_is_good_once() {
    let world = World::new();
    let second = Pen::new("second").join(world.board, &world.first);
    check_refused(&world, &second, Refusal::InvitationUsed);
}

#[test]
fn an_unentitled_author_is_refused() {
    let mut world = World::new();
    let (hall, board) = (world.hall, world.board);
    let change = RawChange::first(world.people[&Role::Participant].actor(hall));
    let entry = world.by(Role::Participant, |pen| pen.change(hall, &change));
    check_refused(&world, &entry, Refusal::NotAllowed);
    let to = Grantee::Key(TestKey::named("friend").public());
    let grant = Grant {
        to,
        role: Role::Administrator,
        expires: None,
    };
    let entry = world.by(Role::Staff, |pen| pen.authority(board, Kind::GRANT, &grant));
    check_refused(&world, &entry, Refusal::NotAllowed);
    let entry = world.by(Role::Staff, |pen| pen.authority(hall, Kind::GRANT, &grant));
    check_refused(&world, &entry, Refusal::NotAllowed);
}

#[test]
fn a_change_under_a_foreign_actor_is_refused() {
    let mut world = World::new();
    let (hall, office) = (world.hall, world.office);
    let staff = world.pen(Role::Staff);
    let other_session = ActorId::derive(staff.id(), hall, SessionId([9; 16]));
    let foreign = [
        world.people[&Role::Administrator].actor(hall),
        staff.actor(office),
        other_session,
    ];
    for actor in foreign {
        let entry = world.by(Role::Staff, |pen| {
            pen.change(hall, &RawChange::first(actor))
        });
        check_refused(&world, &entry, Refusal::ForeignActor);
    }
    let long = RawChange {
        actor: vec![1; 17],
        ..RawChange::first(staff.actor(hall))
    };
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &long));
    check_refused(&world, &entry, Refusal::ForeignActor);
}

#[test]
fn a_change_that_names_an_unknown_actor_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let change = RawChange {
        other_actors: vec![ActorId([9; 16])],
        ..RawChange::first(world.people[&Role::Staff].actor(hall))
    };
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &change));
    check_refused(&world, &entry, Refusal::UnknownActor);
}

#[test]
fn a_change_whose_counter_does_not_follow_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let actor = world.people[&Role::Staff].actor(hall);
    for start_op in [2, 1_000, u64::MAX] {
        let change = RawChange {
            start_op,
            ..RawChange::first(actor)
        };
        let entry = world.by(Role::Staff, |pen| pen.change(hall, &change));
        check_refused(&world, &entry, Refusal::BadStartOp);
    }
}

#[test]
fn a_second_change_at_one_index_or_number_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let mut copy = world.pen(Role::Staff);
    let actor = copy.actor(hall);
    let entry = world.by(Role::Staff, |pen| {
        pen.change(hall, &RawChange::first(actor))
    });
    world.logs.stand(&entry);
    let other = RawChange {
        columns: vec![(ACTION, run(2))],
        ..RawChange::first(actor)
    };
    let at_one_index = copy.change(hall, &other);
    check_refused(&world, &at_one_index, Refusal::ForkedChange);
    let with_one_number = copy.change(hall, &other);
    check_refused(&world, &with_one_number, Refusal::ForkedChange);
}

#[test]
fn a_change_that_passes_over_its_actors_last_one_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let actor = world.people[&Role::Staff].actor(hall);
    let first = RawChange::first(actor);
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &first));
    world.logs.stand(&entry);
    // Of the same actor, but beside its first change: both would use the same operation ids.
    let beside = RawChange {
        seq: 2,
        ..RawChange::first(actor)
    };
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &beside));
    check_refused(&world, &entry, Refusal::ForkedChange);
    // Behind a longer past of somebody else, which does not hold the first change either.
    let other = world.people[&Role::Administrator].actor(hall);
    let long = RawChange {
        columns: vec![(ACTION, run(5))],
        ..RawChange::first(other)
    };
    let entry = world.by(Role::Administrator, |pen| pen.change(hall, &long));
    world.logs.stand(&entry);
    let behind = RawChange::after(actor, 2, &[long.hash()], 5);
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &behind));
    check_refused(&world, &entry, Refusal::ForkedChange);
    // Joining both pasts is what an honest device does.
    let joined = RawChange::after(actor, 2, &[first.hash(), long.hash()], 5);
    let entry = world.by(Role::Staff, |pen| pen.change(hall, &joined));
    world.logs.stand(&entry);
}

#[test]
fn what_is_too_complex_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let actor = world.people[&Role::Staff].actor(hall);
    let ops = |count| RawChange {
        columns: vec![(ACTION, run(count))],
        ..RawChange::first(actor)
    };
    let entry = world.by(Role::Staff, |pen| {
        pen.change(hall, &ops(limits::CHANGE_OPS + 1))
    });
    check_refused(&world, &entry, Refusal::TooComplex);
    let entry = world.by(Role::Staff, |pen| {
        pen.change(hall, &ops(limits::CHANGE_OPS))
    });
    check_stands(&world, &entry);
    let adopt = Adopt {
        entries: vec![EntryId([1; 32]); limits::ADOPTED + 1],
    };
    let entry = world.by(Role::Staff, |pen| pen.authority(hall, Kind::ADOPT, &adopt));
    check_refused(&world, &entry, Refusal::TooComplex);
}

#[test]
fn only_statements_can_be_erased() {
    let mut world = World::new();
    let hall = world.hall;
    let founding = world.logs.items[&hall][0].entry.id();
    let erase = world.by(Role::Staff, |pen| pen.erase(hall, founding));
    check_refused(&world, &erase, Refusal::NotErasable);
}
