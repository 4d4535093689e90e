//! A device's storage: what is durable, and what was asked for and is not durable yet.
//!
//! Transactions commit whole and in the order in which they were asked for. A crash keeps the
//! first few of those under way, whether or not anybody was told, and loses the rest.

use std::collections::{BTreeMap, VecDeque};

use ledger::replica::{Op, Rows, Store, Ticket};

type Tables = BTreeMap<Store, BTreeMap<Vec<u8>, Vec<u8>>>;

/// The storage of one device.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    tables: Tables,
    under_way: VecDeque<(Ticket, Vec<Op>)>,
    fails_in: Option<u32>,
    is_full: bool,
}

/// What was durable at some moment.
#[derive(Clone, Debug)]
pub struct Copy(Tables);

impl Disk {
    /// Begins a transaction.
    pub fn begin(&mut self, ticket: Ticket, ops: Vec<Op>) {
        self.under_way.push_back((ticket, ops));
    }

    /// Number of transactions under way.
    pub fn under_way(&self) -> usize {
        self.under_way.len()
    }

    /// Lets the `call`th transaction from now fail.
    pub fn fail_in(&mut self, call: u32) {
        self.fails_in = Some(call);
    }

    /// Lets every transaction fail, or none any more.
    pub fn set_full(&mut self, is_full: bool) {
        self.is_full = is_full;
        self.fails_in = None;
    }

    /// Ends the oldest transaction: committed, or failed with nothing of it kept.
    pub fn finish_one(&mut self) -> Option<(Ticket, bool)> {
        let (ticket, ops) = self.under_way.pop_front()?;
        let fails = self.is_full || self.fails_in == Some(0);
        self.fails_in = self.fails_in.and_then(|left| left.checked_sub(1));
        if !fails {
            self.commit(ops);
        }
        Some((ticket, !fails))
    }

    /// The device dies: the first `kept` transactions under way made it, the others did not.
    pub fn crash(&mut self, kept: usize) {
        for _ in 0..kept.min(self.under_way.len()) {
            self.finish_one();
        }
        self.under_way.clear();
    }

    /// Everything durable, for putting it back later or on another device.
    pub fn copy(&self) -> Copy {
        Copy(self.tables.clone())
    }

    /// Puts an older copy in place of what is there.
    pub fn restore(&mut self, copy: &Copy) {
        self.tables = copy.0.clone();
        self.under_way.clear();
    }

    /// The user cleared all data of the site.
    pub fn wipe(&mut self) {
        self.tables.clear();
        self.under_way.clear();
    }

    /// What a start finds.
    pub fn rows(&self) -> Rows {
        let table = |store| {
            let rows = self.tables.get(&store).into_iter().flatten();
            rows.map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        Rows {
            rooms: table(Store::Rooms),
            entries: table(Store::Entries),
            items: table(Store::Items),
            outbox: table(Store::Outbox),
            refused: table(Store::Refused),
        }
    }

    fn commit(&mut self, ops: Vec<Op>) {
        for op in ops {
            match op {
                Op::Put(store, key, value) => {
                    self.tables.entry(store).or_default().insert(key, value);
                }
                Op::Delete(store, key) => {
                    self.tables.entry(store).or_default().remove(&key);
                }
                Op::DeleteRange(store, from, to) => {
                    let table = self.tables.entry(store).or_default();
                    table.retain(|key, _| *key < from || *key > to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(value: u8) -> Vec<Op> {
        vec![Op::Put(Store::Rooms, vec![1], vec![value])]
    }

    #[test]
    fn a_crash_keeps_the_first_transactions_and_loses_the_rest() {
        let mut disk = Disk::default();
        for value in 1..=3 {
            disk.begin(Ticket(u64::from(value)), put(value));
        }
        disk.crash(2);
        assert_eq!(disk.rows().rooms, [(vec![1], vec![2])]);
    }

    #[test]
    fn a_failed_transaction_leaves_nothing() {
        let mut disk = Disk::default();
        disk.fail_in(1);
        disk.begin(Ticket(1), put(1));
        disk.begin(Ticket(2), put(2));
        assert_eq!(disk.finish_one(), Some((Ticket(1), true)));
        assert_eq!(disk.finish_one(), Some((Ticket(2), false)));
        assert_eq!(disk.rows().rooms, [(vec![1], vec![1])]);
    }
}
