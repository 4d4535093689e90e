//! The domain of community consultation (社区协商): what a record holds, what staff can do to it,
//! what participants can say, and what a page shows of it all.
//!
//! How it runs. A room's record is a [`Document`]. The founder makes it with [`Document::found`];
//! every other device starts from [`Document::empty`] and hands it the changes of the room's log
//! with [`Document::apply`], as many at a time as it has. What a person does is a [`Command`];
//! [`Document::command`] checks it and gives back the changes to sign, store and send, each of them
//! the payload of one entry. Projections such as [`Consultation`] read the document into plain
//! values together with what was odd about it. What participants say never enters the document: it
//! is a [`Statement`], read into [`People`] and the like.
//!
//! Two parts know nothing of records: [`voting`] decides votes by rules that are data, and
//! [`calendar`] counts periods and days as the law does. Both explain themselves in Chinese words of
//! their own ([`voting::words`], [`calendar::words`]), because quoted law is the same in every language.
//!
//! What this crate refuses to know: keys and signatures, who may do what, storage, sockets, clocks
//! and randomness (those are the ledger's and the shells'), and any interface. Actors and times
//! come in as arguments; ids of parts are derived from them. Nothing here panics on what others
//! wrote: changes are vetted before Automerge sees them, and reading has no error.

#![warn(missing_docs)]

pub mod calendar;
pub mod command;
pub mod document;
pub mod going_up;
mod hex;
pub mod meeting;
pub mod paper;
pub mod plan;
pub mod procedure;
pub mod projection;
pub mod promise;
pub mod public;
pub mod record;
pub mod rules;
pub mod sample;
pub mod setup;
pub mod sitting;
pub mod statement;
pub mod topic;
pub mod uprooted;
pub mod voting;

pub use command::{Command, CommandError, Note, Outcome, Place, TextTarget};
pub use document::{
    Anew, Applied, Caret, ChangeBytes, Changed, Document, Rewritten, SetAside, SetAsideReason,
};
pub use projection::{
    Alternative, Board, Consultation, Field, HallEntry, ListItem, LongText, Office, Origin,
    Problem, Row, Section, Sheets,
};
pub use record::{
    Cell, CellKind, CellValue, CivilTime, Column, Correction, Date, DateSpan, FieldName,
    FieldValue, Form, Founding, Jurisdiction, Kind, PartId, PartKind, Prose, RowId, Sheet,
    TimeSpan, hundredths,
};
pub use statement::{NameTag, People, Person, Proposal, Said, Statement};
