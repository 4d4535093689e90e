//! Several tabs of one device: one writes at a time, the others follow, and no word is lost.

use anyhow::{Result, ensure};
use journeys::Community;

const TITLE: &str = "小区大门几点关";

/// A community with one consultation open in the first tab.
async fn consultation() -> Result<Community> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.enters(TITLE).await?;
    tablet.opens_minutes().await?;
    tablet.needs_a_section().await?;
    Ok(community)
}

#[tokio::test]
async fn writer_follows_the_person_and_both_texts_stay() -> Result<()> {
    let community = consultation().await?;
    let tablet = &community.tablet_a;
    tablet.writes_in_section(1, "第一个窗口写的话。").await?;
    tablet.is_stored_here_or_delivered().await?;
    let first = tablet.tab().await?;
    let second = tablet.opens_a_tab().await?;
    tablet.visits("/").await?;
    tablet.opens_consultation(TITLE).await?;
    tablet.opens_minutes().await?;
    tablet.sees_each_once(&["第一个窗口写的话。"]).await?;
    tablet.takes_over_if_asked().await?;
    tablet.writes_in_section(1, "\n第二个窗口写的话。").await?;
    let both = ["第一个窗口写的话。", "第二个窗口写的话。"];
    tablet.sees_each_once(&both).await?;
    tablet.turns_to(&first).await?;
    tablet.sees_each_once(&both).await?;
    tablet.takes_over_if_asked().await?;
    tablet.writes_in_section(1, "\n又回到第一个窗口。").await?;
    tablet.turns_to(&second).await?;
    tablet
        .sees_each_once(&[
            "第一个窗口写的话。",
            "第二个窗口写的话。",
            "又回到第一个窗口。",
        ])
        .await?;
    tablet.is_all_delivered().await
}

#[tokio::test]
async fn writer_that_hangs_gives_way_and_what_it_stored_stays() -> Result<()> {
    let community = consultation().await?;
    let tablet = &community.tablet_a;
    tablet.writes_in_section(1, "写完就卡住了。").await?;
    tablet.is_stored_here_or_delivered().await?;
    let first = tablet.tab().await?;
    tablet.opens_a_tab().await?;
    tablet.visits("/").await?;
    tablet.turns_to(&first).await?;
    // The first tab answers nobody any more; the wait of its script is never ended.
    tablet.hangs().await?;
    let windows = tablet.driver()?.windows().await?;
    let second = windows.into_iter().find(|tab| *tab != first);
    ensure!(second.is_some(), "the second tab is gone");
    if let Some(second) = second {
        tablet.turns_to(&second).await?;
    }
    tablet.opens_consultation(TITLE).await?;
    tablet.opens_minutes().await?;
    tablet.takes_over_if_asked().await?;
    tablet.writes_in_section(1, "\n另一个窗口接着写。").await?;
    tablet
        .sees_each_once(&["写完就卡住了。", "另一个窗口接着写。"])
        .await
}

#[tokio::test]
async fn without_web_locks_the_second_tab_only_reads() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet.enters(TITLE).await?;
    let no_locks = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });";
    tablet.starts_pages_with(no_locks).await?;
    tablet.reloads().await?;
    tablet.sees_a("heading", TITLE).await?;
    tablet.opens_a_tab().await?;
    tablet.starts_pages_with(no_locks).await?;
    tablet.visits("/").await?;
    tablet.sees("另一个窗口正在写，这里只能看。").await
}
