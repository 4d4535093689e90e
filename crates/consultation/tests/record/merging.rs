//! Any order of merging gives the same record, and nothing is lost on the way.

use consultation::{
    Command, Consultation, Document, FieldValue, Form, PartId, PartKind, Place, TextTarget,
};
use proptest::prelude::*;

use crate::support::{Device, sync};

/// What a person might do next, before it is known which sections there are.
#[derive(Clone, Debug)]
enum Act {
    Set(FieldValue),
    Settle,
    Add(usize, String),
    Move(usize, usize),
    Remove(usize),
    Restore(usize),
    Type(usize, usize, usize, String),
    Replace(usize, String),
    FullText(usize, String),
    Sync(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let words = || "[一二三议商。\\n😀a]{0,12}";
    let place = || 0_usize..8;
    prop_oneof![
        2 => words().prop_map(|text| Act::Set(FieldValue::Venue(text))),
        2 => words().prop_map(|text| Act::Set(FieldValue::Purpose(text))),
        1 => place().prop_map(|form| Act::Set(FieldValue::Form(Form::KNOWN.get(form).cloned()))),
        1 => Just(Act::Settle),
        2 => (place(), words()).prop_map(|(at, heading)| Act::Add(at, heading)),
        2 => (place(), place()).prop_map(|(section, to)| Act::Move(section, to)),
        1 => place().prop_map(Act::Remove),
        1 => place().prop_map(Act::Restore),
        6 => (place(), 0_usize..20, 0_usize..6, words())
            .prop_map(|(section, at, delete, text)| Act::Type(section, at, delete, text)),
        2 => (place(), "[一二三议商。\\n😀a]{0,40}")
            .prop_map(|(section, text)| Act::Replace(section, text)),
        1 => (0_usize..30, words()).prop_map(|(at, text)| Act::FullText(at, text)),
        2 => (0_usize..3).prop_map(Act::Sync),
    ]
}

fn section_at(read: &Consultation, index: usize) -> Option<PartId> {
    let sections: Vec<_> = read.minutes.iter().chain(&read.removed).collect();
    sections
        .get(index % sections.len().max(1))
        .map(|section| section.id)
}

/// The command that the act comes to on this device; `None` if there is nothing to act on.
fn command(device: &Device, act: Act) -> Option<Command> {
    let read = device.read();
    let place = |index| section_at(&read, index).map_or(Place::Last, Place::After);
    Some(match act {
        Act::Set(field) => Command::Set(field),
        Act::Settle => Command::SettleConflict(FieldValue::Venue(read.venue.value.clone())),
        Act::Add(at, heading) => Command::AddSection {
            kind: PartKind::Free,
            heading,
            place: place(at),
        },
        Act::Move(section, to) => Command::MoveSection {
            section: section_at(&read, section)?,
            place: place(to),
        },
        Act::Remove(section) => Command::RemoveSection {
            section: section_at(&read, section)?,
        },
        Act::Restore(section) => Command::RestoreSection {
            section: section_at(&read, section)?,
        },
        Act::Type(section, at, delete, insert) => {
            let section = section_at(&read, section)?;
            let length = read.section(section)?.text.length;
            let index = at.min(length);
            let target = TextTarget::Section(section);
            Command::SpliceText {
                target,
                index,
                delete: delete.min(length - index),
                insert,
            }
        }
        Act::Replace(section, text) => {
            let target = TextTarget::Section(section_at(&read, section)?);
            Command::ReplaceText { target, text }
        }
        Act::FullText(at, insert) => {
            let index = at.min(read.full_text.length);
            let target = TextTarget::FullText;
            Command::SpliceText {
                target,
                index,
                delete: 0,
                insert,
            }
        }
        Act::Sync(_) => return None,
    })
}

/// Plays the acts on three devices; gives them as they end, before a last meeting.
fn play(acts: Vec<(usize, Act)>) -> Vec<Device> {
    let founder = Device::founding("议题");
    let mut devices = vec![founder.peer(2), founder.peer(3), founder];
    for (who, act) in acts {
        if let Act::Sync(other) = act {
            let changes = devices[other].changes.clone();
            assert_eq!(devices[who].receive(&changes).set_aside, []);
        } else if let Some(command) = command(&devices[who], act) {
            let before = devices[who].read();
            let outcome = devices[who].command(command);
            let after = devices[who].read();
            let (reread, problems) = before.reread(&devices[who].document, &outcome.changed);
            assert_eq!(
                (reread, problems),
                (after, Vec::new()),
                "changes were named"
            );
        }
    }
    devices
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_merging_gives_the_same_record(
        acts in prop::collection::vec((0_usize..3, act()), 1..40),
        order in any::<u64>(),
    ) {
        let devices = play(acts);
        let mut all: Vec<Vec<u8>> = Vec::new();
        for device in &devices {
            for change in &device.changes {
                if !all.contains(change) {
                    all.push(change.clone());
                }
            }
        }
        let (whole, applied) = Document::from_changes(all.iter().map(Vec::as_slice));
        prop_assert_eq!(applied.set_aside, []);
        prop_assert_eq!(whole.waiting().count(), 0);
        let expected = Consultation::read(&whole);

        let mut seed = order;
        for place in (1..all.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            all.swap(place, usize::try_from(seed >> 33).unwrap() % (place + 1));
        }
        let mut one_by_one = Document::empty();
        let mut shown = Consultation::read(&one_by_one).0;
        for change in &all {
            let applied = one_by_one.apply([change.as_slice(), change.as_slice()]);
            prop_assert_eq!(applied.set_aside, []);
            shown = shown.reread(&one_by_one, &applied.changed).0;
        }
        prop_assert_eq!(one_by_one.heads(), whole.heads());
        prop_assert_eq!(&shown, &expected.0, "what was named as changed is all that changed");
        prop_assert_eq!(Consultation::read(&one_by_one), expected);
        prop_assert!(automerge::Automerge::load(&whole.save()).is_ok());
    }

    #[test]
    fn words_typed_while_apart_all_stand_in_the_end(
        mine in prop::collection::vec("[一二三]{1,9}", 1..8),
        theirs in prop::collection::vec("[甲乙丙]{1,9}", 1..8),
    ) {
        let mut first = Device::founding("议题");
        let section = first.add_section("记录", Place::Last);
        let target = TextTarget::Section(section);
        first.splice(target, 0, 0, "开头\n结尾");
        let mut second = first.peer(2);
        for words in &mine {
            first.splice(target, 0, 0, words);
        }
        for words in &theirs {
            let end = second.read().section(section).unwrap().text.length;
            second.splice(target, end, 0, words);
        }
        sync(&mut first, &mut second);
        let expected =
            format!("{}开头\n结尾{}", mine.iter().rev().map(String::as_str).collect::<String>(), theirs.concat());
        prop_assert_eq!(first.text(section), expected);
    }
}
