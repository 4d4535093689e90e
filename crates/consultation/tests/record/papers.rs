//! Papers made from merged rows.

use consultation::calendar::{Calendar, Days, Period};
use consultation::paper::{Gap, Issuer, Line, Matter, Paper, invitation, plan_notice};
use consultation::{Cell, CellValue, Column, Date, FieldValue, RowId, Sheet, Sheets};

use crate::support::Device;

const ISSUER: Issuer<'static> = Issuer {
    name: "柳荫社区居民委员会",
    phone: "0574-8700 0000",
    address: "柳荫路 18 号社区服务大厅",
};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn planned() -> Device {
    let mut device = Device::founding("3号楼一单元加装电梯");
    let text = |words: &str| CellValue::Text(words.to_owned());
    for (column, value) in [
        (Column::Purpose, text("解决高层老人出行难。")),
        (Column::Form, CellValue::choice("deliberation")),
        (Column::Venue, text("社区二楼议事厅")),
        (
            Column::Time,
            CellValue::Time(Some("2026-12-05T19:00/2026-12-05T21:00".parse().unwrap())),
        ),
        (Column::Organiser, text("社区党组织")),
    ] {
        let cell = Cell::of_round(RowId::FIRST_ROUND, column);
        device.set(FieldValue::Cell(cell, value));
    }
    device.add_row(
        Sheet::Participants,
        vec![
            (Column::Kind, CellValue::choice("registered_resident")),
            (Column::Represents, text("三幢一单元 16 户")),
            (Column::Selection, CellValue::choice("elected")),
            (Column::Count, CellValue::Count(Some(8))),
        ],
    );
    device.add_row(
        Sheet::Participants,
        vec![(Column::Kind, CellValue::choice("property_firm"))],
    );
    device
}

fn matter<'a>(sheets: &'a Sheets, title: &'a str, rule: &'a str) -> Matter<'a> {
    Matter {
        title,
        round: sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap(),
        sheets,
        rule,
    }
}

fn notice(sheets: &Sheets, rule: &str) -> Paper {
    let matter = matter(sheets, "3号楼一单元加装电梯", rule);
    let posted = date("2026-11-21");
    let period = Period::of(&Calendar::built_in(), posted, Days::new(7));
    plan_notice(ISSUER, &matter, posted, period.ok())
}

#[test]
fn a_notice_says_all_that_people_need_to_object() {
    let sheets = planned().sheets();
    let paper = notice(&sheets, "到会的过半数同意才通过。");
    assert_eq!(
        paper.to_text(),
        "关于3号楼一单元加装电梯的协商方案公示

柳荫社区居民委员会拟就“3号楼一单元加装电梯”组织社区协商。现将协商方案公示如下，欢迎提出意见和建议。
协商目的：解决高层老人出行难。
协商形式：民主议事会
时间：2026年12月5日（星期六）19:00至21:00
地点：社区二楼议事厅
组织者：社区党组织
参加协商的人员：当地户籍居民 8 人（代表三幢一单元 16 户，推选产生）；物业服务企业
表决办法：到会的过半数同意才通过。
公示期：7 天：2026年11月22日至2026年11月30日（星期一）24时（张贴当日不计）；2026年11月28日（星期六）是休息日，顺延到下一个工作日。
意见反馈：公示期内，可以打电话 0574-8700 0000，到柳荫路 18 号社区服务大厅当面说或投意见箱。

柳荫社区居民委员会
2026年11月21日
"
    );
    assert_eq!(paper.gaps, []);
    assert_eq!(paper.slip.len(), 4);
}

#[test]
fn what_is_not_written_stands_as_a_gap_and_is_listed() {
    let device = Device::founding("关于停车");
    let sheets = device.sheets();
    let matter = matter(&sheets, "关于停车", "");
    let issuer = Issuer {
        phone: "",
        address: " ",
        ..ISSUER
    };
    let paper = plan_notice(issuer, &matter, date("2026-11-21"), None);
    assert_eq!(paper.title, "关于停车的协商方案公示");
    for gap in [
        Gap::Cell(Column::Purpose),
        Gap::Cell(Column::VotingRule),
        Gap::Participants,
        Gap::Period,
        Gap::Contact,
    ] {
        assert!(paper.gaps.contains(&gap), "{gap:?}");
    }
    let gaps = paper.to_text().matches("【待填】").count();
    assert_eq!(gaps, paper.gaps.len());
}

#[test]
fn a_letter_addresses_somebody_and_has_a_slip() {
    let sheets = planned().sheets();
    let matter = matter(&sheets, "3号楼一单元加装电梯", "");
    let paper = invitation(ISSUER, &matter, "物业服务企业", date("2026-11-25"));
    assert_eq!(paper.title, "关于3号楼一单元加装电梯的民主议事会通知");
    assert_eq!(
        paper.lines.first(),
        Some(&Line::Words("物业服务企业：".to_owned()))
    );
    assert!(paper.slip.contains(&"受托人"));
    assert_eq!(paper.gaps, []);
}
