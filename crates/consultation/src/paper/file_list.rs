//! 卷内目录: what lies in the file of a consultation, in the order in which it came about.

use super::outcome::submitted_to;
use super::sheet::{Issuer, Matter, Paper};
use super::{names, objections};
use crate::calendar::words;
use crate::procedure::Facts;
use crate::record::{Column, Date, NoticeKind, Sheet};
use crate::voting::defaults::KEEP_YEARS;

/// The list of the round's file; page numbers are written by hand.
pub fn file_list(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
    printed: Date,
) -> Paper {
    let mut paper = Paper::new("卷内目录".to_owned(), issuer, printed);
    paper.say(format!("案卷题名：{}", matter.title.trim()));
    paper.say(format!(
        "保管期限：{} 年，会议记录和协商结果永久（待核，以乡镇（街道）的规定为准）",
        KEEP_YEARS.get()
    ));
    let mut papers = papers(matter, facts);
    // What has no day is put last, in its own order.
    papers.sort_by_key(|(day, ..)| (day.is_none(), *day));
    let rows = papers.into_iter().zip(1_usize..);
    let rows = rows.map(|((day, title, note), number)| {
        let day = day.map(words::day).unwrap_or_default();
        vec![number.to_string(), title, day, String::new(), note]
    });
    let head = vec!["序号", "题名", "日期", "页号", "备注"];
    paper.table(head, rows.collect(), "还没有材料。");
    paper.slip = vec!["立卷人", "检查人", "立卷日期"];
    paper
}

type Filed = (Option<Date>, String, String);

fn papers(matter: &Matter<'_>, facts: &Facts<'_>) -> Vec<Filed> {
    let round = matter.round;
    let mut all: Vec<Filed> = Vec::new();
    let mut add =
        |day: Option<Date>, title: &str, note: String| all.push((day, title.to_owned(), note));
    if let Some(topic) = facts.topic {
        add(topic.date(Column::On), "议题登记", String::new());
        add(
            topic.date(Column::ScreenedOn),
            "联席筛选意见",
            String::new(),
        );
    }
    going_up(facts, &mut add);
    let form = matter.form();
    add(round.date(Column::ClosedPlan), "协商方案", form);
    for (kind, title) in [
        (NoticeKind::Plan, "方案公示及张贴照片"),
        (NoticeKind::Result, "结果公示及张贴照片"),
    ] {
        let notices = matter.rows(Sheet::Notices);
        let notices = notices.filter(|row| row.choice(Column::NoticeKind) == Some(kind.id()));
        for notice in notices {
            let postings = matter
                .sheets
                .rows_of(Sheet::Postings, Column::NoticeRow, notice.id);
            let places = postings.count();
            let day = notice.dates(Column::Period).map(|period| period.from());
            add(day, title, format!("张贴 {places} 处"));
        }
    }
    let informed = matter
        .rows(Sheet::Informing)
        .filter_map(|row| row.date(Column::On));
    if let Some(day) = informed.min() {
        add(Some(day), "通报记录", String::new());
    }
    for sitting in matter.rows(Sheet::Sittings) {
        let day = sitting.time(Column::Time).map(|time| time.start().date());
        add(day, "签到表", String::new());
        add(day, "会议记录", sitting.text(Column::Venue).to_owned());
        let of_sitting = |sheet| matter.sheets.rows_of(sheet, Column::Sitting, sitting.id);
        if of_sitting(Sheet::Tallies).next().is_some() {
            add(day, "计票表、表决票", String::new());
        }
        for paper in of_sitting(Sheet::Papers) {
            add(
                paper.date(Column::On).or(day),
                paper.text(Column::Title),
                String::new(),
            );
        }
    }
    for (column, title) in [
        (Column::PlanLegal, "方案的法律审核意见"),
        (Column::ResultLegal, "结果的法律审核意见"),
    ] {
        if !round.is_empty(column) {
            add(None, title, String::new());
        }
    }
    if objections::are_there(matter, facts) {
        add(None, "异议登记与答复", String::new());
    }
    for (column, title, is_always) in [
        (Column::ResultTold, "协商结果告知及送达回证", false),
        (Column::ClosedMeasures, "落实台账及佐证", true),
        (Column::ClosedAppraisal, "评议表、评议汇总表", true),
        (Column::Filed, "结案报告", true),
    ] {
        let day = round.date(column);
        if is_always || day.is_some() {
            add(day, title, String::new());
        }
    }
    all
}

/// Letters to those who decide in the community's place, each with what came back.
fn going_up(facts: &Facts<'_>, add: &mut dyn FnMut(Option<Date>, &str, String)) {
    let round = facts.round;
    if let Some(topic) = facts.topic {
        let requests = facts
            .board
            .rows_of(Sheet::Requests, Column::Topic, topic.id);
        for row in requests {
            add(row.date(Column::On), "提请牵头协商的函", String::new());
            if let Some(answer) = facts.answer(row) {
                let (says, who) = (names::township(answer.id), answer.appointed);
                let note = [says, who.trim()].join(" ");
                add(answer.on, "乡镇（街道）的答复", note.trim().to_owned());
            }
        }
    }
    if let Some(day) = round.date(Column::Approved) {
        add(Some(day), "乡镇（街道）党委对协商程序的批准", String::new());
    }
    let mut rows = facts.rows(Sheet::Submissions).peekable();
    if rows.peek().is_none() {
        // Entered before there were rows for it.
        let to = names::addressee(facts.decision());
        for (column, title) in [
            (Column::SentUp, format!("提交{to}的函")),
            (Column::AnsweredOn, format!("{to}的决定或答复")),
        ] {
            if let Some(day) = round.date(column) {
                add(Some(day), &title, String::new());
            }
        }
    }
    for row in rows {
        let to = names::addressee(submitted_to(Some(row), round));
        add(
            row.date(Column::On),
            &format!("提交{to}的函"),
            String::new(),
        );
        if let Some(answer) = facts.answer(row) {
            let says = names::answer(answer.id).to_owned();
            add(answer.on, &format!("{to}的决定或答复"), says);
        }
    }
}
