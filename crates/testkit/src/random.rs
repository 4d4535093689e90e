//! Chance, all of it from one seed.
//!
//! The generator is wyrand as `fastrand` has it: the same numbers on every machine.

/// A seeded source of numbers.
#[derive(Clone, Debug)]
pub struct Random(fastrand::Rng);

impl Random {
    /// A source that gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        match u64::try_from(end) {
            Ok(end @ 1..) => usize::try_from(self.0.u64(0..end)).unwrap_or(0),
            _ => 0,
        }
    }

    /// A number from `from` up to and including `to`.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        self.0.u64(from..=to.max(from))
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.0.u64(0..100) < percent
    }

    /// One of the things, if there are any.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// A few Chinese words, with something awkward among them now and then.
    pub fn words(&mut self) -> String {
        const PIECES: [&str; 12] = [
            "协商", "电梯", "居民", "同意", "车位", "，", "。", "三楼", "\n", "🏠", "绿地", "下周",
        ];
        let count = 1 + self.below(8);
        (0..count)
            .filter_map(|_| self.pick(&PIECES).copied())
            .collect()
    }
}
