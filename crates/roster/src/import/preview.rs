//! The preview: row by row what a file becomes, and what is wrong.

mod above;
mod shown;

use consultation::record::Date;

use super::draft::Draft;
use super::gather::Gatherer;
use super::heading::Heading;
use super::mapping::Mapping;
use super::problem::{Problem, What};
use super::row::{Reader, Wrong, formulas};
use crate::cards::Place;
use crate::progress::{Cancelled, Phase, Progress};
use crate::table::{Row, Sheet};
use above::{Above, take};

pub use shown::Shown;

/// Problems that are kept word for word. Nobody reads more; the rest is counted.
const PROBLEMS: usize = 10_000;

/// What a file becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Its rows, sheet by sheet, blank ones left out.
    pub lines: Vec<Line>,
    /// What is wrong, in the order of the rows; no more than ten thousand.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more_problems: usize,
    /// Places and people.
    pub draft: Draft,
}

/// What a row becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its sheet, counted from 0.
    pub sheet: usize,
    /// Its row as Excel numbers it.
    pub row: u32,
    /// Its place, by the place among the draft's; `None` when it is not taken.
    pub premises: Option<usize>,
    /// Whether no row before it named the place.
    pub is_new_premises: bool,
    /// Who lives there.
    pub person: Option<usize>,
    /// Whether the row said something new of them.
    pub is_new_person: bool,
    /// Who owns it.
    pub owners: Vec<usize>,
    /// Whether rows before it had said all of this.
    pub is_twice: bool,
}

/// Reads the rows of the mapped sheets. `estate` is where places lie whose row and sheet do not say it; nobody is born
/// after `today`.
///
/// # Errors
/// When the person stopped it.
pub fn preview(
    sheets: &[Sheet],
    mappings: &[Mapping],
    estate: &str,
    today: Date,
    progress: &mut Progress<'_>,
) -> Result<Preview, Cancelled> {
    let mut preview = Preview::default();
    let mut gatherer = Gatherer::default();
    let total = mappings
        .iter()
        .filter_map(|mapping| sheets.get(mapping.sheet))
        .map(Sheet::len)
        .sum();
    let mut done = 0;
    for mapping in mappings {
        let Some(sheet) = sheets.get(mapping.sheet) else {
            continue;
        };
        gatherer.draft.has_residents |= mapping.has_residents();
        gatherer.draft.has_owners |= mapping.has_owners();
        let mut above = Above {
            place: Place {
                estate: estate.to_owned(),
                ..Place::default()
            },
            estate,
            has_estates: mapping.get(Heading::Estate).is_some(),
            has_buildings: mapping.get(Heading::Building).is_some(),
        };
        for place in mapping.first_row..sheet.len() {
            progress.rows(Phase::Checking, done, Some(total))?;
            done += 1;
            let row = sheet.row(place);
            if row.is_empty() {
                continue;
            }
            let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let mut problems = Vec::new();
            let mut line = match is_data(row, mapping) {
                true => {
                    problems = formulas(row, mapping);
                    let reader = Reader::new(mapping, sheet.is_1904(), today, row);
                    let mut said = reader.read();
                    problems.append(&mut said.problems);
                    take(number, said, &mut above, &mut gatherer, &mut problems)
                }
                false => {
                    let what = What::NotData;
                    let value = row.cells().next().map_or("", |(_, cell)| cell.text);
                    let value = value.chars().take(20).collect();
                    problems.push(Wrong {
                        heading: Heading::Room,
                        value,
                        what,
                    });
                    Line::of(number)
                }
            };
            line.sheet = mapping.sheet;
            preview.lines.push(line);
            preview.note(sheet, mapping, number, problems);
        }
    }
    preview.draft = gatherer.draft;
    Ok(preview)
}

/// Whether a row is no sum, no remark and no head that is repeated on every page.
fn is_data(row: Row<'_>, mapping: &Mapping) -> bool {
    let first = row.cells().next().map_or("", |(_, cell)| cell.text);
    let is_remark = [
        "合计",
        "小计",
        "总计",
        "共计",
        "制表",
        "填表",
        "说明",
        "备注：",
        "备注:",
        "注：",
        "注:",
        "审核",
    ]
    .iter()
    .any(|word| first.starts_with(word));
    let is_head = |(column, heading): &(usize, Option<Heading>)| {
        let text = row.get(*column).map_or("", |cell| cell.text);
        let mut lines = mapping.head(*column).rsplit('/');
        heading.is_some() && !text.is_empty() && lines.any(|line| line == text)
    };
    let columns = mapping.columns().map(|(_, heading)| heading).enumerate();
    let heads = columns.filter(is_head);
    !is_remark && heads.take(2).count() < 2
}

impl Preview {
    fn note(&mut self, sheet: &Sheet, mapping: &Mapping, row: u32, wrong: Vec<Wrong>) {
        for wrong in wrong {
            if self.problems.len() >= PROBLEMS {
                self.more_problems += 1;
                continue;
            }
            let is_row = matches!(
                wrong.what,
                What::Twice { .. } | What::NotData | What::NoRoom | What::AsAbove
            );
            let column = mapping.get(wrong.heading).filter(|_| !is_row);
            self.problems.push(Problem {
                sheet: sheet.name().to_owned(),
                row,
                column: column.map(|column| (column, mapping.head(column).to_owned())),
                value: wrong.value,
                what: wrong.what,
            });
        }
    }
}

impl Line {
    pub(super) fn of(row: u32) -> Self {
        Self {
            sheet: 0,
            row,
            premises: None,
            is_new_premises: false,
            person: None,
            is_new_person: false,
            owners: Vec::new(),
            is_twice: false,
        }
    }
}
