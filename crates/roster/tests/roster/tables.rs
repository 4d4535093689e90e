//! Files as tables: kinds, encodings, merged cells, formulas, limits.

use std::ops::ControlFlow;

use roster::Progress;
use roster::table::{self, CellKind, NotATable, Sheet, TableError, limits};

use super::files::{csv, gbk, xlsx};
use super::grid::{Cell, Grid, text};
use super::tools::open;
use super::{biff, generated};

/// All cells of a sheet with their places.
fn cells(sheet: &Sheet) -> Vec<(usize, usize, String, CellKind)> {
    let mut cells = Vec::new();
    for row in 0..sheet.len() {
        let found = sheet.row(row);
        cells.extend(
            found
                .cells()
                .map(|(column, cell)| (row, column, cell.text.to_owned(), cell.kind)),
        );
    }
    cells
}

#[test]
fn an_xlsx_and_an_xls_of_one_table_have_the_same_cells() {
    let grids = [generated::residents(), generated::units()];
    let (new, old) = (
        open(&xlsx(&grids)).unwrap(),
        open(&biff::xls(&grids)).unwrap(),
    );
    assert_eq!(new.len(), 2);
    for (new, old) in new.iter().zip(&old) {
        assert_eq!(new.name(), old.name());
        assert_eq!(cells(new), cells(old));
        assert!(new.len() > 1_000);
    }
}

#[test]
fn merged_cells_all_hold_what_the_first_holds() {
    let mut grid = Grid::new("表");
    grid.push(vec![text("标题"), Cell::Empty, Cell::Empty]);
    grid.push(vec![text("3幢"), text("501"), text("张三")]);
    grid.push(vec![Cell::Empty, Cell::Empty, text("李四")]);
    grid.merged
        .extend([((0, 0), (0, 2)), ((1, 0), (2, 0)), ((1, 1), (2, 1))]);
    for bytes in [
        xlsx(std::slice::from_ref(&grid)),
        biff::xls(std::slice::from_ref(&grid)),
    ] {
        let sheets = open(&bytes).unwrap();
        let rows: Vec<Vec<String>> = (0..3)
            .map(|row| {
                sheets[0]
                    .row(row)
                    .cells()
                    .map(|(_, cell)| cell.text.to_owned())
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                vec!["标题"; 3],
                vec!["3幢", "501", "张三"],
                vec!["3幢", "501", "李四"]
            ]
        );
    }
}

#[test]
fn formulas_are_their_values_and_one_without_a_value_is_named_so() {
    let mut grid = Grid::new("表");
    grid.push(vec![
        Cell::Formula("=1+1", Some(2.5)),
        Cell::Formula("=A1*2", None),
        text("x"),
    ]);
    for bytes in [
        xlsx(std::slice::from_ref(&grid)),
        biff::xls(std::slice::from_ref(&grid)),
    ] {
        let sheets = open(&bytes).unwrap();
        let expected = [
            (0, 0, "2.5".to_owned(), CellKind::Number),
            (0, 1, String::new(), CellKind::NoValue),
            (0, 2, "x".to_owned(), CellKind::Text),
        ];
        assert_eq!(cells(&sheets[0]), expected);
    }
}

#[test]
fn a_csv_reads_in_every_encoding_and_with_every_separator() {
    let text = "幢,室,姓名\r\n3幢,501,张三\r\n\r\n4幢,\"5,02\",\"李\n四\"\r\n";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat()
    };
    let marked = format!("\u{feff}{text}");
    for bytes in [
        text.as_bytes().to_vec(),
        marked.into_bytes(),
        gbk(text),
        wide(u16::to_le_bytes, [0xff, 0xfe]),
        wide(u16::to_be_bytes, [0xfe, 0xff]),
    ] {
        let sheets = open(&bytes).unwrap();
        assert_eq!(sheets[0].row(1).get(2).unwrap().text, "张三");
        // Rows are numbered as Excel numbers them: the third is blank.
        assert!(sheets[0].row(2).is_empty());
        assert_eq!(sheets[0].row(3).get(1).unwrap().text, "5,02");
        assert_eq!(sheets[0].row(3).get(2).unwrap().text, "李\n四");
    }
    for text in ["幢\t室\n3\t501\n", "幢;室\n3;501\n"] {
        assert_eq!(
            open(text.as_bytes()).unwrap()[0]
                .row(1)
                .get(1)
                .unwrap()
                .text,
            "501"
        );
    }
    // Ways to keep a cell from being taken for a formula or a number.
    let sheets = open("'=1+1,=\"00501\",'三\n".as_bytes()).unwrap();
    let row: Vec<&str> = sheets[0]
        .row(0)
        .cells()
        .map(|(_, cell)| cell.text)
        .collect();
    assert_eq!(row, ["=1+1", "00501", "'三"]);
}

