//! A hall full of phones that are no browsers, as `cargo xtask bench hall` measures it, with fewer of them.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::bench::{Turnout, measure_hall};

#[tokio::test]
async fn everybody_in_a_hall_joins_and_sees_a_vote_open_and_counts_every_ballot() -> Result<()> {
    let turnout = Turnout {
        people: 12,
        matters: 2,
        storm: Duration::from_millis(240),
        voting: Duration::from_millis(240),
    };
    let figures = measure_hall(turnout).await?;
    let waits = [
        figures.join_storm_200_ms,
        figures.open_to_last_screen_p99_ms,
        figures.ballots_200_counted_ms,
    ];
    ensure!(
        waits.iter().all(|wait| *wait > 0.0),
        "something arrived before it was sent: {figures:?}"
    );
    Ok(())
}
