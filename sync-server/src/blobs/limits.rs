//! Every bound on blobs, with its reason.

use std::time::Duration;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// What blobs may cost.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest blob: devices make photos of at most 400 KB, and a scanned page in PNG needs more.
    pub blob_bytes: u64,
    /// Largest piece: what a 2G link (20 kbit/s) gets through between two cuts of two minutes.
    pub piece_bytes: u64,
    /// Most pixels: devices make photos of 1600 × 1600 at most; more would hang old phones that
    /// show it, whatever it weighs.
    pub pixels: u64,
    /// All blobs of one room: some ten thousand photos.
    pub room_bytes: u64,
    /// All blobs of one key that runs no room: the photos and signatures of many sittings from one
    /// tablet, and less than a thirtieth of a room for somebody who got in by a posted invitation.
    pub key_bytes: u64,
    /// Unfinished uploads of one key; a further one takes the place of the one longest untouched.
    pub unfinished_per_key: usize,
    /// Unfinished uploads in all; the same.
    pub unfinished_in_all: usize,
    /// How long an unfinished upload waits: a device that was offline for a week goes on.
    pub unfinished_age: Duration,
    /// Pieces of one key that are received at once: a page and its reload.
    pub pieces_per_key: usize,
    /// Pieces that are received at once, in all: with the largest they fill 32 MiB of memory.
    pub pieces_in_all: usize,
    /// How long a piece may take: the largest at 20 kbit/s.
    pub piece_time: Duration,
    /// How long nothing of a piece may come, before what has come is all.
    pub piece_silence: Duration,
    /// Room that blobs leave on the disk: entries and their receipts come first.
    pub spare_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            blob_bytes: MIB,
            piece_bytes: 256 * KIB,
            pixels: 16_000_000,
            room_bytes: 4 * 1024 * MIB,
            key_bytes: 128 * MIB,
            unfinished_per_key: 8,
            unfinished_in_all: 512,
            unfinished_age: Duration::from_secs(7 * 24 * 3600),
            pieces_per_key: 3,
            pieces_in_all: 128,
            piece_time: Duration::from_secs(110),
            piece_silence: Duration::from_secs(30),
            spare_bytes: 64 * MIB,
        }
    }
}

impl Limits {
    /// Unfinished uploads of one key, and in all.
    pub(super) fn unfinished(&self) -> (usize, usize) {
        (self.unfinished_per_key, self.unfinished_in_all)
    }
}
