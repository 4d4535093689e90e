//! What held ballots and silence would make of a tally.

use super::ballot::{Grade, OptionNo};
use super::decision::Settlement;
use super::measure::Counts;
use super::rule::VotingRule;
use super::tally::Tally;
use super::terms::Method;

/// A side of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// 同意
    Yes,
    /// 反对
    No,
}

/// Ways in which everything held could be settled, and the tally each makes.
pub(super) fn settlements(rule: &VotingRule, tally: &Tally) -> Vec<(Settlement, Tally)> {
    let mut ways = Vec::new();
    match &rule.terms().method {
        Method::YesNo { .. } => ways.extend([Settlement::Yes, Settlement::No]),
        Method::Options { .. } => {
            let options = u8::try_from(tally.options.len()).unwrap_or(u8::MAX);
            ways.extend((1..=options).map(|option| Settlement::Option(OptionNo::new(option))));
        }
        Method::Graded { .. } => {
            ways.extend([1, 5].map(|grade| Settlement::Grade(Grade::new(grade))));
        }
    }
    ways.push(Settlement::Abstain);
    ways.into_iter()
        .map(|way| (way, settled(tally, way)))
        .collect()
}

fn settled(tally: &Tally, way: Settlement) -> Tally {
    let mut tally = tally.clone();
    let held = std::mem::take(&mut tally.held);
    let slot = match way {
        Settlement::Yes => Some(&mut tally.yes),
        Settlement::No => Some(&mut tally.no),
        Settlement::Abstain => Some(&mut tally.abstain),
        Settlement::Option(option) => {
            let place = usize::from(option.get()).saturating_sub(1);
            tally.options.get_mut(place)
        }
        Settlement::Grade(grade) => {
            let place = usize::from(grade.get()).saturating_sub(1);
            tally.grades.get_mut(place)
        }
    };
    if let Some(slot) = slot {
        *slot = slot.plus(&held);
    }
    tally
}

/// The tally with the silent added to the side that has more heads; `None` on a tie.
pub(super) fn with_silent(tally: &Tally) -> Option<(Side, Tally)> {
    let side = match tally.yes.heads.cmp(&tally.no.heads) {
        std::cmp::Ordering::Greater => Side::Yes,
        std::cmp::Ordering::Less => Side::No,
        std::cmp::Ordering::Equal => return None,
    };
    let mut tally = tally.clone();
    let silent: Counts = std::mem::take(&mut tally.silent_delivered);
    let slot = match side {
        Side::Yes => &mut tally.yes,
        Side::No => &mut tally.no,
    };
    *slot = slot.plus(&silent);
    Some((side, tally))
}
