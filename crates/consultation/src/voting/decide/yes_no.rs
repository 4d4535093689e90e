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
    let passes = has_enough(rule, tally, (base, needed), steps);
    if terms.veto == Veto::AnyObjection {
        steps.push(Step::Objections(tally.no.heads));
        if !tally.no.is_zero() {
            return Outcome::Fails;
        }
    }
    if passes {
        let whole = tally.of_base(rule, base);
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
    match circumstances.chair {
        Chair::Agrees if terms.tie == Tie::ChairDecides => {
            steps.push(Step::ChairDecided { is_yes: true });
            if has_enough(rule, &with_chair(tally), (base, needed), steps) {
                Outcome::Passes
            } else {
                Outcome::NoAgreement
            }
        }
        Chair::Disagrees if terms.tie == Tie::ChairDecides => {
            steps.push(Step::ChairDecided { is_yes: false });
            Outcome::Fails
        }
        _ => Outcome::NoAgreement,
    }
}

/// Compares the 同意 with every share that is needed.
fn has_enough(
    rule: &VotingRule,
    tally: &Tally,
    (base, needed): (Base, &[Needed]),
    steps: &mut Vec<Step>,
) -> bool {
    let whole = tally.of_base(rule, base);
    let mut has_enough = true;
    for needed in needed {
        let of = (base, &whole);
        let comparison = Comparison::of(Subject::Yes, Join::All, &tally.yes, of, *needed);
        has_enough &= comparison.is_met;
        steps.push(Step::Compared(comparison));
    }
    has_enough
}

/// The chair's word is one 同意 more, no more: beside many abstentions it may be too little.
fn with_chair(tally: &Tally) -> Tally {
    let mut tally = tally.clone();
    tally.yes = tally.yes.plus(&Counts::heads(1));
    tally
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
