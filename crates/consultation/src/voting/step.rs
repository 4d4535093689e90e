//! The steps by which a decision was reached, each with its numbers.

use super::ballot::{Grade, OptionNo};
use super::fraction::{Fraction, Share};
use super::measure::{Amount, Counts, Heads};
use super::settle::Side;
use super::terms::{Base, Join};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The matter was not announced; it may be discussed, not voted on.
    NotAnnounced,
    /// These were recused and are out of the base.
    Recused(Counts),
    /// A part was compared with a share of a whole.
    Compared(Comparison),
    /// A kind of participant was absent.
    Absent {
        /// The kind, as the rule names it.
        kind: String,
        /// Whether the vote is not valid for that.
        forbids: bool,
    },
    /// So many objected, under a rule by which one is enough.
    Objections(Heads),
    /// As many for it as against it.
    Tied {
        /// On each side.
        each: Heads,
    },
    /// The chair decided a tie, as the community's rules have it; for it means one 同意 more.
    ChairDecided {
        /// Whether for it.
        is_yes: bool,
    },
    /// What the grades came to.
    Mean {
        /// All grades added up.
        sum: u64,
        /// How many were given.
        given: Heads,
        /// The least mean.
        least: Fraction,
        /// Whether it was reached.
        is_met: bool,
    },
    /// So many gave a grade that sends the matter back.
    Blocked {
        /// That grade or a lower one.
        up_to: Grade,
        /// How many did.
        by: Heads,
    },
    /// 存在较大争议: passed, but with fewer 同意 than that.
    Contested(Comparison),
    /// By the clause on silence these were added to the side that had more.
    SilentAdded {
        /// Which.
        side: Side,
        /// How many.
        silent: Counts,
    },
    /// Silence had no majority to go with.
    SilentWithoutMajority,
}

/// A part compared with a share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What was compared.
    pub subject: Subject,
    /// How it goes together with the others of its subject.
    pub join: Join,
    /// How much there was.
    pub part: Amount,
    /// Of what.
    pub base: Base,
    /// How much that is.
    pub whole: Amount,
    /// What share of it.
    pub share: Share,
    /// The least that is enough.
    pub needed: Amount,
    /// Whether it was.
    pub is_met: bool,
}

/// What a comparison is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// 参加表决
    TakingPart,
    /// 到会
    Present,
    /// 同意
    Yes,
    /// One of several options.
    Option(OptionNo),
    /// Asking for a meeting.
    Convening,
}

impl Comparison {
    pub(super) fn of(
        subject: Subject,
        join: Join,
        part: &Counts,
        (base, whole): (Base, &Counts),
        needed: super::terms::Needed,
    ) -> Self {
        let super::terms::Needed { measure, share } = needed;
        let (part, whole) = (part.by(measure), whole.by(measure));
        Self {
            subject,
            join,
            part,
            base,
            whole,
            share,
            needed: Amount::new(measure, share.needed(whole.get())),
            is_met: share.is_met(part.get(), whole.get()),
        }
    }

    /// How much is missing; nothing when it is enough.
    pub fn missing(&self) -> Amount {
        let missing = self.needed.get().saturating_sub(self.part.get());
        Amount::new(self.part.measure(), missing)
    }
}
