//! The community's flow chart for the wall: its days, its foot, and that everything stands on the paper.

use consultation::paper::Issuer;
use consultation::procedure::Stage;
use consultation::setup::chart::{ChartSize, Drawing, TextStyle, WallChart, wall_chart};
use consultation::{CellValue, Column, Date, Sheet, Sheets};

use crate::support::{Device, day, text};

fn chart(board: &Sheets) -> WallChart {
    let issuer = Issuer {
        name: "柳荫社区",
        phone: "0574-8765",
        address: "柳荫路 8 号",
    };
    let today: Date = "2026-11-27".parse().unwrap();
    wall_chart(issuer, board, today)
}

/// All words of a drawing in the order in which they were written.
fn words(drawing: &Drawing) -> String {
    let texts = drawing.texts.iter();
    texts.map(|text| text.words.as_str()).collect()
}

#[test]
fn days_that_nobody_adopted_are_marked_and_own_ones_are_not() {
    let mut board = Device::founding_board("柳荫社区");
    let notice = |board: &Device| {
        let chart = chart(&board.sheets());
        chart.steps.get(2).unwrap().tracks.clone()
    };
    let [ordinary, simple, urgent] = notice(&board);
    assert_eq!(ordinary, "公示 7 天\n（默认）");
    assert_eq!(simple, "公示 3 天\n（默认）");
    assert_eq!(urgent, "通报各协商主体");
    board.add_row(
        Sheet::LeastDays,
        vec![
            (Column::PlanDays, CellValue::Count(Some(10))),
            (Column::Since, day("2026-03-01")),
        ],
    );
    let [ordinary, simple, _] = notice(&board);
    assert_eq!(ordinary, "公示 10 天");
    assert_eq!(simple, "公示 3 天\n（默认）");
}

#[test]
fn foot_says_who_answers_where_by_which_rules_and_which_version_it_is() {
    let mut board = Device::founding_board("柳荫社区");
    let bare = chart(&board.sheets()).foot.join("\n");
    assert!(bare.contains("柳荫社区居民委员会，地址：柳荫路 8 号，电话：0574-8765"));
    assert!(bare.contains("默认规则　打印日期：2026年11月27日"));
    assert!(!bare.contains("协商场所"));
    let term = |term: &str| CellValue::Dates(Some(term.parse().unwrap()));
    board.add_row(
        Sheet::Bodies,
        vec![
            (Column::Title, text("共建理事会")),
            (Column::Term, term("2024-01-01/2026-12-31")),
        ],
    );
    board.add_row(
        Sheet::Bodies,
        vec![
            (Column::Title, text("老理事会")),
            (Column::Term, term("2021-01-01/2023-12-31")),
        ],
    );
    board.add_row(Sheet::Venues, vec![(Column::Title, text("居民议事厅"))]);
    board.add_row(
        Sheet::Documents,
        vec![
            (
                Column::DocumentKind,
                CellValue::choice("rules_of_procedure"),
            ),
            (Column::Title, text("议事规则")),
            (Column::Version, text("第二版")),
            (Column::Since, day("2026-05-01")),
        ],
    );
    let foot = chart(&board.sheets()).foot.join("\n");
    for said in [
        "协商组织：共建理事会（任期到2026年12月31日）",
        "协商场所：居民议事厅",
        "依据的制度：议事规则（第二版）",
        "本图版本：2026年5月1日起施行的规则",
    ] {
        assert!(foot.contains(said), "{said} is not in {foot}");
    }
    assert!(!foot.contains("老理事会"));
}

#[test]
fn every_word_of_every_stage_is_drawn_within_the_paper_at_both_sizes() {
    let board = Device::founding_board("柳荫社区");
    let chart = chart(&board.sheets());
    assert_eq!(chart.steps.len(), Stage::ALL.len() + 1);
    for size in [ChartSize::A4, ChartSize::A3] {
        let drawing = chart.draw(size);
        let drawn = words(&drawing);
        for step in &chart.steps {
            assert!(drawn.contains(&step.name), "{}", step.name);
            assert!(drawn.contains(step.who), "{}", step.who);
            for said in step.ways.iter().copied().chain([step.basis]) {
                assert!(drawn.contains(said), "{said}");
            }
            for said in &step.tracks {
                assert!(drawn.contains(&said.replace('\n', "")), "{said}");
            }
        }
        // The way back from 协商议事 beside the arrows between the boxes.
        assert_eq!(drawing.paths.len(), chart.steps.len());
        for area in &drawing.boxes {
            assert!(area.x + area.width <= drawing.width, "{area:?}");
            assert!(area.y + area.height <= drawing.height, "{area:?}");
        }
        for text in &drawing.texts {
            let halves = text
                .words
                .chars()
                .map(|it| if it.is_ascii() { 1 } else { 2 });
            let width = halves.sum::<u32>() * 9;
            let end = match text.style {
                TextStyle::Name => text.x + width / 2,
                TextStyle::Plain | TextStyle::Way => text.x + width,
            };
            // What closes a sentence may hang over the edge by its own blank half.
            assert!(end <= drawing.width + 18, "{text:?} of {}", drawing.width);
            assert!(text.y <= drawing.height, "{text:?}");
        }
        let is_a3 = drawing.width > drawing.height;
        assert_eq!(is_a3, size == ChartSize::A3);
    }
}

#[test]
fn no_two_lines_of_the_chart_stand_on_each_other() {
    let board = Device::founding_board("柳荫社区");
    for size in [ChartSize::A4, ChartSize::A3] {
        let drawing = chart(&board.sheets()).draw(size);
        let lines = drawing
            .texts
            .iter()
            .filter(|it| it.style != TextStyle::Name);
        let lines: Vec<_> = lines.collect();
        for (place, one) in lines.iter().enumerate() {
            for other in lines.iter().skip(place + 1) {
                let apart = one.y.abs_diff(other.y) >= 18;
                let beside = one.x.abs_diff(other.x) >= 126;
                assert!(apart || beside, "{one:?} and {other:?}");
            }
        }
    }
}
