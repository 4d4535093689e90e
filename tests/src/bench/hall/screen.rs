//! The one whole device: it verifies and judges every entry as the app does, and reads the whole sitting anew each
//! time that something comes.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, Result};
use consultation::meeting::{Fate, Happened, Heard, Log, Setting, Sitting};
use consultation::voting::{RuleSet, built_in};
use consultation::{Date, People, RowId};
use ledger::authority::Verdict;
use ledger::id_map::{IdMap, IdSet};
use ledger::link::Link;
use ledger::wire::Message;
use ledger::{Class, EntryId, PersonId, RoomId};
use tokio::sync::mpsc;

use super::Turnout;
use super::crowd::Told;
use super::motion::{self, SITTING};
use crate::wire::{Author, Keeper, now, today};

/// A phone with everything that is to be seen of the sitting.
pub(super) struct Screen {
    keeper: Keeper,
    person: PersonId,
    hall: RoomId,
    people: u16,
    /// Events as they were decoded, each once; nothing for other statements.
    said: IdMap<EntryId, Option<Happened>>,
    announced: IdSet<EntryId>,
    has_counted: bool,
    rules: Vec<RuleSet>,
    matters: Vec<RowId>,
    today: Date,
}

impl Screen {
    /// Connects for the first time, redeems the invitation and reads the hall to its head.
    ///
    /// # Errors
    /// When the relay refuses something or is not to be trusted.
    pub(super) async fn joins(
        relay: SocketAddr,
        author: Author,
        person: PersonId,
        link: &Link,
        turnout: Turnout,
    ) -> Result<Self> {
        let hall = link.hall.context("the link is to no hall")?;
        let key = author.public().id();
        let mut screen = Self {
            keeper: Keeper::follows(relay, author, link).await?,
            person,
            hall,
            people: turnout.people,
            said: IdMap::new(),
            announced: IdSet::new(),
            has_counted: false,
            rules: built_in::all(),
            matters: (0..turnout.matters).map(motion::matter).collect(),
            today: today()?,
        };
        let is_in = |keeper: &Keeper| {
            let replica = keeper.replica();
            replica.is_caught_up(hall) && !replica.roles(hall, key, now()).is_empty()
        };
        while !is_in(&screen.keeper) {
            let message = screen.keeper.hears().await?;
            screen.keeper.takes(message).await?;
        }
        screen.reads();
        Ok(screen)
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
                message = self.keeper.hears() => self.takes(message?, told).await?,
                vote = votes.recv() => {
                    let Some(opening) = vote else { return Ok(()) };
                    told.send(Told::Cast(Instant::now()))?;
                    let (kind, payload) = motion::happens(motion::ballot(opening, self.person))?;
                    self.keeper.writes(self.hall, Class::Statement, kind, payload).await?;
                }
            }
        }
    }

    async fn takes(&mut self, message: Message, told: &mpsc::UnboundedSender<Told>) -> Result<()> {
        let arrived = Instant::now();
        let is_of_hall = matches!(&message, Message::Entries(entries) if entries.room == self.hall);
        self.keeper.takes(message).await?;
        if !is_of_hall {
            return Ok(());
        }
        let had_counted = self.has_counted;
        let announced = self.reads();
        let read = arrived.elapsed();
        for entry in announced {
            told.send(Told::Shows {
                entry,
                arrived,
                read,
            })?;
        }
        if self.has_counted && !had_counted {
            told.send(Told::Counts { arrived, read })?;
        }
        Ok(())
    }

    /// Reads the sitting from all that is here; gives what everybody looks up at and was not there before.
    fn reads(&mut self) -> Vec<EntryId> {
        let replica = self.keeper.replica();
        let statements = replica.statements(self.hall);
        for shown in &statements {
            let entry = shown.entry;
            self.said.get_or_insert_with(entry.id(), || {
                Happened::decode(entry.header().kind, entry.payload()?)
            });
        }
        let members = replica.log(self.hall).map(ledger::RoomLog::members);
        let heard = statements.iter().filter_map(|shown| {
            let header = shown.entry.header();
            let member = members.and_then(|members| members.get(header.author));
            Some(Heard {
                entry: shown.entry.id(),
                author: header.author,
                seq: shown.seq,
                index: header.index,
                happened: self.said.get(&shown.entry.id())?.as_ref()?,
                stands: shown.verdict == Verdict::Stands,
                roles: replica.roles_of(self.hall, shown, now()),
                admitted: member.and_then(|member| Some(member.admitted?.1)),
                received: shown.seq.map(|_| self.today),
            })
        });
        let log = Log::read(&[SITTING], heard, &People::default());
        let setting = Setting {
            rules: &self.rules,
            announced: &self.matters,
        };
        let sitting = Sitting::read(&log, setting);
        self.has_counted = sitting.votes.iter().any(|vote| {
            let ballots = vote.ballots.iter();
            let counting = ballots.filter(|ballot| ballot.fate == Fate::Counts);
            counting.count() == usize::from(self.people)
        });
        let events = log.counting();
        let announced = events.filter(|noted| motion::is_announced(noted.event));
        let announced = announced.map(|noted| noted.entry);
        announced
            .filter(|entry| self.announced.insert(*entry))
            .collect()
    }
}
