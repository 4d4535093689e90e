//! Parts of long texts: what the minutes and the full text are made of.

use super::keys;
use super::minted::minted;

/// Which long text of a hall is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prose {
    /// 全文
    FullText,
    /// 会议记录
    Minutes,
}

impl Prose {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::FullText => keys::FULL_TEXT,
            Self::Minutes => keys::MINUTES,
        }
    }
}

minted! {
    /// Names one part of a long text, and the section that it begins.
    PartId, b"zhongshang/part/1"
}

/// What a part is for, stored by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// How the sitting began: who came, who presided.
    Opening,
    /// One item of the agenda.
    AgendaItem,
    /// Anything else.
    Free,
    /// Goes on with the words of a part that it names; never shown as a section of its own.
    Continued,
    /// A kind of a later version, kept as it is stored and shown like a free one.
    Other(String),
}

impl PartKind {
    /// The id under which the kind is stored.
    pub fn id(&self) -> &str {
        match self {
            Self::Opening => "opening",
            Self::AgendaItem => "agenda",
            Self::Free => "free",
            Self::Continued => "continued",
            Self::Other(id) => id,
        }
    }

    /// The kind of an id; one that is not known is kept.
    pub fn from_id(id: &str) -> Self {
        [Self::Opening, Self::AgendaItem, Self::Free, Self::Continued]
            .into_iter()
            .find(|kind| kind.id() == id)
            .unwrap_or_else(|| Self::Other(id.to_owned()))
    }
}
