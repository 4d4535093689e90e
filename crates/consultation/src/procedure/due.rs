//! What is due: the open ends of a consultation and of the board that a day presses on.
//!
//! A [`Due`] holds the day, not the verdict: what was read once stays right on the days that follow,
//! and only how much it presses ([`Due::urgency`]) is asked for anew.

mod board;
mod hall;
mod letters;

pub use board::of_board;
pub use hall::of_hall;
pub use letters::of_letters;

use super::stage::Stage;
use crate::calendar::{Calendar, answer_due};
use crate::record::choice::choices;
use crate::record::{CivilTime, Date};
use crate::setup::ENDING_DAYS;
use crate::voting::defaults::ANSWER_WORKING_DAYS;

choices! {
    /// What waits for staff.
    Pressing {
        /// 紧急: what was dealt with at once is reported within 24 hours.
        UrgentReport = "urgent_report",
        /// 方案公示: it is up until its last day; then it is taken down and the stage closed.
        PlanNotice = "plan_notice",
        /// Comments and objections on the plan that nobody answered.
        PlanRemarks = "plan_remarks",
        /// A sitting without an outcome, ahead or past.
        Sitting = "sitting",
        /// 结果公示, likewise.
        ResultNotice = "result_notice",
        /// Comments and objections on the result that nobody answered.
        ResultRemarks = "result_remarks",
        /// 协商结果告知: proposer, objectors and bodies were not told.
        ResultTold = "result_told",
        /// 落实台账: measures that are not done.
        Measures = "measures",
        /// Disputes of measures that nobody answered.
        Disputes = "disputes",
        /// What a check asked to be put right.
        Rectifications = "rectifications",
        /// Topics that nobody screened.
        Screening = "screening",
        /// Topics that were declined or merged and whose proposers were not told.
        ProposerTold = "proposer_told",
        /// 提请函 without an answer of the township.
        TownshipAnswer = "township_answer",
        /// 应商未商
        Omitted = "omitted",
        /// The term of a body that ends.
        TermEnds = "term_ends",
        /// What went up and has no answer.
        Submission = "submission",
        /// People who came by an invitation and whom staff have not admitted.
        Admissions = "admissions",
        /// Letters from the public pages of which nothing is known under their numbers.
        Letters = "letters",
    }
}

/// One thing that waits for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub what: Pressing,
    /// How many of them.
    pub count: usize,
    /// The last day for it; `None` where no rule names one.
    pub by: Option<Date>,
    /// The minute, where it falls on one.
    pub at: Option<CivilTime>,
}

/// How much something presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Its day is over.
    Overdue,
    /// Its day is today, or whatever had to be waited for is over.
    Today,
    /// Its day comes within a week.
    Week,
    /// No rule names a day; the sooner the better.
    Open,
    /// Its day is further away.
    Later,
}

/// Days ahead that one looks at.
const WEEK: u32 = 7;

impl Pressing {
    /// The stage of a consultation at which it is seen to; `None` for what stands on the board or is of no stage.
    pub fn stage(self) -> Option<Stage> {
        Some(match self {
            Self::UrgentReport => Stage::Screening,
            Self::PlanNotice | Self::PlanRemarks => Stage::Notice,
            Self::Sitting => Stage::Sitting,
            Self::ResultNotice | Self::ResultRemarks | Self::ResultTold | Self::Submission => {
                Stage::Result
            }
            Self::Measures | Self::Disputes | Self::Rectifications => Stage::Measures,
            Self::Screening
            | Self::ProposerTold
            | Self::TownshipAnswer
            | Self::Omitted
            | Self::TermEnds
            | Self::Admissions
            | Self::Letters => return None,
        })
    }
}

impl Due {
    /// As a device keeps it, in one line.
    pub fn to_line(&self) -> String {
        let (what, count) = (self.what.id(), self.count);
        let (by, at) = (written(self.by), written(self.at));
        format!("{what} {count} {by} {at}")
    }

    /// Reads what [`Self::to_line`] wrote; `None` for anything else.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        Some(Self {
            what: Pressing::from_id(words.next()?)?,
            count: words.next()?.parse().ok()?,
            by: optional(words.next()?)?,
            at: optional(words.next()?)?,
        })
    }

    /// Something that no rule names a day for.
    fn open(what: Pressing, count: usize) -> Option<Self> {
        (count > 0).then_some(Self {
            what,
            count,
            by: None,
            at: None,
        })
    }

    /// One thing with its last day.
    fn by(what: Pressing, by: Option<Date>) -> Self {
        Self {
            what,
            count: 1,
            by,
            at: None,
        }
    }

    /// One thing that falls on a minute.
    fn at(what: Pressing, at: CivilTime) -> Self {
        Self {
            at: Some(at),
            ..Self::by(what, Some(at.date()))
        }
    }

    /// Whether its day, or its minute if it is a limit, is over.
    pub fn is_past(&self, now: CivilTime) -> bool {
        let minute = self.at.filter(|_| self.what == Pressing::UrgentReport);
        self.by.is_some_and(|by| by < now.date()) || minute.is_some_and(|at| at < now)
    }

    /// How much it presses at a time.
    pub fn urgency(&self, now: CivilTime) -> Urgency {
        let Some(by) = self.by else {
            return Urgency::Open;
        };
        let (today, by) = (now.date().day_number(), by.day_number());
        if self.is_past(now) {
            match self.what {
                // Its end was waited for: that it is over is no delay of anybody's.
                Pressing::PlanNotice | Pressing::ResultNotice => Urgency::Today,
                _ => Urgency::Overdue,
            }
        } else if by == today {
            Urgency::Today
        } else if by < today + WEEK {
            Urgency::Week
        } else {
            match self.what {
                // The next one is not chosen in a week.
                Pressing::TermEnds if by <= today + ENDING_DAYS => Urgency::Open,
                // That one arrived is told at once.
                Pressing::Letters => Urgency::Open,
                _ => Urgency::Later,
            }
        }
    }
}

/// The last day for an answer to what came on a day; none where the calendar does not reach so far.
pub(crate) fn answer_by(calendar: &Calendar, received: Date) -> Option<Date> {
    let due = answer_due(calendar, received, ANSWER_WORKING_DAYS);
    due.ok().map(|due| due.last)
}

/// Adds one thing to a list at its day, or counts it to what is there already with the same day.
fn add(list: &mut Vec<Due>, due: Due) {
    let mut place = 0;
    for known in list.iter_mut() {
        if (known.what, known.by, known.at) == (due.what, due.by, due.at) {
            known.count += due.count;
            return;
        }
        if (known.what, known.by) <= (due.what, due.by) {
            place += 1;
        }
    }
    list.insert(place, due);
}

/// A value that may be absent, as text.
pub(super) fn written<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Reads a value that may be absent; `None` for what is no value.
pub(super) fn optional<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}
