//! Our bounded reader of changes against Automerge itself, and against what it must refuse.

use automerge::{
    ActorId as AutomergeActor, AutoCommit, ObjType, ROOT, ReadDoc, transaction::Transactable,
};
use ledger::{
    ActorId,
    change::{ChangeError, parse},
    limits,
};
use proptest::{collection::vec, prelude::*};

use crate::raw_change::{ACTION, RawChange, chunk, run, signed, unsigned};

/// One thing that a device does to its document.
#[derive(Clone, Debug)]
enum Act {
    Put(u8, i64),
    Delete(u8),
    Add(u8, i64),
    Write(u16, u8, String),
    Insert(u16, String),
    Map(u8),
    Commit(String),
    Merge(u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (any::<u8>(), any::<i64>()).prop_map(|(key, value)| Act::Put(key % 5, value)),
        any::<u8>().prop_map(|key| Act::Delete(key % 5)),
        (any::<u8>(), -9..9_i64).prop_map(|(key, by)| Act::Add(key % 5, by)),
        (any::<u16>(), 0..4_u8, "[a-z协商议事]{0,12}")
            .prop_map(|(at, cut, text)| Act::Write(at, cut, text)),
        (any::<u16>(), "[a-z]{0,3}").prop_map(|(at, value)| Act::Insert(at, value)),
        any::<u8>().prop_map(|key| Act::Map(key % 5)),
        "[a-z]{0,8}".prop_map(Act::Commit),
        any::<u8>().prop_map(Act::Merge),
    ]
}

fn perform(doc: &mut AutoCommit, act: &Act) {
    let object = |doc: &AutoCommit, key: &str| doc.get(ROOT, key).unwrap().map(|(_, id)| id);
    match act {
        Act::Put(key, value) => doc.put(ROOT, format!("k{key}"), *value).unwrap(),
        Act::Delete(key) => drop(doc.delete(ROOT, format!("k{key}"))),
        Act::Add(key, by) => {
            let key = format!("c{key}");
            if object(doc, &key).is_none() {
                doc.put(ROOT, &key, automerge::ScalarValue::counter(1))
                    .unwrap();
            }
            doc.increment(ROOT, &key, *by).unwrap();
        }
        Act::Write(at, cut, text) => {
            let id = object(doc, "text").unwrap();
            let length = doc.length(&id);
            let at = usize::from(*at) % (length + 1);
            let cut = usize::from(*cut).min(length - at);
            doc.splice_text(&id, at, cut as isize, text).unwrap();
        }
        Act::Insert(at, value) => {
            let id = object(doc, "list").unwrap();
            let at = usize::from(*at) % (doc.length(&id) + 1);
            doc.insert(&id, at, value.as_str()).unwrap();
        }
        Act::Map(key) => {
            let id = doc
                .put_object(ROOT, format!("m{key}"), ObjType::Map)
                .unwrap();
            doc.put(&id, "inner", true).unwrap();
        }
        Act::Commit(message) => {
            let options = automerge::transaction::CommitOptions::default();
            doc.commit_with(options.with_message(message.clone()).with_time(77));
        }
        Act::Merge(_) => {}
    }
}

fn documents() -> Vec<AutoCommit> {
    let mut first = AutoCommit::new().with_actor(AutomergeActor::from([1; 16]));
    first.put_object(ROOT, "text", ObjType::Text).unwrap();
    first.put_object(ROOT, "list", ObjType::List).unwrap();
    first.commit();
    let fork =
        |first: &mut AutoCommit, actor| first.fork().with_actor(AutomergeActor::from([actor; 16]));
    let second = fork(&mut first, 2);
    let third = fork(&mut first, 3);
    vec![first, second, third]
}

