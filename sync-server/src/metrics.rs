//! Counters for the operator: amounts and times, nothing about anybody.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// What the relay counts since it started.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Connections now: sockets and sessions.
    pub connections: AtomicU64,
    /// Rooms kept.
    pub rooms: AtomicU64,
    /// Entries logged.
    pub entries: AtomicU64,
    /// Groups written durably.
    pub commits: AtomicU64,
    /// Microseconds spent writing them.
    pub commit_micros: AtomicU64,
    /// Groups that could not be written.
    pub failed_commits: AtomicU64,
    /// Stretches handed to connections.
    pub deliveries: AtomicU64,
    /// Stretches that a connection was too slow for.
    pub lagging: AtomicU64,
    /// Connections turned away by a limit.
    pub turned_away: AtomicU64,
    /// Pieces of blobs taken.
    pub blob_pieces: AtomicU64,
    /// Blobs kept.
    pub blobs_stored: AtomicU64,
    /// Bytes of them.
    pub blob_bytes_stored: AtomicU64,
    /// Blobs, or parts of them, served.
    pub blobs_served: AtomicU64,
    /// Requests about blobs that were refused.
    pub blobs_refused: AtomicU64,
    /// Blobs that were not what their name says.
    pub blobs_damaged: AtomicU64,
    /// Unfinished uploads, as of the last look.
    pub unfinished_blobs: AtomicU64,
}

impl Metrics {
    pub(crate) fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }

    pub(crate) fn set(gauge: &AtomicU64, amount: u64) {
        gauge.store(amount, Ordering::Relaxed);
    }

    pub(crate) fn committed(&self, entries: u64, took: Duration) {
        Self::add(&self.entries, entries);
        Self::add(&self.commits, 1);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        Self::add(&self.commit_micros, micros);
    }

    /// The counters in the text format that Prometheus reads.
    pub fn text(&self) -> String {
        let seconds = self.commit_micros.load(Ordering::Relaxed) as f64 / 1e6;
        let mut text = String::new();
        let lines = [
            ("connections", "gauge", &self.connections),
            ("rooms", "gauge", &self.rooms),
            ("entries_total", "counter", &self.entries),
            ("commits_total", "counter", &self.commits),
            ("failed_commits_total", "counter", &self.failed_commits),
            ("deliveries_total", "counter", &self.deliveries),
            ("lagging_total", "counter", &self.lagging),
            ("turned_away_total", "counter", &self.turned_away),
            ("blob_pieces_total", "counter", &self.blob_pieces),
            ("blobs_stored_total", "counter", &self.blobs_stored),
            (
                "blob_bytes_stored_total",
                "counter",
                &self.blob_bytes_stored,
            ),
            ("blobs_served_total", "counter", &self.blobs_served),
            ("blobs_refused_total", "counter", &self.blobs_refused),
            ("blobs_damaged_total", "counter", &self.blobs_damaged),
            ("unfinished_blobs", "gauge", &self.unfinished_blobs),
        ];
        for (name, kind, value) in lines {
            let value = value.load(Ordering::Relaxed);
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "# TYPE zhongshang_{name} {kind}\nzhongshang_{name} {value}"
            );
        }
        let _ = writeln!(
            text,
            "# TYPE zhongshang_commit_seconds_total counter\nzhongshang_commit_seconds_total {seconds}"
        );
        text
    }
}
