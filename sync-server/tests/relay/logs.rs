//! What every log has to keep, whatever it is made of.

use std::{
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use ledger::{Digest, RoomId, Seq, Timestamp, entry::SLOT_LEN};
use sync_server::log::{Log, LogError, MemoryLog, SqliteLog, Stored, Write};

const ROOM: RoomId = RoomId([1; 32]);
const OTHER: RoomId = RoomId([2; 32]);
/// Tells the copy of this program that it is to write until it is killed.
const CHILD: &str = "ZHONGSHANG_TEST_LOG";

fn item(seq: Seq) -> Stored {
    Stored {
        seq,
        judged_at: seq.saturating_sub(1),
        received_at: Timestamp(1_000 + seq),
        digest: Digest([seq as u8; 32]),
        entry: vec![seq as u8; SLOT_LEN + 100].into(),
    }
}

fn append(seq: Seq) -> Write {
    Write::Append(ROOM, item(seq))
}

/// The suite: everything that the contract of [`Log`] promises within one run.
fn check_log(log: &mut dyn Log) {
    assert_eq!(log.rooms().unwrap(), []);
    assert_eq!(log.room(ROOM).unwrap(), None);
    assert_eq!(log.read(ROOM, 1, 9).unwrap(), []);
    log.commit(&[Write::Epoch(ROOM, 7), append(1), append(2)])
        .unwrap();
    let room = log.room(ROOM).unwrap().unwrap();
    assert_eq!((room.epoch, room.len), (7, 2));
    assert_eq!(log.read(ROOM, 1, Seq::MAX).unwrap(), [item(1), item(2)]);
    assert_eq!(log.read(ROOM, 2, 2).unwrap(), [item(2)]);

    let before = log.read(ROOM, 1, 9).unwrap();
    for batch in [
        vec![append(3), append(5)],
        vec![append(2)],
        vec![Write::Append(OTHER, item(1)), append(9)],
    ] {
        let error = log.commit(&batch).unwrap_err();
        assert!(matches!(error, LogError::NotNext { .. }), "{error}");
    }
    assert_eq!(log.read(ROOM, 1, 9).unwrap(), before, "nothing by halves");
    assert_eq!(log.room(OTHER).unwrap(), None, "nothing by halves");

    let erase = Write::Erase(ROOM, 2);
    log.commit(&[append(3), erase.clone(), Write::Erase(ROOM, 99)])
        .unwrap();
    let kept = log.read(ROOM, 1, 9).unwrap();
    assert_eq!(kept[1].entry, item(2).entry[..SLOT_LEN]);
    assert_eq!(kept[2], item(3));
    log.commit(&[erase]).unwrap();
    assert_eq!(log.read(ROOM, 1, 9).unwrap(), kept, "erased once for all");

    log.commit(&[Write::Epoch(ROOM, u64::MAX >> 1), Write::Epoch(OTHER, 1)])
        .unwrap();
    let mut rooms = log.rooms().unwrap();
    rooms.sort_by_key(|room| room.id);
    let lengths: Vec<_> = rooms.iter().map(|room| (room.id, room.len)).collect();
    assert_eq!(lengths, [(ROOM, 3), (OTHER, 0)]);
    assert!(log.has_space() && log.is_writable());
    assert!(!log.has_changed().unwrap(), "nobody else has written");
}

#[test]
fn memory_keeps_the_contract() {
    check_log(&mut MemoryLog::default());
}

#[test]
fn sqlite_keeps_the_contract_and_reads_the_same_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut log = SqliteLog::open(&data).unwrap();
    check_log(&mut log);
    let (rooms, items) = (log.rooms().unwrap(), log.read(ROOM, 1, 9).unwrap());
    drop(log);
    let log = SqliteLog::open(&data).unwrap();
    assert_eq!(log.rooms().unwrap(), rooms);
    assert_eq!(log.read(ROOM, 1, 9).unwrap(), items);
    assert_eq!(log.faults().unwrap(), [""; 0]);
}

#[test]
fn what_another_process_writes_is_noticed_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut own = SqliteLog::open(folder.path()).unwrap();
    let mut other = SqliteLog::open(folder.path()).unwrap();
    own.commit(&[append(1)]).unwrap();
    assert!(!own.has_changed().unwrap());
    other.commit(&[Write::Append(OTHER, item(1))]).unwrap();
    assert!(own.has_changed().unwrap());
    assert!(!own.has_changed().unwrap());
    assert_eq!(own.rooms().unwrap().len(), 2);
}

#[test]
fn erased_bytes_are_gone_from_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = SqliteLog::open(folder.path()).unwrap();
    let mut secret = item(1);
    secret.entry = [vec![0; SLOT_LEN], "张三 13800000000".into()]
        .concat()
        .into();
    log.commit(&[Write::Append(ROOM, secret)]).unwrap();
    assert!(holds(folder.path(), "张三"), "it was there");
    log.commit(&[Write::Erase(ROOM, 1)]).unwrap();
    assert!(!holds(folder.path(), "张三"), "it is still there");
}

fn holds(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    })
}

/// Not a test of its own: what the killed process does. Without its variable it does nothing.
#[test]
fn child_writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else {
        return;
    };
    let mut log = SqliteLog::open(Path::new(&folder)).unwrap();
    let mut next = log.room(ROOM).unwrap().map_or(1, |room| room.len + 1);
    loop {
        let batch: Vec<_> = (next..next + 3).map(append).collect();
        log.commit(&batch).unwrap();
        writeln!(std::io::stdout(), "\nkept {}", next + 2).unwrap();
        next += 3;
    }
}

#[test]
fn what_was_kept_survives_kill_9_and_nothing_is_there_by_halves() {
    let folder = tempfile::tempdir().unwrap();
    for round in 1..=6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "logs::child_writes_until_it_is_killed"])
            .args(["--nocapture", "--test-threads=1"])
            .env(CHILD, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let kept: Vec<Seq> = lines
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("kept ")?.parse().ok())
            .take(round * 2)
            .collect();
        child.kill().unwrap();
        child.wait().unwrap();
        let log = SqliteLog::open(folder.path()).unwrap();
        let room = log.room(ROOM).unwrap().unwrap();
        assert!(room.len >= *kept.last().unwrap(), "a kept item is lost");
        assert_eq!(room.len % 3, 0, "half a batch is there");
        let items = log.read(ROOM, 1, room.len).unwrap();
        assert!(items.iter().zip(1..).all(|(kept, seq)| *kept == item(seq)));
        assert_eq!(log.faults().unwrap(), [""; 0]);
    }
}
