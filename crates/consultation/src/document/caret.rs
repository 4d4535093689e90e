//! A place in a shown text that stays where it is while others type.

use automerge::{Cursor, ObjId, ReadDoc};

use super::Document;
use crate::command::TextTarget;
use crate::record::Prose;
use crate::record::outline::{self, Group};

/// A position between two characters, held on to across changes of others.
///
/// Take one before a batch is applied, ask for its position afterwards. It means nothing in another
/// document, and nothing after the document was built anew.
#[derive(Clone, Debug)]
pub struct Caret {
    target: TextTarget,
    /// The text that the position lies in; `None` while the shown text has no part at all.
    anchor: Option<(ObjId, Cursor)>,
}

impl Document {
    /// Holds on to a position, counted in UTF-16 units of the shown text.
    pub fn caret(&self, target: TextTarget, index: usize) -> Caret {
        let mut start = 0;
        for text in self.texts(target) {
            let length = self.automerge.length(&text);
            if index < start + length {
                let cursor = self.automerge.get_cursor(&text, index - start, None);
                return Caret {
                    target,
                    anchor: cursor.ok().map(|cursor| (text, cursor)),
                };
            }
            start += length;
        }
        Caret {
            target,
            anchor: None,
        }
    }

    /// Where the position is now; at the end if it was there, or if its part is gone.
    pub fn caret_index(&self, caret: &Caret) -> usize {
        let mut start = 0;
        for text in self.texts(caret.target) {
            if let Some((anchor, cursor)) = &caret.anchor
                && *anchor == text
                && let Ok(index) = self.automerge.get_cursor_position(&text, cursor, None)
            {
                return start + index;
            }
            start += self.automerge.length(&text);
        }
        start
    }

    fn texts(&self, target: TextTarget) -> Vec<ObjId> {
        let view = self.view();
        let groups = match target {
            TextTarget::FullText => outline::groups(&view, Prose::FullText, &mut Vec::new()),
            TextTarget::Section(section) => outline::groups(&view, Prose::Minutes, &mut Vec::new())
                .into_iter()
                .filter(|group| group.id() == Some(section))
                .collect(),
        };
        groups
            .iter()
            .flat_map(Group::texts)
            .map(|(_, text)| text.clone())
            .collect()
    }
}
