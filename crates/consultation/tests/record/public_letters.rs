//! 意见箱: the forms of a board, what becomes of what was typed, and that it comes back when it must.

use consultation::public::{AsOf, LetterBox, Page, Subject};
use consultation::statement::{Letter, LetterError, LetterKind, Typed, last_notice};
use consultation::topic::AcceptanceCode;
use consultation::{CellValue, Column, Document, Founding, Jurisdiction, RowId, Sheet};
use ledger::{RoomId, Timestamp};

use crate::public::{community, publish};
use crate::support::{Device, day, minute, text};

const OFFICE: RoomId = RoomId([3; 32]);

/// A board with an office.
fn board() -> Device {
    let mut board = Device::new(9);
    let founding = Founding::Board {
        name: "柳荫社区".to_owned(),
        jurisdiction: Jurisdiction::Community,
        office: Some(OFFICE),
    };
    let (document, _) = Document::found(board.actor, Timestamp(1), founding).unwrap();
    board.document = document;
    board
}

fn open(board: &mut Device, kind: &str, title: &str, more: &[(Column, CellValue)]) -> RowId {
    let mut cells = vec![(Column::TakesComments, CellValue::Flag(true))];
    cells.extend(more.iter().cloned());
    publish(board, kind, title, &cells)
}

fn letters(board: &Device) -> LetterBox {
    LetterBox::of(&community(&board.document)).expect("an office")
}

fn html(page: &Page) -> String {
    page.to_html(AsOf::Always)
}

fn typed(text: &str) -> Typed {
    Typed {
        text: text.to_owned(),
        ..Typed::default()
    }
}

fn code() -> AcceptanceCode {
    AcceptanceCode::from_random([6; 8])
}

#[test]
fn a_board_without_an_office_has_no_forms() {
    let mut board = Device::founding_board("柳荫社区");
    open(&mut board, "plan", "加装电梯", &[]);
    assert_eq!(LetterBox::of(&community(&board.document)), None);
}

#[test]
fn only_what_is_up_and_takes_comments_can_be_written_about() {
    let mut board = board();
    let up = open(&mut board, "plan", "加装电梯", &[]);
    let down = (Column::TakenDownAt, minute("2026-11-26T09:00"));
    let over = open(&mut board, "plan", "停车位", &[down]);
    let silent = publish(&mut board, "plan", "遛狗公约", &[]);
    let letters = letters(&board);
    assert_eq!(letters.office(), OFFICE);
    let takes = [up, over, silent].map(|id| letters.takes(Subject::Publication(id)));
    assert_eq!(takes, [true, false, false]);
    assert!(letters.takes(Subject::Proposal));
}

#[test]
fn a_letter_is_what_its_form_makes_it() {
    let mut board = board();
    let plan = open(&mut board, "plan", "加装电梯", &[]);
    let call = open(&mut board, "solicitation", "今年先办哪件事", &[]);
    let letters = letters(&board);
    let objection = Typed {
        kind: "objection".to_owned(),
        ..typed("挡光")
    };
    for (subject, typed, kind) in [
        (
            Subject::Publication(plan),
            &typed("好"),
            LetterKind::Comment,
        ),
        (
            Subject::Publication(plan),
            &objection,
            LetterKind::Objection,
        ),
        (Subject::Publication(call), &objection, LetterKind::Answer),
    ] {
        let letter = letters.letter(subject, typed, code()).unwrap();
        assert_eq!(letter.kind(), kind);
        let Subject::Publication(about) = subject else {
            continue;
        };
        assert_eq!(letter.about(), Some(about));
        assert_eq!(letter.code_hash(), code().hash());
    }
    let untitled = letters.letter(Subject::Proposal, &typed("路灯"), code());
    assert_eq!(untitled.unwrap_err(), LetterError::NoTitle);
}

