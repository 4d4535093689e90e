//! 异议登记与答复: everything that was said against a plan, a result or a measure, with its answer.

use super::result::all_remarks;
use super::sheet::{Issuer, Matter, Paper};
use crate::calendar::words;
use crate::projection::Row;
use crate::record::{Column, Confirmation, Date, Remark, Sheet};

/// The list of the round.
pub fn objections(issuer: Issuer<'_>, matter: &Matter<'_>, printed: Date) -> Paper {
    let mut paper = Paper::new("异议登记与答复".to_owned(), issuer, printed);
    paper.is_wide = true;
    paper.say(format!("议题：{}", matter.title.trim()));
    let of_notices = all_remarks(matter)
        .filter(|row| row.choice(Column::Remark) == Some(Remark::Objection.id()))
        .map(|row| ("方案或结果", row));
    let sheets = matter.sheets;
    let measures = matter.rows(Sheet::Measures);
    let of_measures = measures
        .flat_map(|row| sheets.rows_of(Sheet::Confirmations, Column::Measure, row.id))
        .filter(|row| row.choice(Column::Confirmation) == Some(Confirmation::Disputed.id()))
        .map(|row| ("落实", row));
    let rows = of_notices.chain(of_measures).zip(1_usize..);
    let rows = rows.map(|((about, row), number)| line(about, row, number));
    let head = vec![
        "序号",
        "收到日期",
        "对什么",
        "方式",
        "内容",
        "答复",
        "答复日期",
    ];
    paper.table(head, rows.collect(), "没有收到异议。");
    paper.slip = vec!["登记人"];
    paper
}

fn line(about: &str, row: &Row, number: usize) -> Vec<String> {
    let day = |column| row.date(column).map(words::day).unwrap_or_default();
    let text = |column| row.text(column).trim().to_owned();
    vec![
        number.to_string(),
        day(Column::On),
        about.to_owned(),
        text(Column::Channel),
        text(Column::Text),
        text(Column::Reply),
        day(Column::RepliedOn),
    ]
}
