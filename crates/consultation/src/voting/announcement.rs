//! What can be read aloud before a vote, as data: who is entitled, and what it takes.

use super::conduct::Absence;
use super::decision::VoteError;
use super::fraction::Share;
use super::measure::{Amount, Counts, Heads, Measure};
use super::rule::VotingRule;
use super::step::{Comparison, Subject};
use super::tally::Tally;
use super::terms::{Base, Entitled, Join, Method, TurnoutOf, Veto};

/// A rule with the numbers of one vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Who may vote.
    pub entitled: Entitled,
    /// How many they are.
    pub all: Counts,
    /// Whether their area counts.
    pub counts_area: bool,
    /// Who makes the turnout.
    pub turnout_of: TurnoutOf,
    /// Whether every number has to be reached.
    pub turnout_join: Join,
    /// The numbers that have to be reached; none if any number will do.
    pub turnout: Vec<NeededAmount>,
    /// Kinds of participants without whom the vote is not valid.
    pub must_be_present: Vec<String>,
    /// What decides.
    pub method: Method,
    /// Whether an objection alone stops the matter.
    pub veto: Veto,
}

/// A share of all who are entitled, and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NeededAmount {
    /// The share.
    pub share: Share,
    /// The least that is enough.
    pub needed: Amount,
}

/// Whether enough have come to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// Who is to come.
    pub entitled: Entitled,
    /// The comparison, with what is missing.
    pub comparison: Comparison,
}

/// What a vote by a rule takes, among so many who are entitled.
///
/// # Errors
///
/// When nobody is entitled, or the rule looks at a measure that is not there.
pub fn announce(rule: &VotingRule, all: &Counts) -> Result<Announcement, VoteError> {
    let entitled = *all;
    let tally = Tally {
        entitled,
        ..Tally::default()
    };
    tally.check(rule)?;
    let terms = rule.terms();
    let turnout = terms.turnout.needed.iter().map(|needed| {
        let whole = all.by(needed.measure).get();
        NeededAmount {
            share: needed.share,
            needed: Amount::new(needed.measure, needed.share.needed(whole)),
        }
    });
    let kinds = terms.conduct.must_be_present.iter();
    let kinds = kinds.filter(|must| must.absence == Absence::Forbids);
    Ok(Announcement {
        entitled: terms.entitled,
        all: *all,
        counts_area: rule.looks_at(Measure::Area),
        turnout_of: terms.turnout.of,
        turnout_join: terms.turnout.join,
        turnout: turnout.collect(),
        must_be_present: kinds.map(|must| must.kind.clone()).collect(),
        method: terms.method.clone(),
        veto: terms.veto,
    })
}

/// Whether so many present are a quorum, by each of the rule's conditions.
pub fn quorum(rule: &VotingRule, all: &Counts, present: &Counts) -> Vec<Quorum> {
    let terms = rule.terms();
    let mut list = Vec::new();
    for needed in &terms.turnout.needed {
        let of = (Base::All, all);
        let join = terms.turnout.join;
        let comparison = Comparison::of(Subject::Present, join, present, of, *needed);
        let entitled = terms.entitled;
        list.push(Quorum {
            entitled,
            comparison,
        });
    }
    list
}

impl Quorum {
    /// Who is still missing; none when there are enough.
    pub fn missing(&self) -> Heads {
        Heads::new(self.comparison.missing().get())
    }
}
