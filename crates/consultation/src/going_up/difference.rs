//! What differs between a record as it went up and as it is now, place by place.

use std::sync::Arc;

use crate::document::Document;
use crate::projection::{Consultation, Row, Section, Sheets};
use crate::record::{CellValue, FieldName, FieldValue, PartId, RowId, Sheet};

/// Where something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// 议题
    Title,
    /// A cell of a row.
    Cell(FieldName),
    /// A row was added, or brought back.
    Added(Sheet, RowId),
    /// A row was taken out.
    Removed(Sheet, RowId),
    /// 全文
    FullText,
    /// A section of 会议记录, with its heading; `None` for one that has none.
    Section(PartId, Option<String>),
}

/// One place that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub part: Part,
    /// What it said then and says now, where that fits a line or a box: not of texts and rows.
    pub values: Option<(FieldValue, FieldValue)>,
}

impl Difference {
    /// The row in which it is; none for title and texts.
    pub fn row(&self) -> Option<(Sheet, RowId)> {
        match self.part {
            Part::Cell(FieldName::Cell(cell)) => Some((cell.sheet, cell.row)),
            Part::Added(sheet, row) | Part::Removed(sheet, row) => Some((sheet, row)),
            _ => None,
        }
    }
}

/// What differs, in the order of the record. What was sent up, and what came back, is no difference: rows of
/// [`Sheet::Submissions`] are passed over.
pub fn differences(then: &Document, now: &Document) -> Vec<Difference> {
    let mut found = Vec::new();
    let (before, after) = (Consultation::read(then).0, Consultation::read(now).0);
    if before.title.value != after.title.value {
        let title = |value: &String| FieldValue::Title(value.clone());
        found.push(Difference {
            part: Part::Title,
            values: Some((title(&before.title.value), title(&after.title.value))),
        });
    }
    let (old, new) = (Sheets::read(then).0, Sheets::read(now).0);
    for sheet in Sheet::ALL
        .into_iter()
        .filter(|sheet| *sheet != Sheet::Submissions)
    {
        for row in new.all(sheet) {
            of_row(old.row(sheet, row.id), row, &mut found);
        }
    }
    if before.full_text.text != after.full_text.text {
        found.push(Difference {
            part: Part::FullText,
            values: None,
        });
    }
    sections(&before.minutes, &after.minutes, &mut found);
    found
}

fn of_row(old: Option<&Row>, row: &Row, found: &mut Vec<Difference>) {
    let was_there = old.is_some_and(|old| !old.is_removed);
    let part = match (was_there, !row.is_removed) {
        (false, false) => return,
        (false, true) if row.id != RowId::FIRST_ROUND => Part::Added(row.sheet(), row.id),
        (true, false) => Part::Removed(row.sheet(), row.id),
        _ => return of_cells(old, row, found),
    };
    found.push(Difference { part, values: None });
}

fn of_cells(old: Option<&Row>, row: &Row, found: &mut Vec<Difference>) {
    for (column, field) in row.cells().filter(|(column, _)| column.is_for_reading()) {
        let empty = CellValue::empty(column.kind());
        let then = old.and_then(|old| old.value(column)).unwrap_or(&empty);
        if *then == field.value {
            continue;
        }
        let cell = row.at(column);
        let value = |value: &CellValue| FieldValue::Cell(cell, value.clone());
        found.push(Difference {
            part: Part::Cell(row.field(column)),
            values: Some((value(then), value(&field.value))),
        });
    }
}

fn sections(old: &[Arc<Section>], new: &[Arc<Section>], found: &mut Vec<Difference>) {
    let known = |id| old.iter().find(|known| known.id == id);
    let differs = |section: &&Arc<Section>| match known(section.id) {
        Some(known) => {
            known.text.text != section.text.text || known.heading.value != section.heading.value
        }
        // A section in which nothing was written yet is none.
        None => !section.text.text.is_empty(),
    };
    let is_gone = |known: &&Arc<Section>| new.iter().all(|section| section.id != known.id);
    let gone = old.iter().filter(is_gone);
    for section in new.iter().filter(differs).chain(gone) {
        let heading = Some(section.heading.value.clone());
        found.push(Difference {
            part: Part::Section(section.id, heading.filter(|heading| !heading.is_empty())),
            values: None,
        });
    }
}
