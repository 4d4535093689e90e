//! Commands on records: checked and applied to the document at once, then signed and stored.

use consultation::command::Command as RecordCommand;
use consultation::topic::AcceptanceCode;
use consultation::{
    Cell, CellValue, Changed, Column, Document, FieldValue, Founding, PartId, PartKind, Place,
    Prose, RowId, Sheet, TextTarget,
};
use ledger::payload::{self, Found};
use ledger::{Class, EntryId, Kind, Nonce, RoomId, RoomKind};

use super::super::command::NewConsultation;
use super::super::stage::Reply;
use super::super::{Command, Note, Outcome, Trouble, What};
use super::book::Book;
use super::proposals::new_code;
use super::{Engine, State, now, ready, troubles};
use crate::platform::crypto;

/// The id under which the full text stands among sections: it is one text, not several.
pub(super) fn full_text_id() -> Option<PartId> {
    PartId::from_slice(&[0; 16])
}

impl Engine {
    pub(super) fn record_command(&self, command: Command) -> Reply {
        let Some((room, mut command, words)) = to_record(command) else {
            return ready(Err(Trouble::bug("not a command on a record")));
        };
        if let RecordCommand::AddRow { sheet, cells } = &mut command {
            cells.extend(self.further_cells(room, *sheet));
        }
        let edited = self.edit_row(room, command, words);
        self.once_stored(
            edited.map(|(entries, row)| (entries, row.map_or(Outcome::Done, Outcome::Row))),
        )
    }

    /// Applies a command to the document, publishes it, and sends its changes on their way.
    pub(super) fn edit(
        &self,
        room: RoomId,
        command: RecordCommand,
        words: Option<String>,
    ) -> Result<Vec<EntryId>, Trouble> {
        Ok(self.edit_row(room, command, words)?.0)
    }

    /// The same, with the row that was added.
    fn edit_row(
        &self,
        room: RoomId,
        command: RecordCommand,
        words: Option<String>,
    ) -> Result<(Vec<EntryId>, Option<RowId>), Trouble> {
        let outcome = self.inner.state.borrow_mut().apply(room, command)?;
        if !outcome.notes.is_empty() {
            self.inner.stage.note(Note::CharactersRemoved);
        }
        let entries = self.write_changes(room, outcome.changes, &outcome.changed)?;
        if let (Some(words), Some(first)) = (words, entries.first()) {
            self.inner.state.borrow_mut().words.insert(*first, words);
        }
        self.inner.state.borrow_mut().dirty.insert(room);
        self.show();
        Ok((entries, outcome.row))
    }

    pub(super) fn create_consultation(&self, new: NewConsultation) -> Reply {
        self.founded(self.begin_consultation(new))
    }

    fn founded(&self, begun: Result<(RoomId, Vec<EntryId>), Trouble>) -> Reply {
        self.once_stored(begun.map(|(room, entries)| (entries, Outcome::Room(room))))
    }

    /// Registers a topic. The board gets the hash of its 受理号 only, so the number is told once.
    pub(super) fn register(&self, cells: Vec<(Column, CellValue)>) -> Reply {
        let registered = || {
            let (board, words) = (self.inner.state.borrow().board()?, words_of_row(&cells));
            self.add_topic(board, cells, Some(words))
        };
        self.told(registered())
    }

    /// Adds a topic to a board under the hash of a new 受理号.
    pub(super) fn add_topic(
        &self,
        board: RoomId,
        mut cells: Vec<(Column, CellValue)>,
        words: Option<String>,
    ) -> Result<(AcceptanceCode, Vec<EntryId>), Trouble> {
        let code = new_code()?;
        cells.push((Column::CodeHash, CellValue::Blob(Some(code.hash()))));
        let sheet = Sheet::Topics;
        let entries = self.edit(board, RecordCommand::AddRow { sheet, cells }, words)?;
        Ok((code, entries))
    }

    /// Writes one cell.
    pub(super) fn set_cell(
        &self,
        room: RoomId,
        cell: Cell,
        value: CellValue,
    ) -> Result<Vec<EntryId>, Trouble> {
        let set = RecordCommand::Set(FieldValue::Cell(cell, value));
        self.edit(room, set, None)
    }

