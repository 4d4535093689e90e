//! `cargo xtask bench roster`: a large table in the browser, and people found among thousands.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    let figures = journeys::bench::measure_roster().await?;
    println!(
        "50,000 rows read and previewed: {:.0} ms (limit 20000 ms), the page paused for {:.0} ms at most",
        figures.preview_ms, figures.longest_pause_ms
    );
    println!(
        "5,000 people signed and stored: {:.0} ms (limit 20000 ms)",
        figures.import_ms
    );
    println!(
        "search among 5,000 people: {:.1} ms (limit 50 ms)",
        figures.search_ms
    );
    if std::env::args().any(|flag| flag == "--json") {
        println!("{}", serde_json::to_string(&figures)?);
    }
    Ok(())
}
