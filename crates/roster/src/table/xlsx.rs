//! An .xlsx, cell by cell from its XML, by `calamine`.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::error::TableError;
use super::limits;
use super::sheet::{Building, CellKind, Merged, Sheet, Taken};
use crate::progress::{Phase, Progress};

/// Reads the sheets of a workbook; hidden ones are left out, since nobody looking at the file knows of them.
pub(super) fn read(bytes: &[u8], progress: &mut Progress<'_>) -> Result<Vec<Sheet>, TableError> {
    check_size(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    if names.len() > limits::SHEETS {
        return Err(TableError::TooManySheets { count: names.len() });
    }
    let mut taken = Taken::default();
    let mut sheets = Vec::new();
    for name in names {
        let (sheet, now) = sheet(&mut workbook, &name, taken, progress)?;
        taken = now;
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Refuses what would unpack to more than we hold, before any of it is unpacked.
fn check_size(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(TableError::damaged)?;
    let mut sum = 0_u64;
    for place in 0..archive.len() {
        let file = archive.by_index_raw(place).map_err(TableError::damaged)?;
        // Pictures are not unpacked.
        if file.name_raw().to_ascii_lowercase().ends_with(b".xml") {
            sum = sum.saturating_add(file.size());
        }
    }
    match sum > 2 * u64::try_from(limits::TEXT).unwrap_or(u64::MAX) {
        true => Err(TableError::TooMuch),
        false => Ok(()),
    }
}

fn sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    taken: Taken,
    progress: &mut Progress<'_>,
) -> Result<(Sheet, Taken), TableError> {
    let mut building = Building::new(name, taken);
    if workbook.has_1904_epoch() {
        building.counts_from_1904();
    }
    let mut cells = workbook.worksheet_cells_reader(name).map_err(refused)?;
    let mut row = None;
    let mut count = 0;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(refused)? {
        if row != Some(cell.pos.0) {
            row = Some(cell.pos.0);
            progress.rows(Phase::Reading, count, None)?;
            count += 1;
        }
        let (row, column) = cell.pos;
        let mut put = |text: &str, kind| building.put(row, column, text, kind);
        match &cell.value {
            DataRef::Empty if cell.formula.is_some() => put("", CellKind::NoValue),
            DataRef::Empty => Ok(()),
            DataRef::String(text) => put(text, CellKind::Text),
            DataRef::SharedString(text) => put(text, CellKind::Text),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => put(text, CellKind::Text),
            DataRef::Int(number) => put(&number.to_string(), CellKind::Number),
            DataRef::Float(number) => put(&number.to_string(), CellKind::Number),
            DataRef::DateTime(day) => put(&day.as_f64().to_string(), CellKind::Number),
            DataRef::Bool(yes) => put(if *yes { "是" } else { "否" }, CellKind::Text),
            DataRef::Error(error) => put(&error.to_string(), CellKind::Error),
        }?;
    }
    drop(cells);
    let merged: Vec<Merged> = workbook
        .merge_cells_by_sheet_name(name)
        .map_err(refused)?
        .into_iter()
        .map(|area| Merged {
            rows: (area.start.0, area.end.0),
            columns: (area.start.1, area.end.1),
        })
        .collect();
    building.finish(&merged)
}

fn refused(error: XlsxError) -> TableError {
    match error {
        XlsxError::Password => TableError::Password,
        other => TableError::damaged(other),
    }
}
