//! Every named reason for which an entry is held, wanting or refused by a log.

use ledger::{
    ActorId, Class, Entry, EntryId, Held, Kind, LogItem, PersonId, Refusal, Role, RoomId, RoomKind,
    RoomLog, SessionId, Timestamp, Want,
    authority::{Reject, Verdict},
    limits,
    payload::{Admit, Adopt, Grant, Grantee, RelayKey, Revoke},
};

use crate::{
    keys::TestKey,
    raw_change::{ACTION, RawChange, run},
    world::{Pen, START, World, founding},
};

#[track_caller]
fn check_held(world: &World, entry: &Entry, why: Held) {
    assert_eq!(world.logs.judge(entry), Ok(Verdict::Held(why)));
}

#[track_caller]
fn check_wanting(world: &World, entry: &Entry, what: Want) {
    assert_eq!(world.logs.judge(entry), Err(Reject::Wanting(what)));
}

#[track_caller]
fn check_refused(world: &World, entry: &Entry, why: Refusal) {
    assert_eq!(world.logs.judge(entry), Err(Reject::Refused(why)));
}

#[track_caller]
fn check_stands(world: &World, entry: &Entry) {
    assert_eq!(world.logs.judge(entry), Ok(Verdict::Stands));
}

// Held.

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

// Wanting.

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

// Refused.

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
