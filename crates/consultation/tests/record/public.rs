//! The public pages: what is on them, what never is, and that nothing a person wrote acts on them.

use consultation::public::{AsOf, Community, LookUp, STYLE, about, index, notices};
use consultation::{
    CellKind, CellValue, CivilTime, Column, Command, Document, FieldValue, RowId, Sheet,
};
use ledger::{RoomId, RoomKind, Timestamp};

use crate::support::{Device, day, minute, text};

pub(crate) const NOW: &str = "2026-11-27T16:05";
pub(crate) const BOARD: RoomId = RoomId([1; 32]);

pub(crate) fn now() -> CivilTime {
    NOW.parse().unwrap()
}

pub(crate) fn community(document: &Document) -> Community {
    Community::read(BOARD, document, now())
}

/// A publication that is up.
pub(crate) fn publish(
    board: &mut Device,
    kind: &str,
    title: &str,
    more: &[(Column, CellValue)],
) -> RowId {
    let mut cells = vec![
        (Column::Publication, CellValue::choice(kind)),
        (Column::Title, text(title)),
    ];
    if !more.iter().any(|(column, _)| *column == Column::PostedAt) {
        cells.push((Column::PostedAt, minute("2026-11-20T09:00")));
    }
    cells.extend(more.iter().cloned());
    board.add_row(Sheet::Publications, cells)
}

fn period(days: &str) -> (Column, CellValue) {
    (
        Column::Period,
        CellValue::Dates(Some(days.parse().unwrap())),
    )
}

fn sent(board: &Device, id: RowId) -> String {
    let pages = notices(&community(&board.document));
    let page = pages.into_iter().find(|(other, _)| *other == id);
    page.expect("a page").1.to_html(AsOf::Current(now()))
}

fn board_page(board: &Device) -> String {
    index(&community(&board.document)).to_html(AsOf::Current(now()))
}

/// A row of which every cell is written; words say which cell they are of.
fn filled(sheet: Sheet, words: &dyn Fn(Column) -> String) -> Vec<(Column, CellValue)> {
    let cells = sheet.columns().iter().map(|column| {
        let value = match column.kind() {
            CellKind::Line(_) | CellKind::Lines(_) => text(&words(*column)),
            CellKind::Choice => CellValue::choice(column.choices().unwrap().1[0]),
            CellKind::Date => day("2026-11-27"),
            CellKind::Dates => period("2026-11-20/2026-12-01").1,
            CellKind::Minute => minute("2026-11-27T08:00"),
            CellKind::Time => CellValue::Time(Some("2026-11-27T08:00".parse().unwrap())),
            CellKind::Count => CellValue::Count(Some(7_654_321)),
            CellKind::Flag => CellValue::Flag(true),
            CellKind::Row => CellValue::Row(Some(RowId::from_bytes([0xcd; 16]))),
            CellKind::Room => CellValue::Room(Some(RoomId([0xcd; 32]))),
            CellKind::Blob => CellValue::Blob(Some([0xab; 32])),
        };
        (*column, value)
    });
    cells.collect()
}

/// A board of which every cell is written, each publication once as every kind, up and taken down.
fn full_board(words: &dyn Fn(Sheet, Column) -> String) -> Device {
    let mut board = Device::founding_board(&words(Sheet::Rounds, Column::Title));
    board.set(FieldValue::Phone(words(Sheet::Rounds, Column::By)));
    board.set(FieldValue::Address(words(Sheet::Rounds, Column::Place)));
    board.command(Command::ListHall {
        room: RoomId([0xcd; 32]),
        title: words(Sheet::Matters, Column::Title),
        created: Timestamp(7),
    });
    let of_board = Sheet::ALL.into_iter();
    for sheet in of_board.filter(|sheet| sheet.record() == RoomKind::Board) {
        let cells = filled(sheet, &|column| words(sheet, column));
        let kinds = match sheet {
            Sheet::Publications => Column::Publication.choices().unwrap().1,
            _ => &[""],
        };
        for kind in kinds {
            let mut cells = cells.clone();
            if sheet == Sheet::Publications {
                cells.push((Column::Publication, CellValue::choice(kind)));
                board.add_row(sheet, cells.clone());
                cells.retain(|(column, _)| *column != Column::TakenDownAt);
            }
            board.add_row(sheet, cells);
        }
    }
    board
}

