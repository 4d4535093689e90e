//! Long texts as they are shown: sections of the minutes, and the full text as one.

use super::field::{self, Field};
use super::problem::Problem;
use crate::document::View;
use crate::record::outline::Group;
use crate::record::{PartId, PartKind, keys};

/// One section of the minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id, by which commands name it.
    pub id: PartId,
    /// What it is for.
    pub kind: PartKind,
    /// Its heading.
    pub heading: Field<String>,
    /// Its words, and that of the parts that continue it, as one.
    pub text: LongText,
    /// Whether it was taken out.
    pub is_removed: bool,
}

/// A text that may lie in several parts but reads as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LongText {
    /// The words.
    pub text: String,
    /// Length in UTF-16 units, in which positions of a splice are counted.
    pub length: usize,
    /// The parts that it lies in, in order.
    pub parts: Vec<PartId>,
}

impl LongText {
    pub(super) fn read<'g>(view: &View<'_>, groups: impl IntoIterator<Item = &'g Group>) -> Self {
        let mut long = Self::default();
        for group in groups {
            long.parts.extend(group.parts.iter().map(|part| part.id));
            for (_, text) in group.texts() {
                long.text.push_str(&view.text(text));
                long.length += view.length(text);
            }
        }
        long
    }
}

impl Section {
    pub(super) fn read(
        view: &View<'_>,
        group: &Group,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let head = group.parts.first()?;
        Some(Self {
            id: head.id,
            kind: head.kind.clone(),
            heading: field::read(view, &head.maps, keys::HEADING, problems),
            text: LongText::read(view, [group]),
            is_removed: head.is_removed,
        })
    }
}
