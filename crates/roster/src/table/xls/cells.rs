//! The cells of a sheet from its records.

use super::record::{Records, f64_at, u16_at, u32_at};
use super::strings::Segments;
use super::{BOF, EOF};
use crate::progress::{Phase, Progress};
use crate::table::error::TableError;
use crate::table::sheet::{Building, CellKind, Merged};

/// Puts the cells of a sheet and gives its merged areas.
pub(super) fn cells(
    stream: &[u8],
    start: usize,
    strings: &[String],
    building: &mut Building,
    progress: &mut Progress<'_>,
) -> Result<Vec<Merged>, TableError> {
    let mut merged = Vec::new();
    let mut depth = 0_usize;
    let mut last_row = None;
    let mut rows = 0;
    // The cell of a formula whose text is in the record after it.
    let mut waiting: Option<(u32, u32)> = None;
    for record in Records::from(stream, start) {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ => {}
        }
        // Charts within the sheet have cells of their own.
        if depth != 1 {
            continue;
        }
        let data = record.data;
        if record.kind == 0x00e5 {
            merged.extend(areas(data));
            continue;
        }
        if record.kind == 0x0207 {
            let text = Segments::new(data.get(2..).unwrap_or_default(), &record.more)
                .string(usize::from(u16_at(data, 0).unwrap_or(0)));
            if let Some(((row, column), text)) = waiting.take().zip(text) {
                building.put(row, column, &text, CellKind::Text)?;
            }
            continue;
        }
        let Some((row, column)) = u16_at(data, 0).zip(u16_at(data, 2)) else {
            continue;
        };
        let (row, column) = (u32::from(row), u32::from(column));
        let is_cell = matches!(
            record.kind,
            0x0203 | 0x027e | 0x00bd | 0x00fd | 0x0204 | 0x00d6 | 0x0205 | 0x0006
        );
        if !is_cell {
            continue;
        }
        if let Some((row, column)) = waiting.take() {
            building.put(row, column, "", CellKind::NoValue)?;
        }
        if last_row != Some(row) {
            last_row = Some(row);
            progress.rows(Phase::Reading, rows, None)?;
            rows += 1;
        }
        match record.kind {
            0x0203 => number(building, row, column, f64_at(data, 6))?,
            0x027e => number(building, row, column, u32_at(data, 6).map(packed))?,
            0x00bd => {
                let pairs = data
                    .get(4..data.len().saturating_sub(2))
                    .unwrap_or_default();
                for (column, pair) in (column..).zip(pairs.chunks_exact(6)) {
                    number(building, row, column, u32_at(pair, 2).map(packed))?;
                }
            }
            0x00fd => {
                let place = u32_at(data, 6).and_then(|place| usize::try_from(place).ok());
                let text = place.and_then(|place| strings.get(place));
                building.put(row, column, text.map_or("", String::as_str), CellKind::Text)?;
            }
            0x0204 | 0x00d6 => {
                let count = usize::from(u16_at(data, 6).unwrap_or(0));
                let text = Segments::new(data.get(8..).unwrap_or_default(), &record.more);
                let text = { text }.string(count).unwrap_or_default();
                building.put(row, column, &text, CellKind::Text)?;
            }
            0x0205 => truth(building, row, column, data.get(6), data.get(7) == Some(&1))?,
            _ => match (data.get(12..14), data.get(6)) {
                (Some([0xff, 0xff]), Some(0)) => waiting = Some((row, column)),
                (Some([0xff, 0xff]), Some(1)) => truth(building, row, column, data.get(8), false)?,
                (Some([0xff, 0xff]), Some(2)) => truth(building, row, column, data.get(8), true)?,
                (Some([0xff, 0xff]), _) => {}
                _ => number(building, row, column, f64_at(data, 6))?,
            },
        }
    }
    if let Some((row, column)) = waiting {
        building.put(row, column, "", CellKind::NoValue)?;
    }
    Ok(merged)
}

fn number(
    building: &mut Building,
    row: u32,
    column: u32,
    number: Option<f64>,
) -> Result<(), TableError> {
    match number.filter(|number| number.is_finite()) {
        Some(number) => building.put(row, column, &number.to_string(), CellKind::Number),
        None => Ok(()),
    }
}

/// A truth value or the code of an error.
fn truth(
    building: &mut Building,
    row: u32,
    column: u32,
    byte: Option<&u8>,
    is_error: bool,
) -> Result<(), TableError> {
    let (text, kind) = match (is_error, byte) {
        (false, Some(0)) => ("否", CellKind::Text),
        (false, _) => ("是", CellKind::Text),
        (true, Some(0x00)) => ("#NULL!", CellKind::Error),
        (true, Some(0x07)) => ("#DIV/0!", CellKind::Error),
        (true, Some(0x0f)) => ("#VALUE!", CellKind::Error),
        (true, Some(0x17)) => ("#REF!", CellKind::Error),
        (true, Some(0x1d)) => ("#NAME?", CellKind::Error),
        (true, Some(0x24)) => ("#NUM!", CellKind::Error),
        (true, _) => ("#N/A", CellKind::Error),
    };
    building.put(row, column, text, kind)
}

/// An RkNumber: 30 bits of an integer or of a float, perhaps times a hundred.
fn packed(number: u32) -> f64 {
    let value = match number & 2 {
        0 => f64::from_bits(u64::from(number & !3) << 32),
        _ => f64::from(number.cast_signed() >> 2),
    };
    if number & 1 == 0 {
        value
    } else {
        value / 100.0
    }
}

fn areas(data: &[u8]) -> impl Iterator<Item = Merged> {
    let areas = data.get(2..).unwrap_or_default().chunks_exact(8);
    areas.filter_map(|area| {
        let at = |place| u16_at(area, place).map(u32::from);
        Some(Merged {
            rows: (at(0)?, at(2)?),
            columns: (at(4)?, at(6)?),
        })
    })
}
