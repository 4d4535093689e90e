//! What staff can do to a record, as data.
//!
//! A command is checked and cleaned first, then written as the few operations that it means: only
//! the fields that change, only the characters that differ. It fails as a whole or works as a whole.

mod clean;
mod error;
mod hall;
mod row;
mod section;
mod set;
mod split;
mod text;

use ledger::{ActorId, RoomId, RoomKind, Timestamp};

pub use clean::Note;
pub(crate) use clean::{clean_field, clean_line, clean_lines};
pub use error::CommandError;
pub(crate) use set::write_field;
pub use set::{MAX_COUNT, MAX_LINE};
pub use split::PART_LENGTH;
pub use text::MAX_TEXT;

use crate::document::{ChangeBytes, Changed, Document};
use crate::record::{CellValue, Column, FieldValue, PartId, PartKind, RowId, Sheet};

/// One thing that a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Writes a field. A value that is the shown one already writes nothing, and so leaves a
    /// conflict for somebody to settle.
    Set(FieldValue),
    /// Settles a conflict with one of its values or a third: writes it even if it is the shown one.
    SettleConflict(FieldValue),
    /// Types into a text, or pastes, or deletes.
    SpliceText {
        /// Which text.
        target: TextTarget,
        /// Where, in UTF-16 units of the text as it is shown.
        index: usize,
        /// How many UTF-16 units go.
        delete: usize,
        /// What comes in their place.
        insert: String,
    },
    /// Makes a text read as given, touching only what differs.
    ReplaceText {
        /// Which text.
        target: TextTarget,
        /// The whole new text.
        text: String,
    },
    /// Adds an empty section to the minutes; its id comes back in the outcome.
    AddSection {
        /// What it is for.
        kind: PartKind,
        /// Its heading; may be empty.
        heading: String,
        /// Where it goes.
        place: Place,
    },
    /// Moves a section of the minutes.
    MoveSection {
        /// Which.
        section: PartId,
        /// Where to.
        place: Place,
    },
    /// Takes a section out of the minutes; its words stay and can be brought back.
    RemoveSection {
        /// Which.
        section: PartId,
    },
    /// Brings back a section that was taken out.
    RestoreSection {
        /// Which.
        section: PartId,
    },
    /// Adds a row to a sheet; its id comes back in the outcome. Cells are written by [`Command::Set`],
    /// and a row is taken out and brought back by its cell [`Column::Removed`].
    AddRow {
        /// Which list.
        sheet: Sheet,
        /// What is known of the row; columns that are left out are empty.
        cells: Vec<(Column, CellValue)>,
    },
    /// Lists a hall on the board; listing it again changes only its title.
    ListHall {
        /// The hall.
        room: RoomId,
        /// Its 议题.
        title: String,
        /// When it was founded.
        created: Timestamp,
    },
}

/// A text that is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextTarget {
    /// 全文
    FullText,
    /// One section of the minutes.
    Section(PartId),
}

/// A place among the sections of the minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Before all others.
    First,
    /// Right after this one.
    After(PartId),
    /// After all others.
    Last,
}

/// What a command did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The changes to sign and store, all in one storage transaction, in this order; none if
    /// everything was so already.
    pub changes: Vec<ChangeBytes>,
    /// What a reader has to look at again.
    pub changed: Changed,
    /// The section that was added.
    pub section: Option<PartId>,
    /// The row that was added.
    pub row: Option<RowId>,
    /// What was taken out of the given words before they were written.
    pub notes: Vec<Note>,
}

/// What cleaning and writing found out, beside the changes.
#[derive(Debug, Default)]
struct Written {
    section: Option<PartId>,
    row: Option<RowId>,
    notes: Vec<Note>,
}

impl Document {
    /// Carries out a command as this actor.
    ///
    /// # Errors
    ///
    /// A named reason; the document is then as it was. Reading, not this call, tells what the
    /// record says afterwards.
    pub fn command(
        &mut self,
        actor: ActorId,
        made_at: Timestamp,
        command: Command,
    ) -> Result<Outcome, CommandError> {
        let kind = crate::projection::record_kind(self)
            .0
            .ok_or(CommandError::NotFounded)?;
        if kind != command.record() {
            return Err(CommandError::WrongRecord);
        }
        let (written, edited) = self.edit(actor, made_at, |writer| write(writer, command))?;
        Ok(Outcome {
            changes: edited.changes,
            changed: edited.changed,
            section: written.section,
            row: written.row,
            notes: written.notes,
        })
    }
}

impl Command {
    /// The kind of record that it is for.
    pub fn record(&self) -> RoomKind {
        match self {
            Self::Set(field) | Self::SettleConflict(field) => field.name().record(),
            Self::AddRow { sheet, .. } => sheet.record(),
            Self::ListHall { .. } => RoomKind::Board,
            Self::SpliceText { .. }
            | Self::ReplaceText { .. }
            | Self::AddSection { .. }
            | Self::MoveSection { .. }
            | Self::RemoveSection { .. }
            | Self::RestoreSection { .. } => RoomKind::Hall,
        }
    }
}

fn write(
    writer: &mut crate::document::Writer<'_>,
    command: Command,
) -> Result<Written, CommandError> {
    let mut written = Written::default();
    match command {
        Command::AddRow { sheet, cells } => {
            let (row, notes) = row::add(writer, sheet, cells)?;
            written.row = Some(row);
            written.notes = notes;
        }
        Command::Set(field) => written.notes = set::set(writer, field)?,
        Command::SettleConflict(field) => written.notes = set::settle(writer, field)?,
        Command::SpliceText {
            target,
            index,
            delete,
            insert,
        } => written.notes = text::splice(writer, target, index, delete, &insert)?,
        Command::ReplaceText { target, text } => {
            written.notes = text::replace(writer, target, &text)?;
        }
        Command::AddSection {
            kind,
            heading,
            place,
        } => {
            let (section, notes) = section::add(writer, kind, &heading, place)?;
            written.section = Some(section);
            written.notes = notes;
        }
        Command::MoveSection { section, place } => section::relocate(writer, section, place)?,
        Command::RemoveSection { section } => section::set_removed(writer, section, true)?,
        Command::RestoreSection { section } => section::set_removed(writer, section, false)?,
        Command::ListHall {
            room,
            title,
            created,
        } => written.notes = hall::list(writer, room, &title, created)?,
    }
    Ok(written)
}
