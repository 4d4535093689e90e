//! Measures an import of 50,000 rows on this machine: `cargo run --profile server -p roster --example measure`. With a
//! folder as its argument it also leaves the files there, to be chosen in a browser.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::time::Instant;

use consultation::record::Date;
use roster::import::{Mapping, preview};
use roster::table;
use roster::{Book, Difference, Index, Progress, Revision};
use rust_xlsxwriter::Workbook;

const ROWS: u32 = 50_000;
const HEAD: [&str; 14] = [
    "幢",
    "单元",
    "室",
    "户主",
    "姓名",
    "与户主关系",
    "性别",
    "出生日期",
    "联系电话",
    "户籍",
    "网格",
    "业主",
    "产权证号",
    "建筑面积",
];

/// A row: three people behind each door.
fn row(number: u32) -> [String; 14] {
    let door = number / 3;
    let letter = |place: u32| char::from_u32(0x4e00 + place % 5_000).unwrap_or('一');
    let name = |number: u32| format!("张{}{}", letter(number * 7), letter(number * 13));
    let head = name(door * 3);
    [
        format!("{}幢", door / 100 + 1),
        (door / 50 % 2 + 1).to_string(),
        (door % 50 / 5 * 100 + door % 5 + 101).to_string(),
        head.clone(),
        name(number),
        ["户主", "配偶", "子女"]
            .get(number as usize % 3)
            .map_or("", |word| word)
            .to_owned(),
        if number.is_multiple_of(2) {
            "男"
        } else {
            "女"
        }
        .to_owned(),
        format!(
            "{}-{:02}-{:02}",
            1940 + number % 70,
            number % 12 + 1,
            number % 28 + 1
        ),
        format!("138{number:08}"),
        "户籍".to_owned(),
        format!("第{}网格", door / 500 + 1),
        head,
        format!("浙(2019)不动产权第{door:07}号"),
        format!("{}.{:02}㎡", 60 + door % 90, door % 100),
    ]
}

/// Files by their names.
type Files = [(&'static str, Vec<u8>); 2];

fn files() -> Result<Files, Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut csv = HEAD.join(",") + "\r\n";
    sheet.write_row(0, 0, HEAD)?;
    for number in 0..ROWS {
        let cells = row(number);
        writeln!(csv, "{}\r", cells.join(","))?;
        sheet.write_row(number + 1, 0, cells)?;
    }
    let (gbk, _, _) = encoding_rs::GBK.encode(&csv);
    Ok([
        ("roster.xlsx", workbook.save_to_buffer()?),
        ("roster.csv", gbk.into_owned()),
    ])
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for (name, bytes) in files()? {
        if let Some(folder) = std::env::args().nth(1) {
            std::fs::write(format!("{folder}/{name}"), &bytes)?;
        }
        let mut tell = |_| ControlFlow::Continue(());
        let mut progress = Progress::new(&mut tell);
        let today = Date::new(2026, 11, 27).ok_or("no such day")?;
        let start = Instant::now();
        let sheets = table::open(&bytes, &mut progress)?;
        let read = start.elapsed();
        let mapping = Mapping::guess(&sheets, 0)?;
        let preview = preview(&sheets, &[mapping], "阳光小区", today, &mut progress)?;
        let previewed = start.elapsed();
        let mut next = 0_u128;
        let mut id = || {
            next += 1;
            next.to_be_bytes()
        };
        let empty = Book::default();
        let difference = Difference::of(&empty, &preview.draft, &mut id, &mut progress)?;
        let applied = difference.apply(&empty, |_| true, || Revision(id()));
        let compared = start.elapsed();
        let bytes_of_cards: usize = applied.cards.iter().map(|card| card.encode().len()).sum();
        let count = applied.cards.len();
        let book = Book::read(applied.cards);
        let index = Index::of(&book);
        let indexed = start.elapsed();
        let found = index.find("zxm", 20).len() + index.find("3-2-501", 20).len();
        let searched = start.elapsed();
        writeln!(
            out,
            "{name}: {} KB, {ROWS} rows read in {read:?}, previewed after {previewed:?} ({} problems), {count} cards of \
             {bytes_of_cards} bytes after {compared:?}, book and index after {indexed:?}, two searches of {} people in {:?} \
             ({found} found)",
            bytes.len() >> 10,
            preview.problems.len(),
            book.people().len(),
            searched - indexed,
        )?;
    }
    Ok(())
}
