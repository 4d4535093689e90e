//! A change that does not apply is set aside, and the rest of the batch goes on.

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, Change, ExpandedChange, ObjType, ROOT, TextEncoding};
use consultation::{Document, FieldValue, Place, SetAsideReason, TextTarget};
use proptest::prelude::*;

use crate::support::Device;

fn expanded(change: &[u8]) -> ExpandedChange {
    Change::try_from(change).unwrap().decode()
}

fn raw(change: ExpandedChange) -> Vec<u8> {
    Change::from(change).raw_bytes().to_vec()
}

fn some_record() -> Device {
    let mut device = Device::founding("议题");
    device.set(FieldValue::Venue("会议室".into()));
    let section = device.add_section("记录", Place::Last);
    device.splice(TextTarget::Section(section), 0, 0, "第一段\n第二段\n");
    device.splice(TextTarget::Section(section), 3, 1, "，");
    device
}

#[test]
fn each_kind_of_bad_change_is_set_aside_by_name() {
    let mut device = some_record();
    let good = device.changes.clone();
    let last = good.last().unwrap();
    let next = {
        let outcome = device.set(FieldValue::Venue("大厅".into()));
        outcome.changes[0].as_slice().to_vec()
    };
    let changed = |change: &[u8], edit: &dyn Fn(&mut ExpandedChange)| {
        let mut expanded = expanded(change);
        edit(&mut expanded);
        raw(expanded)
    };
    let compressed = {
        let text = "长".repeat(2_000);
        let mut document = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        document.set_actor(ActorId::from([5; 16]));
        let mut transaction = document.transaction();
        transaction.put(ROOT, "text", text).unwrap();
        transaction.commit();
        document.get_last_local_change().unwrap().bytes().to_vec()
    };
    let mut wrong_sum = next.clone();
    wrong_sum[5] ^= 1;
    for (what, change, reason) in [
        ("nothing", Vec::new(), SetAsideReason::Malformed),
        ("compressed", compressed, SetAsideReason::Malformed),
        (
            "a whole document",
            device.document.save(),
            SetAsideReason::Malformed,
        ),
        ("wrong checksum", wrong_sum, SetAsideReason::Malformed),
        (
            "cut short",
            next[..next.len() - 3].to_vec(),
            SetAsideReason::Malformed,
        ),
        (
            "a second change at one place",
            changed(last, &|change| change.time += 1),
            SetAsideReason::Fork,
        ),
        (
            "a gap",
            changed(&next, &|change| change.seq += 5),
            SetAsideReason::Gap,
        ),
        (
            "operation numbers from nowhere",
            changed(&next, &|change| change.start_op = 900.try_into().unwrap()),
            SetAsideReason::OutOfSequence,
        ),
        (
            "a short actor",
            changed(&next, &|change| {
                change.actor_id = ActorId::from(vec![1, 2, 3])
            }),
            SetAsideReason::ForeignActor,
        ),
        (
            "an author of its own",
            changed(&next, &|change| change.extra_bytes = vec![1, 1, 7]),
            SetAsideReason::ForeignActor,
        ),
        (
            "an object nobody made",
            changed(&next, &|change| {
                let nobody = ActorId::from([77; 16]);
                for operation in &mut change.operations {
                    operation.obj =
                        automerge::legacy::ObjectId::Id(automerge::legacy::OpId(3, nobody.clone()));
                }
            }),
            SetAsideReason::UnknownReference,
        ),
        (
            "a list key in a map",
            changed(&next, &|change| {
                for operation in &mut change.operations {
                    operation.key = automerge::legacy::Key::head();
                    operation.insert = true;
                    operation.pred = Vec::new().into();
                }
            }),
            SetAsideReason::UnknownReference,
        ),
        (
            "a value that stands elsewhere",
            changed(&next, &|change| {
                for operation in &mut change.operations {
                    operation.key = automerge::legacy::Key::Map("title".into());
                }
            }),
            SetAsideReason::UnknownReference,
        ),
    ] {
        let mut document = Document::from_changes(good.iter().map(Vec::as_slice)).0;
        let before = document.heads();
        let applied = document.apply([change.as_slice()]);
        let reasons: Vec<_> = applied
            .set_aside
            .iter()
            .map(|set| (set.index, set.reason))
            .collect();
        assert_eq!(reasons, [(Some(0), reason)], "{what}");
        assert_eq!(document.heads(), before, "{what}");

        let (mut document, _) = Document::from_changes(good.iter().map(Vec::as_slice));
        let applied = document.apply([next.as_slice(), change.as_slice()]);
        assert_eq!(applied.applied.len(), 1, "{what}: the good one goes on");
        assert_eq!(applied.set_aside.len(), 1, "{what}");
        assert_eq!(applied.set_aside[0].index, Some(1), "{what}");
    }
}

#[test]
fn what_builds_on_a_bad_change_waits() {
    let mut device = some_record();
    let good = device.changes.clone();
    let bad = {
        let outcome = device.set(FieldValue::Venue("大厅".into()));
        let mut change = expanded(outcome.changes[0].as_slice());
        change.seq += 3;
        raw(change)
    };
    let mut child = expanded(&bad);
    child.deps = vec![Change::try_from(bad.as_slice()).unwrap().hash()];
    child.start_op = child.start_op.checked_add(1).unwrap();
    child.actor_id = ActorId::from([6; 16]);
    child.seq = 1;
    let mut document = Document::from_changes(good.iter().map(Vec::as_slice)).0;
    let applied = document.apply([raw(child).as_slice(), bad.as_slice()]);
    assert_eq!(applied.applied, []);
    assert_eq!(applied.set_aside.len(), 1);
    assert_eq!(applied.set_aside[0].index, Some(1));
    assert_eq!(document.waiting().count(), 2, "the gap may be filled yet");
}

#[test]
fn a_few_bytes_that_claim_a_thousand_million_operations_cost_nothing() {
    let mut document = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    document.set_actor(ActorId::from([5; 16]));
    let mut transaction = document.transaction();
    let text = transaction.put_object(ROOT, "text", ObjType::Text).unwrap();
    transaction
        .splice_text(&text, 0, 0, &"长".repeat(10_001))
        .unwrap();
    transaction.commit();
    let change = document.get_last_local_change().unwrap();
    let applied = Document::empty().apply([change.raw_bytes()]);
    assert_eq!(applied.set_aside[0].reason, SetAsideReason::Malformed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Flipped bytes with the checksum put right again: what a staff device that means harm could
    /// sign.
    #[test]
    fn no_mutated_change_panics(
        which in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let device = some_record();
        let mut changes = device.changes.clone();
        let change = which.index(changes.len());
        let bytes = &mut changes[change];
        let body = 9;
        for (place, value) in flips {
            let place = body + place.index(bytes.len() - body);
            bytes[place] ^= value;
        }
        let sum = checksum(bytes);
        bytes[4..8].copy_from_slice(&sum);
        let (document, applied) = Document::from_changes(changes.iter().map(Vec::as_slice));
        let never = applied.set_aside.iter().filter(|set| set.reason.is_final()).count();
        let seen = applied.applied.len() + never + document.waiting().count();
        prop_assert_eq!(seen, changes.len());
        let _ = consultation::Consultation::read(&document);
        let saved = document.save();
        prop_assert!(Automerge::load(&saved).is_ok(), "what was taken in survives a save");
    }
}

/// The first bytes of SHA-256 over type, length and body.
fn checksum(chunk: &[u8]) -> [u8; 4] {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(&chunk[8..]);
    [hash[0], hash[1], hash[2], hash[3]]
}