    /// Makes a consultation of a topic, under the topic's name, and writes into the topic where it is.
    pub(super) fn take_up(&self, topic: RowId) -> Reply {
        let begin = || {
            let board = self.inner.state.borrow().board()?;
            let sheets = self.inner.state.borrow_mut().sheets(board);
            let row = sheets.as_ref();
            let row = row.and_then(|sheets| sheets.row(Sheet::Topics, topic));
            let row = row.ok_or_else(|| Trouble::new(What::Missing))?;
            let new = NewConsultation {
                title: row.text(Column::Title).to_owned(),
                ..NewConsultation::default()
            };
            let (room, mut entries) = self.begin_consultation(new)?;
            let hall = CellValue::Room(Some(room));
            entries.extend(self.set_cell(board, row.at(Column::Hall), hall)?);
            Ok((room, entries))
        };
        self.founded(begin())
    }

    fn begin_consultation(&self, new: NewConsultation) -> Result<(RoomId, Vec<EntryId>), Trouble> {
        if new.title.trim().is_empty() {
            return Err(Trouble::new(What::Empty));
        }
        // Everything is checked on a draft first, so that a refused word leaves no half-made hall.
        let fields = first_fields(&new);
        try_out(&new.title, &fields, &new.full_text)?;
        let board = self.inner.state.borrow().board()?;
        let (room, mut entries) = self.found_room(
            RoomKind::Hall,
            Some(board),
            Founding::Hall {
                title: new.title.clone(),
            },
        )?;
        for field in fields {
            entries.extend(self.edit(room, RecordCommand::Set(field), None)?);
        }
        if !new.full_text.trim().is_empty() {
            let replace = RecordCommand::ReplaceText {
                target: TextTarget::FullText,
                text: new.full_text,
            };
            entries.extend(self.edit(room, replace, None)?);
        }
        let opening = RecordCommand::AddSection {
            kind: PartKind::Opening,
            heading: String::new(),
            place: Place::Last,
        };
        entries.extend(self.edit(room, opening, None)?);
        let list = RecordCommand::ListHall {
            room,
            title: new.title,
            created: now(),
        };
        entries.extend(self.edit(board, list, None)?);
        Ok((room, entries))
    }

    /// Founds a room and its record.
    pub(super) fn found_room(
        &self,
        kind: RoomKind,
        board: Option<RoomId>,
        founding: Founding,
    ) -> Result<(RoomId, Vec<EntryId>), Trouble> {
        let nonce = Nonce(crypto::random().map_err(|error| troubles::of_keys(&error))?);
        let found = Found {
            kind,
            board,
            nonce,
            continues: None,
            relay: None,
            first: None,
            name: None,
        };
        let first = self.write(
            RoomId::ZERO,
            Class::Authority,
            Kind::FOUND,
            payload::encode(&found),
        )?;
        let room = RoomId::from(first);
        let mut entries = vec![first];
        entries.extend(self.found_record(room, founding)?);
        Ok((room, entries))
    }

    /// Makes the record of a room that this device founds.
    pub(super) fn found_record(
        &self,
        room: RoomId,
        founding: Founding,
    ) -> Result<Vec<EntryId>, Trouble> {
        let (actor, _) = self.inner.state.borrow().author(room)?;
        let (document, changes) =
            Document::found(actor, now(), founding).map_err(troubles::of_command)?;
        let mut book = Book::build(room, &[]);
        book.document = document;
        let changed = everything();
        book.touch(changed.clone());
        {
            let mut state = self.inner.state.borrow_mut();
            state.books.insert(room, book);
            state.touch(room, &changed);
        }
        let entries = self.write_changes(room, changes, &changed)?;
        self.inner.state.borrow_mut().dirty.insert(room);
        Ok(entries)
    }
}

impl State {
    fn apply(
        &mut self,
        room: RoomId,
        command: RecordCommand,
    ) -> Result<consultation::Outcome, Trouble> {
        self.may_edit(room)?;
        self.take_arrived(room);
        let (actor, _) = self.author(room)?;
        let missing = || Trouble::new(What::Missing);
        let book = self.book(room).ok_or_else(missing)?;
        let outcome = book
            .document
            .command(actor, now(), command)
            .map_err(troubles::of_command)?;
        book.touch(outcome.changed.clone());
        self.touch(room, &outcome.changed);
        Ok(outcome)
    }

