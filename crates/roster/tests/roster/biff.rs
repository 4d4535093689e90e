//! A small writer of BIFF8, the .xls of Excel 97 to 2003, for tests: no crate writes it. The container is the crate
//! `cfb`'s.

use std::io::{Cursor, Write as _};

use super::grid::{Cell, Grid};

pub(crate) fn xls(grids: &[Grid]) -> Vec<u8> {
    container(&stream(grids))
}

/// A compound file around the records of a workbook.
pub(crate) fn container(records: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook")
        .unwrap()
        .write_all(records)
        .unwrap();
    file.into_inner().into_inner()
}

/// The records of a workbook: globals with the shared strings, then the sheets.
pub(crate) fn stream(grids: &[Grid]) -> Vec<u8> {
    let mut strings: Vec<String> = Vec::new();
    let sheets: Vec<Vec<u8>> = grids.iter().map(|grid| sheet(grid, &mut strings)).collect();
    let shared = shared(&strings);
    let bound = |name: &str, start: u32| {
        let mut data = start.to_le_bytes().to_vec();
        data.extend([0, 0, u8::try_from(name.encode_utf16().count()).unwrap(), 1]);
        data.extend(wide(name));
        record(0x0085, &data)
    };
    let head = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let tail = record(0x000a, &[]);
    let bounds: usize = grids.iter().map(|grid| bound(grid.name, 0).len()).sum();
    let mut start = head.len() + bounds + shared.len() + tail.len();
    let mut stream = head;
    for (grid, sheet) in grids.iter().zip(&sheets) {
        stream.extend(bound(grid.name, u32::try_from(start).unwrap()));
        start += sheet.len();
    }
    stream.extend(shared);
    stream.extend(tail);
    sheets.iter().for_each(|sheet| stream.extend(sheet));
    stream
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = kind.to_le_bytes().to_vec();
    record.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    record.extend(data);
    record
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The table of shared strings, cut into records of 8,224 bytes in the middle of strings, as Excel does it.
fn shared(strings: &[String]) -> Vec<u8> {
    const MOST: usize = 8_224;
    let count = u32::try_from(strings.len()).unwrap().to_le_bytes();
    let mut records = Vec::new();
    let mut data = [count, count].concat();
    let mut kind = 0x00fc;
    let mut cut = |data: &mut Vec<u8>| {
        records.extend(record(kind, data));
        kind = 0x003c;
        data.clear();
    };
    for text in strings {
        let is_narrow = text.chars().all(|letter| u32::from(letter) < 256);
        let units: Vec<Vec<u8>> = match is_narrow {
            true => text
                .chars()
                .map(|letter| vec![u8::try_from(u32::from(letter)).unwrap()])
                .collect(),
            false => text
                .encode_utf16()
                .map(|unit| unit.to_le_bytes().to_vec())
                .collect(),
        };
        if data.len() + 5 > MOST {
            cut(&mut data);
        }
        data.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        data.push(u8::from(!is_narrow));
        for unit in units {
            if data.len() + unit.len() > MOST {
                cut(&mut data);
                data.push(u8::from(!is_narrow));
            }
            data.extend(unit);
        }
    }
    cut(&mut data);
    records
}

fn sheet(grid: &Grid, strings: &mut Vec<String>) -> Vec<u8> {
    let mut sheet = record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (row, cells) in (0_u16..).zip(&grid.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let mut data: Vec<u8> = [row, column, 0]
                .into_iter()
                .flat_map(u16::to_le_bytes)
                .collect();
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => {
                    strings.push(text.clone());
                    data.extend(u32::try_from(strings.len() - 1).unwrap().to_le_bytes());
                    sheet.extend(record(0x00fd, &data));
                }
                // A whole number of up to 30 bits is packed, as Excel does it.
                Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e8 => {
                    data.extend(((*number as i32) << 2 | 2).to_le_bytes());
                    sheet.extend(record(0x027e, &data));
                }
                Cell::Number(number) => {
                    data.extend(number.to_le_bytes());
                    sheet.extend(record(0x0203, &data));
                }
                Cell::Formula(_, value) => {
                    match value {
                        Some(value) => data.extend(value.to_le_bytes()),
                        // A text is announced and does not follow.
                        None => data.extend([0, 0, 0, 0, 0, 0, 0xff, 0xff]),
                    }
                    data.extend([0; 8]);
                    sheet.extend(record(0x0006, &data));
                }
            }
        }
    }
    for areas in grid.merged.chunks(1_000) {
        let mut data = u16::try_from(areas.len()).unwrap().to_le_bytes().to_vec();
        for ((first_row, first_column), (last_row, last_column)) in areas {
            data.extend(u16::try_from(*first_row).unwrap().to_le_bytes());
            data.extend(u16::try_from(*last_row).unwrap().to_le_bytes());
            data.extend(first_column.to_le_bytes());
            data.extend(last_column.to_le_bytes());
        }
        sheet.extend(record(0x00e5, &data));
    }
    sheet.extend(record(0x000a, &[]));
    sheet
}
