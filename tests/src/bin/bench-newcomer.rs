//! `cargo xtask bench newcomer`: how long it takes a newcomer to see the record of a long hall.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    let figures = journeys::bench::measure_newcomer().await?;
    println!(
        "a newcomer to a hall of 20,000 changes over 1 Mbit/s: {:.0} ms (limit 10000 ms)",
        figures.newcomer_ms
    );
    println!("its snapshot: {} bytes", figures.snapshot_bytes);
    if std::env::args().any(|flag| flag == "--json") {
        println!("{}", serde_json::to_string(&figures)?);
    }
    Ok(())
}
