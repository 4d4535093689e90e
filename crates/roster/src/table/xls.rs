//! An .xls of Excel 97 to 2003: records of BIFF8 within a compound file ([MS-XLS]).
//!
//! The container is read by the crate `cfb`, the few kinds of records that hold cells here. `calamine` reads them too,
//! but stops the program at a place or a size that a spoiled file made up, and in a browser nothing catches that.

mod cells;
mod record;
mod strings;

use std::io::{Cursor, Read};

use super::error::TableError;
use super::kind::NotATable;
use super::limits;
use super::sheet::{Building, Sheet, Taken};
use crate::progress::Progress;
use cells::cells;
use record::{Record, Records, u16_at, u32_at};
use strings::{Segments, shared};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const BIFF8: u16 = 0x0600;

/// A sheet by where its records begin.
struct Bound {
    name: String,
    start: usize,
}

/// Reads the sheets of a workbook; hidden ones are left out, since nobody looking at the file knows of them.
pub(super) fn read(bytes: &[u8], progress: &mut Progress<'_>) -> Result<Vec<Sheet>, TableError> {
    let stream = workbook(bytes)?;
    let mut bounds = Vec::new();
    let mut strings = Vec::new();
    let mut is_1904 = false;
    for record in Records::from(&stream, 0) {
        match record.kind {
            BOF if u16_at(record.data, 0) != Some(BIFF8) => {
                return Err(TableError::NoTable(NotATable::BeforeExcel97));
            }
            0x002f => return Err(TableError::Password),
            0x0022 => is_1904 = u16_at(record.data, 0) == Some(1),
            0x0085 => bounds.extend(bound(&record)),
            0x00fc => strings = shared(&record).ok_or(TableError::TooMuch)?,
            EOF => break,
            _ => {}
        }
    }
    if bounds.len() > limits::SHEETS {
        return Err(TableError::TooManySheets {
            count: bounds.len(),
        });
    }
    let mut taken = Taken::default();
    let mut sheets = Vec::new();
    for bound in bounds {
        let mut building = Building::new(&bound.name, taken);
        if is_1904 {
            building.counts_from_1904();
        }
        let merged = cells(&stream, bound.start, &strings, &mut building, progress)?;
        let (sheet, now) = building.finish(&merged)?;
        taken = now;
        sheets.push(sheet);
    }
    match sheets.is_empty() {
        true => Err(TableError::damaged("没有工作表")),
        false => Ok(sheets),
    }
}

/// The stream of records within the compound file.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, TableError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(TableError::damaged)?;
    if !file.is_stream("/Workbook") {
        return Err(match () {
            () if file.is_stream("/EncryptedPackage") => TableError::Password,
            () if file.is_stream("/WordDocument") => TableError::NoTable(NotATable::Word),
            () if file.is_stream("/PowerPoint Document") => TableError::NoTable(NotATable::Slides),
            () if file.is_stream("/Book") => TableError::NoTable(NotATable::BeforeExcel97),
            () => TableError::NoTable(NotATable::Unknown),
        });
    }
    let stream = file.open_stream("/Workbook").map_err(TableError::damaged)?;
    let mut records = Vec::new();
    // No stream is longer than the file around it, whatever it claims.
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    stream
        .take(most)
        .read_to_end(&mut records)
        .map_err(TableError::damaged)?;
    Ok(records)
}

fn bound(record: &Record<'_>) -> Option<Bound> {
    let start = usize::try_from(u32_at(record.data, 0)?).ok()?;
    let (hidden, kind) = (record.data.get(4)? & 3, *record.data.get(5)?);
    let count = usize::from(*record.data.get(6)?);
    let name = Segments::new(record.data.get(7..)?, &[]).string(count)?;
    (hidden == 0 && kind == 0).then_some(Bound { name, start })
}
