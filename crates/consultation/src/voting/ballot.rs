//! A ballot as it came in: what it says, how it came, by whose hand.

use super::ids::{BallotNo, VoterId};

/// One ballot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    /// Its place in the log or on the pile.
    pub no: BallotNo,
    /// Whose vote it is.
    pub voter: VoterId,
    /// What it says.
    pub mark: Mark,
    /// Whether it has the signature it needs; a device's ballot has.
    pub is_signed: bool,
    /// How it came.
    pub way: Way,
    /// By whose hand.
    pub hand: Hand,
    /// Whether it came before the vote was closed.
    pub arrival: Arrival,
}

/// What a ballot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 同意
    Yes,
    /// 反对
    No,
    /// 弃权
    Abstain,
    /// No tick.
    Blank,
    /// More ticks than one.
    SeveralTicks,
    /// One of several options.
    Option(OptionNo),
    /// 1 to 5.
    Grade(Grade),
}

/// An option's place in the list that was announced, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OptionNo(u8);

/// A grade from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade(u8);

/// How a ballot came, the strongest first: a person counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// 本人设备
    OwnDevice,
    /// 现场公用平板
    SharedTablet,
    /// 代录: entered for the person, from paper, a show of hands or a visit.
    OnBehalf,
}

/// By whose hand a vote was cast.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hand {
    /// 本人
    Own,
    /// 受托人: somebody else.
    Proxy {
        /// Who.
        holder: VoterId,
        /// What they are here.
        kind: HolderKind,
        /// Whether there is a written 委托书.
        is_written: bool,
    },
}

/// What somebody is who votes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolderKind {
    /// 业主
    Owner,
    /// 居民
    Resident,
    /// 承租人
    Tenant,
    /// 物业服务企业人员
    PropertyFirm,
    /// 社区工作人员
    Staff,
    /// 计票人、监票人
    Teller,
    /// 其他人
    Other,
}

/// Whether a ballot came before the vote was closed and sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrival {
    /// Before.
    InTime,
    /// 迟到: after.
    Late,
}

impl OptionNo {
    /// An option's place, from 1.
    pub const fn new(place: u8) -> Self {
        Self(place)
    }

    /// The place, from 1.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Grade {
    /// A grade, not checked yet.
    pub const fn new(grade: u8) -> Self {
        Self(grade)
    }

    /// 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether it is one of the five.
    pub fn is_valid(self) -> bool {
        (1..=5).contains(&self.0)
    }
}

impl Ballot {
    /// A signed ballot by a person's own hand on their own device, in time.
    pub fn own(no: BallotNo, voter: VoterId, mark: Mark) -> Self {
        Self {
            no,
            voter,
            mark,
            is_signed: true,
            way: Way::OwnDevice,
            hand: Hand::Own,
            arrival: Arrival::InTime,
        }
    }

    /// How strongly it speaks for the person: a person's own hand before a proxy, then the way.
    pub(super) fn rank(&self) -> (bool, Way) {
        (self.hand != Hand::Own, self.way)
    }
}
