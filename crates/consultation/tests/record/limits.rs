//! Long pastes become several changes, each within the limits, and read as one text.

use consultation::{Command, Document, Place, TextTarget};
use ledger::limits;

use crate::support::{Device, sync};

/// Paragraphs of different lengths with characters of one to four bytes.
fn long_text(length: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        text.push_str(&format!(
            "第{number}段：{}。😀\n",
            "关于加强社区协商的意见 a1".repeat(number % 40)
        ));
        if text.encode_utf16().count() >= length {
            return text;
        }
    }
    text
}

fn check_changes(device: &Device) {
    for change in &device.changes {
        assert!(
            change.len() <= limits::COMMAND_BYTES,
            "{} bytes",
            change.len()
        );
        let read = automerge::Change::try_from(change.as_slice()).unwrap();
        assert!(
            read.len() <= limits::COMMAND_OPS,
            "{} operations",
            read.len()
        );
        assert_eq!(read.raw_bytes(), change.as_slice());
        assert_eq!(change.get(8), Some(&1), "an uncompressed change");
    }
}

#[test]
fn a_paste_of_50_000_characters_becomes_several_changes() {
    let mut device = Device::founding("议题");
    let section = device.add_section("记录", Place::Last);
    let text = long_text(50_000);
    let outcome = device.splice(TextTarget::Section(section), 0, 0, &text);
    assert!(
        outcome.changes.len() >= 12,
        "{} changes",
        outcome.changes.len()
    );
    check_changes(&device);
    assert_eq!(device.text(section), text);
    assert_eq!(device.headings(), ["记录"], "it is shown as one section");
    let read = device.read();
    let parts = &read.section(section).unwrap().text.parts;
    assert!(parts.len() >= 25, "{} parts", parts.len());

    let peer = device.peer(2);
    assert_eq!(peer.read(), read);
    device.command(Command::ReplaceText {
        target: TextTarget::Section(section),
        text: "空".into(),
    });
    check_changes(&device);
    assert_eq!(device.text(section), "空");
}

#[test]
fn a_paste_amid_a_text_keeps_what_stands_around_it() {
    let mut device = Device::founding("议题");
    let old = long_text(3_000);
    device.splice(TextTarget::FullText, 0, 0, &old);
    let paste = long_text(9_000);
    let index = "第0段".len() / 3;
    device.splice(TextTarget::FullText, index, 1, &paste);
    let mut expected: Vec<u16> = old.encode_utf16().collect();
    expected.splice(index..=index, paste.encode_utf16());
    assert_eq!(
        device.read().full_text.text,
        String::from_utf16(&expected).unwrap()
    );
    assert_eq!(device.read().full_text.length, expected.len());
    check_changes(&device);
}

#[test]
fn minutes_typed_on_and_on_are_continued_in_new_parts() {
    let mut device = Device::founding("议题");
    let section = device.add_section("记录", Place::Last);
    let target = TextTarget::Section(section);
    let line = format!("{}\n", "议".repeat(99));
    for number in 0..50 {
        device.splice(target, number * 100, 0, &line);
    }
    let read = device.read();
    assert_eq!(read.section(section).unwrap().text.text, line.repeat(50));
    assert!(read.section(section).unwrap().text.parts.len() > 1);
}

#[test]
fn replacing_a_text_writes_only_what_differs() {
    let mut device = Device::founding("议题");
    let text = long_text(20_000);
    device.splice(TextTarget::FullText, 0, 0, &text);
    let edited = text.replacen("第40段", "第四十段", 1);
    let command = Command::ReplaceText {
        target: TextTarget::FullText,
        text: edited.clone(),
    };
    let outcome = device.command(command);
    assert_eq!(outcome.changes.len(), 1);
    let operations = automerge::Change::try_from(outcome.changes[0].as_slice())
        .unwrap()
        .len();
    assert!(
        operations <= 6,
        "{operations} operations for four characters"
    );
    assert_eq!(device.read().full_text.text, edited);

    let mut second = device.peer(2);
    let again = edited
        .replacen("第3段", "第三小段", 1)
        .replacen("第5段", "第五小段", 1);
    device.command(Command::ReplaceText {
        target: TextTarget::FullText,
        text: again,
    });
    let place = edited.split("第4段").next().unwrap().encode_utf16().count();
    second.splice(TextTarget::FullText, place, 0, "（插话）");
    sync(&mut device, &mut second);
    assert!(device.read().full_text.text.contains("（插话）第4段"));
}

#[test]
fn more_heads_than_a_change_may_name_are_joined_in_steps() {
    let founder = Device::founding("议题");
    let mut hub = founder.peer(250);
    for name in 2..202 {
        let mut device = founder.peer(name);
        device.set(consultation::FieldValue::Venue(format!("会议室{name}")));
        hub.receive(&device.changes);
    }
    assert_eq!(hub.document.heads().len(), 200);
    assert_eq!(hub.read().venue.alternatives().len(), 200);
    let outcome = hub.set(consultation::FieldValue::Venue("礼堂".into()));
    assert!(outcome.changes.len() > 1);
    check_changes(&hub);
    for change in &hub.changes {
        let change = automerge::Change::try_from(change.as_slice()).unwrap();
        assert!(change.deps().len() <= limits::CHANGE_DEPS);
    }
    assert_eq!(hub.document.heads().len(), 1);
    assert_eq!(founder.peer(9).peer(8).document.heads().len(), 1);
    let (rebuilt, applied) = Document::from_changes(hub.changes.iter().rev().map(Vec::as_slice));
    assert_eq!(applied.set_aside, []);
    assert_eq!(rebuilt.heads(), hub.document.heads());
    assert_eq!(hub.read().venue.alternatives().len(), 1);
}
