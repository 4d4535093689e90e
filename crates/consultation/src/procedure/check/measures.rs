//! What was promised and what became of it.

use super::{Lacks, written};
use crate::procedure::Facts;
use crate::projection::Row;
use crate::promise::{promises, satisfied};
use crate::record::{Checker, Column, Finding, Sheet};

pub(super) fn done(facts: &Facts<'_>) -> Option<Lacks> {
    let open = promises(facts).iter().filter(|one| !one.is_done()).count();
    (open > 0).then_some(Lacks::Measures(open))
}

pub(super) fn disputes(facts: &Facts<'_>) -> Option<Lacks> {
    let open = promises(facts).iter().map(|one| one.unanswered.len()).sum();
    (open > 0).then_some(Lacks::Disputes(open))
}

/// 居务监督委员会 checked at least one measure, or said in words what it found; and what was to be put
/// right is.
pub(super) fn supervised(facts: &Facts<'_>) -> Option<Lacks> {
    let open = checks(facts)
        .filter(|check| is_open_rectification(check))
        .count();
    if open > 0 {
        return Some(Lacks::Rectifications(open));
    }
    let is_checked = checks(facts).any(|check| {
        let is_theirs = check.choice(Column::Checker) == Some(Checker::Supervisors.id());
        is_theirs && !check.is_empty(Column::Finding)
    });
    match is_checked {
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

/// 检查 of the measures of the round.
pub(in crate::procedure) fn checks<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Row> {
    let hall = facts.hall;
    let measures = facts.rows(Sheet::Measures);
    measures.flat_map(move |row| hall.rows_of(Sheet::Checks, Column::Measure, row.id))
}

pub(in crate::procedure) fn is_open_rectification(check: &Row) -> bool {
    let is_asked = check.choice(Column::Finding) == Some(Finding::Rectify.id());
    is_asked && check.is_empty(Column::DoneOn)
}
