//! `cargo xtask bench app`: how fast the app starts without a network, how fast a key is, and what it is
//! like with many consultations.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;
use journeys::bench::HistoryFigures;

#[tokio::main]
async fn main() -> Result<()> {
    let is_set = |name| std::env::args().any(|flag| flag == name);
    let json = if is_set("--history") {
        let figures = journeys::bench::measure_history().await?;
        print_history(&figures);
        serde_json::to_string(&figures)?
    } else {
        let figures = journeys::bench::measure_app().await?;
        println!(
            "cold start offline, processor 4 times slower: {:.0} ms",
            figures.offline_start_ms_4x
        );
        println!(
            "keystroke while another device writes, p95: {:.1} ms",
            figures.keystroke_p95_ms
        );
        print_history(&figures.history);
        serde_json::to_string(&figures)?
    };
    if is_set("--json") {
        println!("{json}");
    }
    Ok(())
}

fn print_history(figures: &HistoryFigures) {
    println!(
        "今日 offline with 220 consultations, processor 4 times slower: {:.0} ms (limit 1500 ms)",
        figures.today_ms_4x
    );
    println!(
        "from page to page with 220 consultations: {:.0} ms (limit 100 ms)",
        figures.page_switch_ms
    );
    println!(
        "opening a consultation of 220, p95: {:.0} ms (limit 200 ms)",
        figures.open_consultation_ms
    );
}
