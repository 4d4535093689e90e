//! The schema of the three kinds of record: which containers there are, what each field holds and
//! how it is stored.
//!
//! Rules that keep merged records readable for ever: the founder's first change creates every
//! container ([`layout`]); a stored field never changes meaning; new fields are added, none is
//! reused; whatever staff add later is keyed by a random id; a value that this version does not know
//! is kept and shown, never dropped. Where two devices wrote one field while apart, both values stay
//! in the document until staff pick one.

pub(crate) mod cell;
pub(crate) mod choice;
pub(crate) mod civil;
pub(crate) mod column;
pub(crate) mod community_choice;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod founding;
pub(crate) mod jurisdiction;
pub(crate) mod keys;
pub mod layout;
pub(crate) mod minted;
pub(crate) mod outline;
pub(crate) mod part;
pub(crate) mod scalar;
pub(crate) mod sheet;
pub(crate) mod span;

pub use cell::{CellValue, hundredths};
pub use choice::{
    Answer, Category, Checker, Confirmation, Correction, Decision, Finding, Funding, Kind,
    LegalOpinion, Level, NoticeKind, Opinion, Publication, RatedItem, Rater, Remark, Role,
    Screening, Selection, Source, TownshipAnswer, Track,
};
pub use civil::{CivilTime, Date};
pub use column::{CellKind, Column};
pub use community_choice::{BodyKind, DocumentKind, Frequency, SupportKind};
pub use field::{FieldName, FieldValue};
pub use form::Form;
pub use founding::Founding;
pub use jurisdiction::Jurisdiction;
pub use part::{PartId, PartKind, Prose};
pub use sheet::{Cell, RowId, Sheet};
pub use span::{DateSpan, TimeSpan};
