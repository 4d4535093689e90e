//! Snapshots: what goes in comes out, and what is spoilt is refused within bounds.

use automerge::{
    ActorId as AutomergeActor, AutoCommit, ObjType, ROOT, ReadDoc, transaction::Transactable,
};
use ledger::{
    ActorId, ChangeHash, Class, Digest, Kind, LogItem, Role, RoomId, Seq, change, limits,
    snapshot::{HEADER, Snapshot, SnapshotError, Standing},
};
use proptest::{collection::vec, prelude::*};

use crate::{
    raw_change::{ACTION, RawChange, run},
    world::World,
};

/// A world whose hall has so many changes, by staff and by a recorder in turn.
pub(crate) fn long_hall(changes: u64) -> World {
    let mut world = World::new();
    let hall = world.hall;
    let mut last: Vec<ChangeHash> = Vec::new();
    for number in 0..changes {
        let role = [Role::Staff, Role::Recorder][(number % 2) as usize];
        let actor = world.pen(role).actor(hall);
        let change = RawChange::after(actor, number / 2 + 1, &last, number);
        last = vec![change.hash()];
        let entry = world.by(role, |pen| pen.change(hall, &change));
        world.logs.stand(&entry);
    }
    world
}

/// The snapshot that a relay makes of the world's hall up to a position.
pub(crate) fn snapshot_of(world: &World, upto: Seq) -> Snapshot {
    let log = world.logs.log(world.hall);
    let record = log.record();
    let items = world.logs.items[&world.hall].iter();
    let items: Vec<&LogItem> = items.filter(|item| item.seq <= upto).collect();
    let is_change = |item: &&&LogItem| record.contains(&item.seq);
    let changes = items.iter().filter(is_change);
    let changes: Vec<Vec<u8>> = changes
        .map(|item| item.entry.payload().unwrap().to_vec())
        .collect();
    let is_head = |item: &LogItem| {
        let hash = change::parse(item.entry.payload().unwrap()).unwrap().hash;
        let is_built_on =
            |other: &Vec<u8>| change::parse(other).unwrap().dependencies.contains(&hash);
        !changes.iter().any(is_built_on)
    };
    let kept = items.iter().filter(|item| {
        let header = item.entry.header();
        match header.class {
            Class::Authority => header.kind != Kind::ADMIT,
            _ => record.contains(&item.seq) && is_head(item),
        }
    });
    Snapshot {
        standing: Standing::of(log, upto).unwrap(),
        items: kept.map(|item| (*item).clone()).collect(),
        changes: changes.clone(),
    }
}

pub(crate) fn bytes(snapshot: &Snapshot) -> Vec<u8> {
    let (header, body) = snapshot.to_parts().unwrap();
    assert_eq!(header.len(), HEADER);
    [header, body].concat()
}

fn of_changes(changes: Vec<Vec<u8>>) -> Snapshot {
    Snapshot {
        standing: Standing {
            room: RoomId([7; 32]),
            epoch: 5,
            seq: 9,
            digest: Digest([8; 32]),
        },
        items: Vec::new(),
        changes,
    }
}

/// What several devices write into one document, forking and merging.
fn changes(steps: &[(usize, u8, String)]) -> Vec<Vec<u8>> {
    let mut first = AutoCommit::new().with_actor(AutomergeActor::from([1; 16]));
    let text = first.put_object(ROOT, "文", ObjType::Text).unwrap();
    first.commit();
    let mut documents: Vec<AutoCommit> = (2..5)
        .map(|actor| first.fork().with_actor(AutomergeActor::from([actor; 16])))
        .collect();
    for (device, at, words) in steps {
        let mut other = documents[usize::from(*at) % 3].clone();
        let document = &mut documents[*device];
        if at % 4 == 0 {
            document.merge(&mut other).unwrap();
        }
        let place = usize::from(*at) % (document.length(&text) + 1);
        document.splice_text(&text, place, 0, words).unwrap();
        document.put(ROOT, words.as_str(), i64::from(*at)).unwrap();
        let options = automerge::transaction::CommitOptions::default();
        document.commit_with(options.with_time(1_700_000_000_000 - i64::from(*at)));
    }
    for document in documents {
        let mut document = document;
        first.merge(&mut document).unwrap();
    }
    let all = first.get_changes(&[]);
    all.iter()
        .map(|change| change.raw_bytes().to_vec())
        .collect()
}

