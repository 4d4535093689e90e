//! `verify` finds what was spoilt, and nothing where nothing was.

use rusqlite::Connection;
use sync_server::{
    log::{SqliteLog, sqlite},
    verify,
};

use crate::{device::Device, socket::Socket, world::World};

async fn world_with_work() -> World {
    let mut world = World::new().await;
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    let words = device.says(world.board(), "张三".as_bytes());
    let entries = [
        device.joins(&world.link),
        words.clone(),
        device.says(world.board(), b"more"),
        device.erases(world.board(), words.id()),
        device.says(world.board(), b"and more"),
    ];
    socket.push(&entries).await;
    world.stop().await;
    world
}

/// What happens to item 4, or to 6, behind the relay's back.
enum Spoil {
    Flip(usize),
    Sql(&'static str),
}

impl Spoil {
    fn go_over(&self, connection: &Connection) {
        match self {
            Self::Sql(statement) => connection.execute_batch(statement).unwrap(),
            Self::Flip(at) => {
                let entry = "SELECT entry FROM items WHERE place & 255 = 4";
                let mut bytes: Vec<u8> = connection.query_row(entry, [], |row| row.get(0)).unwrap();
                bytes[*at] ^= 1;
                connection
                    .execute("UPDATE items SET entry = ?1 WHERE place & 255 = 4", [bytes])
                    .unwrap();
            }
        }
    }
}

/// Every problem that is found then.
async fn problems_after(spoil: &Spoil) -> Vec<(u64, String)> {
    let world = world_with_work().await;
    let connection = Connection::open(world.data().join(sqlite::FILE)).unwrap();
    spoil.go_over(&connection);
    drop(connection);
    let log = SqliteLog::open_read_only(&world.data()).unwrap();
    let report = verify::verify(&log).unwrap();
    let rooms = report.rooms.into_iter();
    rooms.flat_map(|room| room.problems).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_folder_has_no_problems_and_says_what_was_erased() {
    let world = world_with_work().await;
    let log = SqliteLog::open_read_only(&world.data()).unwrap();
    let report = verify::verify(&log).unwrap();
    assert_eq!(report.problems(), 0, "{:?}", report.rooms);
    assert_eq!(report.rooms[0].log.len(), 6);
    assert_eq!(report.rooms[0].erased, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_was_spoilt_is_named_with_its_place() {
    use Spoil::{Flip, Sql};
    let table = [
        ("the payload", Flip(235), 4, "hash"),
        ("the signature", Flip(200), 4, "signature"),
        ("the time it was made", Flip(115), 4, "signature"),
        ("the room", Flip(10), 4, "another room"),
        (
            "the relay's clock",
            Sql("UPDATE items SET received_at = received_at + 1 WHERE place & 255 = 4"),
            4,
            "digest",
        ),
        (
            "an item",
            Sql("DELETE FROM items WHERE place & 255 = 4"),
            5,
            "missing",
        ),
        (
            "a payload that nothing erased",
            Sql("UPDATE items SET entry = substr(entry, 1, 217) WHERE place & 255 = 6"),
            6,
            "nothing erased it",
        ),
    ];
    for (what, spoil, seq, word) in table {
        let problems = problems_after(&spoil).await;
        let is_named = problems
            .iter()
            .any(|(at, problem)| *at == seq && problem.contains(word));
        assert!(is_named, "{what}: {problems:?}");
    }
}
