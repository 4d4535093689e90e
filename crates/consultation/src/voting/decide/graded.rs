//! Grades from 1 to 5.

use crate::voting::decision::Outcome;
use crate::voting::fraction::Fraction;
use crate::voting::measure::Heads;
use crate::voting::step::Step;
use crate::voting::tally::Tally;
use crate::voting::terms::Blocking;

/// Passes with the least mean and nobody who blocks; compared by cross-multiplication. Who abstains
/// gives no grade.
pub(super) fn graded(
    tally: &Tally,
    least: Fraction,
    blocking: Blocking,
    steps: &mut Vec<Step>,
) -> Outcome {
    let mut sum: u128 = 0;
    let mut given: u128 = 0;
    let mut blocked: u128 = 0;
    for (grade, votes) in (1_u8..=5).zip(&tally.grades) {
        let heads = u128::from(votes.heads.get());
        sum += heads * u128::from(grade);
        given += heads;
        if matches!(blocking, Blocking::UpTo(up_to) if grade <= up_to.get()) {
            blocked += heads;
        }
    }
    if given == 0 {
        return Outcome::Fails;
    }
    let is_met = sum.saturating_mul(u128::from(least.denominator))
        >= given.saturating_mul(u128::from(least.numerator));
    steps.push(Step::Mean {
        sum: u64::try_from(sum).unwrap_or(u64::MAX),
        given: as_heads(given),
        least,
        is_met,
    });
    if let Blocking::UpTo(up_to) = blocking {
        let by = as_heads(blocked);
        steps.push(Step::Blocked { up_to, by });
    }
    if is_met && blocked == 0 {
        Outcome::Passes
    } else {
        Outcome::AnotherRound
    }
}

fn as_heads(heads: u128) -> Heads {
    Heads::new(u64::try_from(heads).unwrap_or(u64::MAX))
}
