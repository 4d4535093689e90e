//! Bytes that nobody chose: hashes of a seed and a count.

use sha2::{Digest as _, Sha256};

/// Draws bytes; the same seed draws the same.
pub(super) struct Dice {
    seed: [u8; 32],
    drawn: u64,
}

impl Dice {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        Self { seed, drawn: 0 }
    }

    /// Up to 32 bytes; further ones would repeat.
    pub(super) fn draw<const N: usize>(&mut self) -> [u8; N] {
        self.drawn += 1;
        let hash: [u8; 32] = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.drawn.to_be_bytes())
            .finalize()
            .into();
        let mut bytes = [0; N];
        for (byte, hashed) in bytes.iter_mut().zip(hash) {
            *byte = hashed;
        }
        bytes
    }
}
