//! From the sitting to what is done about it.

use super::{Lacks, kinds_if, notice, rows_if, written};
use crate::procedure::Facts;
use crate::projection::Row;
use crate::record::{Answer, Column, Date, Decision, Kind, NoticeKind, Sheet, Track};

pub(super) fn party_studied(facts: &Facts<'_>) -> Option<Lacks> {
    if facts.decision() != Some(Decision::ToResidents) {
        return None;
    }
    let studied = facts.round.date(Column::PartyStudied);
    written(facts.round, Column::PartyStudied).or_else(|| follows(sent_on(facts), studied))
}

pub(super) fn sent_up(facts: &Facts<'_>) -> Option<Lacks> {
    if goes_up(facts) {
        return match facts.submission() {
            Some(row) => written(row, Column::On),
            None => written(facts.round, Column::SentUp),
        };
    }
    reserved(facts).next().map(|_| Lacks::Reserved)
}

pub(super) fn answer_back(facts: &Facts<'_>) -> Option<Lacks> {
    let not_passed = |answer| (answer != Some(Answer::Passed.id())).then_some(Lacks::NotPassed);
    let of_row = facts
        .submission()
        .and_then(|row| Some((row, facts.answer(row)?)));
    if let Some((row, answer)) = of_row.filter(|_| goes_up(facts)) {
        let is_paper = answer.signed.is_none();
        let unwritten = is_paper.then(|| written(row, Column::AnsweredOn)).flatten();
        let unsettled = is_paper.then(|| written(row, Column::Answer)).flatten();
        return unwritten
            .or(unsettled)
            .or_else(|| follows(answer.on, sent_on(facts)))
            .or_else(|| not_passed(Some(answer.id)));
    }
    let is_late = || follows(facts.round.date(Column::AnsweredOn), sent_on(facts));
    if !goes_up(facts) {
        return is_late();
    }
    written(facts.round, Column::AnsweredOn)
        .or_else(is_late)
        .or_else(|| written(facts.round, Column::Answer))
        .or_else(|| not_passed(facts.round.choice(Column::Answer)))
}

/// When it went up: as its row says, or the round where it was entered before there were rows.
fn sent_on(facts: &Facts<'_>) -> Option<Date> {
    let submission = facts.submission().and_then(|row| row.date(Column::On));
    submission.or_else(|| facts.round.date(Column::SentUp))
}

/// Whether others decide.
fn goes_up(facts: &Facts<'_>) -> bool {
    facts.decision().is_some_and(Decision::goes_up)
}

/// Matters that residents or owners decide themselves, even when everybody agreed (民法典 278).
fn reserved<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Row> {
    facts
        .rows(Sheet::Matters)
        .filter(|row| !row.is_empty(Column::Reserved))
}

/// Whether a day lies before the day that it has to follow.
fn follows(later: Option<Date>, earlier: Option<Date>) -> Option<Lacks> {
    let (day, earlier) = (later?, earlier?);
    (day < earlier).then_some(Lacks::Before { day, earlier })
}

fn sittings<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Row> {
    facts
        .rows(Sheet::Sittings)
        .filter(|row| !row.is_empty(Column::Time))
}

pub(super) fn sitting(facts: &Facts<'_>) -> Option<Lacks> {
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
    let notice_ends = notice::met(facts, NoticeKind::Plan)?.last();
    (held <= notice_ends).then_some(Lacks::HeldTooEarly { held, notice_ends })
}

pub(super) fn attendance(facts: &Facts<'_>) -> Option<Lacks> {
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
    kinds_if(absent.into_iter())
}

pub(super) fn outcome(facts: &Facts<'_>) -> Option<Lacks> {
    let open = facts
        .rows(Sheet::Matters)
        .filter(|row| row.is_empty(Column::MatterDecision));
    rows_if(open).or_else(|| written(facts.round, Column::Decision))
}
