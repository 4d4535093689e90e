//! 受理筛选: what the topic lacks. A consultation without a topic on the board lacks all of it.

use super::{Lacks, kinds_if, nothing_if, written};
use crate::procedure::{Facts, Opinions};
use crate::record::{Column, Screening, Sheet};

/// A report is due within so many minutes of the act (24 hours).
const REPORT_MINUTES: u64 = 24 * 60;

/// What a cell of the topic lacks that has to be written.
pub(super) fn of_topic(facts: &Facts<'_>, column: Column) -> Option<Lacks> {
    match facts.topic {
        Some(topic) => written(topic, column),
        None => Some(Lacks::Nothing),
    }
}

pub(super) fn opinions(facts: &Facts<'_>) -> Option<Lacks> {
    match facts.topic {
        Some(topic) => kinds_if(Opinions::of(facts.board, topic.id).missing()),
        None => Some(Lacks::Nothing),
    }
}

pub(super) fn accepted(facts: &Facts<'_>) -> Option<Lacks> {
    of_topic(facts, Column::Screening).or_else(|| {
        let screening = facts.topic?.choice(Column::Screening);
        let is_accepted = screening == Some(Screening::Accepted.id());
        (!is_accepted).then_some(Lacks::NotAccepted)
    })
}

/// Only a topic that concerns other communities waits for the township.
pub(super) fn township(facts: &Facts<'_>) -> Option<Lacks> {
    let topic = facts.topic?;
    if topic.is_empty(Column::OtherCommunities) {
        return None;
    }
    let mut requests = facts
        .board
        .rows_of(Sheet::Requests, Column::Topic, topic.id);
    let is_answered = requests.any(|row| facts.answer(row).is_some());
    nothing_if(!is_answered)
}

pub(super) fn report(facts: &Facts<'_>) -> Option<Lacks> {
    let missing = written(facts.round, Column::UrgentActed)
        .or_else(|| written(facts.round, Column::UrgentReported));
    let (Some(acted), Some(reported)) = (
        facts.round.minute(Column::UrgentActed),
        facts.round.minute(Column::UrgentReported),
    ) else {
        return missing;
    };
    let since = reported.minute_number().checked_sub(acted.minute_number());
    let is_in_time = since.is_some_and(|minutes| minutes <= REPORT_MINUTES);
    missing.or((!is_in_time).then_some(Lacks::LateReport))
}
