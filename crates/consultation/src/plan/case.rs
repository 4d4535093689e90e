//! 模板 of a closed case: what of a consultation others can start from, without anybody's name; and how a plan
//! is filled from it.
//!
//! Only what stands in the lists below is looked at. Kinds, numbers and choices are kept as they are; words that
//! people wrote come out as proposals, [`anonymous`], and are kept only when a person has read them.

use super::anonymous::{Days, Known, PLACE, ROOM, anonymous};
use crate::paper::Issuer;
use crate::projection::{Row, Sheets};
use crate::record::{CellValue, Column, Date, Form, Kind, RowId, Sheet};
use crate::rules::{is_in_force, rule_sets};
use crate::voting::RuleSet;

/// Words of a round that a template can keep.
const WORDS: [Column; 3] = [Column::Purpose, Column::Agenda, Column::Order];
/// Sheets of a hall with those of a template, the choice that is kept of each, and the words.
const ROWS: [(Sheet, Sheet, Column); 2] = [
    (Sheet::Matters, Sheet::TemplateMatters, Column::Reserved),
    (Sheet::Measures, Sheet::TemplateMeasures, Column::Funding),
];
/// Words of a matter or a measure that a template can keep.
const ROW_WORDS: [Column; 2] = [Column::Title, Column::Text];

/// A row of a template that is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The sheet of the board that takes it: [`Sheet::Templates`] first, then what belongs to it.
    pub sheet: Sheet,
    /// Kinds, numbers and choices.
    pub cells: Vec<(Column, CellValue)>,
    /// Words, as far as they could be made anonymous; to be read by a person.
    pub words: Vec<(Column, String)>,
}

/// What a template of this round would hold; its own row comes first.
pub fn case_rows(
    title: &str,
    round: &Row,
    hall: &Sheets,
    board: &Sheets,
    community: Issuer<'_>,
) -> Vec<CaseRow> {
    let known = known(hall, board, community);
    let say = |words: &str| anonymous(words, &known, Days::Go);
    let mut own = CaseRow {
        sheet: Sheet::Templates,
        cells: Vec::new(),
        words: vec![(Column::Title, say(title))],
    };
    let form = round.choice(Column::Form).map(Form::from_id);
    if let Some(form) = form.filter(|form| Form::KNOWN.contains(form)) {
        own.cells.push((Column::Form, CellValue::choice(form.id())));
    }
    let (rules, _) = rule_sets(board);
    if let Some(rule) = RuleSet::find(&rules, round.text(Column::VotingRule)) {
        let id = CellValue::Text(rule.id().to_owned());
        own.cells.push((Column::VotingRule, id));
    }
    own.words.extend(words(round, &WORDS, &say));
    let mut rows = vec![own];
    rows.extend(participants(hall, round.id));
    for (from, to, choice) in ROWS {
        for row in hall.rows_of_round(from, round.id) {
            let (_, ids) = choice.choices().unwrap_or_default();
            let chosen = row.choice(choice).filter(|id| ids.contains(id));
            rows.push(CaseRow {
                sheet: to,
                cells: chosen
                    .map(|id| (choice, CellValue::choice(id)))
                    .into_iter()
                    .collect(),
                words: words(row, &ROW_WORDS, &say),
            });
        }
    }
    rows
}

/// Templates that were made of cases and hold on a day, by their names.
pub fn named_templates(board: &Sheets, day: Date) -> impl Iterator<Item = &Row> {
    let rows = board.rows(Sheet::Templates);
    rows.filter(move |row| !row.is_empty(Column::Title) && is_in_force(row, day))
}

/// What a template puts into a plan: cells of the round that are empty, and rows where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    /// Cells of the round.
    pub cells: Vec<(Column, CellValue)>,
    /// Rows of the hall.
    pub rows: Vec<(Sheet, Vec<(Column, CellValue)>)>,
}

impl Filling {
    /// Whether it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.rows.is_empty()
    }
}

/// What a template puts into the plan of a round.
pub fn fill_plan(board: &Sheets, template: &Row, hall: &Sheets, round: &Row) -> Filling {
    let mut filling = Filling::default();
    for column in WORDS.into_iter().chain([Column::Form, Column::VotingRule]) {
        let value = template.value(column).filter(|value| !value.is_empty());
        if let Some(value) = value.filter(|_| round.is_empty(column)) {
            filling.cells.push((column, value.clone()));
        }
    }
    for (from, to) in [
        (Sheet::TemplateParticipants, Sheet::Participants),
        (Sheet::TemplateMatters, Sheet::Matters),
    ] {
        filling
            .rows
            .extend(copied(board, template.id, from, hall, round.id, to));
    }
    filling
}

