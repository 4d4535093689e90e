//! Bytes that nobody chose: hashes of a seed and a count. The seed is drawn by the shell.

use sha2::{Digest as _, Sha256};

/// Bytes of a seed.
pub const SEED: usize = 32;

/// Random bytes, drawn anew for every use.
pub type Seed = [u8; SEED];

/// Draws bytes; the same seed draws the same.
#[derive(Clone, Debug)]
pub struct Dice {
    seed: Seed,
    drawn: u64,
}

impl Dice {
    /// Dice that nothing was drawn from yet.
    pub fn new(seed: Seed) -> Self {
        Self { seed, drawn: 0 }
    }

    /// Up to 32 bytes; further ones would be zero.
    pub fn draw<const N: usize>(&mut self) -> [u8; N] {
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
