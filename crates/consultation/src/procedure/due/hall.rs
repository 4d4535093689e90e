//! What is due in a consultation.

use super::{Due, Pressing, add, answer_by};
use crate::procedure::check::{notices, periods};
use crate::procedure::{Facts, Stage, Standing};
use crate::promise::{PromiseState, checks_of_round, promises};
use crate::record::{CivilTime, Column, NoticeKind, Sheet, Track};

/// What the round under way waits for, in the order of the stages and then of the days. What is done
/// waits for nothing.
pub fn of_hall(facts: &Facts<'_>, standing: &Standing) -> Vec<Due> {
    let mut list = Vec::new();
    if standing.stage.is_none() || standing.ends_here {
        return list;
    }
    let is_open = |stage| standing.step(stage).is_some_and(|step| !step.is_done());
    list.extend(report(facts));
    list.extend(Due::open(Pressing::Admissions, facts.reviews.waiting()));
    if is_open(Stage::Notice) {
        notice(facts, NoticeKind::Plan, Pressing::PlanNotice, &mut list);
    }
    remarks(facts, NoticeKind::Plan, Pressing::PlanRemarks, &mut list);
    if is_open(Stage::Sitting) {
        list.extend(sitting(facts));
    }
    if is_open(Stage::Result) {
        notice(facts, NoticeKind::Result, Pressing::ResultNotice, &mut list);
    }
    remarks(
        facts,
        NoticeKind::Result,
        Pressing::ResultRemarks,
        &mut list,
    );
    let is_told = !facts.round.is_empty(Column::ResultTold);
    if standing.stage >= Some(Stage::Result) && facts.decision().is_some() && !is_told {
        list.extend(Due::open(Pressing::ResultTold, 1));
    }
    let submission = facts.submission();
    if let Some(row) = submission.filter(|row| facts.answer(row).is_none()) {
        list.push(Due::by(Pressing::Submission, row.date(Column::Due)));
    }
    for promise in promises(facts) {
        let is_reopened = matches!(promise.state, PromiseState::Reopened(_));
        if is_reopened || !promise.is_done() && promise.due.is_some() {
            add(&mut list, Due::by(Pressing::Measures, promise.due));
        }
        for by in &promise.unanswered {
            add(&mut list, Due::by(Pressing::Disputes, *by));
        }
    }
    let checks = checks_of_round(facts).into_iter();
    for (_, check) in checks.filter(|(_, check)| check.is_open()) {
        add(&mut list, Due::by(Pressing::Rectifications, check.due));
    }
    list
}

/// 紧急: dealt with and not yet reported.
fn report(facts: &Facts<'_>) -> Option<Due> {
    let acted = facts.round.minute(Column::UrgentActed)?;
    let is_urgent = facts.track() == Track::Urgent;
    let is_open = is_urgent && facts.round.is_empty(Column::UrgentReported);
    let next_day = acted.date().plus_days(1).filter(|_| is_open)?;
    let until = CivilTime::new(next_day, acted.hour(), acted.minute())?;
    Some(Due::at(Pressing::UrgentReport, until))
}

/// The periods of a notice, at each place where it still hangs.
fn notice(facts: &Facts<'_>, kind: NoticeKind, what: Pressing, list: &mut Vec<Due>) {
    for (place, period) in periods(facts, kind) {
        if place.is_empty(Column::TakenDownAt) {
            add(list, Due::by(what, Some(period.last())));
        }
    }
}

/// Comments and objections without an answer, by the day on which it is due.
fn remarks(facts: &Facts<'_>, kind: NoticeKind, what: Pressing, list: &mut Vec<Due>) {
    for notice in notices(facts, kind) {
        let remarks = facts
            .hall
            .rows_of(Sheet::Remarks, Column::NoticeRow, notice.id);
        for remark in remarks {
            if remark.is_empty(Column::Reply) || remark.is_empty(Column::RepliedOn) {
                let received = remark.date(Column::On);
                let by = received.and_then(|received| answer_by(facts.calendar, received));
                add(list, Due::by(what, by));
            }
        }
    }
}

/// The latest sitting that was planned or held, while the round has no outcome.
fn sitting(facts: &Facts<'_>) -> Option<Due> {
    let planned = facts.round.time(Column::Time);
    let held = facts.rows(Sheet::Sittings);
    let times = held.filter_map(|row| row.time(Column::Time)).chain(planned);
    let latest = times.map(|time| time.start()).max()?;
    let is_open = facts.round.is_empty(Column::Decision);
    is_open.then(|| Due::at(Pressing::Sitting, latest))
}
