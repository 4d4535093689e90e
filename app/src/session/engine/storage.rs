//! Between the replica's tables and the device's stores.

use ledger::replica;

use crate::platform::database::{Key, Op, Rows, Span, Store};

/// What is read at the start: the stores that the replica knows, in the order of [`rows`], and then the
/// photos that wait.
pub(super) const SPANS: [Store; 6] = [
    Store::Rooms,
    Store::Entries,
    Store::Items,
    Store::Outbox,
    Store::Refused,
    Store::Uploads,
];

fn store(store: replica::Store) -> Store {
    match store {
        replica::Store::Rooms => Store::Rooms,
        replica::Store::Entries => Store::Entries,
        replica::Store::Items => Store::Items,
        replica::Store::Outbox => Store::Outbox,
        replica::Store::Refused => Store::Refused,
    }
}

/// One step of the replica as one step of a batch.
pub(super) fn op(op: &replica::Op) -> Op {
    match op {
        replica::Op::Put(to, key, value) => Op::put(store(*to), Key::joined(&[key]), value.clone()),
        replica::Op::Delete(from, key) => Op::Delete {
            store: store(*from),
            key: Key::joined(&[key]),
        },
        replica::Op::DeleteRange(from, first, last) => Op::DeleteRange {
            store: store(*from),
            span: Span::closed(first, last),
        },
    }
}

/// The room whose row a step touches.
pub(super) fn room(op: &replica::Op) -> Option<&[u8]> {
    let (replica::Op::Put(_, key, _)
    | replica::Op::Delete(_, key)
    | replica::Op::DeleteRange(_, key, _)) = op;
    key.get(..32)
}

/// What was read, in the replica's form, and how many rows were damaged.
pub(super) fn rows(read: Vec<Rows>) -> (replica::Rows, usize) {
    let mut damaged = 0;
    let mut tables = read.into_iter().map(|rows| {
        damaged += rows.damaged.len();
        let pair = |row: crate::platform::database::Row| (row.key.as_bytes().to_vec(), row.bytes);
        rows.sound.into_iter().map(pair).collect()
    });
    let rows = replica::Rows {
        rooms: tables.next().unwrap_or_default(),
        entries: tables.next().unwrap_or_default(),
        items: tables.next().unwrap_or_default(),
        outbox: tables.next().unwrap_or_default(),
        refused: tables.next().unwrap_or_default(),
    };
    drop(tables);
    (rows, damaged)
}
