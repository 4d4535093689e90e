//! Measuring the relay against its peers: the same work, one server after the other.
//!
//! Thirty subscribers and one writer hold one record; the writer makes 300 changes 10 ms apart, once
//! on an empty record and once with 2,000 changes behind it. What counts is the server's processor
//! time for each delivered change, the time from a change to its last delivery, and the server's
//! peak memory. The load is made by other processes than the server, so that it is not in its figures.
//!
//! Processor time and latency belong together: automerge-repo gathers changes for up to 100 ms, our relay
//! for up to 50 ms when they come in a rush, y-websocket and the broadcaster send each at once. A
//! server that has to wait for a processor gathers more and looks cheaper: measure on a machine
//! that does nothing else.

mod app;
mod archive;
mod board;
mod broadcast;
mod hall;
mod history;
mod newcomer;
mod ours;
mod peer;
mod process;
mod roster;
mod scribe;

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

pub use app::{AppFigures, measure_app};
pub use board::{BoardFigures, measure_board};
pub use broadcast::{broadcast_server, measure_broadcast};
pub use hall::{HallFigures, Turnout, measure_hall};
pub use history::{HistoryFigures, measure_history};
pub use newcomer::{
    LAST_WORDS, LONG_HALL, NewcomerFigures, measure_newcomer, words_of, write_long_hall,
};
pub use ours::measure_ours;
pub use peer::{Peer, measure_peer};
pub use roster::{RosterFigures, measure_roster};

/// What each change adds at the end of the text, on every server alike: a phrase, as an input method
/// hands it over. The app makes a change of what was typed within a quarter of a second
/// (`app/src/typing.rs`) and never of half a composition, and nobody composes two phrases in that time.
const WORDS: &str = "大家同意";

/// How much work.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Devices that read.
    pub subscribers: usize,
    /// Changes that are timed.
    pub changes: usize,
    /// Time between two of them.
    pub gap: Duration,
    /// Changes behind the record before.
    pub history: usize,
}

impl Load {
    /// The load of the published figures.
    pub fn with_history(history: usize) -> Self {
        Self {
            subscribers: 30,
            changes: 300,
            gap: Duration::from_millis(10),
            history,
        }
    }

    /// Deliveries that have to be made.
    pub fn deliveries(&self) -> usize {
        self.subscribers * self.changes
    }
}

/// What it came to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Figures {
    /// Processor time of the server for each delivered change, in microseconds.
    pub cpu_us_per_delivery: f64,
    /// Half of the changes reached their last subscriber within this time, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 changes did.
    pub p99_ms: f64,
    /// The most memory that the server held, in KiB.
    pub peak_kib: u64,
}

/// When each change was made and when it reached its last subscriber.
pub(crate) struct Times {
    made: Vec<Instant>,
    last: Vec<Option<Instant>>,
    count: usize,
}

impl Times {
    pub(crate) fn new(load: &Load) -> Self {
        Self {
            made: Vec::new(),
            last: vec![None; load.changes],
            count: 0,
        }
    }

    pub(crate) fn made(&mut self, all: Vec<Instant>) {
        self.made = all;
    }

    pub(crate) fn arrived(&mut self, change: usize, when: Instant) {
        if let Some(last) = self.last.get_mut(change) {
            *last = (*last).max(Some(when));
            self.count += 1;
        }
    }

    /// The median and the 99th percentile, in milliseconds.
    pub(crate) fn percentiles(&self, load: &Load) -> Result<(f64, f64)> {
        let wanted = load.deliveries();
        ensure!(
            self.count == wanted,
            "{} deliveries instead of {wanted}",
            self.count
        );
        let pairs = self.made.iter().zip(&self.last);
        let mut all: Vec<f64> = pairs
            .filter_map(|(made, last)| {
                let last = (*last)?;
                Some(last.saturating_duration_since(*made).as_secs_f64() * 1000.0)
            })
            .collect();
        Ok((percentile(&mut all, 50), percentile(&mut all, 99)))
    }
}

/// Up to which so many of a hundred come.
fn percentile(all: &mut [f64], hundredth: usize) -> f64 {
    all.sort_by(f64::total_cmp);
    let place = (all.len() * hundredth / 100).min(all.len().saturating_sub(1));
    all.get(place).copied().unwrap_or_default()
}
