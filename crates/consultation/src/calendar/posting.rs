//! What became of a notice on the wall: put up, corrected, taken down.

use super::days::Days;
use super::period::{Period, PeriodError};
use super::rest::Calendar;
use crate::record::{CivilTime, Correction};

/// What happened to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostingEvent {
    /// It was put up.
    Posted(CivilTime),
    /// Its text was changed while it was up.
    Corrected(CivilTime, Correction),
    /// It was taken down.
    TakenDown(CivilTime),
}

/// A period that started again, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Restart {
    /// The substance was changed.
    NewSubstance(CivilTime),
    /// It had been taken down too early and was put up again.
    PostedAgain(CivilTime),
}

/// Where a notice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostingState {
    /// Nothing was put up.
    NotPosted,
    /// It is up and its period runs.
    Running(Period),
    /// It was up for its whole period.
    Met(Period),
    /// It was taken down before the last day was over: a reason, or putting it up again, is needed.
    Unmet {
        /// The period it should have been up.
        period: Period,
        /// When it was taken down.
        taken_down: CivilTime,
    },
}

/// Where a notice stands, and how it came to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Where it stands.
    pub state: PostingState,
    /// 更正 that left the period alone, in their order.
    pub corrections: Vec<CivilTime>,
    /// What made the period start again, in order.
    pub restarts: Vec<Restart>,
    /// What makes no sense and was left aside, in order.
    pub problems: Vec<PostingProblem>,
}

/// Something that makes no sense and was left aside: records are merged, and dates are mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostingProblem {
    /// It cannot come down while it is not up.
    TakenDownWhileNotUp(CivilTime),
    /// A text that is not up cannot be corrected there.
    CorrectedWhileNotUp(CivilTime),
}

/// Reads what happened to a notice that is to be up for so many days, as it stands at a time. The
/// order of the events does not matter, their times do. A notice put up at a second place while it is
/// up changes nothing, and what happens once its period is over neither.
///
/// # Errors
///
/// When the period makes no sense; an event that makes none is a problem of the [`Posting`].
pub fn posting(
    calendar: &Calendar,
    events: &[PostingEvent],
    days: Days,
    now: CivilTime,
) -> Result<Posting, PeriodError> {
    let mut events: Vec<PostingEvent> = events.to_vec();
    events.sort_unstable_by_key(|event| (event.at(), *event));
    let mut posting = Posting {
        state: PostingState::NotPosted,
        corrections: Vec::new(),
        restarts: Vec::new(),
        problems: Vec::new(),
    };
    for event in events {
        posting.take(calendar, event, days)?;
    }
    if let PostingState::Running(period) = posting.state
        && period.is_over_on(now.date())
    {
        posting.state = PostingState::Met(period);
    }
    Ok(posting)
}

impl PostingEvent {
    /// When it happened.
    pub fn at(self) -> CivilTime {
        match self {
            Self::Posted(at) | Self::Corrected(at, _) | Self::TakenDown(at) => at,
        }
    }
}

impl Posting {
    fn take(
        &mut self,
        calendar: &Calendar,
        event: PostingEvent,
        days: Days,
    ) -> Result<(), PeriodError> {
        let at = event.at();
        let begin = |at: CivilTime| Period::of(calendar, at.date(), days);
        if let PostingState::Running(period) = self.state
            && period.is_over_on(at.date())
        {
            self.state = PostingState::Met(period);
        }
        match (event, self.state) {
            (_, PostingState::Met(_)) => {}
            (PostingEvent::Posted(_), PostingState::Running(_)) => {}
            (PostingEvent::Posted(_), PostingState::NotPosted) => {
                self.state = PostingState::Running(begin(at)?);
            }
            (PostingEvent::Posted(_), PostingState::Unmet { .. }) => {
                self.restarts.push(Restart::PostedAgain(at));
                self.state = PostingState::Running(begin(at)?);
            }
            (PostingEvent::Corrected(_, Correction::Typo), PostingState::Running(_)) => {
                self.corrections.push(at);
            }
            (PostingEvent::Corrected(_, Correction::Substance), PostingState::Running(_)) => {
                self.restarts.push(Restart::NewSubstance(at));
                self.state = PostingState::Running(begin(at)?);
            }
            (PostingEvent::TakenDown(_), PostingState::Running(period)) => {
                self.state = PostingState::Unmet {
                    period,
                    taken_down: at,
                };
            }
            (PostingEvent::Corrected(..), _) => {
                let problem = PostingProblem::CorrectedWhileNotUp(at);
                self.problems.push(problem);
            }
            (PostingEvent::TakenDown(_), _) => {
                let problem = PostingProblem::TakenDownWhileNotUp(at);
                self.problems.push(problem);
            }
        }
        Ok(())
    }
}
