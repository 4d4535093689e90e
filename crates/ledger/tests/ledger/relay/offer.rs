//! To whom a relay offers the snapshot of a hall in place of its log.

use ledger::{
    Digest, Role, RoomId,
    relay::{Config, Conn, Effect},
    snapshot::Standing,
    wire::{self, Message, OpenRoom, Step},
};

use crate::{
    desk::{Desk, ORIGIN},
    snapshots::long_hall,
    world::World,
};

const CHANGES: u64 = 40;
const SHA: Digest = Digest([6; 32]);
/// A snapshot is far smaller than the log.
const LENGTH: u64 = 900;

fn desk(world: &World, entries: u64) -> Desk {
    let mut config = Config::new(ORIGIN);
    config.snapshot_entries = entries;
    Desk::with(world, config)
}

/// Opens the hall and gives what came: `S` for a snapshot, `L` for a stretch of the log, `-` for neither.
fn open(desk: &mut Desk, conn: Conn, room: RoomId, from: u64, wants: Option<u16>) -> &'static str {
    let log = desk.relay.room(room).unwrap();
    let digest = log.digest_at(from).unwrap();
    let open = OpenRoom {
        room,
        head: None,
        locator: vec![Step { seq: from, digest }],
        wants_snapshot: wants,
    };
    let effects = desk.receive(conn, Message::Open(wire::Open { rooms: vec![open] }));
    let snapshot = effects.iter().any(|effect| match effect {
        Effect::Send(_, Message::Snapshot(snapshot)) => snapshot.sha256 == SHA,
        _ => false,
    });
    let log = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Deliver(_)));
    match (snapshot, log) {
        (true, false) => "S",
        (false, true) => "L",
        (false, false) => "-",
        (true, true) => "both",
    }
}

#[test]
fn a_snapshot_is_offered_to_readers_who_ask_and_lack_much_and_the_log_to_all_others() {
    let world = long_hall(CHANGES);
    let mut desk = desk(&world, 20);
    let hall = world.hall;
    let log = desk.relay.room(hall).unwrap();
    let (length, standing) = (log.len(), Standing::of(log, log.len()).unwrap());
    assert_eq!(desk.relay.due_for_snapshots(), [standing]);
    let participant = desk.device(&world.pen(Role::Participant).key);
    let visitor = desk.visitor();
    assert_eq!(open(&mut desk, participant, hall, 0, Some(1)), "L");

    let key = desk.key.clone();
    assert!(desk.relay.offer(standing, SHA, LENGTH, &key));
    assert_eq!(desk.relay.due_for_snapshots(), [], "it has not grown since");
    let table = [
        (participant, 0, Some(1), "S"),
        (participant, 0, None, "L"),
        (participant, 0, Some(0), "L"),
        (participant, length - 25, Some(1), "S"),
        (participant, length - 10, Some(1), "L"),
        (participant, length, Some(1), "-"),
        (visitor, 0, Some(1), "-"),
    ];
    for (conn, from, wants, expected) in table {
        assert_eq!(
            open(&mut desk, conn, hall, from, wants),
            expected,
            "{from} {wants:?}"
        );
    }
    assert!(desk.relay.offer(standing, SHA, 1_000_000, &key));
    assert_eq!(
        open(&mut desk, participant, hall, 0, Some(1)),
        "L",
        "larger than the log"
    );
    desk.relay.withdraw(hall, SHA);
    assert_eq!(open(&mut desk, participant, hall, 0, Some(1)), "L");
}

#[test]
fn a_snapshot_of_another_log_is_not_offered() {
    let world = long_hall(CHANGES);
    let mut desk = desk(&world, 20);
    let key = desk.key.clone();
    let log = desk.relay.room(world.hall).unwrap();
    let standing = Standing::of(log, log.len()).unwrap();
    let wrong = [
        Standing {
            digest: Digest([1; 32]),
            ..standing
        },
        Standing {
            epoch: standing.epoch + 1,
            ..standing
        },
        Standing {
            seq: standing.seq + 1,
            ..standing
        },
        Standing {
            room: world.board,
            ..standing
        },
        Standing {
            room: RoomId([9; 32]),
            ..standing
        },
    ];
    for standing in wrong {
        assert!(
            !desk.relay.offer(standing, SHA, LENGTH, &key),
            "{standing:?}"
        );
    }
}

#[test]
fn a_snapshot_is_due_for_long_halls_alone_and_again_when_they_grew_by_a_tenth() {
    let world = long_hall(CHANGES);
    let length = world.logs.log(world.hall).len();
    assert_eq!(desk(&world, length + 1).relay.due_for_snapshots(), []);
    let mut desk = desk(&world, 1);
    let log = desk.relay.room(world.hall).unwrap();
    assert!(
        desk.relay.rooms().count() > 1,
        "boards and offices have none"
    );
    let early = Standing::of(log, length - length / 10).unwrap();
    let late = Standing::of(log, length - 1).unwrap();
    let key = desk.key.clone();
    assert!(desk.relay.offer(late, SHA, LENGTH, &key));
    assert_eq!(desk.relay.due_for_snapshots(), []);
    assert!(desk.relay.offer(early, SHA, LENGTH, &key));
    assert_eq!(desk.relay.due_for_snapshots().len(), 1);
}
