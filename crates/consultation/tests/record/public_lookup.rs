//! 「我提的事怎么样了」: what a 受理号 is answered.

use consultation::public::{AsOf, LookUp};
use consultation::topic::AcceptanceCode;
use consultation::{CellValue, Column, RowId, Sheet};
use ledger::RoomId;

use crate::public::{BOARD, community, now, publish};
use crate::support::{Device, day, text};

fn code(number: u8) -> AcceptanceCode {
    AcceptanceCode::from_random([number; 8])
}

/// A topic with a number.
fn topic(board: &mut Device, number: u8, title: &str, more: &[(Column, CellValue)]) -> RowId {
    let mut cells = vec![
        (Column::Title, text(title)),
        (Column::CodeHash, CellValue::Blob(Some(code(number).hash()))),
        (Column::On, day("2026-11-20")),
    ];
    cells.extend(more.iter().cloned());
    board.add_row(Sheet::Topics, cells)
}

fn answer(board: &Device, typed: &str) -> String {
    LookUp::of(&community(&board.document)).page(typed, AsOf::Current(now()))
}

fn screened(id: &str) -> (Column, CellValue) {
    (Column::Screening, CellValue::choice(id))
}

#[test]
fn whoever_holds_a_number_is_told_where_the_topic_stands() {
    let mut board = Device::founding_board("柳荫社区");
    let hall = (Column::Hall, CellValue::Room(Some(RoomId([7; 32]))));
    let lift = topic(
        &mut board,
        3,
        "加装电梯",
        &[screened("accepted"), hall.clone()],
    );
    let notice = publish(&mut board, "plan", "加装电梯方案公示", &[hall]);
    topic(&mut board, 1, "路灯不亮", &[]);
    topic(&mut board, 2, "养老食堂", &[screened("accepted")]);
    let merged = (Column::MergedInto, CellValue::Row(Some(lift)));
    topic(&mut board, 4, "装部电梯", &[screened("merged"), merged]);
    let reply = (Column::Reply, text("属于消防部门职责，已转告。"));
    topic(&mut board, 5, "消防栓", &[screened("declined"), reply]);
    for (number, words) in [
        (1, &["路灯不亮", "2026年11月20日提出", "正在一起研究"][..]),
        (2, &["养老食堂", "准备协商方案"]),
        (3, &["加装电梯", "已经受理并进入协商", "加装电梯方案公示"]),
        (
            4,
            &["装部电梯", "合并到：", "已进入协商", "加装电梯方案公示"],
        ),
        (5, &["消防栓", "没有列为协商议题", "属于消防部门职责"]),
    ] {
        let page = answer(&board, &code(number).to_string());
        for word in words {
            assert!(page.contains(word), "{number}: {word} is missing in {page}");
        }
    }
    let page = answer(&board, &code(3).to_string().to_lowercase());
    assert!(page.contains(&format!("/board/{BOARD}/{notice}")));
}

#[test]
fn mistyped_forged_and_unknown_numbers_get_the_same_words() {
    let mut board = Device::founding_board("柳荫社区");
    topic(&mut board, 1, "路灯不亮", &[]);
    let unknown = answer(&board, &code(2).to_string());
    assert!(unknown.contains("没有查到") && !unknown.contains("路灯"));
    let long = "G".repeat(100_000);
    for typed in [
        "G123",
        "受理号",
        "<script>alert(1)</script>",
        &long,
        "\u{202e}\u{0}",
    ] {
        assert_eq!(answer(&board, typed), unknown, "{typed:.20}");
    }
    let empty = answer(&board, " ");
    assert!(!empty.contains("没有查到") && empty.contains("受理号"));
}

#[test]
fn a_topic_that_was_taken_out_is_not_found() {
    let mut board = Device::founding_board("柳荫社区");
    let removed = (Column::Removed, CellValue::Flag(true));
    topic(&mut board, 1, "路灯不亮", &[removed]);
    assert!(answer(&board, &code(1).to_string()).contains("没有查到"));
}
