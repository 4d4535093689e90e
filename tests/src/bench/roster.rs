//! Measuring the roster in a real browser: a large table read and previewed, thousands of people signed and stored,
//! and how fast somebody is found among them.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rust_xlsxwriter::Workbook;
use serde::Serialize;

use crate::accessibility::Name;
use crate::wait::eventually_within;
use crate::{Community, Device};

/// Rows of the large table, and people of the one that is imported.
const ROWS: u32 = 50_000;
const PEOPLE: u32 = 5_000;
/// People behind each door.
const BEHIND_A_DOOR: u32 = 3;
/// How long a step may take before it is given up; the published limits are much lower.
const PATIENCE: Duration = Duration::from_secs(180);
/// What is looked for: initials, a room, a part of a name.
const SEARCHES: [&str; 3] = ["zjg", "3-1-205", "海燕"];

/// What it came to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RosterFigures {
    /// From choosing an .xlsx of 50,000 rows to its preview on the page, in milliseconds; limit 20,000.
    pub preview_ms: f64,
    /// The longest time meanwhile in which the page could not have answered a finger, in milliseconds.
    pub longest_pause_ms: f64,
    /// Signing and storing 5,000 people with their doors, in milliseconds; limit 20,000.
    pub import_ms: f64,
    /// From a letter to its hits on the page among 5,000 people, the slowest of three, in milliseconds; limit 50.
    pub search_ms: f64,
}

/// Measures all of it.
///
/// # Errors
/// When a step fails.
pub async fn measure_roster() -> Result<RosterFigures> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let folder = tempfile::tempdir()?;
    let (large, small) = (
        folder.path().join("large.xlsx"),
        folder.path().join("small.xlsx"),
    );
    write_table(&large, ROWS)?;
    write_table(&small, PEOPLE)?;
    // The program comes over the network once; that is no part of what is measured.
    tablet.visits("/roster").await?;
    tablet.sees("名册还是空的").await?;
    let (preview_ms, longest_pause_ms) = preview(tablet, &large).await?;
    tablet.visits("/roster").await?;
    tablet.sees("名册还是空的").await?;
    preview(tablet, &small).await?;
    let start = Instant::now();
    tablet
        .presses_a("button", Name::Has("导入选好的".to_owned()))
        .await?;
    says(tablet, "存在这台设备上，联网后自动送达").await?;
    let import_ms = start.elapsed().as_secs_f64() * 1_000.0;
    tablet.is_all_delivered().await?;
    let search_ms = search(tablet).await?;
    Ok(RosterFigures {
        preview_ms,
        longest_pause_ms,
        import_ms,
        search_ms,
    })
}

/// Opens a file and has it checked; gives how long it took and the longest pause of the page.
async fn preview(tablet: &Device, file: &Path) -> Result<(f64, f64)> {
    tablet.goes_to("导入表格").await?;
    tablet
        .runs(
            "globalThis.longest = 0;
             let last = performance.now();
             const beat = () => {
               const now = performance.now();
               longest = Math.max(longest, now - last);
               last = now;
               setTimeout(beat, 0);
             };
             beat();",
        )
        .await?;
    let input = tablet.finds("button", "选择文件").await?;
    let start = Instant::now();
    input
        .send_keys(file.canonicalize()?.to_string_lossy())
        .await?;
    says(tablet, "第一步：核对每一列是什么").await?;
    tablet.presses("检查这个文件").await?;
    says(tablet, "第三步：选择要做的修改").await?;
    let took = start.elapsed().as_secs_f64() * 1_000.0;
    let longest = tablet.runs("return longest;").await?;
    Ok((took, longest.as_f64().context("no pause was measured")?))
}

/// Waits for words by a look at the text alone, which costs the page less than its accessibility tree.
async fn says(tablet: &Device, words: &str) -> Result<()> {
    let is_there = format!("return document.body.textContent.includes({words:?});");
    eventually_within(PATIENCE, words, || async {
        Ok((tablet.runs(&is_there).await? == true).then_some(()))
    })
    .await
}

/// Types into the search as a person does, and waits for hits that fit.
async fn search(tablet: &Device) -> Result<f64> {
    tablet.visits("/roster").await?;
    says(tablet, "全部房屋").await?;
    let mut slowest = 0.0_f64;
    for words in SEARCHES {
        let measured = tablet
            .runs_and_waits(&format!(
                "const done = arguments[arguments.length - 1];
                 const box = document.querySelector('#roster-search');
                 const head = document.querySelector('#found');
                 const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
                 const type = (words) => {{
                   set.call(box, words);
                   box.dispatchEvent(new Event('input', {{ bubbles: true }}));
                 }};
                 const settled = () => new Promise((resolve) => {{
                   const list = head.parentElement.querySelector('ul');
                   new MutationObserver((_, observer) => {{ observer.disconnect(); resolve(); }})
                     .observe(list, {{ childList: true, subtree: true }});
                 }});
                 (async () => {{
                   const cleared = settled();
                   type('没有这个人');
                   await cleared;
                   const found = settled();
                   const start = performance.now();
                   type({words:?});
                   await found;
                   done(performance.now() - start);
                 }})();"
            ))
            .await?;
        let took = measured.as_f64().context("the search was not measured")?;
        ensure!(tablet.shows("找到").await?, "nothing fits {words}");
        slowest = slowest.max(took);
    }
    Ok(slowest)
}

/// A table of so many people, three behind each door.
fn write_table(path: &Path, people: u32) -> Result<()> {
    const HEAD: [&str; 12] = [
        "小区",
        "幢",
        "单元",
        "室",
        "户主",
        "姓名",
        "与户主关系",
        "性别",
        "出生日期",
        "联系电话",
        "业主",
        "建筑面积",
    ];
    const SURNAMES: [&str; 8] = ["张", "王", "李", "赵", "欧阳", "陈", "周", "吴"];
    const GIVEN: [&str; 9] = [
        "建国", "秀英", "海燕", "敏", "静", "小明", "芳", "磊", "桂兰",
    ];
    const RELATIONS: [&str; BEHIND_A_DOOR as usize] = ["户主", "配偶", "子女"];
    let pick = |list: &[&'static str], number: u32| {
        let place = usize::try_from(number).unwrap_or_default() % list.len();
        list.get(place).copied().unwrap_or_default()
    };
    let name = |number: u32| {
        let given = pick(&GIVEN, number / 8);
        let more = pick(&["", "一", "二", "三", "四"], number / 72);
        format!("{}{given}{more}", pick(&SURNAMES, number))
    };
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEAD)?;
    for number in 0..people {
        let door = number / BEHIND_A_DOOR;
        let head = name(door * BEHIND_A_DOOR);
        let cells = [
            "阳光小区".to_owned(),
            format!("{}幢", door / 100 + 1),
            (door / 50 % 2 + 1).to_string(),
            (door % 50 / 5 * 100 + door % 5 + 101).to_string(),
            head.clone(),
            name(number),
            pick(&RELATIONS, number).to_owned(),
            pick(&["男", "女"], number).to_owned(),
            format!(
                "{}-{:02}-{:02}",
                1940 + number % 70,
                number % 12 + 1,
                number % 28 + 1
            ),
            format!("138{number:08}"),
            head,
            format!("{}.{:02}㎡", 60 + door % 90, door % 100),
        ];
        sheet.write_row(number + 1, 0, cells)?;
    }
    workbook.save(path)?;
    Ok(())
}
