//! All sheets of a record.

use std::sync::Arc;

use automerge::{ObjId, ObjType};

use super::problem::Problem;
use super::row::Row;
use crate::document::{Changed, Document, View};
use crate::record::{Column, RowId, Sheet};

/// The rows of a record, sheet by sheet, in the order in which they were added: the same on every
/// device that holds the same changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets(Vec<(Sheet, Arc<Vec<Row>>)>);

impl Sheets {
    /// Reads the sheets that this kind of record has.
    pub fn read(document: &Document) -> (Self, Vec<Problem>) {
        Self::default().read_some(document, &|_| true)
    }

    /// Reads again what a change touched.
    pub fn reread(&self, document: &Document, changed: &Changed) -> (Self, Vec<Problem>) {
        self.read_some(document, &|sheet| {
            changed.other || changed.sheets.contains(&sheet)
        })
    }

    fn read_some(
        &self,
        document: &Document,
        is_wanted: &dyn Fn(Sheet) -> bool,
    ) -> (Self, Vec<Problem>) {
        let (kind, mut problems) = super::record_kind(document);
        let view = document.view();
        let mut sheets = self.clone();
        let of_kind = Sheet::ALL
            .iter()
            .filter(|sheet| Some(sheet.record()) == kind);
        for sheet in of_kind.copied().filter(|sheet| is_wanted(*sheet)) {
            let rows = rows(&view, sheet, &mut problems);
            sheets.put(sheet, Arc::new(rows));
            if sheets.has_ring(sheet) {
                problems.push(Problem::ComesBack);
            }
        }
        (sheets, problems)
    }

    /// Sheets stand in their order, so that equal ones are equal.
    fn put(&mut self, sheet: Sheet, rows: Arc<Vec<Row>>) {
        let place = self.0.partition_point(|(known, _)| *known < sheet);
        match self.0.get_mut(place) {
            Some((known, before)) if *known == sheet => *before = rows,
            _ => self.0.insert(place, (sheet, rows)),
        }
    }

    /// All rows of a sheet, also those that were taken out.
    pub fn all(&self, sheet: Sheet) -> &[Row] {
        let found = self.0.iter().find(|(known, _)| *known == sheet);
        found.map_or(&[], |(_, rows)| rows.as_slice())
    }

    /// The rows of a sheet that were not taken out.
    pub fn rows(&self, sheet: Sheet) -> impl Iterator<Item = &Row> {
        self.all(sheet).iter().filter(|row| !row.is_removed)
    }

    /// The rows of a sheet whose cell names this row: those of a round, a notice, a sitting.
    pub fn rows_of(
        &self,
        sheet: Sheet,
        column: Column,
        named: RowId,
    ) -> impl Iterator<Item = &Row> {
        self.rows(sheet)
            .filter(move |row| row.row(column) == Some(named))
    }

    /// The rows of a sheet that belong to a round. A row that names no round belongs to the first.
    pub fn rows_of_round(&self, sheet: Sheet, round: RowId) -> impl Iterator<Item = &Row> {
        self.rows(sheet)
            .filter(move |row| row.row(Column::Round).unwrap_or(RowId::FIRST_ROUND) == round)
    }

    /// A row by its id.
    pub fn row(&self, sheet: Sheet, id: RowId) -> Option<&Row> {
        self.all(sheet).iter().find(|row| row.id == id)
    }

    /// Cells whose values staff have to choose between.
    pub fn conflicts(&self) -> usize {
        let rows = self.0.iter().flat_map(|(_, rows)| rows.iter());
        rows.map(|row| row.conflicts().count()).sum()
    }
}

fn rows(view: &View<'_>, sheet: Sheet, problems: &mut Vec<Problem>) -> Vec<Row> {
    let containers = view.objects(&[sheet.key()], ObjType::Map);
    let mut ranked = Vec::new();
    for (key, values) in view.entries(&containers) {
        let Some(id) = RowId::from_key(&key) else {
            problems.push(Problem::UnknownKey);
            continue;
        };
        let maps = values.maps();
        let added = maps.iter().filter_map(counter).min().unwrap_or(0);
        ranked.push((added, Row::read(view, sheet, id, &maps, problems)));
    }
    if sheet == Sheet::Rounds {
        let path = sheet.path(RowId::FIRST_ROUND);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let maps = view.objects(&path, ObjType::Map);
        let first = Row::read(view, sheet, RowId::FIRST_ROUND, &maps, problems);
        ranked.push((0, first));
    }
    ranked.sort_by_key(|(added, row)| (*added, row.id));
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// When an object was made, in causal order.
fn counter(object: &ObjId) -> Option<u64> {
    match object {
        ObjId::Root => None,
        ObjId::Id(counter, ..) => Some(*counter),
    }
}
