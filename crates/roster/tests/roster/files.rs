//! Grids written as files: .xlsx by `rust_xlsxwriter`, CSV in UTF-8 and GBK, .xls by [`super::biff`].

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::grid::{Cell, Grid};

pub(crate) fn xlsx(grids: &[Grid]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for grid in grids {
        let sheet = workbook.add_worksheet();
        sheet.set_name(grid.name).unwrap();
        for ((first_row, first_column), (last_row, last_column)) in &grid.merged {
            let plain = Format::new();
            sheet
                .merge_range(
                    *first_row,
                    *first_column,
                    *last_row,
                    *last_column,
                    "",
                    &plain,
                )
                .unwrap();
        }
        for (row, cells) in (0..).zip(&grid.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Empty => continue,
                    Cell::Text(text) => sheet.write_string(row, column, text),
                    Cell::Number(number) => sheet.write_number(row, column, *number),
                    Cell::Formula(formula, value) => {
                        let value =
                            value.map_or_else(|| NOT_STORED.to_owned(), |value| value.to_string());
                        sheet.write_formula(row, column, Formula::new(*formula).set_result(value))
                    }
                }
                .unwrap();
            }
        }
    }
    without_value(&workbook.save_to_buffer().unwrap())
}

/// What stands for the value of a formula that was never computed, until it is taken out again: the writer always
/// stores one.
const NOT_STORED: &str = "NOT STORED";

fn without_value(workbook: &[u8]) -> Vec<u8> {
    repacked(workbook, |_, bytes| {
        let text = String::from_utf8(bytes).unwrap();
        text.replace(&format!("<v>{NOT_STORED}</v>"), "")
            .into_bytes()
    })
}

/// A workbook with its parts changed and packed anew.
pub(crate) fn repacked(workbook: &[u8], change: impl Fn(usize, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = String::from_utf8(file.name_raw().to_vec()).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&change(index, bytes)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A CSV has neither merged cells nor formulas: their values alone.
pub(crate) fn csv(grid: &Grid) -> String {
    let mut text = String::new();
    for cells in &grid.rows {
        for (place, cell) in cells.iter().enumerate() {
            let cell = match cell {
                Cell::Empty | Cell::Formula(_, None) => String::new(),
                Cell::Text(text) => text.clone(),
                Cell::Number(number) | Cell::Formula(_, Some(number)) => number.to_string(),
            };
            if place > 0 {
                text.push(',');
            }
            match cell.contains([',', '"', '\n']) {
                true => text.push_str(&format!("\"{}\"", cell.replace('"', "\"\""))),
                false => text.push_str(&cell),
            }
        }
        text.push_str("\r\n");
    }
    text
}

pub(crate) fn gbk(text: &str) -> Vec<u8> {
    let (bytes, _, is_lost) = encoding_rs::GBK.encode(text);
    assert!(!is_lost, "a character that GBK lacks");
    bytes.into_owned()
}
