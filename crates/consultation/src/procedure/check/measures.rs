//! What was promised and what became of it.

use super::{Lacks, nothing_if, rows_if, written};
use crate::procedure::Facts;
use crate::promise::{checks_of_round, postponements, promises, satisfied};
use crate::record::{Checker, Column, Sheet};

/// Something is promised, and no day was moved without a reason.
pub(super) fn listed(facts: &Facts<'_>) -> Option<Lacks> {
    let moved = facts.rows(Sheet::Measures);
    let moved = moved.flat_map(|measure| postponements(facts, measure));
    let moved = moved.map(|(step, _)| step);
    nothing_if(facts.rows(Sheet::Measures).next().is_none())
        .or_else(|| rows_if(moved.filter(|step| step.is_empty(Column::DelayReason))))
}

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
