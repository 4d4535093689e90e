//! 公示与通报: was it up for its days, was everybody informed, was everything answered.

use super::{Lacks, kinds_if, nothing_if, rows_if};
use crate::calendar::{Days, Period, PeriodError, Posting, PostingEvent, PostingState, posting};
use crate::procedure::Facts;
use crate::projection::Row;
use crate::record::{Column, Correction, Kind, NoticeKind, Sheet};

/// The notices of one kind in the round, without their corrections.
pub(in crate::procedure) fn notices<'a>(
    facts: &Facts<'a>,
    kind: NoticeKind,
) -> impl Iterator<Item = &'a Row> {
    facts.rows(Sheet::Notices).filter(move |row| {
        row.choice(Column::NoticeKind) == Some(kind.id()) && row.is_empty(Column::NoticeRow)
    })
}

/// The period of the notice of one kind that was up for its days, if there is one.
pub(super) fn met(facts: &Facts<'_>, kind: NoticeKind) -> Option<Period> {
    let mut periods = periods(facts, kind).into_iter();
    let met = periods.find(|(_, period)| period.is_over_on(facts.now.date()));
    met.map(|(_, period)| period)
}

/// The places where a notice of one kind is up or was up for its days, with its period there.
pub(in crate::procedure) fn periods<'a>(
    facts: &Facts<'a>,
    kind: NoticeKind,
) -> Vec<(&'a Row, Period)> {
    let days = facts.notice_days(kind);
    let mut periods = Vec::new();
    for notice in notices(facts, kind) {
        for (place, events) in places(facts, notice) {
            let posting = state(facts, &events, days).map(|posting| posting.state);
            if let Ok(PostingState::Running(period) | PostingState::Met(period)) = posting {
                periods.push((place, period));
            }
        }
    }
    periods
}

/// One place of one notice that was up for its days, with a photo, is enough; of several that were
/// not, what the first lacks is said.
pub(super) fn posted(facts: &Facts<'_>, kind: NoticeKind) -> Option<Lacks> {
    let days = facts.notice_days(kind);
    let mut first = None;
    for notice in notices(facts, kind) {
        let short = short_period(facts, notice, days);
        for (place, events) in places(facts, notice) {
            let lacks = short
                .clone()
                .or_else(|| place_lacks(facts, place, &events, days));
            first.get_or_insert(lacks?);
        }
    }
    Some(first.unwrap_or(Lacks::Nothing))
}

/// The events of a notice at each place where it was put up.
fn places<'a>(facts: &Facts<'a>, notice: &Row) -> Vec<(&'a Row, Vec<PostingEvent>)> {
    let (hall, id) = (facts.hall, notice.id);
    let corrections: Vec<PostingEvent> = hall
        .rows_of(Sheet::Notices, Column::NoticeRow, id)
        .filter_map(|row| {
            let correction = Correction::from_id(row.choice(Column::Correction)?)?;
            let at = row.minute(Column::PostedAt)?;
            Some(PostingEvent::Corrected(at, correction))
        })
        .collect();
    let postings = hall.rows_of(Sheet::Postings, Column::NoticeRow, id);
    postings
        .map(|place| {
            let up = place.minute(Column::PostedAt).map(PostingEvent::Posted);
            let down = place
                .minute(Column::TakenDownAt)
                .map(PostingEvent::TakenDown);
            let since = place.minute(Column::PostedAt);
            let seen = corrections.iter().filter(|event| Some(event.at()) >= since);
            (
                place,
                up.into_iter().chain(down).chain(seen.copied()).collect(),
            )
        })
        .collect()
}

fn state(facts: &Facts<'_>, events: &[PostingEvent], days: Days) -> Result<Posting, PeriodError> {
    posting(facts.calendar, events, days, facts.now)
}

fn place_lacks(
    facts: &Facts<'_>,
    place: &Row,
    events: &[PostingEvent],
    days: Days,
) -> Option<Lacks> {
    let posting = match state(facts, events, days) {
        Ok(posting) => posting,
        Err(error) => return Some(Lacks::NoPeriod(error)),
    };
    if let Some(problem) = posting.problems.first() {
        return Some(Lacks::OddPosting(*problem));
    }
    match posting.state {
        PostingState::NotPosted => Some(Lacks::Nothing),
        PostingState::Running(period) => Some(Lacks::StillPosted(period)),
        PostingState::Unmet { period, taken_down } => {
            Some(Lacks::TakenDownEarly { period, taken_down })
        }
        PostingState::Met(_) => place.is_empty(Column::Photo).then_some(Lacks::NoProof),
    }
}

/// Whether the notice states a period that is shorter than the rules ask for.
fn short_period(facts: &Facts<'_>, notice: &Row, days: Days) -> Option<Lacks> {
    let stated = notice.dates(Column::Period)?;
    let least = Period::of(facts.calendar, stated.from(), days).ok()?.last();
    (stated.to() < least).then_some(Lacks::ShortPeriod {
        stated: stated.to(),
        least,
    })
}

pub(super) fn unanswered(facts: &Facts<'_>, kind: NoticeKind) -> Option<Lacks> {
    let remarks = notices(facts, kind).flat_map(|notice| {
        facts
            .hall
            .rows_of(Sheet::Remarks, Column::NoticeRow, notice.id)
    });
    rows_if(remarks.filter(|row| row.is_empty(Column::Reply) || row.is_empty(Column::RepliedOn)))
}

pub(super) fn informed(facts: &Facts<'_>) -> Option<Lacks> {
    let kinds = facts.kinds();
    let is_missing = |kind: &Kind| {
        !facts
            .rows(Sheet::Informing)
            .any(|row| row.choice(Column::Kind) == Some(kind.id()) && !row.is_empty(Column::On))
    };
    nothing_if(kinds.is_empty()).or_else(|| kinds_if(kinds.into_iter().filter(is_missing)))
}
