//! From the sitting to what is done about it.

use super::{Lacks, nothing_if, notice, plan, rows_if, written};
use crate::procedure::{Facts, Requirement};
use crate::projection::Row;
use crate::record::{Answer, Column, Decision, Kind, NoticeKind, Sheet, Track};

pub(super) fn lacks(facts: &Facts<'_>, requirement: Requirement) -> Option<Lacks> {
    match requirement {
        Requirement::SittingHeld => sitting(facts),
        Requirement::Attendance => attendance(facts),
        Requirement::Outcome => outcome(facts),
        Requirement::ResultLegal => plan::legal(facts, Column::ResultLegal),
        Requirement::PartyStudied => {
            let is_asked = facts.decision() == Some(Decision::ToResidents);
            is_asked
                .then(|| {
                    written(facts.round, Column::PartyStudied)
                        .or_else(|| follows(facts, Column::SentUp, Column::PartyStudied))
                })
                .flatten()
        }
        Requirement::SentUp => {
            let is_kept = !goes_up(facts.decision()) && reserved(facts).next().is_some();
            is_kept
                .then_some(Lacks::Reserved)
                .or_else(|| up(facts, Column::SentUp))
        }
        Requirement::AnswerBack => up(facts, Column::AnsweredOn)
            .or_else(|| follows(facts, Column::AnsweredOn, Column::SentUp))
            .or_else(|| answer(facts)),
        Requirement::Measures => nothing_if(facts.rows(Sheet::Measures).next().is_none()),
        Requirement::MeasuresDone => {
            let open = facts
                .rows(Sheet::Measures)
                .filter(|row| row.is_empty(Column::DoneOn));
            rows_if(open.count())
        }
        _ => None,
    }
}

/// Whether a decision is one that others take.
fn goes_up(decision: Option<Decision>) -> bool {
    matches!(
        decision,
        Some(Decision::ToResidents | Decision::ToOwners | Decision::ToTownship)
    )
}

/// Matters that residents or owners decide themselves, even when everybody agreed (民法典 278).
fn reserved<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Row> {
    facts
        .rows(Sheet::Matters)
        .filter(|row| !row.is_empty(Column::Reserved))
}

/// What a cell lacks that is asked for only when the matter goes up.
fn up(facts: &Facts<'_>, column: Column) -> Option<Lacks> {
    match goes_up(facts.decision()) {
        true => written(facts.round, column),
        false => None,
    }
}

/// Whether a day of the round lies before the day that it has to follow.
fn follows(facts: &Facts<'_>, later: Column, earlier: Column) -> Option<Lacks> {
    let (day, earlier) = (facts.round.date(later)?, facts.round.date(earlier)?);
    (day < earlier).then_some(Lacks::Before { day, earlier })
}

fn answer(facts: &Facts<'_>) -> Option<Lacks> {
    if !goes_up(facts.decision()) {
        return None;
    }
    let answer = facts.round.choice(Column::Answer).and_then(Answer::from_id);
    written(facts.round, Column::Answer)
        .or((answer != Some(Answer::Passed)).then_some(Lacks::NotPassed))
}

fn sittings<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Row> {
    facts
        .rows(Sheet::Sittings)
        .filter(|row| !row.is_empty(Column::Time))
}

fn sitting(facts: &Facts<'_>) -> Option<Lacks> {
    let held = sittings(facts)
        .filter_map(|row| row.time(Column::Time))
        .map(|time| time.start().date())
        .min();
    let Some(held) = held else {
        return Some(Lacks::Nothing);
    };
    if facts.track() == Track::Urgent {
        return None;
    }
    let days = facts.least.plan_days(facts.track());
    let notice_ends = notice::met(facts, NoticeKind::Plan, days)?.last();
    (held <= notice_ends).then_some(Lacks::HeldTooEarly { held, notice_ends })
}

fn attendance(facts: &Facts<'_>) -> Option<Lacks> {
    let present = |kind: &str| {
        sittings(facts).any(|sitting| {
            let mut rows = facts
                .hall
                .rows_of(Sheet::Attendance, Column::Sitting, sitting.id);
            rows.any(|row| {
                row.choice(Column::Kind) == Some(kind) && row.count(Column::Count).unwrap_or(0) > 0
            })
        })
    };
    if !Kind::ALL.iter().any(|kind| present(kind.id())) {
        return Some(Lacks::Nothing);
    }
    let mut absent: Vec<Kind> = facts
        .rows(Sheet::Participants)
        .filter(|row| row.flag(Column::MustBePresent))
        .filter_map(|row| Kind::from_id(row.choice(Column::Kind)?))
        .filter(|kind| !present(kind.id()))
        .collect();
    absent.dedup();
    (!absent.is_empty()).then_some(Lacks::Kinds(absent))
}

fn outcome(facts: &Facts<'_>) -> Option<Lacks> {
    let open = facts
        .rows(Sheet::Matters)
        .filter(|row| row.is_empty(Column::MatterDecision))
        .count();
    rows_if(open).or_else(|| written(facts.round, Column::Decision))
}
