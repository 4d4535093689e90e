//! Single fields: their names, their places in a record, and a value for one of them.

use std::borrow::Cow;

use automerge::ScalarValue;
use ledger::{RoomId, RoomKind};

use super::cell::CellValue;
use super::column::Column;
use super::form::Form;
use super::jurisdiction::Jurisdiction;
use super::keys;
use super::part::{PartId, Prose};
use super::scalar::Scalar;
use super::sheet::{Cell, RowId, Sheet};
use super::span::{DateSpan, TimeSpan};

/// A field that holds one value at a time; two devices can disagree about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// 议题
    Title,
    /// 协商目的
    Purpose,
    /// 协商形式
    Form,
    /// 地点
    Venue,
    /// 时间
    Time,
    /// 公示期
    Notice,
    /// The heading of a section.
    Heading(PartId),
    /// Name of the community or other jurisdiction.
    CommunityName,
    /// Level of the jurisdiction.
    Jurisdiction,
    /// Address of the community's office.
    Address,
    /// Telephone of the community's office.
    Phone,
    /// The room of 内部资料.
    Office,
    /// 议题 of a hall in the board's list.
    HallTitle(RoomId),
    /// Whether a hall is archived in the board's list.
    HallArchived(RoomId),
    /// A cell of a sheet; for the cells that are also fields above, use [`FieldName::cell`].
    Cell(Cell),
}

/// A field with the value to write into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// 议题: one line, at most 200 characters.
    Title(String),
    /// 协商目的: at most 2,000 characters.
    Purpose(String),
    /// 协商形式; `None` = not decided.
    Form(Option<Form>),
    /// 地点: one line, at most 200 characters.
    Venue(String),
    /// 时间; `None` = not set.
    Time(Option<TimeSpan>),
    /// 公示期; `None` = none.
    Notice(Option<DateSpan>),
    /// The heading of a section: one line, at most 200 characters.
    Heading(PartId, String),
    /// Name of the community: one line, at most 100 characters.
    CommunityName(String),
    /// Level of the jurisdiction.
    Jurisdiction(Jurisdiction),
    /// Address: one line, at most 200 characters.
    Address(String),
    /// Telephone: one line, at most 100 characters.
    Phone(String),
    /// The room of 内部资料.
    Office(RoomId),
    /// 议题 in the board's list.
    HallTitle(RoomId, String),
    /// Whether the hall is archived.
    HallArchived(RoomId, bool),
    /// A cell of a sheet, with a value of its column's kind.
    Cell(Cell, CellValue),
}

impl FieldName {
    /// The one name of a cell: the first round's plan has fields of its own.
    pub fn cell(cell: Cell) -> Self {
        let is_first = cell.sheet == Sheet::Rounds && cell.row == RowId::FIRST_ROUND;
        match cell.column {
            Column::Purpose if is_first => Self::Purpose,
            Column::Form if is_first => Self::Form,
            Column::Venue if is_first => Self::Venue,
            Column::Time if is_first => Self::Time,
            Column::Notice if is_first => Self::Notice,
            _ => Self::Cell(cell),
        }
    }

    /// The kind of record that has the field.
    pub fn record(self) -> RoomKind {
        match self {
            Self::Cell(cell) => cell.sheet.record(),
            Self::Title
            | Self::Purpose
            | Self::Form
            | Self::Venue
            | Self::Time
            | Self::Notice
            | Self::Heading(_) => RoomKind::Hall,
            Self::CommunityName
            | Self::Jurisdiction
            | Self::Address
            | Self::Phone
            | Self::Office
            | Self::HallTitle(_)
            | Self::HallArchived(_) => RoomKind::Board,
        }
    }

