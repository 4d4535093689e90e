//! Whether a requirement is met, and what it lacks if not.

mod measures;
mod notice;
mod outcome;
mod plan;
mod screening;

pub(super) use notice::{notices, periods};

use super::facts::Facts;
use super::requirement::Requirement;
use super::stage::Stage;
use crate::calendar::{Period, PeriodError, PostingProblem};
use crate::projection::Row;
use crate::record::{CivilTime, Column, Date, Kind, NoticeKind};

/// A requirement that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Which.
    pub requirement: Requirement,
    /// What it lacks.
    pub lacks: Lacks,
}

/// What is lacking, as data; an interface puts it into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// Nothing is written there.
    Nothing,
    /// Two devices wrote different things while apart; staff have to choose first.
    Choice,
    /// These kinds or bodies are missing.
    Kinds(Vec<Kind>),
    /// So many rows lack something.
    Rows(usize),
    /// So many measures are not done, or are open again.
    Measures(usize),
    /// So many disputes are not answered.
    Disputes(usize),
    /// So much that was to be put right is not.
    Rectifications(usize),
    /// The legal adviser says 「不合法」: nothing goes round this.
    Unlawful,
    /// It was declined or merged.
    NotAccepted,
    /// The period of the notice is shorter than the rules ask for.
    ShortPeriod {
        /// Last day that the notice states.
        stated: Date,
        /// Last day by the rules.
        least: Date,
    },
    /// The notice is up; its period is not over.
    StillPosted(Period),
    /// The notice was taken down before its period was over.
    TakenDownEarly {
        /// The period.
        period: Period,
        /// When it was taken down.
        taken_down: CivilTime,
    },
    /// Something that was written about the posting makes no sense.
    OddPosting(PostingProblem),
    /// The rules' days make no period.
    NoPeriod(PeriodError),
    /// It was posted; a photo that proves it is missing.
    NoProof,
    /// The report came later than 24 hours after the act, or before it.
    LateReport,
    /// The sitting was held before the notice was over.
    HeldTooEarly {
        /// When it was held.
        held: Date,
        /// The last day of the notice.
        notice_ends: Date,
    },
    /// A day lies before the day that it has to follow.
    Before {
        /// The day.
        day: Date,
        /// The day that it has to follow.
        earlier: Date,
    },
    /// A matter is reserved to residents or owners and has not gone up.
    Reserved,
    /// It went up and was not passed.
    NotPassed,
}

impl Lacks {
    /// Whether a written reason can stand in its place.
    pub fn is_waivable(&self) -> bool {
        !matches!(self, Self::Unlawful)
    }
}

impl Facts<'_> {
    /// What a stage still lacks, in the order in which one would see to it. Waivers are not looked at.
    pub fn unmet(&self, stage: Stage) -> Vec<Unmet> {
        self.asked(stage)
            .filter_map(|requirement| {
                let lacks = self.lacks(requirement)?;
                Some(Unmet { requirement, lacks })
            })
            .collect()
    }

    /// What a stage asks for on the round's track.
    pub fn asked(&self, stage: Stage) -> impl Iterator<Item = Requirement> + use<> {
        let track = self.track();
        let is_joint = self.is_joint();
        let all = Requirement::ALL.iter().copied();
        all.filter(move |asked| {
            let is_meant = *asked != Requirement::ProcedureApproved || is_joint;
            asked.stage() == stage && asked.applies_to(track) && is_meant
        })
    }

    /// What a requirement lacks: each has its line here, so that none is met by being forgotten.
    pub(crate) fn lacks(&self, requirement: Requirement) -> Option<Lacks> {
        use Requirement as R;
        match requirement {
            R::ProcedureApproved => self.written(Column::Approved),
            R::Title => nothing_if(self.title.trim().is_empty()),
            R::Category => screening::of_topic(self, Column::Category),
            R::JointScreening => screening::opinions(self),
            R::Accepted => screening::accepted(self),
            R::ProposerTold => screening::of_topic(self, Column::Reply)
                .or_else(|| screening::of_topic(self, Column::RepliedOn)),
            R::TopicPublished => screening::of_topic(self, Column::PublishedOn),
            R::TownshipAnswered => screening::township(self),
            R::UrgentReason => self.written(Column::UrgentReason),
            R::UrgentReport => screening::report(self),
            R::Purpose => self.written(Column::Purpose),
            R::Form => self.written(Column::Form),
            R::TimeAndVenue => self
                .written(Column::Time)
                .or_else(|| self.written(Column::Venue)),
            R::Organiser => self.written(Column::Organiser),
            R::Agenda => self.written(Column::Agenda),
            R::Participants => plan::participants(self),
            R::Valued => plan::valued(self),
            R::Experts => plan::experts(self),
            R::VotingRule => self.written(Column::VotingRule),
            R::PlanLegal => plan::legal(self, Column::PlanLegal),
            R::PlanPosted => notice::posted(self, NoticeKind::Plan),
            R::Informed => notice::informed(self),
            R::PlanRemarks => notice::unanswered(self, NoticeKind::Plan),
            R::SittingHeld => outcome::sitting(self),
            R::Attendance => outcome::attendance(self),
            R::Outcome => outcome::outcome(self),
            R::ResultLegal => plan::legal(self, Column::ResultLegal),
            R::ResultPosted => notice::posted(self, NoticeKind::Result),
            R::ResultRemarks => notice::unanswered(self, NoticeKind::Result),
            R::ResultTold => self.written(Column::ResultTold),
            R::PartyStudied => outcome::party_studied(self),
            R::SentUp => outcome::sent_up(self),
            R::AnswerBack => outcome::answer_back(self),
            R::Measures => measures::listed(self),
            R::MeasuresDone => measures::done(self),
            R::Disputes => measures::disputes(self),
            R::Supervised => measures::supervised(self),
            R::Rated => measures::rated(self),
        }
    }

    /// What a cell of the round lacks that has to be written.
    fn written(&self, column: Column) -> Option<Lacks> {
        written(self.round, column)
    }
}

fn written(row: &Row, column: Column) -> Option<Lacks> {
    if row.cell(column).is_some_and(|cell| cell.is_conflicted()) {
        return Some(Lacks::Choice);
    }
    nothing_if(row.is_empty(column))
}

fn nothing_if(is_missing: bool) -> Option<Lacks> {
    is_missing.then_some(Lacks::Nothing)
}

/// The rows that lack something, by their number.
fn rows_if<'a>(lacking: impl Iterator<Item = &'a Row>) -> Option<Lacks> {
    match lacking.count() {
        0 => None,
        count => Some(Lacks::Rows(count)),
    }
}

/// The kinds that are missing.
fn kinds_if(missing: impl Iterator<Item = Kind>) -> Option<Lacks> {
    let missing: Vec<Kind> = missing.collect();
    (!missing.is_empty()).then_some(Lacks::Kinds(missing))
}
