//! No bytes make the import panic: noise, spoiled workbooks, spoiled XML within them, odd text with good heads.

use std::io::Cursor;
use std::sync::LazyLock;

use proptest::prelude::*;
use roster::Progress;
use roster::import::{Mapping, preview};

use super::biff;
use super::files::{repacked, xlsx};
use super::grid::{Cell, Grid, text};
use super::tools::{book, compare, open, quiet, today};

/// Everything that happens to a file; what is refused is as good as what is read.
fn run(bytes: &[u8]) {
    let Ok(sheets) = open(bytes) else { return };
    let mappings: Vec<Mapping> = (0..sheets.len())
        .filter_map(|sheet| Mapping::guess(&sheets, sheet).ok())
        .collect();
    let preview = preview(
        &sheets,
        &mappings,
        "",
        today(),
        &mut Progress::new(&mut quiet()),
    )
    .unwrap();
    let _ = preview.shown(&sheets, 0, 20);
    let book = book(&preview);
    let _ = compare(&book, &preview, 1);
    let _ = roster::Index::of(&book).find("z 3", 5);
    let _ = roster::export::residents(&book) + &roster::export::units(&book);
}

fn small() -> Grid {
    let mut grid = Grid::new("表");
    grid.push(
        ["房号", "户主", "业主", "建筑面积", "出生日期"]
            .map(text)
            .to_vec(),
    );
    for room in 0..4 {
        grid.push(vec![
            text(&format!("3-50{room}")),
            text("张三"),
            text("李 four"),
            Cell::Number(89.5),
            Cell::Formula("=A1", Some(32_999.0)),
        ]);
    }
    grid.merged.push(((1, 1), (3, 1)));
    grid
}

static NEW: LazyLock<Vec<u8>> = LazyLock::new(|| xlsx(&[small()]));
static OLD: LazyLock<Vec<u8>> = LazyLock::new(|| biff::xls(&[small()]));

fn spoil(bytes: &mut [u8], places: &[(prop::sample::Index, u8)]) {
    for (place, byte) in places {
        let place = place.index(bytes.len());
        bytes[place] = *byte;
    }
}

/// A workbook with one of its parts spoiled and packed anew, so that check sums do not hide it.
fn with_spoiled_part(whole: &[u8], part: usize, places: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let parts = zip::ZipArchive::new(Cursor::new(whole)).unwrap().len();
    repacked(whole, |index, mut bytes| {
        if index == part % parts {
            spoil(&mut bytes, places);
        }
        bytes
    })
}

fn places() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0_usize..5) {
        let starts: [&[u8]; 5] = [b"", b"PK\x03\x04xl/workbook.xml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"];
        run(&[starts[start], &bytes].concat());
    }

    #[test]
    fn a_spoiled_xlsx_never_panics(places in places()) {
        let mut bytes = NEW.clone();
        spoil(&mut bytes, &places);
        run(&bytes);
    }

    #[test]
    fn spoiled_xml_within_an_xlsx_never_panics(part in 0_usize..64, places in places()) {
        run(&with_spoiled_part(&NEW, part, &places));
    }

    #[test]
    fn a_spoiled_xls_never_panics(places in places()) {
        let mut bytes = OLD.clone();
        spoil(&mut bytes, &places);
        run(&bytes);
    }

    #[test]
    fn spoiled_records_within_an_xls_never_panic(places in places(), cut in any::<prop::sample::Index>()) {
        let mut records = biff::stream(&[small()]);
        spoil(&mut records, &places);
        let cut = cut.index(records.len());
        run(&biff::container(&records));
        run(&biff::container(&records[..cut]));
    }

    #[test]
    fn odd_cells_under_good_heads_never_panic(
        cells in prop::collection::vec(prop::collection::vec("[0-9一-十张,.\\-/㎡X幢室单元号 年月日%分之=+@\u{202e}\u{0}\"]{0,12}|\\PC{0,6}", 12), 1..6)
    ) {
        let mut file = "小区,幢,门牌,室,户主,姓名,身份证号,出生日期,电话,业主,建筑面积,份额\n".to_owned();
        for row in cells {
            let row: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            file.push_str(&row.join(","));
            file.push('\n');
        }
        run(file.as_bytes());
    }
}
