//! `cargo xtask bench app`: how fast the app starts without a network, and how fast a key is.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    let figures = journeys::bench::measure_app().await?;
    println!(
        "cold start offline, processor 4 times slower: {:.0} ms",
        figures.offline_start_ms_4x
    );
    println!(
        "keystroke while another device writes, p95: {:.1} ms",
        figures.keystroke_p95_ms
    );
    if std::env::args().any(|flag| flag == "--json") {
        println!("{}", serde_json::to_string(&figures)?);
    }
    Ok(())
}
