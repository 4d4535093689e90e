//! `cargo xtask bench hall`: two hundred phones in one hall.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;
use journeys::bench::{Turnout, measure_hall};

#[tokio::main]
async fn main() -> Result<()> {
    let figures = measure_hall(Turnout::FULL).await?;
    println!(
        "a vote that is opened, on the last of 200 screens, p99: {:.0} ms (limit 300 ms)",
        figures.open_to_last_screen_p99_ms
    );
    println!(
        "200 ballots in 10 s, all counted on the last of 200 devices: {:.0} ms after the last (limit 2000 ms)",
        figures.ballots_200_counted_ms
    );
    println!(
        "200 new phones in 5 s, the slowest can be used after: {:.0} ms (limit 5000 ms)",
        figures.join_storm_200_ms
    );
    println!(
        "the relay meanwhile: {:.2} of a processor (limit 1), {:.2} while they vote",
        figures.relay_cpu_share, figures.relay_cpu_share_voting
    );
    if std::env::args().any(|flag| flag == "--json") {
        println!("{}", serde_json::to_string(&figures)?);
    }
    Ok(())
}
