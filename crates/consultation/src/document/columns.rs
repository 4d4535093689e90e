//! Counts what a change claims to hold before anybody expands it.
//!
//! Columns of a change are run-length encoded: a few bytes can claim a thousand million operations,
//! and an operation can name an actor that the change does not list. Automerge trusts both. This
//! file reads only lengths, counts and actor numbers. Format: automerge.org/automerge-binary-format-spec.

use ledger::limits;

use super::input::Input;

/// Overwritten values that all operations of one change may name together.
const MAX_GROUPED: u64 = 50_000;

const HEADER: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHUNK_CHANGE: u8 = 1;
const DEFLATED: u64 = 8;
const ID_PREDECESSOR: u64 = 7;

const TYPE_ACTOR: u64 = 1;
const TYPE_DELTA: u64 = 3;
const TYPE_BOOLEAN: u64 = 4;
const TYPE_STRING: u64 = 5;
const TYPE_VALUE: u64 = 7;

/// Whether the chunk is an uncompressed change whose columns stay within the limits.
pub(crate) fn is_bounded(chunk: &[u8]) -> bool {
    check(chunk).is_some()
}

fn check(chunk: &[u8]) -> Option<()> {
    let mut input = Input(chunk);
    if input.take(4)? != HEADER {
        return None;
    }
    input.take(4)?;
    if input.take(1)? != [CHUNK_CHANGE] {
        return None;
    }
    let length = input.unsigned()?;
    if u64::try_from(input.0.len()).ok()? != length {
        return None;
    }
    for _ in 0..input.unsigned()? {
        input.take(32)?;
    }
    input.prefixed()?;
    input.unsigned()?;
    input.unsigned()?;
    input.signed()?;
    input.prefixed()?;
    let mut actors = 1;
    for _ in 0..input.unsigned()? {
        input.prefixed()?;
        actors += 1;
    }
    let mut columns = Vec::new();
    for _ in 0..input.unsigned()? {
        columns.push((input.unsigned()?, input.unsigned()?));
    }
    for (spec, length) in columns {
        let data = input.take(usize::try_from(length).ok()?)?;
        if spec & DEFLATED != 0 {
            return None;
        }
        let rows = if spec >> 4 == ID_PREDECESSOR && spec & 7 != 0 {
            MAX_GROUPED
        } else {
            limits::CHANGE_OPS
        };
        check_column(Input(data), spec & 7, rows, actors)?;
    }
    Some(())
}

fn check_column(mut input: Input<'_>, kind: u64, limit: u64, actors: u64) -> Option<()> {
    let mut rows: u64 = 0;
    while !input.0.is_empty() {
        if kind == TYPE_VALUE {
            return Some(());
        }
        if kind == TYPE_BOOLEAN {
            rows = rows.checked_add(input.unsigned()?)?;
        } else {
            rows = rows.checked_add(check_run(&mut input, kind, actors)?)?;
        }
        if rows > limit {
            return None;
        }
    }
    Some(())
}

/// Reads one run: its length, and its value or values.
fn check_run(input: &mut Input<'_>, kind: u64, actors: u64) -> Option<u64> {
    let length = input.signed()?;
    if length == 0 {
        return input.unsigned();
    }
    let count = length.unsigned_abs();
    let values = if length > 0 { 1 } else { count };
    for _ in 0..values {
        match kind {
            TYPE_DELTA => {
                input.signed()?;
            }
            TYPE_STRING => {
                input.prefixed()?;
            }
            TYPE_ACTOR if input.unsigned()? >= actors => return None,
            TYPE_ACTOR => {}
            // A group's value is how many values of the columns that follow belong to the row.
            0 => {
                let grouped = input.unsigned()?;
                let repeated = if length > 0 { count } else { 1 };
                if grouped.checked_mul(repeated)? > MAX_GROUPED {
                    return None;
                }
            }
            _ => {
                input.unsigned()?;
            }
        }
    }
    Some(count)
}
