//! A map of ids is what the standard library's ordered map would be.

use std::collections::BTreeMap;

use ledger::id_map::IdMap;
use proptest::{collection::vec, prelude::*};

#[derive(Clone, Debug)]
enum Step {
    Insert(u64, u8),
    Remove(u64),
    GetOrInsert(u64, u8),
    Double,
    KeepOdd,
    Clear,
}

fn step() -> impl Strategy<Value = Step> {
    // Few ids, so that they meet; and two that differ in their first byte only.
    let id = || prop_oneof![0..12_u64, Just(u64::MAX), Just(u64::MAX >> 8)];
    prop_oneof![
        8 => (id(), any::<u8>()).prop_map(|(id, value)| Step::Insert(id, value)),
        4 => id().prop_map(Step::Remove),
        2 => (id(), any::<u8>()).prop_map(|(id, value)| Step::GetOrInsert(id, value)),
        1 => Just(Step::Double),
        1 => Just(Step::KeepOdd),
        1 => Just(Step::Clear),
    ]
}

proptest! {
    #[test]
    fn a_map_of_ids_is_an_ordered_map(steps in vec(step(), 0..60)) {
        let (mut map, mut model) = (IdMap::new(), BTreeMap::new());
        for step in steps {
            match step {
                Step::Insert(id, value) => {
                    prop_assert_eq!(map.insert(id, value), model.insert(id, value));
                }
                Step::Remove(id) => prop_assert_eq!(map.remove(&id), model.remove(&id)),
                Step::GetOrInsert(id, value) => {
                    let found = *map.get_or_insert_with(id, || value);
                    prop_assert_eq!(found, *model.entry(id).or_insert(value));
                }
                Step::Double => {
                    map.values_mut().for_each(|value| *value = value.wrapping_mul(2));
                    model.values_mut().for_each(|value| *value = value.wrapping_mul(2));
                }
                Step::KeepOdd => {
                    map.retain(|_, value| *value % 2 == 1);
                    model.retain(|_, value| *value % 2 == 1);
                }
                Step::Clear => {
                    map.clear();
                    model.clear();
                }
            }
            prop_assert!(map.iter().eq(model.iter()));
            prop_assert!(map.iter().rev().eq(model.iter().rev()));
            prop_assert!(map.iter_mut().eq(model.iter_mut()));
            prop_assert_eq!(map.len(), model.len());
            prop_assert_eq!(map.first_key(), model.keys().next().copied());
            for id in [0, 5, 11, u64::MAX >> 8, u64::MAX] {
                prop_assert_eq!(map.get(&id), model.get(&id));
                let last = model.range(..=id).next_back().map(|(_, value)| value);
                prop_assert_eq!(map.last_up_to(&id), last);
            }
        }
        prop_assert!(map.into_iter().eq(model));
    }
}
