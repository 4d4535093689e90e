//! 同意 or 反对: shares, objections, ties.

use crate::voting::decision::{Chair, Circumstances, Outcome};
use crate::voting::measure::{Counts, Heads, Measure};
use crate::voting::rule::VotingRule;
use crate::voting::step::{Comparison, Step, Subject};
use crate::voting::tally::Tally;
use crate::voting::terms::{Base, Contested, Join, Needed, Tie, Veto};

pub(super) fn yes_no(
    rule: &VotingRule,
    tally: &Tally,
    circumstances: &Circumstances,
    (base, needed): (Base, &[Needed]),
    steps: &mut Vec<Step>,
) -> Outcome {
    let terms = rule.terms();
    let whole = tally.of_base(rule, base);
    let mut passes = true;
    for needed in needed {
        let of = (base, &whole);
        let comparison = Comparison::of(Subject::Yes, Join::All, &tally.yes, of, *needed);
        passes &= comparison.is_met;
        steps.push(Step::Compared(comparison));
    }
    if terms.veto == Veto::AnyObjection {
        steps.push(Step::Objections(tally.no.heads));
        if !tally.no.is_zero() {
            return Outcome::Fails;
        }
    }
    if passes {
        note_contested(terms.contested, tally, (base, &whole), steps);
        return Outcome::Passes;
    }
    let each = tally.yes.heads;
    if each != tally.no.heads || each == Heads::ZERO {
        return Outcome::Fails;
    }
    if terms.tie == Tie::Fails {
        return Outcome::Fails;
    }
    steps.push(Step::Tied { each });
    let chair = circumstances.chair;
    if terms.tie == Tie::NoAgreement || chair == Chair::Silent {
        return Outcome::NoAgreement;
    }
    let is_yes = chair == Chair::Agrees;
    steps.push(Step::ChairDecided { is_yes });
    if is_yes {
        Outcome::Passes
    } else {
        Outcome::Fails
    }
}

fn note_contested(contested: Contested, tally: &Tally, of: (Base, &Counts), steps: &mut Vec<Step>) {
    let Contested::Unless(share) = contested else {
        return;
    };
    let measure = Measure::Heads;
    let needed = Needed { measure, share };
    let comparison = Comparison::of(Subject::Yes, Join::All, &tally.yes, of, needed);
    if !comparison.is_met {
        steps.push(Step::Contested(comparison));
    }
}
