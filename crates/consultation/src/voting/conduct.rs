//! How a vote is held: who must be there, who may vote for others, what a spoiled ballot is.

use super::ballot::HolderKind;
use super::measure::Heads;
use crate::calendar::Years;

/// How a vote is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conduct {
    /// When those present are counted for the quorum.
    pub quorum_checked: QuorumChecked,
    /// Kinds of participants without whom it is not held, or only with a warning.
    pub must_be_present: Vec<MustBePresent>,
    /// Votes by written proxy (委托).
    pub proxies: Proxies,
    /// What spoiled ballots are.
    pub spoiled: Spoiled,
    /// Whether silence counts with the majority.
    pub silence: SilenceClause,
    /// What may be done with matters that were not announced.
    pub off_agenda: OffAgenda,
    /// Whether parking spaces are area.
    pub parking: Parking,
    /// From which age persons vote.
    pub least_age: Years,
}

/// When those present are counted for the quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuorumChecked {
    /// Anew at each vote.
    AtEveryVote,
    /// Once, at the opening.
    AtOpening,
}

/// A kind of participant who has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MustBePresent {
    /// The kind, as the plan names it: 物业服务企业.
    pub kind: String,
    /// What its absence does.
    pub absence: Absence,
}

/// What the absence of a kind of participant does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The vote is held and the absence shown.
    Warns,
    /// The vote is not valid.
    Forbids,
}

/// Votes by written proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies {
    /// How many others one holder may vote for.
    pub limit: Heads,
    /// Who may never hold one (舟山市住宅小区物业管理条例 17: the rules say who).
    pub barred: Vec<HolderKind>,
}

/// What spoiled ballots are; no law has a number for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoiled {
    /// Two ticks or more.
    pub several_ticks: Treatment,
    /// No tick.
    pub blank: Treatment,
    /// No signature where one is asked for.
    pub unsigned: Treatment,
    /// Whether an invalid ballot takes part.
    pub invalid_takes_part: bool,
}

/// What is made of a spoiled ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// 无效
    Invalid,
    /// 弃权
    Abstention,
    /// As it is marked; only for a missing signature.
    AsMarked,
}

/// Whether those who returned nothing count with the majority. Contested: off unless an estate's own
/// rules have it, only with proof of delivery, and never the only result shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SilenceClause {
    /// Silence is silence.
    Off,
    /// The estate's rules count it with the majority.
    On {
        /// The article of those rules, as printed between 第 and 条: 二十三.
        article: String,
    },
}

/// What may be done with matters that were not announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OffAgenda {
    /// They may be discussed, not voted on (丽水市物业管理条例 10).
    DiscussOnly,
    /// They may be voted on.
    MayBeVoted,
}

/// Whether parking spaces are area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Parking {
    /// They are outside (宁波市住宅小区物业管理条例 18): no area and no head.
    Outside,
    /// They count like any unit.
    Counts,
}
