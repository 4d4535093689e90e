//! Who writes a record natively: the document, and the changes that are to become entries.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use consultation::{
    Cell, CellValue, Column, Command, Document, FieldValue, Founding, Outcome, RowId, Sheet,
};
use ledger::wire::Message;
use ledger::{ActorId, Answer, Class, Entry, Kind, RoomId};

use crate::wire::{Author, WireClient, now};

/// A document with what was written into it and not pushed yet.
pub(super) struct Scribe {
    room: RoomId,
    actor: ActorId,
    pub(super) document: Document,
    changes: Vec<Vec<u8>>,
}

impl Scribe {
    /// Founds a record.
    pub(super) fn founding(author: &Author, room: RoomId, founding: Founding) -> Result<Self> {
        let actor = author.actor(room);
        let (document, changes) = Document::found(actor, now(), founding)?;
        Ok(Self {
            room,
            actor,
            document,
            changes: changes
                .into_iter()
                .map(|change| change.into_vec())
                .collect(),
        })
    }

    /// Reads a record from the relay, as long as it is now.
    pub(super) async fn reading(
        author: &mut Author,
        relay: SocketAddr,
        room: RoomId,
    ) -> Result<Self> {
        let mut client = WireClient::connect(relay, Some(author)).await?;
        client.open(room).await?;
        let length = loop {
            if let Message::Opened(opened) = client.next().await? {
                break opened.head.context("an empty board")?.head.seq;
            }
        };
        let entries = client.reads_to(room, length).await?;
        let records = entries
            .iter()
            .filter(|entry| entry.header().class == Class::Record);
        let mut document = Document::empty();
        let applied = document.apply(records.filter_map(Entry::payload));
        ensure!(applied.set_aside.is_empty(), "the board has odd changes");
        Ok(Self {
            room,
            actor: author.actor(room),
            document,
            changes: Vec::new(),
        })
    }

    /// Somebody else goes on writing.
    pub(super) fn is_handed_to(&mut self, author: &Author) {
        self.actor = author.actor(self.room);
    }

    /// Carries a command out.
    pub(super) fn does(&mut self, command: Command) -> Result<Outcome> {
        let outcome = self.document.command(self.actor, now(), command)?;
        let changes = outcome.changes.iter();
        self.changes
            .extend(changes.map(|change| change.as_slice().to_vec()));
        Ok(outcome)
    }

    /// Adds a row.
    pub(super) fn adds(&mut self, sheet: Sheet, cells: Vec<(Column, CellValue)>) -> Result<RowId> {
        let outcome = self.does(Command::AddRow { sheet, cells })?;
        outcome.row.context("a row without an id")
    }

    /// Writes a cell.
    pub(super) fn sets(
        &mut self,
        sheet: Sheet,
        row: RowId,
        column: Column,
        value: CellValue,
    ) -> Result<()> {
        let cell = Cell { sheet, row, column };
        self.does(Command::Set(FieldValue::Cell(cell, value)))?;
        Ok(())
    }

    /// The changes since the last time as signed entries.
    pub(super) fn sealed(&mut self, author: &mut Author) -> Result<Vec<Entry>> {
        let changes = std::mem::take(&mut self.changes);
        let changes = changes.into_iter();
        changes
            .map(|bytes| author.writes(self.room, Class::Record, Kind::CHANGE, bytes))
            .collect()
    }
}

/// Pushes entries; what the relay puts off because they are many is pushed again.
pub(super) async fn push(client: &mut WireClient, entries: &[Entry]) -> Result<()> {
    let mut rest = entries.to_vec();
    for _ in 0..300 {
        let answers = client.push(&rest).await?;
        for (id, answer) in &answers {
            let is_put_off = matches!(answer, Answer::Later(_) | Answer::Wanting(_));
            ensure!(
                is_put_off || matches!(answer, Answer::Logged(_)),
                "{id} was {answer:?}"
            );
        }
        rest.retain(|entry| !matches!(answers.get(&entry.id()), Some(Answer::Logged(_))));
        if rest.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    bail!("{} entries were put off again and again", rest.len())
}
