//! A newcomer to a long hall over a poor line: reads its record at once, and writes when all of it is here.

use std::time::Duration;

use anyhow::Result;
use journeys::bench::{LAST_WORDS, LONG_HALL, words_of, write_long_hall};
use journeys::{Community, Device, Member, Network, Size};

/// Some times what the relay takes for long.
const CHANGES: usize = 3_000;
const BY_SNAPSHOT: &str = "先显示服务器整理好的内容";

#[tokio::test]
async fn newcomer_reads_a_long_record_at_once_and_writes_when_all_of_it_is_here() -> Result<()> {
    let community = Community::founded().await?;
    let snapshot = write_long_hall(&community, CHANGES).await?;
    let link = community.tablet_a.invites_staff().await?;
    community.tablet_a.is_all_delivered().await?;
    let newcomer = Device::new("newcomer", Size::Tablet, community.relay.address()).await?;
    newcomer.visits("/").await?;
    newcomer.is_installed().await?;
    newcomer.network(Network::Slow {
        delay: Duration::ZERO,
        bytes_per_second: 40_000,
    });
    newcomer.joins_by(&link, Member::LI_JIANGUO).await?;
    newcomer.opens_consultation(LONG_HALL).await?;
    newcomer.sees(BY_SNAPSHOT).await?;
    newcomer.opens_minutes().await?;
    newcomer.sees(&words_of(&snapshot)).await?;
    newcomer.sees(BY_SNAPSHOT).await?;
    newcomer.fits().await?;

    newcomer.network(Network::Fine);
    newcomer.no_longer_sees(BY_SNAPSHOT).await?;
    newcomer.sees(LAST_WORDS).await?;
    newcomer.adds_a_section().await?;
    newcomer.is_all_delivered().await?;
    newcomer.check().await
}
