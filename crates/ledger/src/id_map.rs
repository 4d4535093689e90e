//! An ordered map of ids whose tree is compiled once, whatever it maps to.
//!
//! `BTreeMap` is compiled anew for each pair of types, 4 to 8 KB each time in the app, and there are
//! forty such pairs. Here the tree maps places, which every id has ([`IdKey`]), to rows, and only the
//! rows know the value's type. It costs a few bytes a row, and what it iterates is in the order of
//! the ids.

mod key;
mod set;

use core::fmt;
use std::collections::{BTreeMap, btree_map};

pub use key::{IdKey, Place, padded};
pub use set::IdSet;

/// The one tree: which row stands at which place.
#[derive(Clone, Default)]
struct Index(BTreeMap<Place, usize>);

impl Index {
    fn find(&self, place: &Place) -> Option<usize> {
        self.0.get(place).copied()
    }

    fn set(&mut self, place: Place, row: usize) {
        self.0.insert(place, row);
    }

    fn remove(&mut self, place: &Place) -> Option<usize> {
        self.0.remove(place)
    }

    fn last_up_to(&self, place: &Place) -> Option<usize> {
        let mut places = self.0.range::<Place, _>(..=*place);
        places.next_back().map(|(_, row)| *row)
    }

    fn first(&self) -> Option<usize> {
        self.0.values().next().copied()
    }

    fn rows(&self) -> btree_map::Values<'_, Place, usize> {
        self.0.values()
    }
}

/// A map from ids to values, in the order of the ids.
#[derive(Clone)]
pub struct IdMap<K, V> {
    index: Index,
    rows: Vec<(K, V)>,
}

impl<K, V> Default for IdMap<K, V> {
    fn default() -> Self {
        Self {
            index: Index::default(),
            rows: Vec::new(),
        }
    }
}

impl<K: IdKey, V> IdMap<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether there is a value for the id.
    pub fn contains_key(&self, key: &K) -> bool {
        self.index.find(&key.place()).is_some()
    }

    /// The value of the id.
    pub fn get(&self, key: &K) -> Option<&V> {
        let row = self.index.find(&key.place())?;
        self.rows.get(row).map(|(_, value)| value)
    }

    /// The value of the id, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let row = self.index.find(&key.place())?;
        self.rows.get_mut(row).map(|(_, value)| value)
    }

    /// Sets the value of the id and returns the one that it replaces.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        if let Some(old) = self.get_mut(&key) {
            return Some(core::mem::replace(old, value));
        }
        self.index.set(key.place(), self.rows.len());
        self.rows.push((key, value));
        None
    }

    /// Takes the id and its value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let row = self.index.remove(&key.place())?;
        let last = self.rows.pop()?;
        match self.rows.get_mut(row) {
            // The last row moves to where the gap is.
            Some(gap) => {
                self.index.set(last.0.place(), row);
                Some(core::mem::replace(gap, last).1)
            }
            None => Some(last.1),
        }
    }

    /// The value of the id, made first if there is none.
    pub fn get_or_insert_with(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        let place = key.place();
        let row = self.index.find(&place).unwrap_or(self.rows.len());
        if row == self.rows.len() {
            self.index.set(place, row);
            self.rows.push((key, new()));
        }
        // The tree names only rows that are there.
        &mut self.rows[row].1
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps the values that `is_kept` says; it is asked in no particular order.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &mut V) -> bool) {
        let mut gone = Vec::new();
        for (key, value) in &mut self.rows {
            if !is_kept(key, value) {
                gone.push(*key);
            }
        }
        for key in gone {
            self.remove(&key);
        }
    }

    /// The first id.
    pub fn first_key(&self) -> Option<K> {
        let row = self.index.first()?;
        self.rows.get(row).map(|(key, _)| *key)
    }

    /// The value of the last id that does not come after this one.
    pub fn last_up_to(&self, key: &K) -> Option<&V> {
        let row = self.index.last_up_to(&key.place())?;
        self.rows.get(row).map(|(_, value)| value)
    }

    /// Ids and values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        let rows = self.index.rows().filter_map(|row| self.rows.get(*row));
        rows.map(|(key, value)| (key, value))
    }

    /// The ids, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in order of their ids.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// Ids and values, in order, the values to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        let mut rows: Vec<_> = self.rows.iter_mut().map(Some).collect();
        let mut in_order = Vec::with_capacity(rows.len());
        for row in self.index.rows() {
            in_order.extend(rows.get_mut(*row).and_then(Option::take));
        }
        in_order.into_iter().map(|(key, value)| (&*key, value))
    }

    /// The values, in order of their ids, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }
}

impl<K: IdKey, V> FromIterator<(K, V)> for IdMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(rows: I) -> Self {
        let mut map = Self::default();
        map.extend(rows);
        map
    }
}

impl<K: IdKey, V> Extend<(K, V)> for IdMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, rows: I) {
        for (key, value) in rows {
            self.insert(key, value);
        }
    }
}

impl<K: IdKey, V> IntoIterator for IdMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        let mut rows: Vec<_> = self.rows.into_iter().map(Some).collect();
        let mut in_order = Vec::with_capacity(rows.len());
        for row in self.index.rows() {
            in_order.extend(rows.get_mut(*row).and_then(Option::take));
        }
        in_order.into_iter()
    }
}

impl<K: IdKey + PartialEq, V: PartialEq> PartialEq for IdMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K: IdKey + Eq, V: Eq> Eq for IdMap<K, V> {}

impl<K: IdKey + fmt::Debug, V: fmt::Debug> fmt::Debug for IdMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
