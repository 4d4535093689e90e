//! 公示（方案）: the plan of a consultation, as it is posted before anybody sits down.

use super::names;
use super::outcome::waived;
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::{Period, words};
use crate::procedure::Stage;
use crate::projection::Row;
use crate::record::{Column, Date, Kind, Selection, Sheet};

/// The notice of a plan that is posted on a day for a period.
pub fn plan_notice(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    posted: Date,
    period: Option<Period>,
) -> Paper {
    let title = format!("{}的协商方案公示", matter.about());
    let mut paper = Paper::new(title, issuer, posted);
    paper.say(format!(
        "{}拟就“{}”组织社区协商。现将协商方案公示如下，欢迎提出意见和建议。",
        issuer.name,
        matter.title.trim()
    ));
    let round = matter.round;
    let of_round = |column| round.text(column).to_owned();
    let purpose = of_round(Column::Purpose);
    paper.must("协商目的", purpose, Gap::Cell(Column::Purpose));
    paper.may("协商事项", &matters(matter));
    paper.must("协商形式", matter.form(), Gap::Cell(Column::Form));
    paper.must("时间", matter.time(), Gap::Cell(Column::Time));
    paper.must("地点", of_round(Column::Venue), Gap::Cell(Column::Venue));
    let organiser = of_round(Column::Organiser);
    paper.must("组织者", organiser, Gap::Cell(Column::Organiser));
    paper.must("参加协商的人员", participants(matter), Gap::Participants);
    paper.may("议程", round.text(Column::Agenda));
    let rule = matter.rule.to_owned();
    paper.must("表决办法", rule, Gap::Cell(Column::VotingRule));
    paper.may("暂缺的程序和理由", &waived(matter, Stage::Notice));
    let days = period.map(words::period).unwrap_or_default();
    paper.uncertain = period.and_then(|period| period.certainty().missing());
    paper.must("公示期", days, Gap::Period);
    paper.must("意见反馈", feedback(issuer), Gap::Contact);
    paper.may("附件", round.text(Column::Materials));
    paper.slip = vec!["张贴人", "张贴时间", "张贴地点", "揭下时间"];
    paper
}

fn matters(matter: &Matter<'_>) -> String {
    let titles = matter.rows(Sheet::Matters).zip(1..);
    let titles = titles.map(|(row, number)| format!("{number}. {}", row.text(Column::Title)));
    titles.collect::<Vec<_>>().join("\n")
}

pub(super) fn participants(matter: &Matter<'_>) -> String {
    let rows = matter.rows(Sheet::Participants).filter_map(participant);
    rows.collect::<Vec<_>>().join("；")
}

/// `当地户籍居民 8 人（代表三幢一单元，推选产生）`
fn participant(row: &Row) -> Option<String> {
    let kind = row.choice(Column::Kind).and_then(Kind::from_id)?;
    let mut words = names::kind(kind).to_owned();
    if let Some(count) = row.count(Column::Count) {
        words.push_str(&format!(" {count} 人"));
    }
    let represents = row.text(Column::Represents).trim();
    let represents = (!represents.is_empty()).then(|| format!("代表{represents}"));
    let selection = row.choice(Column::Selection).and_then(Selection::from_id);
    let selection = selection.map(|selection| names::selection(selection).to_owned());
    let more: Vec<String> = represents.into_iter().chain(selection).collect();
    if !more.is_empty() {
        words.push_str(&format!("（{}）", more.join("，")));
    }
    Some(words)
}

pub(super) fn feedback(issuer: Issuer<'_>) -> String {
    match ways(issuer).as_str() {
        "" => String::new(),
        ways => format!("公示期内，可以{ways}。"),
    }
}

/// How to reach the office; empty while nothing of it is written.
pub(super) fn ways(issuer: Issuer<'_>) -> String {
    let mut ways = Vec::new();
    if !issuer.phone.trim().is_empty() {
        ways.push(format!("打电话 {}", issuer.phone.trim()));
    }
    if !issuer.address.trim().is_empty() {
        ways.push(format!("到{}当面说或投意见箱", issuer.address.trim()));
    }
    ways.join("，")
}
