//! How many pieces are received at once: each may take as much memory as a piece has.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ledger::KeyId;

/// Counts pieces on their way.
#[derive(Debug)]
pub(super) struct Turns {
    per_key: usize,
    in_all: usize,
    taken: Mutex<BTreeMap<KeyId, usize>>,
}

/// A piece on its way; dropping it gives the turn back.
#[derive(Debug)]
pub struct Turn {
    turns: Arc<Turns>,
    key: KeyId,
}

impl Turns {
    /// As many for one key, as many in all.
    pub(super) fn new(per_key: usize, in_all: usize) -> Arc<Self> {
        Arc::new(Self {
            per_key,
            in_all,
            taken: Mutex::default(),
        })
    }

    pub(super) fn take(self: &Arc<Self>, key: KeyId) -> Option<Turn> {
        let mut taken = self.lock();
        let own = taken.get(&key).copied().unwrap_or(0);
        if own >= self.per_key || taken.values().sum::<usize>() >= self.in_all {
            return None;
        }
        taken.insert(key, own + 1);
        Some(Turn {
            turns: self.clone(),
            key,
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<KeyId, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = self.turns.lock();
        if let Some(own) = taken.get_mut(&self.key) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                taken.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_takes_every_turn() {
        let turns = Turns::new(2, 3);
        let (one, other) = (KeyId([1; 16]), KeyId([2; 16]));
        let first = turns.take(one).unwrap();
        let _second = turns.take(one).unwrap();
        assert!(turns.take(one).is_none(), "the third of one key");
        let _third = turns.take(other).unwrap();
        assert!(turns.take(other).is_none(), "the fourth in all");
        drop(first);
        assert!(turns.take(other).is_some());
    }
}
