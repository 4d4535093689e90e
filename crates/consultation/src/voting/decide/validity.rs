//! Whether a vote is valid: enough people, and the kinds that have to be there.

use crate::voting::conduct::Absence;
use crate::voting::decision::Circumstances;
use crate::voting::measure::Counts;
use crate::voting::rule::VotingRule;
use crate::voting::step::{Comparison, Step, Subject};
use crate::voting::tally::Tally;
use crate::voting::terms::{Base, Join, Turnout, TurnoutOf};

pub(super) fn check_turnout(rule: &VotingRule, tally: &Tally, steps: &mut Vec<Step>) -> bool {
    let Turnout { of, join, needed } = &rule.terms().turnout;
    let subject = match of {
        TurnoutOf::TakingPart => Subject::TakingPart,
        TurnoutOf::Present => Subject::Present,
    };
    let there = tally.turnout(rule);
    let all = (Base::All, &tally.base());
    let mut met = Vec::new();
    for needed in needed {
        let comparison = Comparison::of(subject, *join, &there, all, *needed);
        met.push(comparison.is_met);
        steps.push(Step::Compared(comparison));
    }
    match join {
        Join::All => !met.contains(&false),
        Join::Any => met.is_empty() || met.contains(&true),
    }
}

pub(super) fn check_kinds(
    rule: &VotingRule,
    circumstances: &Circumstances,
    steps: &mut Vec<Step>,
) -> bool {
    let mut is_valid = true;
    for must in &rule.terms().conduct.must_be_present {
        if !circumstances.kinds_present.contains(&must.kind) {
            let forbids = must.absence == Absence::Forbids;
            is_valid &= !forbids;
            let kind = must.kind.clone();
            steps.push(Step::Absent { kind, forbids });
        }
    }
    is_valid
}

/// Whether so many are enough to ask for the meeting; any condition of the rule is enough.
pub fn can_convene(rule: &VotingRule, entitled: &Counts, asking: &Counts) -> Vec<Comparison> {
    let list = rule.terms().convening.iter();
    list.map(|needed| {
        let of = (Base::All, entitled);
        Comparison::of(Subject::Convening, Join::Any, asking, of, *needed)
    })
    .collect()
}
