//! The tellers' sums, from cells to a tally.

use super::odd::{OddVote, WhyOdd};
use crate::projection::{Row, Sheets};
use crate::record::{Cell, Column, Sheet};
use crate::voting::{
    Area, Counts, Heads, Measure, Part, Tally, VoteError, VotingRule, is_of_present,
};

/// Heads and area of those who voted in one way.
const VOTES: [(Column, Column); 3] = [
    (Column::Yes, Column::YesArea),
    (Column::No, Column::NoArea),
    (Column::Abstain, Column::AbstainArea),
];

/// A count that two devices may have written while apart.
fn count(row: &Row, column: Column) -> Result<Option<u64>, OddVote> {
    match row.cell(column) {
        Some(cell) if cell.is_conflicted() => Err(OddVote::new(row.at(column), WhyOdd::Differs)),
        _ => Ok(row.count(column)),
    }
}

fn counts(row: &Row, heads: Column, area: Column) -> Result<Counts, OddVote> {
    let heads = count(row, heads)?.unwrap_or_default();
    let area = count(row, area)?.unwrap_or_default();
    Ok(Counts::new(Heads::new(heads), Area::hundredths(area)))
}

/// One row's sums, without who is present.
pub(super) fn of_row(rule: &VotingRule, sitting: &Row, row: &Row) -> Result<Tally, OddVote> {
    let is_written = |(heads, _): &(Column, Column)| !row.is_empty(*heads);
    if !VOTES.iter().any(is_written) {
        return Err(OddVote::new(row.at(Column::Yes), WhyOdd::Empty));
    }
    let mut entitled = counts(row, Column::Entitled, Column::EntitledArea)?;
    if entitled.is_zero() && row.text(Column::Unit).trim().is_empty() {
        entitled.heads = Heads::new(count(sitting, Column::Entitled)?.unwrap_or_default());
    }
    let mut votes = [Counts::ZERO; 3];
    for ((heads, area), slot) in VOTES.into_iter().zip(&mut votes) {
        *slot = counts(row, heads, area)?;
        if rule.looks_at(Measure::Area) && !slot.is_zero() && row.is_empty(area) {
            return Err(OddVote::new(row.at(area), WhyOdd::Empty));
        }
    }
    let [yes, no, abstain] = votes;
    Ok(Tally {
        entitled,
        yes,
        no,
        abstain,
        invalid: Counts::heads(count(row, Column::Invalid)?.unwrap_or_default()),
        ..Tally::default()
    })
}

/// Adds one row's sums to another's.
pub(super) fn add(sum: &mut Tally, row: &Tally) {
    sum.entitled = sum.entitled.plus(&row.entitled);
    sum.yes = sum.yes.plus(&row.yes);
    sum.no = sum.no.plus(&row.no);
    sum.abstain = sum.abstain.plus(&row.abstain);
    sum.invalid = sum.invalid.plus(&row.invalid);
}

/// Who was present: as the sitting states it, or else as its attendance adds up. Of one unit among
/// several only those who handed in a ballot are known to have been there.
pub(super) fn present(
    hall: &Sheets,
    sitting: &Row,
    tally: &Tally,
    is_one_of_several: bool,
) -> Result<Counts, OddVote> {
    if is_one_of_several {
        let voted = tally.yes.plus(&tally.no).plus(&tally.abstain);
        return Ok(voted.plus(&tally.invalid));
    }
    if let Some(present) = count(sitting, Column::Present)? {
        return Ok(Counts::heads(present));
    }
    let mut sum = 0_u64;
    for row in hall.rows_of(Sheet::Attendance, Column::Sitting, sitting.id) {
        sum = sum.saturating_add(count(row, Column::Count)?.unwrap_or_default());
    }
    if sum == 0 {
        return Err(OddVote::new(sitting.at(Column::Present), WhyOdd::Empty));
    }
    Ok(Counts::heads(sum))
}

/// The cell in which an error of the sums is to be seen to.
pub(super) fn cell_of(error: VoteError, rule: &VotingRule, sitting: &Row, row: &Row) -> Cell {
    let by_area = |measure| measure == Measure::Area;
    match error {
        VoteError::NobodyEntitled => row.at(Column::Entitled),
        VoteError::NotMeasured(measure) if by_area(measure) => row.at(Column::EntitledArea),
        VoteError::NotMeasured(_) => row.at(Column::Entitled),
        VoteError::MoreThanEntitled {
            part: Part::Present,
            ..
        } => sitting.at(Column::Present),
        VoteError::MoreThanEntitled { measure, .. } => {
            let limit = if by_area(measure) {
                Column::EntitledArea
            } else {
                Column::Entitled
            };
            let most = row.count(limit).unwrap_or(u64::MAX);
            for (heads, area) in VOTES {
                let column = if by_area(measure) { area } else { heads };
                if row.count(column).is_some_and(|count| count > most) {
                    return row.at(column);
                }
            }
            if is_of_present(rule) {
                sitting.at(Column::Present)
            } else {
                row.at(limit)
            }
        }
    }
}