/// Everything that anyone can read.
fn everything(board: &Device) -> String {
    let community = community(&board.document);
    let mut all = index(&community).to_html(AsOf::Current(now()));
    for (_, page) in notices(&community) {
        all.push_str(&page.to_html(AsOf::Behind(now())));
    }
    let lookup = LookUp::of(&community);
    all.push_str(&lookup.page("0000-0000-0000", AsOf::Current(now())));
    all + &lookup.too_often().to_html(AsOf::Current(now()))
}

#[test]
fn of_a_board_on_which_everything_is_written_only_what_is_allowed_is_public() {
    let marker = |sheet: Sheet, column: Column| format!("[{}.{}]", sheet.key(), column.key());
    let all = everything(&full_board(&marker));
    let allowed = [
        // The board's name, telephone and address.
        (Sheet::Rounds, Column::Title),
        (Sheet::Rounds, Column::By),
        (Sheet::Rounds, Column::Place),
        (Sheet::Publications, Column::Title),
        (Sheet::Publications, Column::Text),
        (Sheet::Publications, Column::By),
        (Sheet::Publications, Column::Contact),
        (Sheet::Topics, Column::Title),
        (Sheet::Catalogue, Column::Title),
        (Sheet::Catalogue, Column::Basis),
    ];
    for (sheet, column) in allowed {
        // The address stands where no other way to comment is named, which is on the board.
        assert!(
            all.contains(&marker(sheet, column)),
            "{}",
            marker(sheet, column)
        );
    }
    for sheet in Sheet::ALL {
        for column in sheet.columns() {
            let is_allowed = allowed.contains(&(sheet, *column));
            let is_shown = all.contains(&marker(sheet, *column));
            assert!(
                is_allowed || !is_shown,
                "{} is public",
                marker(sheet, *column)
            );
        }
    }
    for secret in ["cdcdcdcd", "abababab", "7654321"] {
        assert!(!all.contains(secret), "{secret} is public");
    }
}

#[test]
fn words_that_would_be_markup_or_turn_the_line_are_inert_wherever_they_stand() {
    let hostile =
        "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u{202e}\u{2066}&";
    let all = everything(&full_board(&|_, _| hostile.to_owned()));
    assert!(all.contains("&lt;script&gt;alert(1)"));
    for live in ["<script", "<img", "\u{202e}", "\u{2066}"] {
        assert!(!all.contains(live), "{live:?} is live");
    }
    let titles = all.matches("<title>").count();
    assert_eq!(titles, all.matches("</title>").count());
    let (quotes, ends) = (all.matches("<bdi>").count(), all.matches("</bdi>").count());
    assert!(quotes > 0);
    assert_eq!(quotes, ends, "what a person wrote stands by itself");
}

