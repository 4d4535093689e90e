//! Whatever a document holds, there is something to show, and it is said what was odd.

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjId, ObjType, ROOT, ScalarValue, TextEncoding};
use consultation::{Board, Consultation, Document, ListItem, Office, Problem};
use proptest::prelude::*;

/// A document that was not written by commands.
fn document(write: impl FnOnce(&mut automerge::transaction::Transaction<'_>)) -> Document {
    let mut automerge = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    automerge.set_actor(ActorId::from([4; 16]));
    let mut transaction = automerge.transaction();
    write(&mut transaction);
    transaction.commit();
    let changes = automerge.get_changes(&[]);
    let (document, applied) =
        Document::from_changes(changes.iter().map(|change| change.raw_bytes()));
    assert_eq!(applied.set_aside, []);
    document
}

#[test]
fn an_empty_document_shows_as_an_empty_record() {
    let (read, problems) = Consultation::read(&Document::empty());
    assert_eq!(read, Consultation::default());
    assert!(problems.contains(&Problem::MissingContainer));
}

#[test]
fn values_of_another_type_are_passed_over_and_reported() {
    let document = document(|transaction| {
        let map = transaction
            .put_object(ROOT, "consultation", ObjType::Map)
            .unwrap();
        transaction.put(&map, "title", 7).unwrap();
        transaction.put(&map, "form", "walk_round").unwrap();
        transaction.put(&map, "time", "tomorrow").unwrap();
        transaction
            .put_object(&map, "venue", ObjType::List)
            .unwrap();
    });
    let (read, problems) = Consultation::read(&document);
    assert_eq!(read.title.value, "");
    assert_eq!(
        read.form.value,
        Some(consultation::Form::Other("walk_round".into())),
        "a form of a later version is kept"
    );
    assert_eq!(read.time.value, None);
    assert_eq!(
        problems
            .iter()
            .filter(|other| **other == Problem::UnreadableValue)
            .count(),
        3
    );
}

#[test]
fn a_part_in_no_list_is_shown_last() {
    let document = document(|transaction| {
        let minutes = transaction
            .put_object(ROOT, "minutes", ObjType::Map)
            .unwrap();
        let order = transaction
            .put_object(&minutes, "order", ObjType::List)
            .unwrap();
        let parts = transaction
            .put_object(&minutes, "parts", ObjType::Map)
            .unwrap();
        for (key, words) in [("aa", "没有列出"), ("bb", "列出")] {
            let part = transaction
                .put_object(&parts, key.repeat(16), ObjType::Map)
                .unwrap();
            let body = transaction
                .put_object(&part, "body", ObjType::Text)
                .unwrap();
            transaction.splice_text(&body, 0, 0, words).unwrap();
        }
        transaction
            .insert(&order, 0, ScalarValue::Bytes(vec![0xbb; 16]))
            .unwrap();
        transaction
            .insert(&order, 1, ScalarValue::Bytes(vec![0xbb; 16]))
            .unwrap();
        transaction.insert(&order, 2, "字").unwrap();
        transaction.put(&parts, "not an id", 1).unwrap();
    });
    let (read, problems) = Consultation::read(&document);
    let words: Vec<_> = read
        .minutes
        .iter()
        .map(|section| section.text.text.as_str())
        .collect();
    assert_eq!(words, ["列出", "没有列出"]);
    for problem in [
        Problem::PartOutOfOrder,
        Problem::UnreadableValue,
        Problem::UnknownKey,
    ] {
        assert!(problems.contains(&problem), "{problem:?}");
    }
}

#[test]
fn containers_that_stand_twice_are_all_read() {
    let founder = crate::support::Device::founding("议题");
    let mut changes = founder.changes.clone();
    for actor in [5, 6] {
        let mut automerge = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        let base = founder.changes.iter();
        let base: Vec<_> = base
            .map(|change| automerge::Change::try_from(change.as_slice()).unwrap())
            .collect();
        automerge.apply_changes(base).unwrap();
        automerge.set_actor(ActorId::from([actor; 16]));
        let mut transaction = automerge.transaction();
        let map = transaction
            .put_object(ROOT, "consultation", ObjType::Map)
            .unwrap();
        transaction
            .put(&map, "venue", format!("会议室{actor}"))
            .unwrap();
        transaction.commit();
        changes.push(
            automerge
                .get_last_local_change()
                .unwrap()
                .raw_bytes()
                .to_vec(),
        );
    }
    let (document, _) = Document::from_changes(changes.iter().map(Vec::as_slice));
    let (read, problems) = Consultation::read(&document);
    assert!(problems.contains(&Problem::DoubledContainer));
    assert_eq!(read.venue.alternatives().len(), 2);
}

const KEYS: [&str; 14] = [
    "kind",
    "consultation",
    "minutes",
    "full_text",
    "order",
    "parts",
    "title",
    "time",
    "form",
    "body",
    "heading",
    "community",
    "halls",
    "abababababababababababababababab",
];

fn write_anything(
    transaction: &mut automerge::transaction::Transaction<'_>,
    steps: &[(usize, usize, u8)],
) {
    let mut maps = vec![ROOT];
    let mut lists: Vec<ObjId> = Vec::new();
    for (map, key, kind) in steps {
        let map = &maps[map % maps.len()].clone();
        let key = KEYS[key % KEYS.len()];
        match kind % 8 {
            0 | 1 => maps.push(transaction.put_object(map, key, ObjType::Map).unwrap()),
            2 => lists.push(transaction.put_object(map, key, ObjType::List).unwrap()),
            3 => {
                let text = transaction.put_object(map, key, ObjType::Text).unwrap();
                transaction.splice_text(&text, 0, 0, "字").unwrap();
            }
            4 => transaction.put(map, key, "hall").unwrap(),
            5 => transaction
                .put(map, key, ScalarValue::Bytes(vec![0xab; 16]))
                .unwrap(),
            6 => transaction.put(map, key, true).unwrap(),
            _ => {
                for list in &lists {
                    transaction
                        .insert(list, 0, ScalarValue::Bytes(vec![0xab; 16]))
                        .unwrap();
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn every_projection_reads_any_document(
        steps in prop::collection::vec((0_usize..6, 0_usize..14, any::<u8>()), 0..40),
    ) {
        let document = document(|transaction| write_anything(transaction, &steps));
        let first = Consultation::read(&document);
        prop_assert_eq!(&first, &Consultation::read(&document));
        let _ = (Board::read(&document), ListItem::read(&document), Office::read(&document));
    }
}