    /// Keys from the root to the map, and the key in it. A heading may stand in either long text;
    /// the place in the minutes is given.
    pub(crate) fn place(self) -> (Vec<String>, Cow<'static, str>) {
        let path = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let (path, key) = match self {
            Self::Cell(cell) => return (cell.sheet.path(cell.row), cell.column.key()),
            Self::Title => (path(&[keys::CONSULTATION]), keys::TITLE),
            Self::Purpose => (path(&[keys::CONSULTATION]), keys::PURPOSE),
            Self::Form => (path(&[keys::CONSULTATION]), keys::FORM),
            Self::Venue => (path(&[keys::CONSULTATION]), keys::VENUE),
            Self::Time => (path(&[keys::CONSULTATION]), keys::TIME),
            Self::Notice => (path(&[keys::CONSULTATION]), keys::NOTICE),
            Self::Heading(part) => (
                path(&[Prose::Minutes.key(), keys::PARTS, &part.to_string()]),
                keys::HEADING,
            ),
            Self::CommunityName => (path(&[keys::COMMUNITY]), keys::NAME),
            Self::Jurisdiction => (path(&[keys::COMMUNITY]), keys::JURISDICTION),
            Self::Address => (path(&[keys::COMMUNITY]), keys::ADDRESS),
            Self::Phone => (path(&[keys::COMMUNITY]), keys::PHONE),
            Self::Office => (path(&[keys::COMMUNITY]), keys::OFFICE),
            Self::HallTitle(room) => (path(&[keys::HALLS, &room.to_string()]), keys::TITLE),
            Self::HallArchived(room) => (path(&[keys::HALLS, &room.to_string()]), keys::ARCHIVED),
        };
        (path, Cow::Borrowed(key))
    }

    /// The field at a path of keys, if there is one that a projection shows by itself.
    pub(crate) fn at(path: &[&str]) -> Option<Self> {
        let hall = |id: &str| RoomId::from_hex(id);
        match path {
            [keys::CONSULTATION, keys::TITLE] => Some(Self::Title),
            [keys::COMMUNITY, key] => match *key {
                keys::NAME => Some(Self::CommunityName),
                keys::JURISDICTION => Some(Self::Jurisdiction),
                keys::ADDRESS => Some(Self::Address),
                keys::PHONE => Some(Self::Phone),
                keys::OFFICE => Some(Self::Office),
                _ => None,
            },
            [keys::HALLS, room, keys::TITLE] => hall(room).map(Self::HallTitle),
            [keys::HALLS, room, keys::ARCHIVED] => hall(room).map(Self::HallArchived),
            path => Cell::at(path).map(Self::cell),
        }
    }
}

impl FieldValue {
    /// Which field it is for.
    pub fn name(&self) -> FieldName {
        match self {
            Self::Title(_) => FieldName::Title,
            Self::Purpose(_) => FieldName::Purpose,
            Self::Form(_) => FieldName::Form,
            Self::Venue(_) => FieldName::Venue,
            Self::Time(_) => FieldName::Time,
            Self::Notice(_) => FieldName::Notice,
            Self::Heading(part, _) => FieldName::Heading(*part),
            Self::CommunityName(_) => FieldName::CommunityName,
            Self::Jurisdiction(_) => FieldName::Jurisdiction,
            Self::Address(_) => FieldName::Address,
            Self::Phone(_) => FieldName::Phone,
            Self::Office(_) => FieldName::Office,
            Self::HallTitle(room, _) => FieldName::HallTitle(*room),
            Self::HallArchived(room, _) => FieldName::HallArchived(*room),
            Self::Cell(cell, _) => FieldName::cell(*cell),
        }
    }

    pub(crate) fn stored(&self) -> ScalarValue {
        match self {
            Self::Title(text)
            | Self::Purpose(text)
            | Self::Venue(text)
            | Self::Heading(_, text)
            | Self::CommunityName(text)
            | Self::Address(text)
            | Self::Phone(text)
            | Self::HallTitle(_, text) => text.write(),
            Self::Form(form) => form.write(),
            Self::Time(time) => time.write(),
            Self::Notice(notice) => notice.write(),
            Self::Jurisdiction(level) => level.write(),
            Self::Office(room) => room.write(),
            Self::HallArchived(_, archived) => archived.write(),
            Self::Cell(_, value) => value.stored(),
        }
    }
}
