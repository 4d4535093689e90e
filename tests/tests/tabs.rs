//! Several tabs of one device: one writes at a time, the others follow, and no word is lost.

use anyhow::Result;
use journeys::{Community, NewConsultation};

const TITLE: &str = "小区大门几点关";

#[tokio::test]
async fn without_web_locks_the_second_tab_only_reads() -> Result<()> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    tablet
        .enters(NewConsultation {
            title: TITLE,
            ..NewConsultation::default()
        })
        .await?;
    let no_locks = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });";
    tablet.starts_pages_with(no_locks).await?;
    tablet.reloads().await?;
    tablet.sees_a("heading", TITLE).await?;
    tablet.opens_a_tab().await?;
    tablet.starts_pages_with(no_locks).await?;
    tablet.visits("/").await?;
    tablet.sees("另一个窗口正在写，这里只能看。").await
}
