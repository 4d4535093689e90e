//! The form of a stored row: one byte of version, the bytes themselves, a checksum.
//!
//! Entries prove themselves by hash and signature, but heads, items and the outbox do not: without a checksum a
//! flipped bit would be believed. The checksum covers the key too, so a row that turns up under another key is
//! damaged as well. It guards against faulty storage, not against people.

use std::fmt;

use super::key::Key;

/// Says why a stored row cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// The browser reports the row but cannot read it.
    Unreadable,
    /// The value or its key is not a byte string.
    NotBytes,
    /// It is shorter than an empty row.
    TooShort,
    /// Its form is of a version that this app does not know.
    Version(u8),
    /// The checksum does not match.
    Checksum,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "unreadable",
            Self::NotBytes => "not bytes",
            Self::TooShort => "too short",
            Self::Version(_) => "of an unknown version",
            Self::Checksum => "checksum",
        })
    }
}

/// The only form written so far.
const VERSION: u8 = 1;

const CHECKSUM_BYTES: usize = 4;

/// Wraps `bytes` as they are stored under `key`.
pub(super) fn seal(key: &Key, bytes: &[u8]) -> Vec<u8> {
    let mut row = Vec::with_capacity(1 + bytes.len() + CHECKSUM_BYTES);
    row.push(VERSION);
    row.extend_from_slice(bytes);
    row.extend_from_slice(&checksum(key, bytes).to_le_bytes());
    row
}

/// Unwraps what [`seal`] wrote.
pub(super) fn open(key: &Key, row: &[u8]) -> Result<Vec<u8>, Damage> {
    let (version, rest) = row.split_first().ok_or(Damage::TooShort)?;
    if *version != VERSION {
        return Err(Damage::Version(*version));
    }
    let (bytes, stored) = rest
        .split_last_chunk::<CHECKSUM_BYTES>()
        .ok_or(Damage::TooShort)?;
    if checksum(key, bytes) != u32::from_le_bytes(*stored) {
        return Err(Damage::Checksum);
    }
    Ok(bytes.to_vec())
}

fn checksum(key: &Key, bytes: &[u8]) -> u32 {
    let state = key
        .as_bytes()
        .iter()
        .chain(bytes)
        .fold(u32::MAX, |state, byte| {
            let index = (state ^ u32::from(*byte)) & 0xff;
            TABLE.get(index as usize).copied().unwrap_or_default() ^ (state >> 8)
        });
    !state
}

/// CRC-32 as in IEEE 802.3, reflected.
const TABLE: [u32; 256] = table();

#[allow(
    clippy::indexing_slicing,
    reason = "a const fn cannot iterate; the bounds are the array's own"
)]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                0xedb8_8320 ^ (value >> 1)
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Damage, checksum, open, seal};
    use crate::platform::database::key::Key;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(checksum(&Key::name("12345"), b"6789"), 0xcbf4_3926);
    }

    #[test]
    fn a_row_comes_back_as_it_was() {
        let key = Key::name("head");
        for bytes in [&b""[..], b"x", &[0; 1000]] {
            assert_eq!(open(&key, &seal(&key, bytes)).unwrap(), bytes);
        }
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let key = Key::name("head");
        let row = seal(&key, b"seq 41");
        for bit in 0..row.len() * 8 {
            let mut damaged = row.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&key, &damaged).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_row_under_another_key_is_damaged() {
        let row = seal(&Key::name("one"), b"bytes");
        assert_eq!(open(&Key::name("two"), &row), Err(Damage::Checksum));
    }

    #[test]
    fn a_cut_row_is_damaged() {
        let key = Key::name("one");
        let row = seal(&key, b"bytes");
        for length in 0..row.len() {
            assert!(open(&key, &row[..length]).is_err(), "length {length}");
        }
    }
}
