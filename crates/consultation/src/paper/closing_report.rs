//! 结案报告: how a consultation went, from its first day to its file, made from the record alone.

use super::names;
use super::outcome::{outcome, waived};
use super::plan_notice::participants;
use super::sheet::{Gap, Issuer, Matter, Paper};
use crate::calendar::words;
use crate::procedure::{Facts, Stage};
use crate::promise::{Check, Promise, PromiseState, checks_of_round, promises, score};
use crate::record::{Column, Date};

/// The report of the round.
pub fn closing_report(
    issuer: Issuer<'_>,
    matter: &Matter<'_>,
    facts: &Facts<'_>,
    printed: Date,
) -> Paper {
    let title = format!("{}的协商结案报告", matter.about());
    let mut paper = Paper::new(title, issuer, printed);
    let purpose = matter.round.text(Column::Purpose).to_owned();
    paper.must("协商目的", purpose, Gap::Cell(Column::Purpose));
    paper.must("协商形式", matter.form(), Gap::Cell(Column::Form));
    paper.must("参加协商的人员", participants(matter), Gap::Participants);
    paper.may("经过", &course(matter));
    paper.may("暂缺的程序和理由", &waived(matter, Stage::Appraisal));
    let came_to = outcome(matter, facts);
    paper.must("协商结果", came_to, Gap::Cell(Column::Decision));
    paper.may("说明", matter.round.text(Column::DecisionNote));
    let promises = promises(facts);
    paper.may("落实情况", &kept(promises));
    paper.may("监督检查", &checked(matter, facts));
    let score = score(facts);
    let parts = score.0.iter().map(|part| part.words());
    let sums: Vec<String> = parts.chain([score.words()]).collect();
    paper.may("绩效评分", &sums.join("\n"));
    paper.may("本次形成或修改的制度", matter.round.text(Column::RulesMade));
    paper.slip = vec!["撰写人", "审核人"];
    paper
}

/// The days on which the stages were done.
fn course(matter: &Matter<'_>) -> String {
    let began = matter.round.date(Column::Began);
    let began = began.map(|day| format!("{}开始", words::day(day)));
    let steps = Stage::ALL.iter().filter_map(|stage| {
        let day = matter.round.date(stage.closed())?;
        Some(format!("{}完成“{}”", words::day(day), names::stage(*stage)))
    });
    let steps: Vec<String> = began.into_iter().chain(steps).collect();
    steps.join("；")
}

fn kept(promises: &[Promise<'_>]) -> String {
    let lines = promises.iter().zip(1..).map(|(promise, number)| {
        let title = promise.row.text(Column::Title);
        format!("{number}. {title}：{}", state(promise))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where a measure stands, and how many residents say what of it.
pub(super) fn state(promise: &Promise<'_>) -> String {
    let done = promise.row.date(Column::DoneOn).map(words::day);
    let state = match (promise.state, done) {
        (PromiseState::Done { in_time: true }, Some(day)) => format!("{day}按时完成"),
        (PromiseState::Done { in_time: false }, Some(day)) => format!("{day}完成，比时限晚"),
        (PromiseState::Reopened(_), _) => "有异议，正在重新办".to_owned(),
        (PromiseState::Late, _) => "逾期，还在办".to_owned(),
        _ => "正在办".to_owned(),
    };
    state + &said(promise)
}

/// What residents say of a measure, and how many of the words are their own.
fn said(promise: &Promise<'_>) -> String {
    if promise.confirmations + promise.disputes == 0 {
        return String::new();
    }
    let signed = promise.voices.iter().filter(|voice| voice.is_signed());
    let signed = signed.count();
    let written = promise.voices.len() - signed;
    format!(
        "；居民确认 {}，异议 {}（本人签名 {signed} 条，代录 {written} 条）",
        promise.confirmations, promise.disputes
    )
}

/// What the checks found, and what 居务监督委员会 says of the whole.
fn checked(matter: &Matter<'_>, facts: &Facts<'_>) -> String {
    let checks = checks_of_round(facts).into_iter();
    let checks = checks.map(|(measure, check)| match measure {
        Some(measure) => found(&check, &format!("检查“{}”", measure.text(Column::Title))),
        None => found(&check, "检查整场协商"),
    });
    let whole = matter.round.text(Column::SupervisorsFound).trim();
    let whole = (!whole.is_empty()).then(|| format!("居务监督委员会：{whole}"));
    checks.chain(whole).collect::<Vec<_>>().join("\n")
}

/// `2018年9月25日居务监督委员会检查“电梯安装”：已落实（代录）：……`: who found what, and in which words.
pub(super) fn found(check: &Check<'_>, what: &str) -> String {
    let on = check.on.map(words::day).unwrap_or_default();
    let (checker, finding) = (names::checker(check.checker), names::finding(check.finding));
    let source = check.source.words();
    let said = match check.text {
        "" => String::new(),
        said => format!("：{said}"),
    };
    format!("{on}{checker}{what}：{finding}（{source}）{said}")
}