#[track_caller]
fn check_agrees(change: &automerge::Change) {
    let ours = parse(change.raw_bytes()).unwrap();
    assert_eq!(ours.hash.0, change.hash().0);
    let dependencies: Vec<_> = ours.dependencies.iter().map(|hash| hash.0).collect();
    let theirs: Vec<_> = change.deps().iter().map(|hash| hash.0).collect();
    assert_eq!(dependencies, theirs);
    assert_eq!(ours.actor.as_bytes(), change.actor_id().to_bytes());
    assert_eq!(ours.seq, change.seq());
    assert_eq!(ours.start_op, change.start_op().get());
    assert_eq!(ours.ops, change.len() as u64);
    assert_eq!(ours.max_op(), change.max_op());
    assert_eq!(ours.max_op() + 1, ours.start_op + ours.ops);
    let others: Vec<_> = ours
        .other_actors
        .iter()
        .map(|actor| actor.0.to_vec())
        .collect();
    let theirs: Vec<_> = change
        .other_actor_ids()
        .iter()
        .map(|actor| actor.to_bytes().to_vec())
        .collect();
    assert_eq!(others, theirs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn our_reader_agrees_with_automerge(acts in vec((0..3_usize, act()), 1..60)) {
        let mut documents = documents();
        for (at, act) in &acts {
            if let Act::Merge(from) = act {
                let other = &mut documents[usize::from(*from) % 3];
                other.commit();
                let mut other = other.clone();
                documents[*at].merge(&mut other).unwrap();
            }
            perform(&mut documents[*at], act);
        }
        let mut by_counter = std::collections::BTreeMap::new();
        for document in &mut documents {
            document.commit();
            for change in document.get_changes(&[]) {
                check_agrees(&change);
                by_counter.insert(change.hash().0, change.max_op());
            }
        }
        // The rule by which a change is accepted: it starts right after all it depends on.
        for document in &mut documents {
            for change in document.get_changes(&[]) {
                let past = change.deps().iter().map(|hash| by_counter[&hash.0]).max();
                prop_assert_eq!(change.start_op().get(), past.unwrap_or(0) + 1);
            }
        }
    }

    #[test]
    fn a_spoilt_change_is_another_one_or_none(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = first().bytes();
        let at = at.index(bytes.len());
        let is_same = bytes[at] == byte;
        bytes[at] = byte;
        prop_assert_eq!(parse(&bytes).is_ok(), is_same, "the checksum covers every byte");
    }
}

fn first() -> RawChange {
    RawChange::first(ActorId([7; 16]))
}

#[track_caller]
fn check_refused(bytes: &[u8], why: ChangeError) {
    assert_eq!(parse(bytes), Err(why));
}

#[test]
fn a_change_written_by_hand_is_read() {
    let header = parse(&first().bytes()).unwrap();
    assert_eq!((header.seq, header.start_op, header.ops), (1, 1, 1));
    assert_eq!(header.hash, first().hash());
}

#[test]
fn an_empty_change_has_no_operations() {
    let empty = RawChange {
        columns: vec![],
        ..first()
    };
    let header = parse(&empty.bytes()).unwrap();
    assert_eq!((header.ops, header.max_op()), (0, 0));
}

#[test]
fn other_chunks_are_refused_by_their_type() {
    let mut document = documents().remove(0);
    check_refused(&document.save(), ChangeError::Malformed);
    for chunk_type in [0, 2, 3, 9] {
        let chunk = RawChange {
            chunk_type,
            ..first()
        };
        check_refused(&chunk.bytes(), ChangeError::Malformed);
    }
}

#[test]
fn a_compressed_change_is_refused_and_its_raw_bytes_are_not() {
    let mut document = documents().remove(0);
    let id = document.get(ROOT, "text").unwrap().unwrap().1;
    document
        .splice_text(&id, 0, 0, &"协商".repeat(500))
        .unwrap();
    document.commit();
    let mut change = document.get_last_local_change().unwrap();
    let compressed = change.bytes().into_owned();
    assert_eq!(compressed[8], 2, "Automerge compresses by itself");
    check_refused(&compressed, ChangeError::Malformed);
    assert!(parse(change.raw_bytes()).is_ok());
}

#[test]
fn a_decompression_bomb_is_refused_before_anything_is_inflated() {
    // 1 GiB of zeros as stored by DEFLATE would need a megabyte; a reader that inflates would
    // start on the first byte. Ours stops at the type byte.
    let body = vec![0xed; 1_000_000];
    let bomb = chunk(&[vec![2], unsigned(body.len() as u64), body].concat());
    let begun = std::time::Instant::now();
    check_refused(&bomb, ChangeError::Malformed);
    assert!(
        begun.elapsed().as_millis() < 50,
        "took {:?}",
        begun.elapsed()
    );
}

#[test]
fn a_compressed_column_is_refused() {
    let change = RawChange {
        columns: vec![(ACTION | 0b1000, run(1))],
        ..first()
    };
    check_refused(&change.bytes(), ChangeError::Malformed);
}

#[test]
fn columns_out_of_order_or_twice_are_refused() {
    for columns in [
        vec![(ACTION, run(1)), (ACTION, run(1))],
        vec![(ACTION, run(1)), (21, run(1))],
    ] {
        let change = RawChange { columns, ..first() };
        check_refused(&change.bytes(), ChangeError::Malformed);
    }
}

#[test]
fn a_wrong_checksum_magic_length_or_tail_is_refused() {
    let good = first().bytes();
    for at in [0, 4, 9] {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        check_refused(&bytes, ChangeError::Malformed);
    }
    check_refused(&[good.as_slice(), &[0]].concat(), ChangeError::Malformed);
    check_refused(
        &[good.as_slice(), good.as_slice()].concat(),
        ChangeError::Malformed,
    );
    check_refused(&good[..good.len() - 1], ChangeError::Malformed);
    check_refused(b"", ChangeError::Malformed);
}

#[test]
fn counters_that_start_at_nothing_are_refused() {
    let no_seq = RawChange { seq: 0, ..first() };
    check_refused(&no_seq.bytes(), ChangeError::Malformed);
    let no_start = RawChange {
        start_op: 0,
        ..first()
    };
    check_refused(&no_start.bytes(), ChangeError::Malformed);
}

#[test]
fn every_limit_of_a_change_holds() {
    let limit = |change: RawChange, is_over: bool| {
        let why = parse(&change.bytes()).err();
        assert_eq!(why, is_over.then_some(ChangeError::TooComplex));
    };
    for (over, is_over) in [(0, false), (1, true)] {
        let many = |most: usize| most + over;
        limit(
            RawChange {
                dependencies: vec![first().hash(); many(limits::CHANGE_DEPS)],
                ..first()
            },
            is_over,
        );
        limit(
            RawChange {
                other_actors: vec![ActorId([1; 16]); many(limits::CHANGE_ACTORS)],
                ..first()
            },
            is_over,
        );
        limit(
            RawChange {
                message: vec![b'm'; many(limits::CHANGE_MESSAGE_BYTES)],
                ..first()
            },
            is_over,
        );
        limit(
            RawChange {
                columns: vec![(ACTION, run(many(limits::CHANGE_OPS as usize) as u64))],
                ..first()
            },
            is_over,
        );
        let literals = many(limits::CHANGE_OPS as usize);
        let column = [signed(-(literals as i64)), vec![1; literals]].concat();
        limit(
            RawChange {
                columns: vec![(ACTION, column)],
                ..first()
            },
            is_over,
        );
    }
    let columns = (0..65).map(|spec| (spec * 16 + 2, vec![])).collect();
    limit(RawChange { columns, ..first() }, true);
}

#[test]
fn counts_that_lie_are_refused_at_once() {
    let lie = |column: Vec<u8>| RawChange {
        columns: vec![(ACTION, column)],
        ..first()
    };
    let endless_run = [signed(i64::MAX), unsigned(1)].concat();
    check_refused(&lie(endless_run).bytes(), ChangeError::TooComplex);
    check_refused(&lie(signed(i64::MIN)).bytes(), ChangeError::TooComplex);
    check_refused(&lie(signed(-5)).bytes(), ChangeError::Malformed);
    check_refused(
        &lie([signed(0), unsigned(3)].concat()).bytes(),
        ChangeError::Malformed,
    );
    let text = RawChange {
        message: vec![0xff],
        ..first()
    };
    check_refused(&text.bytes(), ChangeError::Malformed);
}

#[test]
fn an_actor_of_another_length_is_refused() {
    for length in [0, 15, 17, 32] {
        let change = RawChange {
            actor: vec![1; length],
            ..first()
        };
        check_refused(&change.bytes(), ChangeError::Actor);
    }
}
