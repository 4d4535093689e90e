//! Between the replica's tables and the device's stores.

use ledger::{RoomId, replica};

use crate::platform::database::{Key, Op, Row, Rows, Span, Store};

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

/// What was read, as the replica takes a table.
pub(super) fn table(read: Rows) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pair = |row: Row| (row.key.as_bytes().to_vec(), row.bytes);
    read.sound.into_iter().map(pair).collect()
}

/// A room's rows in one of its stores.
pub(super) fn of_room(room: RoomId) -> Span {
    let last = [room.as_bytes(), [u8::MAX; 33].as_slice()].concat();
    Span::closed(room.as_bytes(), &last)
}
