//! 落实台账: what was promised, how far it has come, and what people say of it (二(五)).
//!
//! A measure is done when staff write the day; it is open again when 居务监督委员会 upholds a dispute, or when
//! [`REOPEN_HOUSEHOLDS`] households or [`REOPEN_SHARE`] of the participants dispute it within [`DISPUTE_WINDOW`]
//! after that day, whichever comes first. What is said later is listed and answered; once the consultation is
//! filed and the window over, nothing opens it again. Done anew, it gets a later day, and what was said before
//! counts no more. A day that was postponed without a reason stays what it was. What people signed themselves
//! and what staff wrote down for them (代录) count together, a household or person once. Nothing of this is
//! stored: it follows from rows and statements, whatever their order.
//!
//! What this refuses to know: who may write what (rows are staff's; which statements count
//! [`Reviews`](crate::statement::Reviews) says), and how often residents are asked.

mod check;
mod score;
mod voice;

use std::cell::OnceCell;

pub use check::{Check, checks, checks_of_round};
pub use score::{Part, Score, WEIGHTS, counted, score};
pub(crate) use score::{has_too_few, satisfied, too_few};
pub use voice::{Source, Voice};

use crate::calendar::Period;
use crate::plan::Shares;
use crate::procedure::Facts;
use crate::procedure::due::answer_by;
use crate::projection::Row;
use crate::record::{Checker, Column, Confirmation, Date, Finding, Sheet};
use crate::statement::About;
use crate::voting::defaults::{DISPUTE_WINDOW, REOPEN_HOUSEHOLDS, REOPEN_SHARE};

/// One measure and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise<'a> {
    /// Its row.
    pub row: &'a Row,
    /// Where it stands.
    pub state: PromiseState,
    /// The last day for it, after what was postponed with a reason.
    pub due: Option<Date>,
    /// Who says, within the window after it was done, that it is not, each household once.
    pub disputes: usize,
    /// Those who say that it is.
    pub confirmations: usize,
    /// What was disputed and not answered yet, with the last day for the answer; not what came after all was filed.
    pub unanswered: Vec<Option<Date>>,
    /// Everything that was said of it, also before it was done.
    pub voices: Vec<Voice<'a>>,
}

/// Promises that were read once for one look and are not read again.
#[derive(Debug, Default)]
pub struct Promised<'a>(OnceCell<Vec<Promise<'a>>>);

/// Where a measure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PromiseState {
    /// Under way.
    Open,
    /// Under way, its day is over.
    Late,
    /// 已销号
    Done {
        /// Whether it was done by its day.
        in_time: bool,
    },
    /// Open again, and why.
    Reopened(Why),
}

/// Why a measure is open again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// 居务监督委员会 upheld a dispute. A third party's finding is listed and opens nothing.
    Upheld,
    /// So many households share a dispute.
    Households(usize),
    /// So many share it of so many participants.
    Participants {
        /// Who dispute it.
        disputes: usize,
        /// Who took part.
        of: u64,
    },
}

impl Promise<'_> {
    /// Whether it is done and stays so.
    pub fn is_done(&self) -> bool {
        matches!(self.state, PromiseState::Done { .. })
    }
}

/// The measures of the round in the order in which they were added; read once for one look at a round.
pub fn promises<'f, 'a>(facts: &'f Facts<'a>) -> &'f [Promise<'a>] {
    facts.promised.0.get_or_init(|| {
        let participants = Shares::of(facts.rows(Sheet::Participants)).all();
        let measures = facts.rows(Sheet::Measures);
        measures
            .map(|row| promise(facts, row, participants))
            .collect()
    })
}

fn promise<'a>(facts: &Facts<'a>, row: &'a Row, participants: u64) -> Promise<'a> {
    let due = postponed(facts, row).or(row.date(Column::Due));
    let done = row.date(Column::DoneOn);
    // What has no day was written after what is known.
    let counts = |on: Option<Date>| done.is_some_and(|done| on.is_none_or(|on| on >= done));
    let window = done.and_then(|done| Period::of(facts.calendar, done, DISPUTE_WINDOW).ok());
    let is_late = |on: Option<Date>| {
        window
            .zip(on)
            .is_some_and(|(window, on)| window.is_over_on(on))
    };
    let filed = facts.round.date(Column::Filed);
    let is_over = |on: Option<Date>| is_late(on) && filed.is_some_and(|filed| on > Some(filed));
    let voices = voice::voices(facts, row);
    let says = |says: Confirmation| {
        let said = voices.iter().filter(|voice| voice.says == says);
        let is_dispute = says == Confirmation::Disputed;
        let said = said.filter(|voice| counts(voice.on) && !(is_dispute && is_late(voice.on)));
        voice::once(said)
    };
    let disputes = says(Confirmation::Disputed);
    let is_upheld = checks(facts, About::Measure(row.id)).iter().any(|check| {
        let upholds = check.finding == Finding::Upheld;
        let is_theirs = check.checker == Some(Checker::Supervisors);
        upholds && is_theirs && counts(check.on) && !is_over(check.on)
    });
    let reopened = reopened(is_upheld, disputes, participants);
    let today = facts.now.date();
    let state = match (done, reopened) {
        (Some(_), Some(why)) => PromiseState::Reopened(why),
        (Some(done), None) => PromiseState::Done {
            in_time: due.is_none_or(|due| done <= due),
        },
        (None, _) if due.is_some_and(|due| due < today) => PromiseState::Late,
        (None, _) => PromiseState::Open,
    };
    let disputed = voices
        .iter()
        .filter(|voice| voice.says == Confirmation::Disputed);
    let unanswered = disputed
        .filter(|voice| voice.answer.is_none() && !is_over(voice.on))
        .map(|voice| answer_by(facts.calendar, voice.received?));
    Promise {
        row,
        state,
        due,
        disputes,
        confirmations: says(Confirmation::Confirmed),
        unanswered: unanswered.collect(),
        voices,
    }
}

/// The steps that move a measure's day, with the new day.
pub(crate) fn postponements<'a>(
    facts: &Facts<'a>,
    measure: &Row,
) -> impl Iterator<Item = (&'a Row, Date)> + use<'a> {
    let steps = facts
        .hall
        .rows_of(Sheet::Progress, Column::Measure, measure.id);
    steps.filter_map(|step| Some((step, step.date(Column::Postponed)?)))
}

/// The day to which a measure was moved last, with a reason; a step without a day of its own is the last one.
fn postponed(facts: &Facts<'_>, measure: &Row) -> Option<Date> {
    let moved = postponements(facts, measure);
    let moved = moved.filter(|(step, _)| !step.is_empty(Column::DelayReason));
    let last = moved.max_by_key(|(step, _)| {
        let on = step.date(Column::On);
        (on.is_none(), on)
    });
    last.map(|(_, day)| day)
}

fn reopened(is_upheld: bool, disputes: usize, participants: u64) -> Option<Why> {
    let count = u64::try_from(disputes).unwrap_or(u64::MAX);
    if is_upheld {
        Some(Why::Upheld)
    } else if count >= REOPEN_HOUSEHOLDS.get() {
        Some(Why::Households(disputes))
    } else if REOPEN_SHARE.is_met(count, participants) {
        Some(Why::Participants {
            disputes,
            of: participants,
        })
    } else {
        None
    }
}
