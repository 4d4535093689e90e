//! What a voting rule says, as plain data that can be stored, shown and edited.

use super::ballot::Grade;
use super::conduct::Conduct;
use super::fraction::{Fraction, Share};
use super::law::Law;
use super::measure::Measure;

/// A voting rule before it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Its name for references, such as `CN-CivilCode-2021/general`.
    pub id: String,
    /// What it is for, as printed: 业主共同决定：一般事项.
    pub title: String,
    /// Where it comes from and when it holds.
    pub law: Law,
    /// Who may vote, and what counts as one.
    pub entitled: Entitled,
    /// How many must be there or take part for the vote to be valid.
    pub turnout: Turnout,
    /// How the outcome follows from the ballots.
    pub method: Method,
    /// Whether an objection alone stops the matter.
    pub veto: Veto,
    /// What a tie is.
    pub tie: Tie,
    /// Whether units of a building vote apart.
    pub grouping: Grouping,
    /// When a matter that passed is still called contested (二(四): 存在较大争议).
    pub contested: Contested,
    /// Who can ask for the meeting; any of these is enough.
    pub convening: Vec<Needed>,
    /// How the vote is held.
    pub conduct: Conduct,
}

/// Who may vote. Each counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entitled {
    /// 业主: an owner with all units, or co-owners of a unit together (司法解释 9).
    Owners,
    /// 有利害关系的业主: by default those of the same building (民法典 279).
    InterestedOwners,
    /// 年满十八周岁的居民
    Residents,
    /// 户: one representative each.
    Households,
    /// 居民小组代表: two or three a group.
    GroupRepresentatives,
    /// 居民代表
    Representatives,
    /// 参加协商的人
    Participants,
    /// 年满十八周岁的村民
    Villagers,
}

/// How many must be there or take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turnout {
    /// Who makes it.
    pub of: TurnoutOf,
    /// Whether every condition has to be met.
    pub join: Join,
    /// The conditions, each of all who are entitled; none means that any number will do.
    pub needed: Vec<Needed>,
}

/// Who makes a turnout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnoutOf {
    /// 参加表决: those whose ballots count, abstentions with them (民法典 278).
    TakingPart,
    /// 到会: those who are there.
    Present,
}

/// How conditions go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Join {
    /// Every one has to be met.
    All,
    /// One is enough.
    Any,
}

/// A share by a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needed {
    /// By what.
    pub measure: Measure,
    /// How much.
    pub share: Share,
}

/// Of what a decision's shares are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// 全体: of all who are entitled.
    All,
    /// 参加表决的: of those who took part.
    TakingPart,
    /// 到会的: of those present at the vote.
    Present,
}

/// How the outcome follows from the ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// 同意、反对、弃权.
    YesNo {
        /// Of what the shares are taken.
        base: Base,
        /// The shares of 同意, all of them.
        needed: Vec<Needed>,
    },
    /// One of several; when none has enough, the first two go into a run-off.
    Options {
        /// Of what the shares are taken.
        base: Base,
        /// What one of them needs, all of it.
        needed: Vec<Needed>,
    },
    /// 1 to 5 from each (共识打分).
    Graded {
        /// The least mean, such as 7/2.
        least_mean: Fraction,
        /// What sends it back whatever the mean.
        blocking: Blocking,
    },
}

/// Whether a single low grade sends a matter back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocking {
    /// None does.
    None,
    /// This grade or a lower one does.
    UpTo(Grade),
}

/// Whether an objection alone stops the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veto {
    /// It does not.
    None,
    /// It does (old local rules on lifts).
    AnyObjection,
}

/// What a tie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Not passed, as in law: half is not more than half.
    Fails,
    /// 未形成一致: nobody decides instead.
    NoAgreement,
    /// The chair decides, with one 同意 more; only where a community's own rules say so.
    ChairDecides,
}

/// Whether units of a building vote apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// One total.
    Together,
    /// Each unit by itself, and never one total.
    ByBuildingUnit,
}

/// When a matter that passed is still called contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contested {
    /// Never.
    Never,
    /// 存在较大争议: when the 同意 do not reach this share by heads.
    Unless(Share),
}
