//! Where a measure stands and what people say of it, in words.

use consultation::promise::{Promise, PromiseState, Why};
use consultation::statement::ReviewState;

use super::day;
use crate::i18n::{I18n, t};

/// Where it stands, and whether all is well.
pub(crate) fn promise(i18n: I18n, promise: &Promise<'_>) -> (String, bool) {
    let due = promise.due.map(|due| day(i18n, due));
    match (promise.state, due) {
        (PromiseState::Open, Some(due)) => (t!(i18n, promise.open_by, date = due), true),
        (PromiseState::Open, None) => (t!(i18n, promise.open).to_owned(), true),
        (PromiseState::Late, due) => {
            let due = due.unwrap_or_default();
            (t!(i18n, promise.late, date = due), false)
        }
        (PromiseState::Done { in_time: true }, _) => (t!(i18n, promise.done).to_owned(), true),
        (PromiseState::Done { in_time: false }, _) => {
            (t!(i18n, promise.done_late).to_owned(), true)
        }
        (PromiseState::Reopened(why), _) => (reopened(i18n, why), false),
    }
}

/// How many households say what, and where their words come from; empty while nobody says anything.
pub(crate) fn said(i18n: I18n, promise: &Promise<'_>) -> String {
    if promise.voices.is_empty() {
        return String::new();
    }
    let signed = promise.voices.iter().filter(|voice| voice.is_signed());
    let signed = signed.count();
    t!(
        i18n,
        promise.said,
        confirmed = promise.confirmations,
        disputed = promise.disputes,
        signed = signed,
        written = promise.voices.len() - signed
    )
}

fn reopened(i18n: I18n, why: Why) -> String {
    match why {
        Why::Upheld => t!(i18n, promise.upheld).to_owned(),
        Why::Households(count) => t!(i18n, promise.households, count = count),
        Why::Participants { disputes, of } => {
            t!(i18n, promise.participants, count = disputes, of = of)
        }
    }
}

/// Why a review does not count, or that another of its author's contradicts it; empty where all is well.
pub(crate) fn review(i18n: I18n, state: ReviewState, clashes: bool) -> &'static str {
    match state {
        ReviewState::Counts if clashes => t!(i18n, review.clashes),
        ReviewState::Counts => "",
        ReviewState::Superseded => t!(i18n, review.superseded),
        ReviewState::NotAdmitted => t!(i18n, review.not_admitted),
        ReviewState::NoRight => t!(i18n, review.no_right),
        ReviewState::Held => t!(i18n, review.held),
    }
}
