//! 公示（结果）: what a consultation came to, as it is posted before anything is done about it (二(五)).

use super::names;
use super::plan_notice::{feedback, participants};
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::{Period, words};
use crate::projection::Row;
use crate::record::{Column, Date, Decision, NoticeKind, Remark, Sheet};

/// The notice of a result that is posted on a day for a period.
pub fn result_notice(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    posted: Date,
    period: Option<Period>,
) -> Paper {
    let title = format!("{}的协商结果公示", matter.about());
    let mut paper = Paper::new(title, issuer, posted);
    let held = held(matter);
    paper.say(format!(
        "{}{}就“{}”组织了社区协商。现将协商结果公示如下，请监督。",
        issuer.name,
        held,
        matter.title.trim()
    ));
    paper.must("参加协商的人员", participants(matter), Gap::Participants);
    paper.must("协商结果", outcome(matter), Gap::Cell(Column::Decision));
    paper.may("表决情况", &votes(matter));
    paper.may("说明", matter.round.text(Column::DecisionNote));
    paper.may("意见和异议", &remarks(matter));
    paper.may("落实安排", &measures(matter));
    let days = period.map(words::period).unwrap_or_default();
    paper.uncertain = period.and_then(|period| period.certainty().missing());
    paper.must("公示期", days, Gap::Period);
    paper.must("意见反馈", feedback(issuer), Gap::Contact);
    paper.slip = vec!["张贴人", "张贴时间", "张贴地点", "揭下时间"];
    paper
}

/// `于2017年12月20日、2017年12月27日`; empty while no sitting is written down.
fn held(matter: &Matter<'_>) -> String {
    let sittings = matter.rows(Sheet::Sittings);
    let days = sittings.filter_map(|row| row.time(Column::Time));
    let days: Vec<String> = days.map(|time| words::day(time.start().date())).collect();
    match days.is_empty() {
        true => String::new(),
        false => format!("于{}", days.join("、")),
    }
}

/// What the round came to, then matter by matter.
pub(super) fn outcome(matter: &Matter<'_>) -> String {
    let decided = |row: &Row, column| {
        let decision = row.choice(column).and_then(Decision::from_id);
        decision.map(names::decision)
    };
    let whole = decided(matter.round, Column::Decision).map(str::to_owned);
    let matters = matter.rows(Sheet::Matters).zip(1..);
    let matters = matters.filter_map(|(row, number)| {
        let decision = decided(row, Column::MatterDecision)?;
        Some(format!("{number}. {}：{decision}", row.text(Column::Title)))
    });
    whole
        .into_iter()
        .chain(matters)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The counts of every matter, unit by unit where they were counted so.
fn votes(matter: &Matter<'_>) -> String {
    let mut lines = Vec::new();
    for sitting in matter.rows(Sheet::Sittings) {
        let tallies = matter
            .sheets
            .rows_of(Sheet::Tallies, Column::Sitting, sitting.id);
        for row in tallies {
            let about = row.row(Column::Matter);
            let about = about.and_then(|id| matter.sheets.row(Sheet::Matters, id));
            let about = about.map(|row| row.text(Column::Title).trim());
            let unit = Some(row.text(Column::Unit).trim());
            let names = about.into_iter().chain(unit);
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            let counts = [
                ("有权", Column::Entitled),
                ("同意", Column::Yes),
                ("反对", Column::No),
                ("弃权", Column::Abstain),
                ("无效", Column::Invalid),
            ];
            let counts = counts
                .into_iter()
                .filter_map(|(name, column)| Some(format!("{name} {}", row.count(column)?)));
            let counts = counts.collect::<Vec<_>>().join("，");
            lines.push(match names.is_empty() {
                true => counts,
                false => format!("{}：{counts}", names.join(" ")),
            });
        }
    }
    lines.join("\n")
}

/// How many were received on the plan and on the result, and that they were answered.
fn remarks(matter: &Matter<'_>) -> String {
    let (mut comments, mut objections, mut open) = (0, 0, 0);
    for row in all_remarks(matter) {
        match row.choice(Column::Remark).and_then(Remark::from_id) {
            Some(Remark::Objection) => objections += 1,
            _ => comments += 1,
        }
        open += usize::from(row.is_empty(Column::Reply));
    }
    if comments + objections == 0 {
        return String::new();
    }
    let answered = match open {
        0 => "都已答复".to_owned(),
        open => format!("还有 {open} 条正在答复"),
    };
    format!("公示期内收到意见 {comments} 条、异议 {objections} 条，{answered}。")
}

/// What was said of the notices of the round.
pub(super) fn all_remarks<'a>(matter: &Matter<'a>) -> impl Iterator<Item = &'a Row> {
    let sheets = matter.sheets;
    let kinds = [NoticeKind::Plan.id(), NoticeKind::Result.id()];
    let notices = matter.rows(Sheet::Notices);
    let notices = notices.filter(move |row| {
        row.choice(Column::NoticeKind)
            .is_some_and(|kind| kinds.contains(&kind))
    });
    notices.flat_map(|row| sheets.rows_of(Sheet::Remarks, Column::NoticeRow, row.id))
}

/// What is to be done, by whom and by when.
pub(super) fn measures(matter: &Matter<'_>) -> String {
    let lines = matter.rows(Sheet::Measures).zip(1..);
    let lines = lines.map(|(row, number)| measure(row, number));
    lines.collect::<Vec<_>>().join("\n")
}

/// A measure with who does it and by when.
pub(super) fn measure(row: &Row, number: usize) -> String {
    let by = row.text(Column::By).trim();
    let due = row.date(Column::Due).map(words::day);
    let more = [
        (!by.is_empty()).then(|| format!("由{by}负责")),
        due.map(|due| format!("{due}前完成")),
    ];
    let name = format!("{number}. {}", row.text(Column::Title));
    let parts = [name].into_iter().chain(more.into_iter().flatten());
    parts.collect::<Vec<_>>().join("，")
}