#[test]
fn a_publication_has_a_page_from_its_minute_on_until_it_is_taken_out() {
    let mut board = Device::founding_board("柳荫社区");
    let up = publish(&mut board, "plan", "加装电梯", &[]);
    publish(
        &mut board,
        "plan",
        "草稿",
        &[(Column::PostedAt, CellValue::Minute(None))],
    );
    publish(
        &mut board,
        "plan",
        "明天",
        &[(Column::PostedAt, minute("2026-11-28T09:00"))],
    );
    let out = publish(&mut board, "plan", "撤回", &[]);
    let sheet = Sheet::Publications;
    board.command(Command::Set(FieldValue::Cell(
        consultation::Cell {
            sheet,
            row: out,
            column: Column::Removed,
        },
        CellValue::Flag(true),
    )));
    let pages = notices(&community(&board.document));
    let ids: Vec<RowId> = pages.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [up]);
    let page = board_page(&board);
    assert!(page.contains(&format!(r#"href="/board/{BOARD}/{up}""#)));
    for hidden in ["草稿", "明天", "撤回"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_period_that_ends_on_a_rest_day_is_up_until_the_next_working_day() {
    let mut board = Device::founding_board("柳荫社区");
    // 29 November 2026 is a Sunday.
    let id = publish(
        &mut board,
        "result",
        "停车位",
        &[period("2026-11-20/2026-11-29")],
    );
    assert!(sent(&board, id).contains("公示期到2026年11月30日（星期一）24时，还剩 3 天"));
    assert!(sent(&board, id).contains("有不同意见怎么提"));
    let over = publish(
        &mut board,
        "result",
        "垃圾房",
        &[period("2026-11-09/2026-11-16")],
    );
    assert!(sent(&board, over).contains("公示期已于2026年11月16日（星期一）结束"));
    assert!(!sent(&board, over).contains("有不同意见怎么提"));
    let page = board_page(&board);
    let (up, results) = page.split_once("<h2>协商结果</h2>").unwrap();
    assert!(up.contains("停车位") && !up.contains("垃圾房"));
    assert!(results.contains("垃圾房"));
}

#[test]
fn a_board_that_is_read_again_is_as_one_that_is_read_anew() {
    let mut board = Device::founding_board("柳荫社区");
    publish(&mut board, "plan", "加装电梯", &[]);
    let before = community(&board.document);
    let mut other = board.peer(7);
    publish(&mut other, "result", "停车位", &[]);
    other.set(FieldValue::Phone("0574-8765".to_owned()));
    let changed = board.receive(&other.changes).changed;
    let again = before.again(&board.document, &changed, now());
    let sent = |community: &Community| index(community).to_html(AsOf::Current(now()));
    assert_eq!(sent(&again), sent(&community(&board.document)));
    assert!(sent(&again).contains("停车位") && sent(&again).contains("0574-8765"));
}

#[test]
fn publications_of_one_matter_lead_to_each_other() {
    let mut board = Device::founding_board("柳荫社区");
    let hall = (Column::Hall, CellValue::Room(Some(RoomId([7; 32]))));
    let plan = publish(
        &mut board,
        "plan",
        "加装电梯方案",
        std::slice::from_ref(&hall),
    );
    let result = publish(&mut board, "result", "加装电梯结果", &[hall]);
    let other = publish(&mut board, "plan", "遛狗公约", &[]);
    assert!(sent(&board, plan).contains(&result.to_string()));
    assert!(sent(&board, result).contains(&plan.to_string()));
    assert!(!sent(&board, other).contains("同一件事"));
}

#[test]
fn a_long_notice_with_everything_around_it_stays_under_thirty_kilobytes() {
    let mut board = Device::founding_board("柳荫社区");
    let words: String = (0..7_000_u32)
        .filter_map(|number| char::from_u32(0x4e00 + number))
        .collect();
    let id = publish(
        &mut board,
        "plan",
        "加装电梯",
        &[(Column::Text, text(&words))],
    );
    let page = sent(&board, id);
    assert!(page.contains(&words));
    let bytes = page.len() + STYLE.len();
    assert!(bytes < 30_000, "{bytes} bytes");
}

#[test]
fn every_page_is_chinese_has_one_heading_and_no_script() {
    let mut board = Device::founding_board("柳荫社区");
    let id = publish(&mut board, "plan", "加装电梯", &[]);
    let lookup = LookUp::of(&community(&board.document));
    for page in [
        board_page(&board),
        sent(&board, id),
        lookup.page("", AsOf::Current(now())),
        about().to_html(AsOf::Always),
    ] {
        assert!(page.starts_with(r#"<!DOCTYPE html><html lang="zh-CN">"#));
        assert_eq!(page.matches("<h1>").count(), 1, "{page}");
        assert!(page.contains(r#"<meta property="og:title" content=""#));
        for never in ["<script", "style=", "http://", "https://", "javascript:"] {
            assert!(!page.contains(never), "{never}");
        }
    }
}

#[test]
fn a_page_says_as_of_when_it_is_and_that_it_cannot_be_brought_up_to_date() {
    let board = Device::founding_board("柳荫社区");
    let page = index(&community(&board.document));
    let current = page.to_html(AsOf::Current(now()));
    assert!(current.contains("内容截至2026年11月27日 16:05"));
    let behind = page.to_html(AsOf::Behind(now()));
    assert!(behind.contains("暂时不能更新，现在看到的是2026年11月27日 16:05的内容"));
}
