//! What was marked 已存本机 is there after the browser was killed at whatever moment.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use journeys::{Community, Device, Network};

const TITLE: &str = "雨棚漏水谁来修";
/// How often the browser is killed in one journey; each time after another short while of typing.
const KILLS: usize = 6;

#[tokio::test]
async fn every_word_that_was_marked_is_there_after_each_kill() -> Result<()> {
    let mut community = Community::with_consultation(TITLE).await?;
    let tablet = &mut community.tablet_a;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    tablet.network(Network::Cut);
    tablet.is_offline().await?;
    let mut marked = Vec::new();
    for round in 0..KILLS {
        let stored = format!("第{round}次断电前存下的话。");
        tablet.writes_in_section(1, &stored).await?;
        tablet.is_stored_here().await?;
        marked.push(stored);
        // Typed and killed in the middle: it may be there or not, but whole or not at all.
        let unmarked = format!("第{round}次来不及存的话。");
        types_until(tablet, &unmarked, Duration::from_millis(40 * round as u64)).await?;
        tablet.is_killed().await?;
        tablet.opens().await?;
        tablet.visits("/").await?;
        tablet.opens_consultation(TITLE).await?;
        tablet.opens_minutes().await?;
        let words: Vec<&str> = marked.iter().map(String::as_str).collect();
        tablet.sees_each_once(&words).await?;
    }
    tablet.network_returns().await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn mark_is_never_shown_before_the_storage_says_so() -> Result<()> {
    let community = Community::with_consultation(TITLE).await?;
    let tablet = &community.tablet_a;
    tablet.network(Network::Cut);
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    // From here on no transaction that writes ever completes.
    tablet
        .runs(
            "const real = IDBDatabase.prototype.transaction;
             IDBDatabase.prototype.transaction = function (stores, mode, options) {
               const transaction = real.call(this, stores, mode, options);
               if (mode === 'readwrite') {
                 Object.defineProperty(transaction, 'oncomplete', { set() {} });
                 const listen = transaction.addEventListener;
                 transaction.addEventListener = function (kind, ...rest) {
                   if (kind !== 'complete') listen.call(this, kind, ...rest);
                 };
               }
               return transaction;
             };",
        )
        .await?;
    tablet.writes_in_section(1, "这句话还没有存下。").await?;
    tablet.sees("正在保存").await?;
    ensure!(
        !tablet.shows("已存本机").await?,
        "a mark without a completed transaction"
    );
    Ok(())
}

/// Types again and again until the time is over: the kill that follows hits some moment of storing.
async fn types_until(tablet: &Device, text: &str, time: Duration) -> Result<()> {
    let start = Instant::now();
    loop {
        tablet
            .devtools("Input.insertText", serde_json::json!({ "text": text }))
            .await?;
        if start.elapsed() >= time {
            return Ok(());
        }
    }
}
