//! `cargo xtask bench board`: what a changed notice costs the relay, and how large it arrives.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;

#[tokio::main]
async fn main() -> Result<()> {
    let figures = journeys::bench::measure_board().await?;
    println!(
        "a notice with its stylesheet: {} bytes compressed, {} as it is (limit 30000)",
        figures.notice_bytes, figures.notice_bytes_plain
    );
    println!(
        "processor time for a corrected notice, logging left out: {:.2} ms (limit 5 ms)",
        figures.cpu_ms_per_page
    );
    if std::env::args().any(|flag| flag == "--json") {
        println!("{}", serde_json::to_string(&figures)?);
    }
    Ok(())
}
