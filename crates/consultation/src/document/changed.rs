//! Which fields and sections a batch of changes touched, so that a reader looks only there.

use automerge::ExpandedChange;
use automerge::legacy::{Key, ObjectId};
use ledger::id_map::IdSet;

use super::index::{At, Index, OpKey, object_key};
use super::sorted::Sorted;
use crate::record::{FieldName, PartId, Sheet, keys};

/// What changed, as far as a projection cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Single fields that were written, cleared or got another value beside theirs.
    pub fields: Sorted<FieldName>,
    /// Parts of long texts whose words, heading or standing changed.
    pub parts: IdSet<PartId>,
    /// Parts were added, moved, removed or brought back.
    pub order: bool,
    /// Sheets with a row or a cell that was written.
    pub sheets: Sorted<Sheet>,
    /// Something else, or something that could not be placed: read everything.
    pub other: bool,
}

impl Changed {
    /// Whether nothing that is shown changed.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what another batch changed, so that a frame reads once for several.
    pub fn join(&mut self, other: Self) {
        self.fields.extend(other.fields);
        self.parts.extend(other.parts);
        self.order |= other.order;
        self.sheets.extend(other.sheets);
        self.other |= other.other;
    }
}

/// The places that operations wrote to, before the document can say where those are.
#[derive(Debug, Default)]
pub(crate) struct Touched(Vec<Place>);

/// An object, and the key in it if it is a map.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The operation that made the object; `None` = the root.
    object: Option<OpKey>,
    key: Option<String>,
}

impl Touched {
    pub(crate) fn note(&mut self, change: &ExpandedChange) {
        let mut last: Option<(&ObjectId, Option<&str>)> = None;
        for operation in &change.operations {
            let key = match &operation.key {
                Key::Map(key) => Some(key.as_str()),
                Key::Seq(_) => None,
            };
            if last == Some((&operation.obj, key)) {
                continue;
            }
            last = Some((&operation.obj, key));
            self.0.push(Place {
                object: object_key(&operation.obj),
                key: key.map(str::to_owned),
            });
        }
    }

    pub(crate) fn resolve(mut self, index: &Index) -> Changed {
        self.0.sort_unstable();
        self.0.dedup();
        let mut changed = Changed::default();
        for Place { object, key } in self.0 {
            match path_of(index, object, key) {
                Some(path) => place(&path, &mut changed),
                None => changed.other = true,
            }
        }
        changed
    }
}

/// Keys from the root down; `None` for what stands in a sequence.
fn path_of(index: &Index, mut object: Option<OpKey>, key: Option<String>) -> Option<Vec<String>> {
    let mut path: Vec<String> = key.into_iter().collect();
    while let Some(made) = object {
        let slot = index.slot(made)?;
        let At::Key(key) = &slot.at else { return None };
        path.push(key.clone());
        object = slot.object;
    }
    path.reverse();
    Some(path)
}

fn place(path: &[String], changed: &mut Changed) {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        [keys::MINUTES | keys::FULL_TEXT, keys::ORDER, ..] => changed.order = true,
        [keys::MINUTES | keys::FULL_TEXT, keys::PARTS, id, rest @ ..] => {
            match PartId::from_key(id) {
                Some(part) => {
                    changed.order |= rest.is_empty() || rest == [keys::REMOVED];
                    if rest == [keys::HEADING] {
                        changed.fields.insert(FieldName::Heading(part));
                    }
                    changed.parts.insert(part);
                }
                None => changed.other = true,
            }
        }
        path => {
            let sheet = path.first().and_then(|key| Sheet::of_key(key));
            changed.sheets.extend(sheet);
            match FieldName::at(path) {
                Some(field) => {
                    changed.fields.insert(field);
                }
                None => changed.other |= sheet.is_none(),
            }
        }
    }
}
