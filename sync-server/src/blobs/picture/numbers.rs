//! Reading numbers at a place, if the place is there.

/// Numbers of a byte string, in both orders.
pub(super) trait Numbers {
    /// Some bytes at a place.
    fn slice(&self, at: usize, length: usize) -> Option<&[u8]>;

    /// Two bytes, the greater first.
    fn be16(&self, at: usize) -> Option<u64>;

    /// Four bytes, the greatest first.
    fn be32(&self, at: usize) -> Option<u64>;

    /// As many bytes, the least first.
    fn small_first(&self, at: usize, length: usize) -> Option<u64>;
}

impl Numbers for [u8] {
    fn slice(&self, at: usize, length: usize) -> Option<&[u8]> {
        self.get(at..at.checked_add(length)?)
    }

    fn be16(&self, at: usize) -> Option<u64> {
        Some(self.slice(at, 2)?.iter().fold(0, join))
    }

    fn be32(&self, at: usize) -> Option<u64> {
        Some(self.slice(at, 4)?.iter().fold(0, join))
    }

    fn small_first(&self, at: usize, length: usize) -> Option<u64> {
        Some(self.slice(at, length)?.iter().rev().fold(0, join))
    }
}

fn join(number: u64, byte: &u8) -> u64 {
    number << 8 | u64::from(*byte)
}
