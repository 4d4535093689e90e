//! A caret stays between the same two characters while others type.

use consultation::{Place, TextTarget};

use crate::support::{Device, sync};

#[test]
fn a_caret_moves_with_the_words_around_it() {
    let mut first = Device::founding("议题");
    let section = first.add_section("记录", Place::Last);
    let target = TextTarget::Section(section);
    first.splice(target, 0, 0, "张三发言。李四发言。");
    let mut second = first.peer(2);
    let amid = first.document.caret(target, 5);
    let end = first.document.caret(target, 10);
    second.splice(target, 0, 2, "王五先");
    sync(&mut first, &mut second);
    assert_eq!(first.text(section), "王五先发言。李四发言。");
    assert_eq!(first.document.caret_index(&amid), 6);
    assert_eq!(first.document.caret_index(&end), 11);
    second.splice(target, 11, 0, "散会。");
    sync(&mut first, &mut second);
    assert_eq!(
        first.document.caret_index(&end),
        14,
        "at the end stays at the end"
    );
}

#[test]
fn a_caret_finds_its_place_across_parts() {
    let mut device = Device::founding("议题");
    let paragraph = format!("{}\n", "议".repeat(999));
    device.splice(TextTarget::FullText, 0, 0, &paragraph.repeat(5));
    assert!(device.read().full_text.parts.len() > 1);
    for index in [0, 999, 1_999, 2_000, 2_001, 4_500, 5_000] {
        let caret = device.document.caret(TextTarget::FullText, index);
        assert_eq!(device.document.caret_index(&caret), index);
    }
    let empty = Device::founding("空");
    let caret = empty.document.caret(TextTarget::FullText, 0);
    assert_eq!(empty.document.caret_index(&caret), 0);
}
