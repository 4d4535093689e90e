//! 公示（结果）: what a consultation came to, as it is posted before anything is done about it (二(五)).

use super::outcome::{challenge, outcome, votes, waived};
use super::plan_notice::{feedback, participants};
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::{Period, words};
use crate::plan::veiled;
use crate::procedure::{Facts, Stage};
use crate::projection::Row;
use crate::record::{Column, Date, NoticeKind, Remark, Sheet};

/// The notice of a result that is posted on a day for a period.
pub fn result_notice(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
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
    paper.must("协商形式", matter.form(), Gap::Cell(Column::Form));
    paper.must("地点", venues(matter), Gap::Cell(Column::Venue));
    let organiser = matter.round.text(Column::Organiser).to_owned();
    paper.must("组织者", organiser, Gap::Cell(Column::Organiser));
    paper.must("参加协商的人员", participants(matter), Gap::Participants);
    let came_to = outcome(matter, facts);
    paper.must("协商结果", came_to, Gap::Cell(Column::Decision));
    paper.may("表决办法", matter.rule);
    paper.may("表决情况", &votes(matter));
    paper.may("说明", matter.round.text(Column::DecisionNote));
    paper.may("暂缺的程序和理由", &waived(matter, Stage::Appraisal));
    paper.may("意见和异议", &remarks(matter, facts));
    paper.may("落实安排", &measures(matter));
    let days = period.map(words::period).unwrap_or_default();
    paper.uncertain = period.and_then(|period| period.certainty().missing());
    paper.must("公示期", days, Gap::Period);
    paper.must("意见反馈", feedback(issuer), Gap::Contact);
    paper.may("撤销权", &challenge(facts));
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

/// Where the sittings were, each place once; where they were to be, while none of them says it.
fn venues(matter: &Matter<'_>) -> String {
    let mut venues: Vec<&str> = Vec::new();
    for sitting in matter.rows(Sheet::Sittings) {
        let venue = sitting.text(Column::Venue).trim();
        if !venue.is_empty() && !venues.contains(&venue) {
            venues.push(venue);
        }
    }
    match venues.is_empty() {
        true => matter.round.text(Column::Venue).to_owned(),
        false => venues.join("、"),
    }
}

/// How many were received on the plan and on the result; then each objection with its answer, and not who said it.
pub(super) fn remarks(matter: &Matter<'_>, facts: &Facts<'_>) -> String {
    let veiled = veiled(facts.hall, facts.board);
    let (mut comments, mut open) = (0, 0);
    let mut objections = Vec::new();
    for row in all_remarks(matter) {
        open += usize::from(row.is_empty(Column::Reply));
        if !is_objection(row) {
            comments += 1;
            continue;
        }
        let (number, text) = (objections.len() + 1, veiled(row.text(Column::Text).trim()));
        let reply = match row.text(Column::Reply).trim() {
            "" => "正在答复".to_owned(),
            reply => veiled(reply),
        };
        objections.push(format!("{number}. 异议：{text}　答复：{reply}"));
    }
    if comments + objections.len() == 0 {
        return String::new();
    }
    let answered = match open {
        0 => "都已答复".to_owned(),
        open => format!("还有 {open} 条正在答复"),
    };
    let received = objections.len();
    let sum = format!("公示期内收到意见 {comments} 条、异议 {received} 条，{answered}。");
    objections.insert(0, sum);
    objections.join("\n")
}

/// Whether somebody objects, and does not only comment.
pub(super) fn is_objection(row: &Row) -> bool {
    row.choice(Column::Remark) == Some(Remark::Objection.id())
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