#[test]
fn what_was_typed_comes_back_with_what_is_wrong_and_is_inert() {
    let mut board = board();
    let plan = open(&mut board, "plan", "<b>加装电梯", &[]);
    let subject = Subject::Publication(plan);
    let letters = letters(&board);
    let hostile = Typed {
        kind: "objection".to_owned(),
        title: String::new(),
        text: "\n挡光\r\n</textarea><script>alert(1)</script>\u{202e}".to_owned(),
        name: "\"><img src=x>".to_owned(),
        contact: "'1380".to_owned(),
    };
    let long = LetterError::TooLong {
        field: "text",
        limit: 2_000,
        found: 2_345,
    };
    for page in [
        letters.again(subject, &hostile, long),
        letters.put_off(subject, &hostile),
    ] {
        let page = html(&page);
        assert!(
            page.contains("\n\n挡光\n&lt;/textarea&gt;&lt;script&gt;"),
            "{page}"
        );
        assert!(page.contains("value=\"&quot;&gt;&lt;img src=x&gt;\""));
        assert!(page.contains("value=\"objection\" checked"));
        assert!(page.contains("您写的都还在下面"));
        for live in ["<script", "<img", "<b>", "\u{202e}"] {
            assert!(!page.contains(live), "{live:?} is live");
        }
    }
    let page = html(&letters.again(subject, &hostile, long));
    assert!(page.contains("最多 2000 个字，现在有 2345 个字"));
    assert!(
        !page.contains("maxlength"),
        "a long paste would lose its end without a word"
    );
}

#[test]
fn whoever_wrote_is_told_the_number_once() {
    let letters = letters(&board());
    let page = html(&letters.received(code()));
    assert_eq!(page.matches(&code().to_string()).count(), 1);
    assert!(page.contains("抄下来") && page.contains("登记或者答复以后，凭这个号才查得到"));
}

#[test]
fn a_comment_becomes_a_remark_on_the_notice_that_its_publication_shows() {
    let mut board = Device::founding_board("柳荫社区");
    let publication = |board: &mut Device, kind| {
        let cells = vec![(Column::Publication, CellValue::choice(kind))];
        board.add_row(Sheet::Publications, cells)
    };
    let (plan, other) = (
        publication(&mut board, "plan"),
        publication(&mut board, "other"),
    );
    let mut hall = Device::founding("加装电梯");
    let notice = |hall: &mut Device, kind| {
        hall.add_row(
            Sheet::Notices,
            vec![(Column::NoticeKind, CellValue::choice(kind))],
        )
    };
    notice(&mut hall, "plan");
    let newest = notice(&mut hall, "plan");
    notice(&mut hall, "result");
    let correction = vec![
        (Column::NoticeKind, CellValue::choice("plan")),
        (Column::NoticeRow, CellValue::Row(Some(newest))),
    ];
    hall.add_row(Sheet::Notices, correction);
    let typed = Typed {
        text: "挡光".to_owned(),
        name: "张小明".to_owned(),
        ..Typed::default()
    };
    let letter = |kind| Letter::new(kind, Some(plan), &typed, [7; 32]).unwrap();
    let objection = letter(LetterKind::Objection);
    let sheets = board.sheets();
    let row = |id| sheets.row(Sheet::Publications, id).unwrap();
    assert_eq!(objection.notice_kind(row(other)), None);
    let answer = letter(LetterKind::Answer);
    assert_eq!(answer.notice_kind(row(plan)), None);
    let kind = objection.notice_kind(row(plan)).unwrap();
    assert_eq!(last_notice(&hall.sheets(), kind), Some(newest));
    assert_eq!(objection.entered(&hall.sheets()), None);
    let on = "2026-11-27".parse().ok();
    let remark = hall.add_row(Sheet::Remarks, objection.to_remark(newest, on));
    let hall = hall.sheets();
    let entered = objection.entered(&hall).unwrap();
    assert_eq!((entered.id, entered.text(Column::Text)), (remark, "挡光"));
    assert_eq!(entered.choice(Column::Remark), Some("objection"));
}

#[test]
fn an_answer_goes_into_the_remark_too_and_leaves_what_was_answered_there() {
    let letter = Letter::new(LetterKind::Comment, None, &typed("挡光"), [7; 32]).unwrap();
    let mut hall = Device::founding("加装电梯");
    let cells =
        |words: &str, on: &str| vec![(Column::Reply, text(words)), (Column::RepliedOn, day(on))];
    let first = cells("已改到北侧", "2026-11-27");
    assert_eq!(letter.note_in_hall(&hall.sheets(), first.clone()), []);
    hall.add_row(
        Sheet::Remarks,
        letter.to_remark(RowId::from_bytes([1; 16]), None),
    );
    for cells in [first, cells("又改了", "2026-11-28")] {
        for command in letter.note_in_hall(&hall.sheets(), cells) {
            hall.command(command);
        }
    }
    let hall = hall.sheets();
    let remark = letter.entered(&hall).unwrap();
    assert_eq!(remark.text(Column::Reply), "已改到北侧");
    assert_eq!(remark.date(Column::RepliedOn), "2026-11-27".parse().ok());
}
