//! Fresh ids out of a seed, and the names of versions that are written in one go.

use ledger::dice::{Dice, Seed};

use crate::cards::{Card, Revision};

/// Ids that nothing else has.
pub(super) struct Ids {
    dice: Dice,
    /// The first half of the name of every version that is written in this go.
    batch: [u8; 8],
    written: u64,
}

impl Ids {
    pub(super) fn new(seed: Seed) -> Self {
        let mut ids = Self {
            dice: Dice::new(seed),
            batch: [0; 8],
            written: 0,
        };
        let first = ids.id();
        ids.batch = batch_of(Revision(first));
        ids
    }

    /// A new id.
    pub(super) fn id(&mut self) -> [u8; 16] {
        self.dice.draw()
    }

    /// The name of a new version.
    pub(super) fn revision(&mut self) -> Revision {
        self.written += 1;
        let mut name = [0; 16];
        let bytes = self.batch.into_iter().chain(self.written.to_be_bytes());
        for (to, from) in name.iter_mut().zip(bytes) {
            *to = from;
        }
        Revision(name)
    }
}

/// The go in which a version was written.
pub(super) fn batch_of(revision: Revision) -> [u8; 8] {
    let mut batch = [0; 8];
    for (to, from) in batch.iter_mut().zip(revision.0) {
        *to = from;
    }
    batch
}

/// The bytes of cards, as a page stores them.
pub(super) fn bytes(cards: &[Card]) -> Vec<minicbor::bytes::ByteVec> {
    cards.iter().map(|card| card.encode().into()).collect()
}
