//! A set of operation counters, kept as runs: typing yields one run, however long the text.

use std::collections::BTreeMap;

/// Runs of counters, first to last, that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ranges(BTreeMap<u64, u64>);

impl Ranges {
    pub(crate) fn contains(&self, counter: u64) -> bool {
        self.0
            .range(..=counter)
            .next_back()
            .is_some_and(|(_, last)| *last >= counter)
    }

    /// Adds every counter from `first` to `last`; adding what is there changes nothing.
    pub(crate) fn insert(&mut self, first: u64, last: u64) {
        let (mut first, mut last) = (first, last);
        while let Some((start, end)) = self
            .0
            .range(..=last.saturating_add(1))
            .next_back()
            .map(|(start, end)| (*start, *end))
        {
            if end.saturating_add(1) < first {
                break;
            }
            self.0.remove(&start);
            first = first.min(start);
            last = last.max(end);
        }
        self.0.insert(first, last);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Ranges;

    proptest! {
        #[test]
        fn holds_exactly_what_was_inserted(runs in prop::collection::vec((1_u64..60, 0_u64..6), 0..20)) {
            let mut ranges = Ranges::default();
            let mut expected = BTreeSet::new();
            for (first, extra) in runs {
                ranges.insert(first, first + extra);
                expected.extend(first..=first + extra);
            }
            for counter in 0..70 {
                prop_assert_eq!(ranges.contains(counter), expected.contains(&counter));
            }
        }
    }
}
