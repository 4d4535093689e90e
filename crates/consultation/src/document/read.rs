//! Reading that never fails: whatever merged, there is an answer.
//!
//! Every step looks at all values of a key, not only at the one that Automerge prefers, because two
//! devices may have written there while apart.

use automerge::iter::MapRange;
use automerge::transaction::OwnedTransaction;
use automerge::{Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use ledger::{ActorId, ChangeHash, Timestamp};

use super::convert;
use super::index::Index;

/// One of the values that stand at a key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stored {
    pub(crate) value: ScalarValue,
    pub(crate) actor: Option<ActorId>,
    pub(crate) change: Option<ChangeHash>,
    pub(crate) made_at: Timestamp,
    counter: u64,
}

impl Stored {
    /// Orders values by when they were written, in causal order: equal on every replica.
    pub(crate) fn rank(&self) -> (u64, Option<ActorId>) {
        (self.counter, self.actor)
    }
}

/// What stands at one key.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// Plain values, the preferred one first.
    pub(crate) scalars: Vec<Stored>,
    /// Objects with their kinds, the preferred one last.
    pub(crate) objects: Vec<(ObjType, ObjId)>,
}

impl Values {
    /// The maps among the objects, the preferred one last.
    pub(crate) fn maps(self) -> Vec<ObjId> {
        let maps = self.objects.into_iter();
        maps.filter_map(|(kind, id)| (kind == ObjType::Map).then_some(id))
            .collect()
    }
}

/// A document, or an edit of one that is under way.
///
/// Both in one type: what reads through it would else be compiled twice.
pub(crate) struct View<'a> {
    source: Source<'a>,
    index: &'a Index,
}

#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Document(&'a Automerge),
    Edit(&'a OwnedTransaction),
}

impl<'a> From<&'a Automerge> for Source<'a> {
    fn from(document: &'a Automerge) -> Self {
        Self::Document(document)
    }
}

impl<'a> From<&'a OwnedTransaction> for Source<'a> {
    fn from(edit: &'a OwnedTransaction) -> Self {
        Self::Edit(edit)
    }
}

impl<'a> Source<'a> {
    fn keys(self, object: &ObjId) -> Vec<String> {
        match self {
            Self::Document(document) => document.keys(object).collect(),
            Self::Edit(edit) => edit.keys(object).collect(),
        }
    }

    fn length(self, object: &ObjId) -> usize {
        match self {
            Self::Document(document) => document.length(object),
            Self::Edit(edit) => edit.length(object),
        }
    }

    fn text(self, object: &ObjId) -> Result<String, AutomergeError> {
        match self {
            Self::Document(document) => document.text(object),
            Self::Edit(edit) => edit.text(object),
        }
    }

    fn item(
        self,
        list: &ObjId,
        index: usize,
    ) -> Result<Option<(Value<'a>, ObjId)>, AutomergeError> {
        match self {
            Self::Document(document) => document.get(list, index),
            Self::Edit(edit) => edit.get(list, index),
        }
    }

