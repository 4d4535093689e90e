//! Measuring the app in a real browser: a cold start without a network, a keystroke while another
//! device writes into the same minutes, and what it is like with many consultations.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::Value;

use super::history::{HistoryFigures, measure_history};
use crate::{Community, Device, Member, Network, Size, eventually};

/// Consultations in the list at the cold start.
const CONSULTATIONS: usize = 20;
/// A tablet of the kind that communities have is about this many times slower than a laptop.
const SLOWER: f64 = 4.0;
/// Starts that are measured; the median counts.
const STARTS: usize = 5;
/// Sections of the minutes, and characters in each.
const SECTIONS: usize = 10;
const CHARACTERS: usize = 2_000;
/// Keys that are timed.
const KEYS: usize = 200;
/// The other device's changes come this far apart.
const OTHERS_GAP: Duration = Duration::from_millis(200);

/// What it came to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AppFigures {
    /// From the start of the page to the list on the screen, offline, on a processor four times
    /// slower, in milliseconds.
    pub offline_start_ms_4x: f64,
    /// From a key's `input` event to the end of the next frame's script and layout, in
    /// milliseconds: 95 of 100 keys stay below.
    pub keystroke_p95_ms: f64,
    /// With many consultations.
    #[serde(flatten)]
    pub history: HistoryFigures,
}

/// Measures all of it.
///
/// # Errors
/// When a step fails.
pub async fn measure_app() -> Result<AppFigures> {
    let mut community = Community::founded().await?;
    for number in 1..=CONSULTATIONS {
        let title = format!("第{number}场：小区公共事务");
        community.tablet_a.enters(title.as_str()).await?;
    }
    community.tablet_a.is_all_delivered().await?;
    let keystroke_p95_ms = keystroke(&community).await?;
    let offline_start_ms_4x = offline_start(&mut community.tablet_a).await?;
    drop(community);
    Ok(AppFigures {
        offline_start_ms_4x,
        keystroke_p95_ms,
        history: measure_history().await?,
    })
}

async fn offline_start(tablet: &mut Device) -> Result<f64> {
    tablet.is_installed().await?;
    tablet.network(Network::Cut);
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        tablet.closes().await?;
        tablet.opens().await?;
        tablet
            .starts_pages_with(&format!(
                "new MutationObserver((_, observer) => {{
                   const links = document.querySelectorAll('main li a[href^=\"/consultations/\"]');
                   if (links.length < {CONSULTATIONS}) return;
                   observer.disconnect();
                   requestAnimationFrame(() => setTimeout(() => {{
                     globalThis.listShown = performance.now();
                   }}));
                 }}).observe(document, {{ childList: true, subtree: true }});"
            ))
            .await?;
        tablet.is_slower(SLOWER).await?;
        let driver = tablet.driver()?;
        driver
            .goto(format!("{}/consultations", crate::device::ORIGIN))
            .await?;
        let shown = eventually("the list", || async {
            Ok(tablet
                .runs("return globalThis.listShown ?? null;")
                .await?
                .as_f64())
        });
        starts.push(shown.await?);
    }
    starts.sort_by(f64::total_cmp);
    starts
        .get(STARTS / 2)
        .copied()
        .context("nothing was measured")
}

async fn keystroke(community: &Community) -> Result<f64> {
    let title = "第1场：小区公共事务";
    let tablet = &community.tablet_a;
    let other = community
        .is_joined_by("other", Size::Tablet, Member::LI_JIANGUO)
        .await?;
    tablet.opens_consultation(title).await?;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    let words: String = "居民代表提出车位应当先满足本小区住户的需要，"
        .chars()
        .cycle()
        .take(CHARACTERS)
        .collect();
    for place in 1..=SECTIONS {
        if place > 1 {
            tablet.adds_a_section().await?;
        }
        tablet.writes_in_section(place, &words).await?;
    }
    tablet.is_all_delivered().await?;
    other.opens_consultation(title).await?;
    other.opens_minutes().await?;
    other
        .waits("all sections", |tree| tree.says(&words))
        .await?;
    other.writes_in_section(SECTIONS, "别的设备在写。").await?;
    tablet.sees("别的设备在写。").await?;
    tablet.writes_in_section(1, "开始：").await?;
    tablet
        .runs(
            "globalThis.keys = [];
             document.addEventListener('input', (event) => {
               requestAnimationFrame(() => {
                 const { port1, port2 } = new MessageChannel();
                 port2.onmessage = () => keys.push(performance.now() - event.timeStamp);
                 port1.postMessage(0);
               });
             }, { capture: true });",
        )
        .await?;
    let writing = async {
        loop {
            let key = serde_json::json!({ "text": "写" });
            other.devtools("Input.insertText", key).await?;
            tokio::time::sleep(OTHERS_GAP).await;
        }
        #[expect(unreachable_code, reason = "says what the loop may fail with")]
        anyhow::Ok(())
    };
    let typing = async {
        for _ in 0..KEYS {
            let key = serde_json::json!({ "text": "字" });
            tablet.devtools("Input.insertText", key).await?;
            // A person who types fast.
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        anyhow::Ok(())
    };
    tokio::select! {
        typed = typing => typed?,
        failed = writing => failed?,
    }
    let measured = tablet.runs("return keys;").await?;
    let mut keys: Vec<f64> = measured
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    ensure!(keys.len() >= KEYS, "only {} keys were measured", keys.len());
    keys.sort_by(f64::total_cmp);
    keys.get(keys.len() * 95 / 100)
        .copied()
        .context("nothing was measured")
}
