//! Ballots that do not count, each with its reason: they are listed, never dropped.

use super::ballot::HolderKind;
use super::ids::{BallotNo, VoterId};
use super::measure::Heads;

/// A ballot that does not count, or not as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCounted {
    /// Which.
    pub ballot: BallotNo,
    /// Whose vote it was to be.
    pub voter: VoterId,
    /// Why.
    pub why: Why,
}

/// Why a ballot does not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The roster frozen at the opening does not have this person.
    NotOnRoster,
    /// It came after the vote was closed and sealed.
    Late,
    /// Not present, or only listening, at a vote of those present.
    NotPresent,
    /// 回避
    Recused,
    /// Somebody else's hand without a written 委托书.
    NoWrittenProxy(HolderKind),
    /// Somebody who may never vote for others here.
    HolderBarred(HolderKind),
    /// The holder votes for as many as the rule allows already.
    OverProxyLimit {
        /// Who.
        holder: VoterId,
        /// For how many they may.
        limit: Heads,
    },
    /// The same again, by a weaker way.
    Repeated {
        /// The ballot that counts.
        counted: BallotNo,
    },
    /// Something else, by a weaker way: a clash for people to look at.
    Clash {
        /// The ballot that counts.
        counted: BallotNo,
    },
    /// Two ballots by ways of one strength that differ: neither counts until that is settled.
    HeldClash,
    /// Those who count as one differ: nothing counts for them until that is settled.
    HeldDiffering,
    /// Those who count as one agreed in writing that another of them votes.
    AnotherWasAgreed,
    /// 无效: two ticks or more.
    SeveralTicks,
    /// 无效: no tick.
    Blank,
    /// 无效: not signed.
    Unsigned,
    /// 无效: a mark that this vote does not have.
    NoSuchMark,
}

impl Why {
    /// Whether somebody has to settle something before the vote is complete.
    pub fn is_held(&self) -> bool {
        matches!(self, Self::HeldClash | Self::HeldDiffering)
    }
}