#[test]
fn a_text_in_no_known_encoding_names_the_row() {
    let mut bytes = "幢,室\n3,501\n".as_bytes().to_vec();
    bytes.extend([b'4', 0xff, 0xff, b'\n']);
    assert_eq!(open(&bytes).unwrap_err(), TableError::Encoding { row: 3 });
    let mut marked = vec![0xef, 0xbb, 0xbf];
    marked.extend(gbk("幢,室\n"));
    assert_eq!(open(&marked).unwrap_err(), TableError::Encoding { row: 1 });
}

#[test]
fn a_renamed_file_says_what_it_is() {
    let zip_of = |name: &str| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.finish().unwrap().into_inner()
    };
    for (bytes, what) in [
        (b"%PDF-1.7\n".to_vec(), NotATable::Pdf),
        (b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), NotATable::Picture),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), NotATable::Picture),
        (
            "<html><table><tr><td>姓名".as_bytes().to_vec(),
            NotATable::WebPage,
        ),
        (
            "\u{feff}\r\n<!DOCTYPE html>".as_bytes().to_vec(),
            NotATable::WebPage,
        ),
        (
            b"<?xml version=\"1.0\"?><Workbook>".to_vec(),
            NotATable::Xml,
        ),
        (zip_of("word/document.xml"), NotATable::Word),
        (zip_of("ppt/presentation.xml"), NotATable::Slides),
        (zip_of("xl/workbook.bin"), NotATable::OtherWorkbook),
        (zip_of("readme.txt"), NotATable::Archive),
        (b"Rar!\x1a\x07".to_vec(), NotATable::Archive),
        (b"\x7fELF\0\0\0".to_vec(), NotATable::Unknown),
        (Vec::new(), NotATable::Empty),
        (b" \r\n ".to_vec(), NotATable::Empty),
    ] {
        let error = open(&bytes).unwrap_err();
        assert_eq!(error, TableError::NoTable(what));
        assert!(error.to_string().contains('。'), "{error}");
    }
    // Contents count, whatever the name was: an .xls that is text with separators is read.
    assert_eq!(open("幢,室\n".as_bytes()).unwrap().len(), 1);
}

#[test]
fn compound_files_that_are_no_old_workbook_say_what_they_are() {
    let with = |stream: &str| {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap();
        file.into_inner().into_inner()
    };
    assert_eq!(
        open(&with("/EncryptedPackage")).unwrap_err(),
        TableError::Password
    );
    for (stream, what) in [
        ("/WordDocument", NotATable::Word),
        ("/PowerPoint Document", NotATable::Slides),
        ("/Book", NotATable::BeforeExcel97),
        ("/Something", NotATable::Unknown),
    ] {
        assert_eq!(
            open(&with(stream)).unwrap_err(),
            TableError::NoTable(what),
            "{stream}"
        );
    }
    let locked = biff::container(&[0x09, 0x08, 4, 0, 0, 6, 5, 0, 0x2f, 0, 2, 0, 1, 0]);
    assert_eq!(open(&locked).unwrap_err(), TableError::Password);
}

#[test]
fn a_row_too_many_is_refused_in_words() {
    let mut text = "室,姓名\n".to_owned();
    for row in 1..limits::ROWS {
        text.push_str(if row % 2 == 0 { "1,张\n" } else { "2,李\n" });
    }
    assert_eq!(open(text.as_bytes()).unwrap()[0].len(), limits::ROWS);
    text.push_str("3,王\n");
    let error = open(text.as_bytes()).unwrap_err();
    assert_eq!(
        error,
        TableError::TooManyRows {
            sheet: "CSV".to_owned()
        }
    );
    assert!(error.to_string().contains("50 万行"), "{error}");
}

#[test]
fn a_cell_without_an_end_and_a_file_cut_short_are_refused_in_words() {
    let open_quote = format!("室,姓名\n1,\"{}", "张\n".repeat(50_000));
    let error = open(open_quote.as_bytes()).unwrap_err();
    assert_eq!(
        error,
        TableError::CellTooLong {
            sheet: "CSV".to_owned(),
            row: 2
        }
    );
    let whole = xlsx(&[generated::units()]);
    let error = open(&whole[..whole.len() / 2]).unwrap_err();
    assert!(
        error.to_string().contains("压缩包") || error.to_string().contains("损坏"),
        "{error}"
    );
    let whole = biff::xls(&[generated::units()]);
    let error = open(&whole[..whole.len() / 2]).unwrap_err();
    assert!(error.to_string().contains("损坏"), "{error}");
}

#[test]
fn reading_stops_when_the_person_stops_it() {
    let text = csv(&generated::units());
    let mut told = 0;
    let mut stop = |_| {
        told += 1;
        ControlFlow::Break(())
    };
    let error = table::open(text.as_bytes(), &mut Progress::new(&mut stop)).unwrap_err();
    assert_eq!(error, TableError::Cancelled(roster::Cancelled));
    assert_eq!(told, 1);
}
