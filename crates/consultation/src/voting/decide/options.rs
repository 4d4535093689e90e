//! One of several options.

use crate::voting::ballot::OptionNo;
use crate::voting::decision::Outcome;
use crate::voting::measure::Heads;
use crate::voting::rule::VotingRule;
use crate::voting::step::{Comparison, Step, Subject};
use crate::voting::tally::Tally;
use crate::voting::terms::{Base, Join, Needed};

/// One option with enough is chosen. Otherwise the first two meet again, unless there are only two
/// and another vote would be the same.
pub(super) fn options(
    rule: &VotingRule,
    tally: &Tally,
    (base, needed): (Base, &[Needed]),
    steps: &mut Vec<Step>,
) -> Outcome {
    let whole = tally.of_base(rule, base);
    let mut ranked = Vec::new();
    let mut chosen = None;
    for (place, votes) in (1..=u8::MAX).zip(&tally.options) {
        let option = OptionNo::new(place);
        let mut is_met = true;
        for needed in needed {
            let of = (base, &whole);
            let subject = Subject::Option(option);
            let comparison = Comparison::of(subject, Join::All, votes, of, *needed);
            is_met &= comparison.is_met;
            steps.push(Step::Compared(comparison));
        }
        if is_met && chosen.is_none_or(|(_, most)| votes.heads > most) {
            chosen = Some((option, votes.heads));
        }
        ranked.push((votes.heads, option));
    }
    if let Some((option, _)) = chosen {
        return Outcome::Chosen(option);
    }
    ranked.sort_by_key(|(votes, option)| (std::cmp::Reverse(*votes), *option));
    let second = ranked.get(1).map_or(Heads::ZERO, |(votes, _)| *votes);
    let first = ranked.first().map_or(Heads::ZERO, |(votes, _)| *votes);
    if first == Heads::ZERO {
        return Outcome::Fails;
    }
    let run_off: Vec<OptionNo> = ranked
        .iter()
        .filter(|(votes, _)| *votes >= second && *votes > Heads::ZERO)
        .map(|(_, option)| *option)
        .collect();
    if run_off.len() < 2 || run_off.len() == ranked.len() {
        return Outcome::NoAgreement;
    }
    Outcome::RunOff(run_off)
}
