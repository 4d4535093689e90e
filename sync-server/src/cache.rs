//! The newest items of every room, as they are stored, so that handing them out reads no disk.

use std::collections::{BTreeMap, VecDeque};

use ledger::{RoomId, Seq, entry::SLOT_LEN};

use crate::log::Stored;

/// Bytes that the cache may hold before the oldest go.
pub const BYTES: usize = 16 * 1024 * 1024;
/// What an item costs beside its bytes.
const OVERHEAD: usize = 128;

/// A bounded tail of every room's log.
#[derive(Debug)]
pub struct Cache {
    most: usize,
    bytes: usize,
    rooms: BTreeMap<RoomId, VecDeque<Stored>>,
    order: VecDeque<RoomId>,
}

impl Cache {
    /// An empty cache that holds at most this many bytes.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            bytes: 0,
            rooms: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }

    /// Takes the next item of a room, and drops the oldest of any.
    pub fn push(&mut self, room: RoomId, item: Stored) {
        self.bytes += cost(&item);
        self.rooms.entry(room).or_default().push_back(item);
        self.order.push_back(room);
        while self.bytes > self.most {
            let Some(oldest) = self.order.pop_front() else {
                return;
            };
            if let Some(items) = self.rooms.get_mut(&oldest) {
                if let Some(gone) = items.pop_front() {
                    self.bytes -= cost(&gone);
                }
                if items.is_empty() {
                    self.rooms.remove(&oldest);
                }
            }
        }
    }

    /// The stretch, if all of it is here.
    pub fn read(&self, room: RoomId, from: Seq, to: Seq) -> Option<Vec<Stored>> {
        let items = self.rooms.get(&room)?;
        let first = items.front()?.seq;
        let skip = usize::try_from(from.checked_sub(first)?).ok()?;
        let count = usize::try_from((to + 1).checked_sub(from)?).ok()?;
        let stretch: Vec<Stored> = items
            .range(skip.min(items.len())..)
            .take(count)
            .cloned()
            .collect();
        (stretch.len() == count).then_some(stretch)
    }

    /// Drops salt and payload of an item, as the log did.
    pub fn erase(&mut self, room: RoomId, seq: Seq) {
        let items = self.rooms.get_mut(&room);
        let item = items.and_then(|items| items.iter_mut().find(|item| item.seq == seq));
        if let Some(item) = item {
            let slot = item
                .entry
                .get(..SLOT_LEN)
                .map(bytes::Bytes::copy_from_slice);
            let before = cost(item);
            item.entry = slot.unwrap_or_default();
            self.bytes -= before - cost(item);
        }
    }

    /// Forgets everything: the log and the cache may differ.
    pub fn clear(&mut self) {
        *self = Self::new(self.most);
    }
}

fn cost(item: &Stored) -> usize {
    item.entry.len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use ledger::{Digest, Timestamp};

    use super::*;

    const ROOM: RoomId = RoomId([1; 32]);

    fn item(seq: Seq) -> Stored {
        Stored {
            seq,
            judged_at: 0,
            received_at: Timestamp(0),
            digest: Digest::ZERO,
            entry: vec![7; 1_000].into(),
        }
    }

    #[test]
    fn the_newest_items_stay_and_the_oldest_go() {
        let mut cache = Cache::new(10 * (1_000 + OVERHEAD));
        (1..=15).for_each(|seq| cache.push(ROOM, item(seq)));
        let seqs = |from, to| {
            let items = cache.read(ROOM, from, to)?;
            Some(items.iter().map(|item| item.seq).collect::<Vec<_>>())
        };
        assert_eq!(seqs(14, 15), Some(vec![14, 15]));
        assert_eq!(seqs(6, 15).map(|seqs| seqs.len()), Some(10));
        assert_eq!(seqs(5, 15), None);
        assert_eq!(seqs(15, 16), None);
        assert_eq!(seqs(20, 20), None);
    }

    #[test]
    fn an_erased_payload_is_not_served_from_the_cache() {
        let mut cache = Cache::new(BYTES);
        cache.push(ROOM, item(1));
        cache.erase(ROOM, 1);
        assert_eq!(cache.read(ROOM, 1, 1).unwrap()[0].entry.len(), SLOT_LEN);
    }
}
