//! One change: what a place or a person was before and is after.

use super::fields::{FieldChange, changes};
use crate::cards::{Content, Subject};

/// What becomes of a place or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whom it is about.
    pub subject: Subject,
    /// What was known; `None` when they are new.
    pub before: Option<Content>,
    /// What is known now; `None` when they are gone.
    pub after: Option<Content>,
}

/// What kind of a change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 新增
    Added,
    /// 有变化
    Changed,
    /// 不在了: not in the new table. Nobody is taken out unless a person says so.
    Gone,
}

impl Change {
    /// What kind of a change it is.
    pub fn kind(&self) -> Kind {
        match (&self.before, &self.after) {
            (None, _) => Kind::Added,
            (Some(_), Some(_)) => Kind::Changed,
            (Some(_), None) => Kind::Gone,
        }
    }

    /// Whether it is chosen unless a person says otherwise: nobody is taken out by a table that may be incomplete.
    pub fn is_suggested(&self) -> bool {
        let lives = |content: &Option<Content>| match content {
            Some(Content::Person(person)) => person.home.is_some(),
            _ => false,
        };
        let moved_away = lives(&self.before) && !lives(&self.after);
        self.kind() != Kind::Gone && !moved_away
    }

    /// What changes, field by field, in words.
    pub fn fields(&self) -> Vec<FieldChange> {
        changes(self.before.as_ref(), self.after.as_ref())
    }
}
