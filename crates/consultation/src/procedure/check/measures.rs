//! What was promised and what became of it.

use super::{Lacks, written};
use crate::procedure::Facts;
use crate::promise::{checks_of_round, promises, satisfied};
use crate::record::{Checker, Column};

pub(super) fn done(facts: &Facts<'_>) -> Option<Lacks> {
    let open = promises(facts).iter().filter(|one| !one.is_done()).count();
    (open > 0).then_some(Lacks::Measures(open))
}

pub(super) fn disputes(facts: &Facts<'_>) -> Option<Lacks> {
    let open = promises(facts).iter().map(|one| one.unanswered.len()).sum();
    (open > 0).then_some(Lacks::Disputes(open))
}

/// 居务监督委员会 checked at least one measure or the whole, or said in words what it found; and what was to be
/// put right is.
pub(super) fn supervised(facts: &Facts<'_>) -> Option<Lacks> {
    let checks = checks_of_round(facts);
    let open = checks.iter().filter(|(_, check)| check.is_open()).count();
    if open > 0 {
        return Some(Lacks::Rectifications(open));
    }
    let mut checkers = checks.iter().map(|(_, check)| check.checker);
    match checkers.any(|checker| checker == Some(Checker::Supervisors)) {
        true => None,
        false => written(facts.round, Column::SupervisorsFound),
    }
}

pub(super) fn rated(facts: &Facts<'_>) -> Option<Lacks> {
    match satisfied(facts).1 > 0 {
        true => None,
        false => written(facts.round, Column::Rated),
    }
}
