//! 「我提的事怎么样了」: what a 受理号 is answered.

use consultation::public::{AsOf, LookUp, index};
use consultation::statement::{Letter, LetterKind, Typed, noted};
use consultation::topic::AcceptanceCode;
use consultation::{CellValue, Column, Command, RowId, Sheet};
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

fn letter(number: u8) -> Letter {
    let typed = Typed {
        text: "挡光".to_owned(),
        ..Typed::default()
    };
    Letter::new(LetterKind::Comment, None, &typed, code(number).hash()).unwrap()
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

#[test]
fn a_topic_of_several_communities_says_that_they_talk_and_then_that_there_is_a_result() {
    let mut board = Device::founding_board("柳荫社区");
    let joint = (Column::JointHall, CellValue::Room(Some(RoomId([8; 32]))));
    let published = (Column::PublishedOn, day("2026-11-21"));
    let decision = (Column::JointDecision, CellValue::choice("agreed"));
    let (under_way, done) = (
        [joint.clone(), published.clone()],
        [joint, published, decision],
    );
    topic(
        &mut board,
        1,
        "撤桶并点",
        &[&under_way[..], &[screened("accepted")]].concat(),
    );
    topic(&mut board, 2, "界河清淤", &done);
    let page = answer(&board, &code(1).to_string());
    assert!(page.contains("正在由这些社区联合协商"), "{page}");
    let page = answer(&board, &code(2).to_string());
    assert!(page.contains("联合协商，已经有了结果"), "{page}");
    let board = index(&community(&board.document)).to_html(AsOf::Current(now()));
    assert!(board.contains("联合协商中") && board.contains("联合协商已有结果"));
}

#[test]
fn the_number_of_a_letter_that_is_no_topic_answers_once_it_was_entered() {
    let mut board = Device::founding_board("柳荫社区");
    let unknown = answer(&board, &code(1).to_string());
    let (on, today) = ("2026-11-20".parse().ok(), "2026-11-27".parse().ok());
    let letter = letter(1);
    for command in letter.note(&board.sheets(), on, Vec::new()) {
        board.command(command);
    }
    let page = answer(&board, &code(1).to_string());
    assert!(
        page.contains("2026年11月20日收到") && page.contains("正在办理"),
        "{page}"
    );
    for words in ["已转物业。", "<b>物业已修好。"] {
        let cells = vec![
            (Column::Reply, text(words)),
            (Column::RepliedOn, CellValue::Date(today)),
        ];
        let commands = letter.note(&board.sheets(), on, cells);
        let adds = |command: &Command| matches!(command, Command::AddRow { .. });
        assert!(!commands.iter().any(adds), "one number has one row");
        for command in commands {
            board.command(command);
        }
    }
    let page = answer(&board, &code(1).to_string());
    for words in [
        "2026年11月20日收到",
        "社区的答复",
        "&lt;b&gt;物业已修好。",
        "2026年11月27日答复",
    ] {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
    assert!(!page.contains("正在办理") && !page.contains("挡光"));
    assert_eq!(answer(&board, &code(2).to_string()), unknown);
}

#[test]
fn of_two_answers_that_devices_wrote_apart_one_with_words_is_told() {
    let mut board = Device::founding_board("柳荫社区");
    let row = |reply| {
        vec![
            (Column::CodeHash, CellValue::Blob(Some(code(1).hash()))),
            (Column::Reply, text(reply)),
        ]
    };
    for replies in [["已修好", ""], ["", "已修好"]] {
        for reply in replies {
            board.add_row(Sheet::Letters, row(reply));
        }
        assert!(answer(&board, &code(1).to_string()).contains("已修好"));
        let sheets = board.sheets();
        let noted = noted(&sheets);
        let row = noted.get(&letter(1).code_hash());
        assert_eq!(row.map(|row| row.text(Column::Reply)), Some("已修好"));
    }
}

#[test]
fn a_letter_that_became_a_topic_answers_as_one() {
    let mut board = Device::founding_board("柳荫社区");
    for command in letter(1).note(&board.sheets(), None, Vec::new()) {
        board.command(command);
    }
    topic(&mut board, 1, "路灯不亮", &[]);
    let page = answer(&board, &code(1).to_string());
    assert!(page.contains("路灯不亮") && !page.contains("您的来信"));
}
