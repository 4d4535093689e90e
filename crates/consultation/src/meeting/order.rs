//! Putting things into order by a few numbers, or by words, with one sorting routine for all of them.
//!
//! A sort is compiled anew for each type, several kilobytes each time in the app, and a sitting puts some twenty kinds
//! of things into order. Here numbers are sorted, and the things are put after them.

use super::moment::Moment;

/// By what things are ordered; equal ones stay as they were.
pub(super) type Key = [u64; 3];

/// Puts things into the order of their keys.
pub(super) fn by<T>(items: Vec<T>, key: impl Fn(&T) -> Key) -> Vec<T> {
    let mut places = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        places.push((key(item), place));
    }
    taken(items, &sorted(places))
}

/// Puts things into the order of words.
pub(super) fn by_words<T>(items: Vec<T>, words: impl Fn(&T) -> String) -> Vec<T> {
    let mut places = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        places.push((words(item), place));
    }
    taken(items, &sorted_words(places))
}

/// A moment as a number: seconds since the first day there is.
pub(super) fn of_moment(at: Moment) -> u64 {
    at.time().minute_number() * 60 + u64::from(at.second())
}

/// The beginning of an id: enough to put entries that wait on one device into an order of their own.
pub(super) fn of_id(id: &[u8; 32]) -> u64 {
    let first = id.first_chunk::<8>();
    first.map_or(0, |first| u64::from_be_bytes(*first))
}

fn sorted(mut places: Vec<(Key, usize)>) -> Vec<usize> {
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

fn sorted_words(mut places: Vec<(String, usize)>) -> Vec<usize> {
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

fn taken<T>(items: Vec<T>, places: &[usize]) -> Vec<T> {
    let mut left: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(left.len());
    for place in places {
        ordered.extend(left.get_mut(*place).and_then(Option::take));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::{by, by_words};

    #[test]
    fn equal_keys_stay_as_they_were() {
        let things = vec![("b", 2), ("a", 1), ("c", 1), ("d", 0)];
        let ordered = by(things, |(_, key)| [*key, 0, 0]);
        assert_eq!(ordered, [("d", 0), ("a", 1), ("c", 1), ("b", 2)]);
        let ordered = by_words(ordered, |(name, _)| (*name).to_owned());
        assert_eq!(ordered, [("a", 1), ("b", 2), ("c", 1), ("d", 0)]);
    }
}
