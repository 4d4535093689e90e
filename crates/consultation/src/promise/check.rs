//! What checks found: as staff wrote it down from paper, and as 居务监督委员会 or a third party signed it.

use super::voice::Source;
use crate::procedure::Facts;
use crate::projection::Row;
use crate::record::{Checker, Column, Date, Finding, Sheet};
use crate::statement::About;

/// What one check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// Where it comes from.
    pub source: Source<'a>,
    /// Who checked; none where staff did not write it down.
    pub checker: Option<Checker>,
    /// What was found.
    pub finding: Finding,
    /// When.
    pub on: Option<Date>,
    /// In which words.
    pub text: &'a str,
    /// The last day for what is to be put right.
    pub due: Option<Date>,
    /// Whether what was to be put right is. What was signed only its author calls put right, in a new check.
    is_put_right: bool,
}

impl Check<'_> {
    /// Whether something is still to be put right.
    pub fn is_open(&self) -> bool {
        self.finding == Finding::Rectify && !self.is_put_right
    }
}

/// The checks of a measure or of the round as a whole, what staff wrote down first.
pub fn checks<'a>(facts: &Facts<'a>, about: About) -> Vec<Check<'a>> {
    let rows = match about {
        About::Measure(measure) => {
            Some(facts.hall.rows_of(Sheet::Checks, Column::Measure, measure))
        }
        About::Round(_) => None,
    };
    let written = rows.into_iter().flatten().filter_map(written);
    let signed = facts.reviews.checking(about).map(|(review, said)| Check {
        source: Source::Signed(review),
        checker: Some(said.checker()),
        finding: said.finding(),
        on: review.on(),
        text: said.text(),
        due: said.due(),
        is_put_right: false,
    });
    written.chain(signed).collect()
}

/// Every check of the round: of its measures, each with the row of the measure, then of it as a whole.
pub fn checks_of_round<'a>(facts: &Facts<'a>) -> Vec<(Option<&'a Row>, Check<'a>)> {
    let mut all = Vec::new();
    for measure in facts.rows(Sheet::Measures) {
        let of_measure = checks(facts, About::Measure(measure.id)).into_iter();
        all.extend(of_measure.map(|check| (Some(measure), check)));
    }
    let of_round = checks(facts, About::Round(facts.round.id)).into_iter();
    all.extend(of_round.map(|check| (None, check)));
    all
}

fn written(row: &Row) -> Option<Check<'_>> {
    Some(Check {
        source: Source::Row(row),
        checker: row.choice(Column::Checker).and_then(Checker::from_id),
        finding: Finding::from_id(row.choice(Column::Finding)?)?,
        on: row.date(Column::On),
        text: row.text(Column::Text).trim(),
        due: row.date(Column::Due),
        is_put_right: !row.is_empty(Column::DoneOn),
    })
}
