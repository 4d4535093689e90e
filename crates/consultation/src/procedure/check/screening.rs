//! 受理筛选: what the topic lacks. A consultation without a topic on the board lacks all of it.

use super::{Lacks, nothing_if, written};
use crate::procedure::{Facts, Opinions, Requirement};
use crate::record::{Column, Screening, Sheet};

/// A report is due within so many minutes of the act (24 hours).
const REPORT_MINUTES: u64 = 24 * 60;

pub(super) fn lacks(facts: &Facts<'_>, requirement: Requirement) -> Option<Lacks> {
    match requirement {
        Requirement::UrgentReason => return written(facts.round, Column::UrgentReason),
        Requirement::UrgentReport => return report(facts),
        _ => {}
    }
    let Some(topic) = facts.topic else {
        // Only those who asked for it miss an answer of the township.
        return nothing_if(requirement != Requirement::TownshipAnswered);
    };
    match requirement {
        Requirement::Category => written(topic, Column::Category),
        Requirement::JointScreening => {
            let missing: Vec<_> = Opinions::of(facts.board, topic.id).missing().collect();
            (!missing.is_empty()).then_some(Lacks::Kinds(missing))
        }
        Requirement::Accepted => written(topic, Column::Screening).or_else(|| {
            let screening = topic.choice(Column::Screening).and_then(Screening::from_id);
            (screening != Some(Screening::Accepted)).then_some(Lacks::NotAccepted)
        }),
        Requirement::ProposerTold => {
            written(topic, Column::Reply).or_else(|| written(topic, Column::RepliedOn))
        }
        Requirement::TopicPublished => written(topic, Column::PublishedOn),
        Requirement::TownshipAnswered => {
            if topic.is_empty(Column::OtherCommunities) {
                return None;
            }
            let mut requests = facts
                .board
                .rows_of(Sheet::Requests, Column::Topic, topic.id);
            let is_answered = requests.any(|row| !row.is_empty(Column::TownshipAnswer));
            nothing_if(!is_answered)
        }
        _ => None,
    }
}

fn report(facts: &Facts<'_>) -> Option<Lacks> {
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
