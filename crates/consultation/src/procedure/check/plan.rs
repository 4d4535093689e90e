//! 协商方案: who takes part, whom to value, experts, the legal adviser.

use super::{Lacks, kinds_if, nothing_if, rows_if, written};
use crate::procedure::Facts;
use crate::record::{CellValue, Column, Kind, LegalOpinion, Sheet};

pub(super) fn valued(facts: &Facts<'_>) -> Option<Lacks> {
    let is_missing = |kind: &Kind| {
        let is_invited = facts
            .rows(Sheet::Participants)
            .any(|row| row.choice(Column::Kind) == Some(kind.id()));
        !is_invited && facts.round.is_empty(Column::NotInvited(*kind))
    };
    kinds_if(Kind::VALUED.into_iter().filter(is_missing))
}

pub(super) fn experts(facts: &Facts<'_>) -> Option<Lacks> {
    let is_technical = facts.round.flag(Column::IsTechnical);
    nothing_if(is_technical && facts.round.is_empty(Column::ExpertOpinion))
}

/// What the legal adviser's opinion in a column lacks. 「不合法」 counts whoever wrote it, also while
/// another device wrote something else.
pub(super) fn legal(facts: &Facts<'_>, column: Column) -> Option<Lacks> {
    let values = facts.round.cell(column).map(|cell| cell.alternatives());
    let unlawful = CellValue::choice(LegalOpinion::Unlawful.id());
    let is_unlawful = values
        .into_iter()
        .flatten()
        .any(|alternative| alternative.value == unlawful);
    if is_unlawful {
        return Some(Lacks::Unlawful);
    }
    written(facts.round, column).or_else(|| nothing_if(facts.legal(column).is_none()))
}

pub(super) fn participants(facts: &Facts<'_>) -> Option<Lacks> {
    let rows = || facts.rows(Sheet::Participants);
    let unexplained = rows().filter(|row| {
        row.is_empty(Column::Kind)
            || row.is_empty(Column::Represents)
            || row.is_empty(Column::Selection)
    });
    nothing_if(rows().next().is_none()).or_else(|| rows_if(unexplained))
}
