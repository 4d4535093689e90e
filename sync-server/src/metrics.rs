//! Counters for the operator: amounts and times, nothing about anybody.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use crate::clock;

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
    /// Public pages rendered that came out another way than before.
    pub pages_rendered: AtomicU64,
    /// Microseconds spent reading boards and rendering them.
    pub page_micros: AtomicU64,
    /// Times that the pages of a board broke down and it was read anew.
    pub page_restarts: AtomicU64,
    /// Since when some board's pages are older than the board, in milliseconds since 1970; 0 = none.
    pub pages_behind_since: AtomicU64,
    /// Numbers looked up.
    pub lookups: AtomicU64,
    /// Look-ups refused because there were too many.
    pub lookups_refused: AtomicU64,
    /// Letters written down.
    pub letters: AtomicU64,
    /// Letters put off because there were too many.
    pub letters_refused: AtomicU64,
    /// Snapshots of long halls made.
    pub snapshots_made: AtomicU64,
    /// Microseconds spent making them.
    pub snapshot_micros: AtomicU64,
    /// Snapshots that could not be made.
    pub snapshots_failed: AtomicU64,
    /// Snapshots, or parts of them, served.
    pub snapshots_served: AtomicU64,
}

impl Metrics {
    pub(crate) fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }

    fn add_time(micros: &AtomicU64, took: Duration) {
        Self::add(micros, u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    pub(crate) fn set(gauge: &AtomicU64, amount: u64) {
        gauge.store(amount, Ordering::Relaxed);
    }

    pub(crate) fn committed(&self, entries: u64, took: Duration) {
        Self::add(&self.entries, entries);
        Self::add(&self.commits, 1);
        Self::add_time(&self.commit_micros, took);
    }

    pub(crate) fn rendered(&self, pages: u64, took: Duration) {
        Self::add(&self.pages_rendered, pages);
        Self::add_time(&self.page_micros, took);
    }

    pub(crate) fn snapshot_made(&self, took: Duration) {
        Self::add(&self.snapshots_made, 1);
        Self::add_time(&self.snapshot_micros, took);
    }

    /// For how many seconds some board's pages have been older than the board.
    pub fn seconds_behind(&self) -> u64 {
        match self.pages_behind_since.load(Ordering::Relaxed) {
            0 => 0,
            since => clock::now().0.saturating_sub(since) / 1_000,
        }
    }

    /// The counters in the text format that Prometheus reads.
    pub fn text(&self) -> String {
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
            ("pages_rendered_total", "counter", &self.pages_rendered),
            ("page_worker_restarts_total", "counter", &self.page_restarts),
            ("lookups_total", "counter", &self.lookups),
            ("lookups_refused_total", "counter", &self.lookups_refused),
            ("letters_total", "counter", &self.letters),
            ("letters_refused_total", "counter", &self.letters_refused),
            ("snapshots_made_total", "counter", &self.snapshots_made),
            ("snapshots_failed_total", "counter", &self.snapshots_failed),
            ("snapshots_served_total", "counter", &self.snapshots_served),
        ];
        for (name, kind, value) in lines {
            let value = value.load(Ordering::Relaxed);
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "# TYPE zhongshang_{name} {kind}\nzhongshang_{name} {value}"
            );
        }
        let times = [
            ("commit", &self.commit_micros),
            ("page", &self.page_micros),
            ("snapshot", &self.snapshot_micros),
        ];
        for (name, micros) in times {
            let seconds = micros.load(Ordering::Relaxed) as f64 / 1e6;
            let _ = writeln!(
                text,
                "# TYPE zhongshang_{name}_seconds_total counter\nzhongshang_{name}_seconds_total {seconds}"
            );
        }
        let behind = self.seconds_behind();
        let _ = writeln!(
            text,
            "# TYPE zhongshang_pages_behind_seconds gauge\nzhongshang_pages_behind_seconds {behind}"
        );
        text
    }
}
