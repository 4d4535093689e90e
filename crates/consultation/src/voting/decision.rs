//! What a vote came to.

use super::ballot::{Grade, OptionNo};
use super::law::Law;
use super::measure::{Counts, Measure};
use super::step::Step;
use super::tally::Part;
use crate::record::Date;

/// What a vote came to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 通过
    Passes,
    /// 未通过
    Fails,
    /// 表决无效: too few, or not to be voted on at all.
    NotValid,
    /// 未形成一致
    NoAgreement,
    /// One of several options passed.
    Chosen(OptionNo),
    /// None had enough: these go into another vote; more than two where several tied for second.
    RunOff(Vec<OptionNo>),
    /// 再议一轮
    AnotherRound,
    /// 待定: it depends on ballots that have to be settled first.
    Held,
}

/// A decision that explains itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// The version it was decided by.
    pub law: Law,
    /// The day of the vote.
    pub day: Date,
    /// What it came to.
    pub outcome: Outcome,
    /// How, step by step.
    pub steps: Vec<Step>,
    /// What it comes to however what is held is settled; `None` when nothing is held.
    pub if_settled: Option<IfSettled>,
    /// What it comes to under the clause on silence; `None` where the rule has none.
    pub under_silence: Option<UnderSilence>,
    /// Separate consent that is missing: the vote stands, carrying it out does not.
    pub blocked_by: Vec<SeparateConsent>,
}

/// What the outcome would be, however what is held is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfSettled {
    /// Who is held.
    pub held: Counts,
    /// The outcome without them.
    pub without: Outcome,
    /// The outcome if all of them were settled in one way.
    pub settled: Vec<(Settlement, Outcome)>,
}

/// A way to settle what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Settlement {
    /// As 同意.
    Yes,
    /// As 反对.
    No,
    /// As 弃权.
    Abstain,
    /// For an option.
    Option(OptionNo),
    /// With a grade.
    Grade(Grade),
}

/// The result under the clause on silence: printed beside the other, never instead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderSilence {
    /// The article of the estate's rules.
    pub article: String,
    /// What it comes to.
    pub outcome: Outcome,
    /// How.
    pub steps: Vec<Step>,
}

/// Somebody's own part that the matter would take: their consent is asked for apart from any vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeparateConsent {
    /// Whose, as the record names them: 101 室业主.
    pub owner: String,
    /// What of theirs: 庭院.
    pub own_part: String,
    /// What they said.
    pub consent: Consent,
}

/// What somebody said who was asked for separate consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// They agreed in writing.
    Given,
    /// They refused.
    Refused,
    /// They have not said; that is no consent.
    Silent,
}

/// What a decision depends on beside the sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// The day of the vote, which decides about the version.
    pub day: Date,
    /// Whether the matter was announced.
    pub agenda: Agenda,
    /// Kinds of participants that were there.
    pub kinds_present: Vec<String>,
    /// What the chair said in a tie.
    pub chair: Chair,
    /// Separate consents that the matter needs.
    pub consents: Vec<SeparateConsent>,
}

/// What the chair said in a tie; it counts only where a community's own rules say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chair {
    /// Nothing.
    Silent,
    /// For it.
    Agrees,
    /// Against it.
    Disagrees,
}

/// Whether the matter was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agenda {
    /// On the agenda that was announced.
    Announced,
    /// Not on it.
    NotAnnounced,
}

/// Why there is no decision at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VoteError {
    /// Nobody is entitled, or everybody is recused: a roster is missing.
    #[error("nobody is entitled")]
    NobodyEntitled,
    /// The rule looks at a measure that the sums do not have.
    #[error("the rule looks at {0:?}, which was not entered")]
    NotMeasured(Measure),
    /// More than there can be.
    #[error("{part:?}: more than are entitled, by {measure:?}")]
    MoreThanEntitled {
        /// Of what.
        part: Part,
        /// By which measure.
        measure: Measure,
    },
}

impl Circumstances {
    /// An ordinary vote on a day: announced, nothing special.
    pub fn on(day: Date) -> Self {
        Self {
            day,
            agenda: Agenda::Announced,
            kinds_present: Vec::new(),
            chair: Chair::Silent,
            consents: Vec::new(),
        }
    }
}

impl Decision {
    /// Whether the version it was decided by held on the day of the vote; if not, it is a comparison
    /// and no result.
    pub fn is_in_force(&self) -> bool {
        self.law.is_in_force(self.day)
    }

    /// Whether the vote passed and nothing stands in the way of carrying it out.
    pub fn may_be_carried_out(&self) -> bool {
        matches!(self.outcome, Outcome::Passes | Outcome::Chosen(_))
            && self.blocked_by.is_empty()
            && self.is_in_force()
    }
}
