//! Measuring the app with many consultations: its first page, the way from page to page, and any
//! consultation.

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::Value;

use super::archive;
use crate::{Community, Device, Network, eventually_within};

/// A tablet of the kind that communities have is about this many times slower than a laptop.
const SLOWER: f64 = 4.0;
/// Starts that are measured; the median counts.
const STARTS: usize = 5;
/// Times that each page is switched to; the median of the slowest page counts.
const ROUNDS: usize = 9;
/// Consultations that are opened, each for the first time.
const OPENED: usize = 40;
/// How long it may take until a tablet has everything that was written.
const ARRIVES: std::time::Duration = std::time::Duration::from_secs(600);

/// What it came to, offline with 200 filed consultations and 20 under way, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct HistoryFigures {
    /// From the start of the page to 今日 on the screen, on a processor four times slower.
    pub today_ms_4x: f64,
    /// From the press on a link of the rail to the page behind it: the slowest page.
    pub page_switch_ms: f64,
    /// From the press on a consultation to its checklist, opened for the first time since the start: 95
    /// of 100 stay below.
    pub open_consultation_ms: f64,
}

/// Says when what a script waits for has been drawn.
const DRAWN: &str = "const drawn = () => new Promise((resolve) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => resolve(performance.now());
  port1.postMessage(0);
}));";

/// Measures all three.
///
/// # Errors
/// When a step fails.
pub async fn measure_history() -> Result<HistoryFigures> {
    let mut community = Community::founded().await?;
    archive::fill(&community).await?;
    let tablet = &mut community.tablet_a;
    let all = archive::CLOSED + archive::OPEN;
    tablet.opens_consultations().await?;
    eventually_within(ARRIVES, "every consultation on the tablet", || async {
        Ok(tablet.shows(&format!("共 {all} 场")).await?.then_some(()))
    })
    .await?;
    eventually_within(ARRIVES, "every line to be kept", || async {
        let kept = tablet.runs_and_waits(KEPT).await?;
        Ok((kept.as_u64() >= Some(all as u64)).then_some(()))
    })
    .await?;
    tablet.is_installed().await?;
    tablet.network(Network::Cut);
    let today_ms_4x = starts(tablet).await?;
    let page_switch_ms = switches(tablet).await?;
    let open_consultation_ms = opens(tablet).await?;
    Ok(HistoryFigures {
        today_ms_4x,
        page_switch_ms,
        open_consultation_ms,
    })
}

/// Links to consultations on the page.
const LINKS: &str = "document.querySelectorAll('main li a[href^=\"/consultations/\"]')";

/// Rows that the device keeps to show them before it has read everything again.
const KEPT: &str = "const done = arguments[arguments.length - 1];
  const open = indexedDB.open('zhongshang');
  open.onsuccess = () => {
    const count = open.result.transaction('derived').objectStore('derived').count();
    count.onsuccess = () => { open.result.close(); done(count.result); };
  };";

async fn starts(tablet: &mut Device) -> Result<f64> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        tablet.closes().await?;
        tablet.opens().await?;
        tablet
            .starts_pages_with(&format!(
                "{DRAWN}
                 new MutationObserver((_, observer) => {{
                   if ({LINKS}.length < 4) return;
                   if (!document.querySelector('main .todo li a')) return;
                   observer.disconnect();
                   drawn().then((at) => {{ globalThis.todayShown = at; }});
                 }}).observe(document, {{ childList: true, subtree: true }});"
            ))
            .await?;
        tablet.is_slower(SLOWER).await?;
        let driver = tablet.driver()?;
        driver.goto(crate::device::ORIGIN).await?;
        starts.push(figure(tablet, "todayShown").await?);
    }
    median(starts)
}

/// A figure that a script leaves behind once it has it.
async fn figure(tablet: &Device, name: &str) -> Result<f64> {
    let script = format!("return globalThis.{name} ?? null;");
    eventually_within(ARRIVES, name, || async {
        Ok(tablet.runs(&script).await?.as_f64())
    })
    .await
}

/// Presses a link of the rail and waits until the page behind it is drawn, under its own heading.
async fn switches(tablet: &mut Device) -> Result<f64> {
    tablet.closes().await?;
    tablet.opens().await?;
    tablet.visits("/consultations").await?;
    tablet.sees_a("heading", "协商").await?;
    let measured = tablet
        .runs_and_waits(&format!(
            "const done = arguments[arguments.length - 1];
             {DRAWN}
             (async () => {{
               const times = {{}};
               const paths = ['/', '/topics', '/consultations', '/settings'];
               for (let round = 0; round < {ROUNDS}; round++) for (const path of paths) {{
                 const before = document.querySelector('main h1').textContent;
                 const link = document.querySelector(`nav a[href='${{path}}']`);
                 const begun = performance.now();
                 link.click();
                 let at = await drawn();
                 while (document.querySelector('main h1')?.textContent === before) at = await drawn();
                 (times[path] ??= []).push(at - begun);
               }}
               done(Object.values(times));
             }})();"
        ))
        .await?;
    let mut slowest: f64 = 0.0;
    for page in measured.as_array().context("no times")? {
        slowest = slowest.max(median(numbers(page))?);
    }
    Ok(slowest)
}

/// Opens consultations from the list, each for the first time since the start, until what its stage
/// asks for is drawn: 95 of 100 stay below.
async fn opens(tablet: &mut Device) -> Result<f64> {
    tablet.closes().await?;
    tablet.opens().await?;
    tablet.visits("/consultations").await?;
    tablet.sees_a("heading", "协商").await?;
    let measured = tablet
        .runs_and_waits(&format!(
            "const done = arguments[arguments.length - 1];
             {DRAWN}
             (async () => {{
               const times = [];
               const all = async () => {{
                 for (;;) {{
                   const more = document.querySelector('main ul.stack + button');
                   if (!more && {LINKS}.length > 0) return;
                   more?.click();
                   await drawn();
                 }}
               }};
               await all();
               const count = {LINKS}.length;
               for (let turn = 0; turn < {OPENED}; turn++) {{
                 const link = {LINKS}[Math.floor(turn * count / {OPENED})];
                 const begun = performance.now();
                 link.click();
                 let at = await drawn();
                 while (!document.querySelector('main #checklist')) at = await drawn();
                 times.push(at - begun);
                 document.querySelector(`nav a[href='/consultations']`).click();
                 await drawn();
                 await all();
               }}
               done(times);
             }})();"
        ))
        .await?;
    let mut times = numbers(&measured);
    ensure!(times.len() == OPENED, "{} were opened", times.len());
    times.sort_by(f64::total_cmp);
    let place = times.len() * 95 / 100 - 1;
    times.get(place).copied().context("nothing was measured")
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().into_iter().flatten();
    values.filter_map(Value::as_f64).collect()
}

fn median(mut times: Vec<f64>) -> Result<f64> {
    times.sort_by(f64::total_cmp);
    let middle = times.get(times.len() / 2);
    middle.copied().context("nothing was measured")
}
