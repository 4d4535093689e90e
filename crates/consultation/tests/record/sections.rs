//! Sections of the minutes: added, moved, taken out and brought back, also by two at once.

use consultation::{Command, CommandError, FieldValue, PartId, Place, TextTarget};

use crate::support::{Device, sync};

#[test]
fn sections_stand_where_they_were_put() {
    let mut device = Device::founding("议题");
    let first = device.add_section("一", Place::Last);
    let third = device.add_section("三", Place::Last);
    device.add_section("二", Place::After(first));
    device.add_section("零", Place::First);
    assert_eq!(device.headings(), ["零", "一", "二", "三"]);
    device.command(Command::MoveSection {
        section: third,
        place: Place::First,
    });
    assert_eq!(device.headings(), ["三", "零", "一", "二"]);
    device.command(Command::MoveSection {
        section: third,
        place: Place::After(first),
    });
    assert_eq!(device.headings(), ["零", "一", "三", "二"]);
    device.command(Command::MoveSection {
        section: first,
        place: Place::Last,
    });
    assert_eq!(device.headings(), ["零", "三", "二", "一"]);
}

#[test]
fn a_section_taken_out_comes_back_with_its_words() {
    let mut device = Device::founding("议题");
    let section = device.add_section("发言", Place::Last);
    device.splice(TextTarget::Section(section), 0, 0, "不同意。");
    device.command(Command::RemoveSection { section });
    assert_eq!(device.headings(), [""; 0]);
    assert_eq!(device.read().removed.len(), 1);
    let again = device.command(Command::RemoveSection { section });
    assert_eq!(again.changes, []);
    device.splice(TextTarget::Section(section), 4, 0, "理由如下。");
    device.command(Command::RestoreSection { section });
    assert_eq!(device.text(section), "不同意。理由如下。");
    assert_eq!(device.headings(), ["发言"]);
}

#[test]
fn two_devices_that_move_one_section_keep_one_section() {
    let mut first = Device::founding("议题");
    let one = first.add_section("一", Place::Last);
    let two = first.add_section("二", Place::Last);
    let three = first.add_section("三", Place::Last);
    let mut second = first.peer(2);
    first.command(Command::MoveSection {
        section: one,
        place: Place::Last,
    });
    second.command(Command::MoveSection {
        section: one,
        place: Place::After(two),
    });
    second.splice(TextTarget::Section(one), 0, 0, "记一笔");
    sync(&mut first, &mut second);
    let mut headings = first.headings();
    assert_eq!(first.text(one), "记一笔");
    assert_eq!(first.read(), second.read());
    headings.sort_unstable();
    assert_eq!(headings, ["一", "三", "二"]);
    first.command(Command::MoveSection {
        section: one,
        place: Place::After(three),
    });
    assert_eq!(
        first.headings(),
        ["二", "三", "一"],
        "a later move settles it"
    );
}

#[test]
fn a_section_keeps_its_words_whatever_happens_around_it() {
    let mut first = Device::founding("议题");
    let section = first.add_section("发言", Place::Last);
    first.add_section("结果", Place::Last);
    let target = TextTarget::Section(section);
    let (one, other) = ("一段话。\n".repeat(1_500), "另一段。\n".repeat(1_500));
    for (name, swap) in [(2, false), (3, true)] {
        let mut second = first.peer(name);
        let (here, there) = if swap {
            (&mut second, &mut first)
        } else {
            (&mut first, &mut second)
        };
        let length = here.read().section(section).unwrap().text.length;
        here.splice(target, length, 0, &one);
        there.splice(target, length, 0, &other);
        there.add_section("插入", Place::After(section));
        there.command(Command::MoveSection {
            section,
            place: Place::Last,
        });
        sync(&mut first, &mut second);
        let text = first.text(section);
        assert_eq!(text, second.text(section));
        assert!(
            text.contains(&one) && text.contains(&other),
            "each paste stands whole"
        );
        first.command(Command::ReplaceText {
            target,
            text: "重新记".into(),
        });
    }
    for part in &first.read().minutes {
        assert!(
            part.id == section || part.text.text.is_empty(),
            "no words in the wrong section"
        );
    }
}

#[test]
fn a_section_that_is_not_there_is_named() {
    let mut device = Device::founding("议题");
    let nobody = PartId::from_slice(&[7; 16]).unwrap();
    for command in [
        Command::MoveSection {
            section: nobody,
            place: Place::First,
        },
        Command::RemoveSection { section: nobody },
        Command::Set(FieldValue::Heading(nobody, "甲".into())),
        Command::ReplaceText {
            target: TextTarget::Section(nobody),
            text: "甲".into(),
        },
    ] {
        assert_eq!(
            device.try_command(command),
            Err(CommandError::NoSuchSection)
        );
    }
    let section = device.add_section("一", Place::Last);
    device.set(FieldValue::Heading(section, "第一项".into()));
    assert_eq!(device.headings(), ["第一项"]);
    let to_nowhere = Command::MoveSection {
        section,
        place: Place::After(nobody),
    };
    assert_eq!(
        device.try_command(to_nowhere),
        Err(CommandError::NoSuchSection)
    );
    assert_eq!(
        device.headings(),
        ["第一项"],
        "a refused move moves nothing"
    );
    let out = Command::SpliceText {
        target: TextTarget::Section(section),
        index: 1,
        delete: 0,
        insert: "甲".into(),
    };
    assert_eq!(device.try_command(out), Err(CommandError::OutsideText));
}
