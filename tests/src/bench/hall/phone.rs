//! A phone that takes in and decodes what reaches it, and leaves verifying to the one whole device.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use consultation::meeting::Event;
use ledger::id_map::IdMap;
use ledger::link::Link;
use ledger::wire::Message;
use ledger::{Answer, Class, Entry, EntryId, PersonId, RoomId};
use tokio::sync::mpsc;

use super::crowd::Told;
use super::motion;
use crate::wire::{Author, WireClient};

/// Somebody's phone.
pub(super) struct Phone {
    client: WireClient,
    author: Author,
    person: PersonId,
    hall: RoomId,
    people: u16,
    ballots: IdMap<EntryId, u16>,
}

impl Phone {
    /// Connects for the first time, redeems the invitation and reads the hall to its head.
    ///
    /// # Errors
    /// When the relay refuses something.
    pub(super) async fn joins(
        relay: SocketAddr,
        mut author: Author,
        person: PersonId,
        link: &Link,
        people: u16,
    ) -> Result<Self> {
        let hall = link.hall.context("the link is to no hall")?;
        let mut client = WireClient::connect(relay, Some(&author)).await?;
        client.open(link.board).await?;
        let join = author.joins(hall, &link.invitation)?;
        let Answer::Logged(seq) = client.push_one(&join).await? else {
            bail!("the join was not logged");
        };
        client.open(hall).await?;
        let mut phone = Self {
            author,
            person,
            hall,
            people,
            ballots: IdMap::new(),
            client,
        };
        for entry in phone.client.reads_to(hall, seq).await? {
            phone.reads(&entry);
        }
        Ok(phone)
    }

    /// Sits in the hall and votes when told, until nobody is left to tell it.
    ///
    /// # Errors
    /// When the relay hangs up.
    pub(super) async fn sits(
        mut self,
        mut votes: mpsc::UnboundedReceiver<EntryId>,
        told: &mpsc::UnboundedSender<Told>,
    ) -> Result<()> {
        loop {
            tokio::select! {
                message = self.client.next() => self.takes(message?, told)?,
                vote = votes.recv() => {
                    let Some(opening) = vote else { return Ok(()) };
                    told.send(Told::Cast(Instant::now()))?;
                    let (kind, payload) = motion::happens(motion::ballot(opening, self.person))?;
                    let ballot = self.author.writes(self.hall, Class::Statement, kind, payload)?;
                    self.client.push_unanswered(&ballot).await?;
                }
            }
        }
    }

    fn takes(&mut self, message: Message, told: &mpsc::UnboundedSender<Told>) -> Result<()> {
        let arrived = Instant::now();
        let Message::Entries(entries) = message else {
            return Ok(());
        };
        if entries.room != self.hall {
            return Ok(());
        }
        for (item, seq) in entries.items.iter().zip(entries.from..) {
            let read = Duration::ZERO;
            match self.reads(&item.at(seq)?.entry) {
                Some(Read::Announced(entry)) => told.send(Told::Shows {
                    entry,
                    arrived,
                    read,
                })?,
                Some(Read::LastBallot) => told.send(Told::Counts { arrived, read })?,
                None => {}
            }
        }
        Ok(())
    }

    fn reads(&mut self, entry: &Entry) -> Option<Read> {
        let happened = motion::said(entry)?;
        match happened.event() {
            Event::Ballot(vote) => {
                let ballots = self.ballots.get_or_insert_with(vote.opening, || 0);
                *ballots += 1;
                (*ballots == self.people).then_some(Read::LastBallot)
            }
            event => motion::is_announced(event).then(|| Read::Announced(entry.id())),
        }
    }
}

/// What an entry means to somebody who waits for it.
enum Read {
    Announced(EntryId),
    LastBallot,
}
