//! The course of a sitting: whether it has begun, what is at hand, whether there are enough.

use super::attendance::Attendance;
use super::choice::StepKind;
use super::event::Event;
use super::log::Log;
use super::moment::Moment;
use super::order;
use super::roll::{self, voter};
use crate::record::RowId;
use crate::voting::{Counts, Quorum, RosterError, VotingRule, quorum, words};

/// What became of a sitting so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The steps, by their clocks: which, when, at which item, why.
    pub steps: Vec<CourseStep>,
}

/// A step of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseStep {
    /// Which.
    pub step: StepKind,
    /// When.
    pub at: Moment,
    /// The item of the agenda that is the matter at hand from then on.
    pub item: Option<RowId>,
    /// Why.
    pub reason: String,
}

/// Where a sitting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not begun.
    Before,
    /// It goes on.
    Open,
    /// 休会, 延期 or 中止: it goes on later with the same list.
    Paused(StepKind),
    /// 散会
    Closed,
}

impl Course {
    /// Reads the events of a sitting.
    pub fn read(log: &Log<'_>) -> Self {
        let steps: Vec<CourseStep> = log
            .counting()
            .filter_map(|noted| match noted.event {
                Event::Step { step, item, reason } => Some(CourseStep {
                    step: *step,
                    at: noted.at,
                    item: *item,
                    reason: reason.clone(),
                }),
                _ => None,
            })
            .collect();
        let steps = order::by(steps, |step| [order::of_moment(step.at), 0, 0]);
        Self { steps }
    }

    /// When it was opened first.
    pub fn opened(&self) -> Option<Moment> {
        let mut steps = self.steps.iter();
        let opened = steps.find(|step| step.step == StepKind::Opened);
        opened.map(|step| step.at)
    }

    /// When it was closed, if nothing reopened it.
    pub fn closed(&self) -> Option<Moment> {
        let last = self.changes().next_back();
        let closed = last.filter(|step| step.step == StepKind::Closed);
        closed.map(|step| step.at)
    }

    /// Where it stands.
    pub fn phase(&self) -> Phase {
        match self.changes().next_back().map(|step| step.step) {
            None => Phase::Before,
            Some(StepKind::Closed) => Phase::Closed,
            Some(pause) if pause.needs_reason() => Phase::Paused(pause),
            Some(_) => Phase::Open,
        }
    }

    /// The item of the agenda at hand.
    pub fn item(&self) -> Option<RowId> {
        let items = self.steps.iter().rev();
        items.filter_map(|step| step.item).next()
    }

    /// The steps that change whether it goes on.
    fn changes(&self) -> impl DoubleEndedIterator<Item = &CourseStep> {
        let steps = self.steps.iter();
        steps.filter(|step| step.step != StepKind::Item)
    }
}

/// Whether there are enough for a vote by a rule, condition by condition.
///
/// # Errors
///
/// When the cards make no roster.
pub fn enough(
    rule: &VotingRule,
    attendance: &Attendance,
    now: Moment,
    group: &str,
) -> Result<Enough, RosterError> {
    let heads = roll::heads(rule, attendance, group)?;
    let roster = roll::roster(&heads, |person| person);
    // Whoever came within this minute is there, whatever the second.
    let there = attendance.voters_there(now, None);
    let present = roster.counts_of(&there.iter().copied().map(voter).collect());
    Ok(Enough {
        all: roster.counts(),
        present,
        conditions: quorum(rule, &roster.counts(), &present),
    })
}

/// Whether there are enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enough {
    /// Everybody who is to come.
    pub all: Counts,
    /// Who is there.
    pub present: Counts,
    /// The conditions of the rule; none where any number will do.
    pub conditions: Vec<Quorum>,
}

impl Enough {
    /// The sentences to be read aloud, one for each condition.
    pub fn words(&self) -> Vec<String> {
        self.conditions.iter().map(words::quorum).collect()
    }
}

#[cfg(test)]
mod tests;