/// What a template puts into 落实台账 of a round.
pub fn fill_measures(board: &Sheets, template: &Row, hall: &Sheets, round: &Row) -> Filling {
    let (from, to) = (Sheet::TemplateMeasures, Sheet::Measures);
    Filling {
        cells: Vec::new(),
        rows: copied(board, template.id, from, hall, round.id, to),
    }
}

/// The rows of a template as rows of a round; none if the round has some of its own.
fn copied(
    board: &Sheets,
    template: RowId,
    from: Sheet,
    hall: &Sheets,
    round: RowId,
    to: Sheet,
) -> Vec<(Sheet, Vec<(Column, CellValue)>)> {
    if hall.rows_of_round(to, round).next().is_some() {
        return Vec::new();
    }
    let rows = board.rows_of(from, Column::Template, template).map(|row| {
        let cells = row.cells().filter(|(column, field)| {
            let is_own = *column != Column::Template && *column != Column::Removed;
            is_own && to.has(*column) && !field.value.is_empty()
        });
        let mut cells: Vec<_> = cells
            .map(|(column, field)| (column, field.value.clone()))
            .collect();
        cells.push((Column::Round, CellValue::Row(Some(round))));
        (to, cells)
    });
    rows.collect()
}

/// How many of each kind take part; whom they speak for and how they were chosen is left out.
fn participants(hall: &Sheets, round: RowId) -> Vec<CaseRow> {
    let mut kinds: Vec<(Kind, u64, bool)> = Vec::new();
    for row in hall.rows_of_round(Sheet::Participants, round) {
        if let Some(kind) = row.choice(Column::Kind).and_then(Kind::from_id) {
            let more = row.count(Column::Count).unwrap_or(0);
            let needed = row.flag(Column::MustBePresent);
            match kinds.iter_mut().find(|(known, ..)| *known == kind) {
                Some((_, count, is_needed)) => {
                    *count = count.saturating_add(more);
                    *is_needed |= needed;
                }
                None => kinds.push((kind, more, needed)),
            }
        }
    }
    kinds.sort_unstable_by_key(|(kind, ..)| *kind);
    let rows = kinds.into_iter().map(|(kind, count, is_needed)| {
        let mut cells = vec![(Column::Kind, CellValue::choice(kind.id()))];
        if count > 0 {
            cells.push((Column::Count, CellValue::Count(Some(count))));
        }
        if is_needed {
            cells.push((Column::MustBePresent, CellValue::Flag(true)));
        }
        CaseRow {
            sheet: Sheet::TemplateParticipants,
            cells,
            words: Vec::new(),
        }
    });
    rows.collect()
}

fn words(row: &Row, columns: &[Column], say: &dyn Fn(&str) -> String) -> Vec<(Column, String)> {
    let written = columns.iter().filter(|column| !row.is_empty(**column));
    written
        .map(|column| (*column, say(row.text(*column))))
        .collect()
}

/// Words as they may be read by everybody: names, rooms and telephone numbers are taken out, places and days stay.
pub(crate) fn veiled(hall: &Sheets, board: &Sheets) -> impl Fn(&str) -> String {
    let people = people(hall, board);
    move |words| anonymous(words, &people, Days::Stay)
}

/// What the records say of people and places.
fn known(hall: &Sheets, board: &Sheets, community: Issuer<'_>) -> Known {
    let mut known = people(hall, board);
    known.add(community.name, "本社区");
    known.add(community.address, PLACE);
    for venue in board.rows(Sheet::Venues) {
        known.add(venue.text(Column::Title), PLACE);
        known.add(venue.text(Column::Location), PLACE);
    }
    for round in hall.rows(Sheet::Rounds) {
        known.add(round.text(Column::Venue), PLACE);
    }
    known
}

/// What the records say of people and their doors.
fn people(hall: &Sheets, board: &Sheets) -> Known {
    let mut known = Known::default();
    for row in hall.rows(Sheet::Confirmations) {
        known.add(row.text(Column::Household), ROOM);
    }
    for sheet in Sheet::ALL {
        for row in board.rows(sheet).chain(hall.rows(sheet)) {
            for column in [Column::Name, Column::By, Column::Represents] {
                known.add_name(row.text(column));
            }
        }
    }
    known
}
