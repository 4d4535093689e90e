//! A full hall: 200 phones over the real wire, each a connection of its own to a relay of its own process, which writes
//! to its disk.
//!
//! An evening in its order. Within five seconds 200 new phones connect, redeem an invitation and read the hall. They are
//! admitted and checked in. Twenty votes are opened from the chair's tablet, each with a roll of its own and while a speech
//! is being written down, so that it meets the relay's pace for rushes (`desk/pace.rs`) at another moment. On the last
//! all 200 vote within ten seconds.
//!
//! What a device does with what it gets is counted in two parts, because the phones of this hall share the processors of
//! one machine and those of a real hall do not: 199 phones take in and decode every event, and one is a whole device,
//! the app's own replica, which verifies and judges every entry and reads the whole sitting anew. How long that one
//! reads is added to the last arrival of all. Of those who join the whole device is the last, which has the most to read.

mod crowd;
mod desk;
mod motion;
mod phone;
mod screen;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use ledger::Role;
use serde::{Deserialize, Serialize};

use super::{percentile, process};
use crate::RelayProcess;
use crate::wire::Hall;
use crowd::Crowd;
use desk::Desk;

/// Between two openings.
const QUIET: Duration = Duration::from_millis(200);
/// By so much, times 0 to 4, an opening comes after something else was written.
const STEP: Duration = Duration::from_millis(10);

/// How many, and how fast.
#[derive(Clone, Copy, Debug)]
pub struct Turnout {
    /// People, each with a phone of their own.
    pub people: u16,
    /// Votes that are opened, one after the other.
    pub matters: u8,
    /// Within which everybody comes.
    pub storm: Duration,
    /// Within which everybody votes on the last matter.
    pub voting: Duration,
}

impl Turnout {
    /// The hall of the published figures.
    pub const FULL: Self = Self {
        people: 200,
        matters: 20,
        storm: Duration::from_secs(5),
        voting: Duration::from_secs(10),
    };
}

/// What it came to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct HallFigures {
    /// From the push of a vote's opening until it is on the last of 200 screens: 99 of 100 openings, in milliseconds.
    pub open_to_last_screen_p99_ms: f64,
    /// From the last of 200 ballots until all are counted on the last of 200 devices, in milliseconds.
    pub ballots_200_counted_ms: f64,
    /// From the start of a new phone until it has joined and read the hall, the slowest of 200, in milliseconds.
    pub join_storm_200_ms: f64,
    /// How much of one processor the relay took while they joined.
    pub relay_cpu_share: f64,
    /// How much of one processor it took while they voted.
    pub relay_cpu_share_voting: f64,
}

/// Measures it.
///
/// # Errors
/// When the relay refuses something or a device is gone.
pub async fn measure_hall(turnout: Turnout) -> Result<HallFigures> {
    let relay = RelayProcess::without_app().await?;
    let server = relay.process_id().context("the relay has ended")?;
    let mut hall = Hall::founded(&relay).await?;
    let link = hall.invites(&relay, Role::Participant).await?;
    let mut desk = Desk::prepared(hall, &relay, turnout.people).await?;

    let storm = Share::begun(server)?;
    let (mut crowd, slowest) = Crowd::comes(relay.address(), link, turnout).await?;
    let relay_cpu_share = storm.ended()?;

    desk.admits(crowd.keys()).await?;
    let begun = desk.begins().await?;
    crowd.shows(begun).await?;
    let mut waits = Vec::new();
    let mut last = begun;
    for number in 0..turnout.matters {
        tokio::time::sleep(QUIET).await;
        desk.writes_down(number).await?;
        tokio::time::sleep(STEP * u32::from(number % 5)).await;
        let (opening, pushed) = desk.opens(number).await?;
        waits.push(milliseconds(pushed, crowd.shows(opening).await?));
        last = opening;
    }

    let voting = Share::begun(server)?;
    let (cast, counted) = crowd.votes(last).await?;
    let relay_cpu_share_voting = voting.ended()?;
    Ok(HallFigures {
        open_to_last_screen_p99_ms: percentile(&mut waits, 99),
        ballots_200_counted_ms: milliseconds(cast, counted),
        join_storm_200_ms: slowest.as_secs_f64() * 1_000.0,
        relay_cpu_share,
        relay_cpu_share_voting,
    })
}

fn milliseconds(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1_000.0
}

/// How much of one processor a process takes over a time.
struct Share {
    process: u32,
    begun: Instant,
    spent: u64,
}

impl Share {
    fn begun(process: u32) -> Result<Self> {
        Ok(Self {
            process,
            begun: Instant::now(),
            spent: process::cpu_nanoseconds(process)?,
        })
    }

    fn ended(self) -> Result<f64> {
        let spent = process::cpu_nanoseconds(self.process)?.saturating_sub(self.spent);
        Ok(spent as f64 / 1e9 / self.begun.elapsed().as_secs_f64())
    }
}
