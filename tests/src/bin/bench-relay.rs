//! `cargo xtask bench relay`: what a delivered change costs our relay and, with `--peer`, others.

#![expect(clippy::print_stdout, reason = "figures are printed")]

use anyhow::Result;
use journeys::bench::{Figures, Load, Peer, measure_broadcast, measure_ours, measure_peer};
use serde_json::{Map, Value, json};

const LOADS: [(&str, usize); 2] = [("empty", 0), ("history", 2_000)];

#[tokio::main]
async fn main() -> Result<()> {
    let flags: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| flags.iter().any(|given| given == flag);
    println!(
        "{:<16} {:<8} {:>12} {:>9} {:>9} {:>10}",
        "", "", "µs/delivery", "p50 ms", "p99 ms", "peak KiB"
    );
    let mut all = Map::new();
    for (record, history) in LOADS {
        let load = Load::with_history(history);
        note(&mut all, "ours", record, measure_ours(load).await?);
        if has("--peer") {
            let peer = measure_peer(Peer::AutomergeRepo, load).await?;
            note(&mut all, "peer", record, peer);
            note(
                &mut all,
                "yjs",
                record,
                measure_peer(Peer::YWebsocket, load).await?,
            );
            note(
                &mut all,
                "broadcaster",
                record,
                measure_broadcast(load).await?,
            );
        }
    }
    if has("--peer") {
        let ratio = |record| times(&all, "peer", record) / times(&all, "ours", record);
        let ratio = json!({ "empty": ratio("empty"), "history": ratio("history") });
        println!(
            "automerge-repo costs {:.1} and {:.1} times as much",
            ratio["empty"], ratio["history"]
        );
        all.insert("ratio".to_owned(), ratio);
    }
    if has("--json") {
        println!("{}", Value::Object(all));
    }
    Ok(())
}

fn note(all: &mut Map<String, Value>, server: &str, record: &str, figures: Figures) {
    let Figures {
        cpu_us_per_delivery,
        p50_ms,
        p99_ms,
        peak_kib,
    } = figures;
    println!(
        "{server:<16} {record:<8} {cpu_us_per_delivery:>12.1} {p50_ms:>9.1} {p99_ms:>9.1} {peak_kib:>10}"
    );
    let of_server = all.entry(server).or_insert_with(|| json!({}));
    if let Some(of_server) = of_server.as_object_mut() {
        of_server.insert(record.to_owned(), json!(figures));
    }
}

fn times(all: &Map<String, Value>, server: &str, record: &str) -> f64 {
    let figure = all
        .get(server)
        .and_then(|it| it.pointer(&format!("/{record}/cpu_us_per_delivery")));
    figure.and_then(Value::as_f64).unwrap_or(f64::NAN)
}