    /// Applies what arrived for a room since the last frame.
    pub(super) fn take_arrived(&mut self, room: RoomId) {
        let Some(arrived) = self.arrived.remove(&room) else {
            return;
        };
        // What arrives while a snapshot is shown is taken in with all the rest when that is here.
        if self.may_edit(room).is_err() {
            self.dirty.insert(room);
            return;
        }
        let changes: Vec<_> = arrived
            .iter()
            .filter_map(|entry| self.replica.entry(room, *entry))
            .collect();
        // A document that is not open is made from all there is when it is opened.
        let changed = match self.books.get_mut(&room) {
            Some(book) => book.apply(room, &changes),
            None => everything(),
        };
        self.touch(room, &changed);
        self.dirty.insert(room);
    }

    /// Builds a room's document again from what is stored.
    pub(super) fn rebuild(&mut self, room: RoomId) {
        self.arrived.remove(&room);
        if self.books.contains_key(&room) {
            let book = Book::build(room, &self.replica.record(room));
            self.books.insert(room, book);
        }
        self.touch(room, &everything());
        self.dirty.insert(room);
    }
}

/// A page's command as a command on the record, with the words to hand back should it fail.
fn to_record(command: Command) -> Option<(RoomId, RecordCommand, Option<String>)> {
    let target = |section| match Some(section) == full_text_id() {
        true => TextTarget::FullText,
        false => TextTarget::Section(section),
    };
    Some(match command {
        Command::Set { room, value } => {
            let words = words_of(&value);
            (room, RecordCommand::Set(value), words)
        }
        Command::Settle { room, value } => (room, RecordCommand::SettleConflict(value), None),
        Command::AddRow { room, sheet, cells } => {
            let words = words_of_row(&cells);
            (room, RecordCommand::AddRow { sheet, cells }, Some(words))
        }
        Command::SpliceText {
            room,
            section,
            index,
            delete,
            insert,
        } => {
            let words = Some(insert.clone());
            let target = target(section);
            (
                room,
                RecordCommand::SpliceText {
                    target,
                    index,
                    delete,
                    insert,
                },
                words,
            )
        }
        Command::AddSection {
            room,
            text: Prose::Minutes,
            heading,
        } => {
            let place = Place::Last;
            (
                room,
                RecordCommand::AddSection {
                    kind: PartKind::Free,
                    heading,
                    place,
                },
                None,
            )
        }
        Command::RemoveSection { room, section } => {
            (room, RecordCommand::RemoveSection { section }, None)
        }
        Command::RestoreSection { room, section } => {
            (room, RecordCommand::RestoreSection { section }, None)
        }
        _ => return None,
    })
}

/// A change of which nothing is known: everything is to be read anew.
pub(super) fn everything() -> Changed {
    Changed {
        other: true,
        ..Changed::default()
    }
}

fn words_of(value: &FieldValue) -> Option<String> {
    match value {
        FieldValue::Title(text)
        | FieldValue::Purpose(text)
        | FieldValue::Venue(text)
        | FieldValue::Heading(_, text)
        | FieldValue::Cell(_, CellValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

pub(super) fn words_of_row(cells: &[(Column, CellValue)]) -> String {
    let words = cells.iter().filter_map(|(_, value)| match value {
        CellValue::Text(text) => Some(text.as_str()),
        _ => None,
    });
    words.collect::<Vec<_>>().join("\n")
}

fn first_fields(new: &NewConsultation) -> Vec<FieldValue> {
    let mut fields = Vec::new();
    if !new.purpose.trim().is_empty() {
        fields.push(FieldValue::Purpose(new.purpose.clone()));
    }
    fields.extend(new.form.clone().map(|form| FieldValue::Form(Some(form))));
    if !new.venue.trim().is_empty() {
        fields.push(FieldValue::Venue(new.venue.clone()));
    }
    fields.extend(new.time.map(|time| FieldValue::Time(Some(time))));
    fields.extend(new.notice.map(|notice| FieldValue::Notice(Some(notice))));
    fields
}

/// Writes everything into a document that is thrown away.
fn try_out(title: &str, fields: &[FieldValue], full_text: &str) -> Result<(), Trouble> {
    let actor = ledger::ActorId::ZERO;
    let founding = Founding::Hall {
        title: title.to_owned(),
    };
    let (mut document, _) =
        Document::found(actor, now(), founding).map_err(troubles::of_command)?;
    let sets = fields.iter().cloned().map(RecordCommand::Set);
    let text = full_text.to_owned();
    let replace = RecordCommand::ReplaceText {
        target: TextTarget::FullText,
        text,
    };
    for command in sets.chain([replace]) {
        document
            .command(actor, now(), command)
            .map_err(troubles::of_command)?;
    }
    Ok(())
}