    fn range(self, map: &ObjId) -> MapRange<'a> {
        match self {
            Self::Document(document) => document.map_range(map, ..),
            Self::Edit(edit) => edit.map_range(map, ..),
        }
    }

    fn all(self, object: &ObjId, key: &str) -> Result<Vec<(Value<'a>, ObjId)>, AutomergeError> {
        match self {
            Self::Document(document) => document.get_all(object, key),
            Self::Edit(edit) => edit.get_all(object, key),
        }
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(source: impl Into<Source<'a>>, index: &'a Index) -> Self {
        Self {
            source: source.into(),
            index,
        }
    }

    /// The object at a path of map keys that Automerge prefers: the one to write to.
    pub(crate) fn object(&self, path: &[&str], kind: ObjType) -> Option<ObjId> {
        self.objects(path, kind).pop()
    }

    /// All objects of this kind at a path of map keys, the preferred one last.
    pub(crate) fn objects(&self, path: &[&str], kind: ObjType) -> Vec<ObjId> {
        let mut objects = vec![ROOT];
        for (step, key) in path.iter().enumerate() {
            let wanted = if step + 1 == path.len() {
                kind
            } else {
                ObjType::Map
            };
            objects = objects
                .iter()
                .flat_map(|object| self.children(object, key, wanted))
                .collect();
        }
        objects
    }

    /// All objects of this kind under one key, the preferred one last.
    pub(crate) fn children(&self, object: &ObjId, key: &str, kind: ObjType) -> Vec<ObjId> {
        self.all(object, key)
            .into_iter()
            .filter_map(|(value, id)| (value == Value::Object(kind)).then_some(id))
            .collect()
    }

    /// All plain values under one key of these objects, the preferred one first.
    pub(crate) fn scalars(&self, objects: &[ObjId], key: &str) -> Vec<Stored> {
        self.values(objects, key).scalars
    }

    /// All that stands under one key of these objects.
    pub(crate) fn values(&self, objects: &[ObjId], key: &str) -> Values {
        let all = objects.iter().flat_map(|object| self.all(object, key));
        self.sorted(all)
    }

    /// All that stands in these maps, key by key in their order. Many times cheaper than asking for each
    /// key, which searches the whole record.
    pub(crate) fn entries(&self, maps: &[ObjId]) -> Vec<(String, Values)> {
        let [map] = maps else {
            let keys = self.keys(maps).into_iter();
            return keys
                .map(|key| {
                    let values = self.values(maps, &key);
                    (key, values)
                })
                .collect();
        };
        let entries = self.source.range(map).map(|item| {
            let key = item.key.to_string();
            let values = match item.conflict {
                true => self.values(maps, &key),
                false => {
                    let id = item.id();
                    self.sorted(std::iter::once((item.value.into_value(), id)))
                }
            };
            (key, values)
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by(|(first, _), (second, _)| first.cmp(second));
        entries
    }

    fn sorted<'b>(&self, all: impl Iterator<Item = (Value<'b>, ObjId)>) -> Values {
        let mut values = Values::default();
        for (value, id) in all {
            match value {
                Value::Scalar(value) => values.scalars.push(self.stored(value.into_owned(), &id)),
                Value::Object(kind) => values.objects.push((kind, id)),
            }
        }
        let scalars = &mut values.scalars;
        scalars.sort_by_key(|stored| std::cmp::Reverse(stored.rank()));
        values
    }

    /// Keys of these maps, sorted, each once.
    pub(crate) fn keys(&self, objects: &[ObjId]) -> Vec<String> {
        let mut keys: Vec<String> = objects
            .iter()
            .flat_map(|object| self.source.keys(object))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Plain values of a list, in order; objects in it are passed over.
    pub(crate) fn items(&self, list: &ObjId) -> Vec<ScalarValue> {
        (0..self.source.length(list))
            .map(|index| match self.source.item(list, index) {
                Ok(Some((Value::Scalar(value), _))) => value.into_owned(),
                _ => ScalarValue::Null,
            })
            .collect()
    }

    pub(crate) fn text(&self, text: &ObjId) -> String {
        self.source.text(text).unwrap_or_default()
    }

    /// Length in UTF-16 units, without reading the text.
    pub(crate) fn length(&self, object: &ObjId) -> usize {
        self.source.length(object)
    }

    fn all(&self, object: &ObjId, key: &str) -> Vec<(Value<'_>, ObjId)> {
        self.source.all(object, key).unwrap_or_default()
    }

    fn stored(&self, value: ScalarValue, id: &ObjId) -> Stored {
        let (counter, actor) = match id {
            ObjId::Root => (0, None),
            ObjId::Id(counter, actor, _) => (*counter, convert::actor_of(actor)),
        };
        let change = actor.and_then(|actor| self.index.change_of((counter, actor)));
        let made_at = change
            .and_then(|hash| self.index.known(hash))
            .map_or(Timestamp::default(), |known| known.made_at);
        Stored {
            value,
            actor,
            change,
            made_at,
            counter,
        }
    }
}
