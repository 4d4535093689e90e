//! A single field as it was merged: the shown value, and those beside it.

use automerge::{ObjId, ScalarValue};
use ledger::{ActorId, ChangeHash, Timestamp};

use super::problem::Problem;
use crate::document::{Stored, Values, View};
use crate::record::scalar::Scalar;

/// A field's value, with every different value that was written beside it while apart.
///
/// All replicas that hold the same changes show the same value and the same others, in the same
/// order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field<T> {
    /// The value to show; the default if the field was never written.
    pub value: T,
    /// Who wrote it; `None` if nobody did.
    pub origin: Option<Origin>,
    /// Different values that nobody has chosen between yet.
    pub others: Vec<Alternative<T>>,
}

/// One of several values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative<T> {
    /// What was written.
    pub value: T,
    /// By whom; `None` only for a change that is still being written.
    pub origin: Option<Origin>,
}

/// Who wrote a value, in which change and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The actor; whose it is, the room's entries tell.
    pub actor: ActorId,
    /// The change.
    pub change: ChangeHash,
    /// By the writer's clock; advisory, it orders nothing.
    pub made_at: Timestamp,
}

impl<T> Field<T> {
    /// Whether staff have to choose.
    pub fn is_conflicted(&self) -> bool {
        !self.others.is_empty()
    }
}

impl<T: Clone> Field<T> {
    /// All values, the shown one first; one value if there is no conflict.
    pub fn alternatives(&self) -> Vec<Alternative<T>> {
        let shown = Alternative {
            value: self.value.clone(),
            origin: self.origin,
        };
        std::iter::once(shown)
            .chain(self.others.iter().cloned())
            .collect()
    }
}

/// Reads a field from all maps that may hold it.
pub(super) fn read<T: Scalar + Default>(
    view: &View<'_>,
    maps: &[ObjId],
    key: &str,
    problems: &mut Vec<Problem>,
) -> Field<T> {
    let values = view.values(maps, key);
    read_by(values, problems, T::default(), &T::read)
}

/// Makes a field of its values, read by the given function; `empty` if it was never written.
pub(super) fn read_by<T: PartialEq>(
    values: Values,
    problems: &mut Vec<Problem>,
    empty: T,
    read: &dyn Fn(&ScalarValue) -> Option<T>,
) -> Field<T> {
    let mut alternatives: Vec<Alternative<T>> = Vec::new();
    for stored in values.scalars {
        match read(&stored.value) {
            Some(value) if alternatives.iter().any(|other| other.value == value) => {}
            Some(value) => alternatives.push(Alternative {
                value,
                origin: origin(&stored),
            }),
            None => problems.push(Problem::UnreadableValue),
        }
    }
    if !values.objects.is_empty() {
        problems.push(Problem::UnreadableValue);
    }
    let mut alternatives = alternatives.into_iter();
    match alternatives.next() {
        Some(shown) => Field {
            value: shown.value,
            origin: shown.origin,
            others: alternatives.collect(),
        },
        None => Field {
            value: empty,
            origin: None,
            others: Vec::new(),
        },
    }
}

fn origin(stored: &Stored) -> Option<Origin> {
    Some(Origin {
        actor: stored.actor?,
        change: stored.change?,
        made_at: stored.made_at,
    })
}
