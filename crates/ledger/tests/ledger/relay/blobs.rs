//! Rights to photos and scans: those of the room, and the way from a hall's tablets to the office.

use ledger::{Nonce, Role, RoomId, RoomKind, relay::Conn};

use crate::{desk::Desk, world::World};

/// The token that the test's desk gives a connection.
fn token(conn: Conn) -> Nonce {
    Nonce([conn.0 as u8 ^ 0xff; 16])
}

/// Reading and writing, as `rw`, `r-`, `-w` or `--`.
fn rights(desk: &Desk, token: Option<Nonce>, room: RoomId) -> String {
    let rights = desk.relay.blob_rights(desk.now, token, room).unwrap();
    let sign = |is_allowed, sign| if is_allowed { sign } else { '-' };
    [sign(rights.reads, 'r'), sign(rights.writes, 'w')]
        .iter()
        .collect()
}

#[test]
fn rights_to_blobs_follow_the_room_and_tablets_of_a_hall_write_to_the_office_unread() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let rooms = [RoomKind::Board, RoomKind::Office, RoomKind::Hall].map(|kind| world.room(kind));
    let table = [
        (Role::Administrator, ["rw", "rw", "rw"]),
        (Role::Staff, ["rw", "rw", "rw"]),
        (Role::Supervisor, ["rw", "--", "rw"]),
        (Role::Recorder, ["r-", "-w", "rw"]),
        (Role::Kiosk, ["r-", "-w", "rw"]),
        (Role::Participant, ["r-", "--", "rw"]),
    ];
    for (role, expected) in table {
        let conn = desk.device(&world.pen(role).key);
        let found = rooms.map(|room| rights(&desk, Some(token(conn)), room));
        assert_eq!(found, expected, "{role:?}: board, office, hall");
    }
    let visitor = desk.visitor();
    for token in [None, Some(token(visitor)), Some(Nonce([9; 16]))] {
        let found = rooms.map(|room| rights(&desk, token, room));
        assert_eq!(found, ["r-", "--", "--"], "without a key");
    }
}

#[test]
fn a_room_that_is_not_there_has_no_blobs_and_a_revoked_key_adds_none() {
    let mut world = World::new();
    let mut desk = Desk::of(&world);
    let conn = desk.device(&world.pen(Role::Kiosk).key);
    let nowhere = RoomId([9; 32]);
    assert_eq!(desk.relay.blob_rights(desk.now, None, nowhere), None);
    let (hall, key) = (world.hall, world.pen(Role::Kiosk).id());
    let revoke = world.by(Role::Administrator, |pen| pen.revoke(hall, key));
    let carrier = desk.visitor();
    desk.push(carrier, &[revoke]);
    assert_eq!(rights(&desk, Some(token(conn)), world.hall), "--");
    assert_eq!(rights(&desk, Some(token(conn)), world.office), "--");
}
