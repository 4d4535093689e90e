//! One number for a room and a position in it, so that a room's items lie side by side.

use ledger::Seq;

/// Bits of a place that are the position: a million million items of a room, eight million rooms.
const SEQ_BITS: u32 = 40;
/// The last position that a place has room for.
pub(super) const LAST: Seq = (1 << SEQ_BITS) - 1;

/// Where an item lies.
pub(super) fn place(number: i64, seq: Seq) -> i64 {
    number << SEQ_BITS | signed(seq)
}

/// The position of what lies there.
pub(super) fn seq(place: i64) -> Seq {
    unsigned(place) & LAST
}

/// SQLite's integers are signed; the bits are kept as they are, so that nothing is ever lost.
pub(super) fn signed(number: u64) -> i64 {
    number.cast_signed()
}

pub(super) fn unsigned(number: i64) -> u64 {
    number.cast_unsigned()
}
