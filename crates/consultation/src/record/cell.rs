//! What a cell holds, whatever its column: one type, so that reading, cleaning and comparing are
//! written once.

use automerge::ScalarValue;
use ledger::RoomId;

use super::civil::{CivilTime, Date};
use super::column::CellKind;
use super::scalar::Scalar;
use super::sheet::RowId;
use super::span::{DateSpan, TimeSpan};

/// The value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A line or several; empty when nothing was written.
    Text(String),
    /// The id of a choice; `None` = not chosen.
    Choice(Option<String>),
    /// A day; `None` = not set, here and below.
    Date(Option<Date>),
    /// Whole days.
    Dates(Option<DateSpan>),
    /// A minute.
    Minute(Option<CivilTime>),
    /// From when to when.
    Time(Option<TimeSpan>),
    /// A count, an area in 0.01 m², or an amount in 0.01 yuan.
    Count(Option<u64>),
    /// Yes or no.
    Flag(bool),
    /// Another row.
    Row(Option<RowId>),
    /// A room.
    Room(Option<RoomId>),
    /// A photo or scan by its SHA-256.
    Blob(Option<[u8; 32]>),
}

/// Hundredths with both decimals, as areas, amounts and points are written: `480000.50`.
pub fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

impl CellValue {
    /// A choice by its id.
    pub fn choice(id: &str) -> Self {
        Self::Choice(Some(id.to_owned()))
    }

    /// What a cell of this kind holds when nobody has written it.
    pub fn empty(kind: CellKind) -> Self {
        match kind {
            CellKind::Line(_) | CellKind::Lines(_) => Self::Text(String::new()),
            CellKind::Choice => Self::Choice(None),
            CellKind::Date => Self::Date(None),
            CellKind::Dates => Self::Dates(None),
            CellKind::Minute => Self::Minute(None),
            CellKind::Time => Self::Time(None),
            CellKind::Count => Self::Count(None),
            CellKind::Flag => Self::Flag(false),
            CellKind::Row => Self::Row(None),
            CellKind::Room => Self::Room(None),
            CellKind::Blob => Self::Blob(None),
        }
    }

    /// Whether a cell of this kind can hold it.
    pub fn fits(&self, kind: CellKind) -> bool {
        let same = |empty: &Self| core::mem::discriminant(self) == core::mem::discriminant(empty);
        same(&Self::empty(kind))
    }

    /// Whether nothing is written there.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Flag(flag) => !flag,
            value => matches!(value.stored(), ScalarValue::Null),
        }
    }

    pub(crate) fn read(kind: CellKind, stored: &ScalarValue) -> Option<Self> {
        Some(match kind {
            CellKind::Line(_) | CellKind::Lines(_) => Self::Text(String::read(stored)?),
            CellKind::Choice => Self::Choice(Option::read(stored)?),
            CellKind::Date => Self::Date(Option::read(stored)?),
            CellKind::Dates => Self::Dates(Option::read(stored)?),
            CellKind::Minute => Self::Minute(Option::read(stored)?),
            CellKind::Time => Self::Time(Option::read(stored)?),
            CellKind::Count => Self::Count(Option::read(stored)?),
            CellKind::Flag => Self::Flag(bool::read(stored)?),
            CellKind::Row => Self::Row(Option::read(stored)?),
            CellKind::Room => Self::Room(Option::read(stored)?),
            CellKind::Blob => Self::Blob(Option::read(stored)?),
        })
    }

    pub(crate) fn stored(&self) -> ScalarValue {
        match self {
            Self::Text(text) => text.write(),
            Self::Choice(id) => id.write(),
            Self::Date(date) => date.write(),
            Self::Dates(span) => span.write(),
            Self::Minute(minute) => minute.write(),
            Self::Time(span) => span.write(),
            Self::Count(count) => count.write(),
            Self::Flag(flag) => flag.write(),
            Self::Row(row) => row.write(),
            Self::Room(room) => room.write(),
            Self::Blob(hash) => hash.write(),
        }
    }
}
