//! What a consultation came to: what was decided in it, how it was voted, and what others decided whom it was sent up to.

use super::names;
use super::sheet::Matter;
use crate::calendar::words;
use crate::going_up::Answered;
use crate::procedure::{Facts, Requirement, Stage};
use crate::projection::Row;
use crate::record::{Column, Decision, Sheet, hundredths};
use crate::voting::defaults::CHALLENGE_YEARS;

/// What the round came to by itself, then matter by matter.
pub(super) fn came_to(matter: &Matter<'_>) -> String {
    decided(matter).join("\n")
}

/// The same, with what the assembly or the township decided after it.
pub(super) fn outcome(matter: &Matter<'_>, facts: &Facts<'_>) -> String {
    let mut lines = decided(matter);
    let answered = facts.rows(Sheet::Submissions).filter_map(|row| {
        let answer = facts.answer(row)?;
        let to = submitted_to(Some(row), matter.round);
        Some(answered(to, answer, &counts(row)))
    });
    lines.extend(answered);
    lines.extend(before_rows(facts));
    lines.join("\n")
}

/// To whom something goes up: as its row says, else as the round decided.
pub(super) fn submitted_to(row: Option<&Row>, round: &Row) -> Option<Decision> {
    let of_row = row.and_then(|row| row.choice(Column::SubmittedTo));
    of_row
        .or(round.choice(Column::Decision))
        .and_then(Decision::from_id)
}

/// How a decision of the owners is challenged, once they decided something here.
pub(super) fn challenge(facts: &Facts<'_>) -> String {
    let mut rows = facts.rows(Sheet::Submissions);
    let is_decided = rows.any(|row| {
        let to = submitted_to(Some(row), facts.round);
        to == Some(Decision::ToOwners) && facts.answer(row).is_some()
    });
    match is_decided {
        true => format!(
            "业主认为业主大会的决定侵害其合法权益的，可以自知道或者应当知道之日起 {} 年内请求人民法院予以撤销。",
            CHALLENGE_YEARS.get()
        ),
        false => String::new(),
    }
}

/// What was gone on without up to a stage, and why: by the stage and the item of the policy.
pub(super) fn waived(matter: &Matter<'_>, until: Stage) -> String {
    let asked = Requirement::ALL.iter();
    let waived = asked
        .filter(|asked| asked.stage() <= until)
        .filter_map(|asked| {
            let reason = matter.round.text(Column::Waived(*asked)).trim();
            let (stage, policy) = (names::stage(asked.stage()), asked.policy());
            (!reason.is_empty())
                .then(|| format!("“{stage}”中的一项（《实施意见》{policy}）：{reason}"))
        });
    waived.collect::<Vec<_>>().join("\n")
}

/// The counts of every matter, unit by unit where they were counted so.
pub(super) fn votes(matter: &Matter<'_>) -> String {
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
            let counts = counts(row);
            lines.push(match names.is_empty() {
                true => counts,
                false => format!("{}：{counts}", names.join(" ")),
            });
        }
    }
    lines.join("\n")
}

fn decided(matter: &Matter<'_>) -> Vec<String> {
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
    whole.into_iter().chain(matters).collect()
}

/// What came back in the cells of the round, where it was entered before there were rows for it.
fn before_rows(facts: &Facts<'_>) -> Option<String> {
    let to = facts.decision().filter(|decision| decision.goes_up())?;
    if facts.submission().is_some() {
        return None;
    }
    let answer = Answered {
        id: facts.round.choice(Column::Answer)?,
        on: facts.round.date(Column::AnsweredOn),
        reason: "",
        appointed: "",
        signed: None,
    };
    Some(answered(Some(to), answer, ""))
}

/// `2018年1月5日业主大会：通过（同意 60，反对 4）。理由：…`
fn answered(to: Option<Decision>, answer: Answered<'_>, counts: &str) -> String {
    let on = answer.on.map(words::day).unwrap_or_default();
    let (to, says) = (names::addressee(to), names::answer(answer.id));
    let mut words = format!("{on}{to}：{says}");
    if !counts.is_empty() {
        words += &format!("（{counts}）");
    }
    let reason = answer.reason.trim();
    if !reason.is_empty() {
        words += &format!("。理由：{reason}");
    }
    words
}

/// `有权 16（1600.00 平方米），同意 14（1400.00 平方米）`; what was not counted is left out.
fn counts(row: &Row) -> String {
    let counts = [
        ("有权", Column::Entitled, Some(Column::EntitledArea)),
        ("同意", Column::Yes, Some(Column::YesArea)),
        ("反对", Column::No, Some(Column::NoArea)),
        ("弃权", Column::Abstain, Some(Column::AbstainArea)),
        ("无效", Column::Invalid, None),
    ];
    let counts = counts.into_iter().filter_map(|(name, heads, area)| {
        let heads = row.count(heads).map(|heads| heads.to_string());
        let area = area.and_then(|area| row.count(area));
        let area = area.map(|area| format!("{} 平方米", hundredths(area)));
        match (heads, area) {
            (Some(heads), Some(area)) => Some(format!("{name} {heads}（{area}）")),
            (heads, area) => Some(format!("{name} {}", heads.or(area)?)),
        }
    });
    counts.collect::<Vec<_>>().join("，")
}
