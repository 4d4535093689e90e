//! The first page: there before anything else is read, from what was kept of the session before.

use anyhow::{Context, Result, ensure};
use journeys::{Community, Device, LONG_PATIENCE, Network, eventually, eventually_within};

const TITLE: &str = "夜间装修几点停工";

/// Notes what the page says when the first entries are read, and presses the consultation that it shows.
const FIRST: &str = r#"
const all = IDBObjectStore.prototype.getAll;
IDBObjectStore.prototype.getAll = function (...range) {
  if (this.name === "entries" && globalThis.first === undefined) {
    globalThis.first = document.body.innerText;
    document.querySelector("main li a[href^='/consultations/']")?.click();
  }
  return all.apply(this, range);
};
"#;

/// Whether a row with these words is kept that belongs to a room as it is stored: of both, what the row begins
/// and ends with beside its bytes is left out.
const KEPT: &str = r#"
const done = arguments[arguments.length - 1];
const opening = indexedDB.open("zhongshang");
opening.onsuccess = () => {
  const read = opening.result.transaction(["derived", "rooms"]);
  const [derived, rooms] = ["derived", "rooms"].map((name) => read.objectStore(name).getAll());
  read.oncomplete = async () => {
    opening.result.close();
    const bytes = (row) => new Uint8Array(row).slice(1, -4);
    const seals = await Promise.all(rooms.result.map((row) => crypto.subtle.digest("SHA-256", bytes(row))));
    const known = seals.map((seal) => new Uint8Array(seal).join());
    const words = (row) => new TextDecoder().decode(row.slice(32));
    const kept = derived.result.map(bytes).filter((row) => known.includes(row.slice(0, 32).join()));
    done(kept.some((row) => words(row).includes(WANTED)));
  };
};
"#;

#[tokio::test]
async fn first_page_is_there_before_the_entries_are_read_and_can_be_used() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.starts_pages_with(FIRST).await?;
    // What the first page needs is kept a moment after the last receipt.
    eventually_within(LONG_PATIENCE, "the first page to be kept", || async {
        tablet.visits("/").await?;
        tablet
            .waits_for_script("the page to stand", "return performance.now() > 4000;")
            .await?;
        let first = tablet.runs("return globalThis.first ?? '';").await?;
        let first = first.as_str().unwrap_or_default();
        Ok((first.contains(TITLE) && first.contains("示范社区")).then_some(()))
    })
    .await?;
    tablet.sees_a("heading", TITLE).await?;
    tablet.changes("地点", "社区二楼").await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn first_page_says_what_was_changed_last_in_one_session() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.is_installed().await?;
    tablet.starts_pages_with(FIRST).await?;
    tablet.reloads().await?;
    // From here on the page is not loaded until the end: a start would keep the board by itself.
    for name in ["北门社区", "北门里社区"] {
        tablet.opens_settings().await?;
        tablet.changes("社区名称", name).await?;
        tablet.is_all_delivered().await?;
        is_kept(tablet, name).await?;
    }
    tablet.network(Network::Cut);
    tablet.visits("/").await?;
    let first = eventually("the entries to be read", || async {
        let first = tablet.runs("return globalThis.first ?? null;").await?;
        Ok(first.as_str().map(str::to_owned))
    })
    .await?;
    ensure!(
        first.contains("北门里社区") && first.contains(TITLE),
        "the first page says: {first}"
    );
    tablet.sees_a("heading", TITLE).await
}

async fn is_kept(tablet: &Device, words: &str) -> Result<()> {
    let script = KEPT.replace("WANTED", &serde_json::to_string(words)?);
    let what = format!("“{words}” to be kept for the first page");
    let kept = eventually(&what, || async {
        Ok((tablet.runs_and_waits(&script).await? == true).then_some(()))
    });
    kept.await.context("what is kept is older than the board")
}
