//! The devices in one hall, and what they tell of what reaches them.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use ledger::link::Link;
use ledger::{EntryId, KeyId};
use tokio::sync::mpsc;

use super::Turnout;
use super::motion::person;
use super::phone::Phone;
use super::screen::Screen;
use crate::wire::Author;

/// What a device tells.
pub(super) enum Told {
    /// It has joined and read the hall, so long after its start.
    Usable(Duration),
    /// Something that everybody looks up at has arrived, and was on the screen so much later.
    Shows {
        entry: EntryId,
        arrived: Instant,
        read: Duration,
    },
    /// Its own ballot leaves.
    Cast(Instant),
    /// All ballots have arrived, and were counted so much later.
    Counts { arrived: Instant, read: Duration },
    /// It cannot go on.
    Gone(anyhow::Error),
}

/// Everybody's devices.
pub(super) struct Crowd {
    keys: Vec<KeyId>,
    votes: Vec<mpsc::UnboundedSender<EntryId>>,
    told: mpsc::UnboundedReceiver<Told>,
    turnout: Turnout,
}

impl Crowd {
    /// Everybody comes, one after the other; gives as well how long the slowest waited. The last to come is the whole
    /// device, which has the most to read.
    ///
    /// # Errors
    /// When one of them fails.
    pub(super) async fn comes(
        relay: SocketAddr,
        link: Link,
        turnout: Turnout,
    ) -> Result<(Self, Duration)> {
        let authors = (0..turnout.people).map(|_| Author::new());
        let authors: Vec<Author> = authors.collect::<Result<_>>()?;
        let (tells, told) = mpsc::unbounded_channel();
        let mut crowd = Self {
            keys: authors.iter().map(|author| author.public().id()).collect(),
            votes: Vec::new(),
            told,
            turnout,
        };
        let gap = turnout.storm / u32::from(turnout.people);
        let begin = tokio::time::Instant::now();
        for (number, author) in (0..).zip(authors) {
            let (vote, votes) = mpsc::unbounded_channel();
            crowd.votes.push(vote);
            let tells = tells.clone();
            tokio::spawn(async move {
                tokio::time::sleep_until(begin + gap * u32::from(number)).await;
                let life = lives(relay, author, number, link, turnout, votes, &tells);
                if let Err(error) = life.await {
                    // Nobody listens any more once the measurement is over.
                    tells.send(Told::Gone(error)).ok();
                }
            });
        }
        let mut slowest = Duration::ZERO;
        for _ in 0..turnout.people {
            slowest = slowest.max(crowd.next_usable().await?);
        }
        Ok((crowd, slowest))
    }

    /// Everybody's keys, in the order of their numbers.
    pub(super) fn keys(&self) -> &[KeyId] {
        &self.keys
    }

    /// Waits until something is on every screen; gives when it was on the last.
    ///
    /// # Errors
    /// When a device fails.
    pub(super) async fn shows(&mut self, awaited: EntryId) -> Result<Instant> {
        let mut all = Vec::new();
        while all.len() < self.votes.len() {
            if let Told::Shows {
                entry,
                arrived,
                read,
            } = self.hears().await?
                && entry == awaited
            {
                all.push((arrived, read));
            }
        }
        last(&all)
    }

    /// Everybody votes on their own device, one after the other; gives when the last ballot left and when all were
    /// counted on the last device.
    ///
    /// # Errors
    /// When a device fails.
    pub(super) async fn votes(&mut self, opening: EntryId) -> Result<(Instant, Instant)> {
        let gap = self.turnout.voting / u32::from(self.turnout.people);
        let begin = tokio::time::Instant::now();
        for (number, device) in (0..).zip(&self.votes) {
            tokio::time::sleep_until(begin + gap * number).await;
            device.send(opening)?;
        }
        let mut cast = Vec::new();
        let mut counted = Vec::new();
        while cast.len().min(counted.len()) < self.votes.len() {
            match self.hears().await? {
                Told::Cast(when) => cast.push(when),
                Told::Counts { arrived, read } => counted.push((arrived, read)),
                _ => {}
            }
        }
        let cast = cast.into_iter().max().context("nobody voted")?;
        Ok((cast, last(&counted)?))
    }

    async fn next_usable(&mut self) -> Result<Duration> {
        loop {
            if let Told::Usable(after) = self.hears().await? {
                return Ok(after);
            }
        }
    }

    async fn hears(&mut self) -> Result<Told> {
        match self.told.recv().await.context("every device is gone")? {
            Told::Gone(error) => Err(error.context("a device is gone")),
            told => Ok(told),
        }
    }
}

/// When the last device had read what arrived: each has a processor of its own, so that what reading takes on the one
/// whole device is added to the last arrival of all.
fn last(all: &[(Instant, Duration)]) -> Result<Instant> {
    let arrived = all.iter().map(|(arrived, _)| *arrived).max();
    let read = all.iter().map(|(_, read)| *read).max();
    Ok(arrived.context("nothing arrived")? + read.unwrap_or_default())
}

async fn lives(
    relay: SocketAddr,
    author: Author,
    number: u16,
    link: Link,
    turnout: Turnout,
    votes: mpsc::UnboundedReceiver<EntryId>,
    tells: &mpsc::UnboundedSender<Told>,
) -> Result<()> {
    let start = Instant::now();
    let usable = || tells.send(Told::Usable(start.elapsed()));
    if number + 1 == turnout.people {
        let screen = Screen::joins(relay, author, person(number), &link, turnout).await?;
        usable()?;
        screen.sits(votes, tells).await
    } else {
        let phone = Phone::joins(relay, author, person(number), &link, turnout.people).await?;
        usable()?;
        phone.sits(votes, tells).await
    }
}
