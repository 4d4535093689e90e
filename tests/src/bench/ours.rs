//! The load on our relay: real keys, real entries, every signature checked, every entry stored.

use std::time::Instant;

use anyhow::{Context, Result};
use ledger::wire::Message;
use ledger::{Entry, RoomId, Seq};
use tokio::sync::mpsc;

use super::{Figures, Load, Times, WORDS, process};
use crate::RelayProcess;
use crate::wire::{Hall, WireClient};

/// Measures the relay.
///
/// # Errors
/// When the relay refuses something or a delivery is missing.
pub async fn measure_ours(load: Load) -> Result<Figures> {
    let relay = RelayProcess::without_app().await?;
    let mut hall = Hall::founded(&relay).await?;
    let (start, entries) = written(&mut hall, &relay, &load).await?;
    let (arrivals, mut arrived) = mpsc::unbounded_channel();
    for _ in 0..load.subscribers {
        let staff = hall.staff(&relay).await?;
        let mut client = WireClient::connect(relay.address(), Some(&staff)).await?;
        client.open(hall.room).await?;
        client.reads_to(hall.room, start).await?;
        tokio::spawn(listen(client, hall.room, start, arrivals.clone()));
    }
    drop(arrivals);
    let mut writer = WireClient::connect(relay.address(), Some(&hall.administrator)).await?;

    let server = relay.process_id().context("the relay has ended")?;
    let before = process::cpu_nanoseconds(server)?;
    let begin = tokio::time::Instant::now();
    let mut made = Vec::with_capacity(load.changes);
    for (number, entry) in (0..).zip(&entries) {
        tokio::time::sleep_until(begin + load.gap * number).await;
        made.push(Instant::now());
        writer.push_unanswered(entry).await?;
    }
    let mut times = Times::new(&load);
    times.made(made);
    for _ in 0..load.deliveries() {
        let (change, when) = arrived.recv().await.context("a subscriber has gone")?;
        times.arrived(change, when);
    }
    let spent = process::cpu_nanoseconds(server)? - before;
    let (p50_ms, p99_ms) = times.percentiles(&load)?;
    Ok(Figures {
        cpu_us_per_delivery: spent as f64 / 1000.0 / load.deliveries() as f64,
        p50_ms,
        p99_ms,
        peak_kib: process::peak_kib(server)?,
    })
}

/// Writes the history, and gives the length of the log then and the entries to be timed.
async fn written(hall: &mut Hall, relay: &RelayProcess, load: &Load) -> Result<(Seq, Vec<Entry>)> {
    let changes = |hall: &mut Hall, count: usize| -> Result<Vec<Entry>> {
        (0..count).map(|_| hall.types(WORDS)).collect()
    };
    let history = changes(hall, load.history)?;
    hall.pushes(relay, &history).await?;
    let timed = changes(hall, load.changes)?;
    let mut reader = WireClient::connect(relay.address(), Some(&hall.administrator)).await?;
    reader.open(hall.room).await?;
    let least = Seq::try_from(load.history)?;
    let read = reader.reads_to(hall.room, least + 1).await?;
    Ok((Seq::try_from(read.len())?, timed))
}

/// Tells of each item beyond `start` as it arrives, until the relay or the measurement ends.
async fn listen(
    mut client: WireClient,
    room: RoomId,
    start: Seq,
    arrivals: mpsc::UnboundedSender<(usize, Instant)>,
) {
    while let Ok(message) = client.next().await {
        let now = Instant::now();
        let Message::Entries(entries) = message else {
            continue;
        };
        if entries.room != room {
            continue;
        }
        for (_, seq) in entries.items.iter().zip(entries.from..) {
            let Some(change) = seq.checked_sub(start + 1) else {
                continue;
            };
            let Ok(change) = usize::try_from(change) else {
                continue;
            };
            if arrivals.send((change, now)).is_err() {
                return;
            }
        }
    }
}