fn steps() -> impl Strategy<Value = Vec<(usize, u8, String)>> {
    vec((0..3_usize, any::<u8>(), "[a-z协商议事]{1,6}"), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn changes_come_out_of_a_snapshot_as_they_went_in(steps in steps()) {
        let snapshot = of_changes(changes(&steps));
        let bytes = bytes(&snapshot);
        prop_assert_eq!(Snapshot::read(&bytes), Ok(snapshot));
    }

    #[test]
    fn a_spoilt_snapshot_never_panics(
        steps in steps(),
        spoilt in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = bytes(&of_changes(changes(&steps)));
        for (place, byte) in &spoilt {
            *place.get_mut(&mut bytes) = *byte;
        }
        let _ = Snapshot::read(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        prop_assert!(Snapshot::read(&bytes).is_err(), "it is cut");
    }

    #[test]
    fn bytes_that_are_no_snapshot_never_panic(body in vec(any::<u8>(), 0..600)) {
        let (mut header, _) = of_changes(Vec::new()).to_parts().unwrap();
        header.truncate(HEADER - 4);
        header.extend((body.len() as u32).to_be_bytes());
        let _ = Snapshot::read(&[header, body].concat());
    }
}

#[test]
fn a_header_that_names_more_than_the_limit_is_refused_before_anything_is_inflated() {
    let (mut header, _) = of_changes(Vec::new()).to_parts().unwrap();
    header.truncate(HEADER - 4);
    header.extend((limits::SNAPSHOT_BODY as u32 + 1).to_be_bytes());
    assert_eq!(Snapshot::read_header(&header), Err(SnapshotError::TooLarge));
    assert_eq!(
        Snapshot::read_header(&header[..HEADER - 1]),
        Err(SnapshotError::Malformed)
    );
}

#[test]
fn changes_that_do_not_follow_from_each_other_are_not_packed() {
    let actor = ActorId([1; 16]);
    let first = RawChange::first(actor);
    let next = RawChange::after(actor, 2, &[first.hash()], 1);
    let far = RawChange {
        start_op: 9,
        ..next.clone()
    };
    let skipped = RawChange {
        seq: 3,
        ..next.clone()
    };
    let not_shortest = RawChange {
        columns: vec![(ACTION, [run(1), Vec::new()].concat())],
        message: b"m".to_vec(),
        ..next.clone()
    };
    let table = [
        (vec![&first, &next], None),
        (vec![&first, &not_shortest], None),
        (vec![&next, &first], Some(SnapshotError::NotPackable)),
        (vec![&first, &far], Some(SnapshotError::NotPackable)),
        (vec![&first, &skipped], Some(SnapshotError::NotPackable)),
        (vec![&first, &first], Some(SnapshotError::NotPackable)),
    ];
    for (changes, expected) in table {
        let changes = changes.iter().map(|change| change.bytes()).collect();
        let made = of_changes(changes).to_parts();
        assert_eq!(made.err(), expected);
    }
    let none = of_changes(vec![b"no change".to_vec()]).to_parts();
    assert_eq!(none, Err(SnapshotError::NotPackable));
}

#[test]
fn a_log_knows_whether_heads_were_its_record_at_a_position() {
    let world = long_hall(6);
    let log = world.logs.log(world.hall);
    let whole = snapshot_of(&world, log.len());
    let earlier = snapshot_of(&world, log.len() - 2);
    let (heads, before) = (whole.heads().unwrap(), earlier.heads().unwrap());
    assert!(log.has_record(&heads, log.len()));
    assert!(log.has_record(&before, log.len() - 2));
    assert!(!log.has_record(&heads, log.len() - 2), "of later changes");
    assert!(!log.has_record(&before, log.len()), "two are left out");
    assert!(!log.has_record(&[ChangeHash([9; 32])], log.len()));
}
