//! Why a command was refused. Variants carry numbers and names of fields, never a person's words,
//! so that an interface can say it in its own language and a log stays free of them.

use crate::document::EditError;
use crate::record::FieldName;

/// Why a command wrote nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// A single field has a limit, so that a title stays a title.
    #[error("the field takes at most {limit} characters and was given {found}")]
    FieldTooLong {
        /// Which field.
        field: FieldName,
        /// Characters it takes.
        limit: usize,
        /// Characters it was given, after trimming.
        found: usize,
    },
    /// A heading for a section that does not exist yet.
    #[error("a heading takes at most {limit} characters and was given {found}")]
    HeadingTooLong {
        /// Characters it takes.
        limit: usize,
        /// Characters it was given, after trimming.
        found: usize,
    },
    /// A long text has a limit too; the rest belongs into a file.
    #[error("a text takes at most {limit} characters and would have {found}")]
    TextTooLong {
        /// Characters it takes.
        limit: usize,
        /// Characters it would have.
        found: usize,
    },
    /// The place lies behind the end of the text: the text on screen is not the text of the record.
    #[error("the place lies outside the text")]
    OutsideText,
    /// The section is not in this record, or not in it yet.
    #[error("there is no such section")]
    NoSuchSection,
    /// The hall is not on this board's list.
    #[error("there is no such hall in the list")]
    NoSuchHall,
    /// A count, an area or an amount that no community has: a slip of the pen.
    #[error("the field takes at most {limit}")]
    NumberTooLarge {
        /// Which field.
        field: FieldName,
        /// The largest number that it takes.
        limit: u64,
    },
    /// A row would follow itself, at once or by way of others: a topic merged into itself, a rule that
    /// replaces itself.
    #[error("the row would follow itself")]
    ComesBack {
        /// The field that names the row to follow.
        field: FieldName,
    },
    /// The row is not in this record, or not in it yet.
    #[error("there is no such row")]
    NoSuchRow,
    /// The sheet has no such column, or the column holds values of another kind: a bug of the caller.
    #[error("the value does not belong into this sheet")]
    NotInThisSheet,
    /// `continued` is not a kind that a person gives to a section.
    #[error("a section cannot be of that kind")]
    NotASectionKind,
    /// The command is for another kind of record than this room has.
    #[error("the command is for another kind of record")]
    WrongRecord,
    /// The record has not arrived on this device: nobody writes a record before holding it.
    #[error("the record has not arrived on this device yet")]
    NotFounded,
    /// A bug in writing; nothing was changed.
    #[error("the command did not apply")]
    Internal,
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotFounded => Self::NotFounded,
            EditError::Internal => Self::Internal,
        }
    }
}

impl From<automerge::AutomergeError> for CommandError {
    fn from(_: automerge::AutomergeError) -> Self {
        Self::Internal
    }
}
