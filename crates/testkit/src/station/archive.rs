//! What a relay stores: items and epochs by room, written in whole batches.

use std::collections::BTreeMap;

use ledger::{
    Entry, EntryId, LogItem, RoomId, RoomLog, Seq, Timestamp,
    payload::{self, Found},
};

/// A stored room.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The epoch that its heads carry.
    pub epoch: u64,
    /// Its items in order.
    pub items: Vec<Stored>,
}

/// A stored item.
#[derive(Clone, Debug)]
pub struct Stored {
    /// See [`LogItem::judged_at`].
    pub judged_at: Seq,
    /// See [`LogItem::received_at`].
    pub received_at: Timestamp,
    /// The entry, without its payload once that is erased.
    pub entry: Entry,
}

impl Stored {
    /// The log item that this is at its place.
    pub fn at(&self, seq: Seq) -> LogItem {
        LogItem {
            seq,
            judged_at: self.judged_at,
            received_at: self.received_at,
            entry: self.entry.clone(),
        }
    }
}

/// One step of a batch.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly every write is an append")]
pub enum Write {
    /// Keeps an item.
    Append(RoomId, LogItem),
    /// Keeps an epoch.
    Epoch(RoomId, u64),
    /// Drops a payload.
    Erase(RoomId, EntryId),
}

/// Every stored room.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    rooms: BTreeMap<RoomId, Shelf>,
}

impl Archive {
    /// Keeps a batch; the caller has decided that it does not fail.
    pub fn commit(&mut self, batch: Vec<Write>) {
        for write in batch {
            match write {
                Write::Append(room, item) => {
                    let shelf = self.rooms.entry(room).or_default();
                    assert_eq!(
                        item.seq,
                        shelf.items.len() as Seq + 1,
                        "an item is the next of its room"
                    );
                    shelf.items.push(Stored {
                        judged_at: item.judged_at,
                        received_at: item.received_at,
                        entry: item.entry,
                    });
                }
                Write::Epoch(room, epoch) => self.rooms.entry(room).or_default().epoch = epoch,
                Write::Erase(room, target) => {
                    let items = self.rooms.entry(room).or_default().items.iter_mut();
                    for item in items.filter(|item| item.entry.id() == target) {
                        item.entry = item.entry.slot();
                    }
                }
            }
        }
    }

    /// The stored rooms.
    pub fn rooms(&self) -> impl Iterator<Item = (RoomId, &Shelf)> {
        self.rooms.iter().map(|(id, shelf)| (*id, shelf))
    }

    /// A stored item.
    pub fn item(&self, room: RoomId, seq: Seq) -> Option<&Stored> {
        let place = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.rooms.get(&room)?.items.get(place)
    }

    /// Every room as a relay indexes it, boards first.
    ///
    /// # Errors
    /// An item that ought not to have been logged.
    pub fn logs(&self) -> Result<Vec<RoomLog>, String> {
        let mut logs = BTreeMap::new();
        let is_board = |shelf: &Shelf| shelf.board().is_none();
        let (boards, others): (Vec<_>, Vec<_>) =
            self.rooms().partition(|(_, shelf)| is_board(shelf));
        for (id, shelf) in boards.into_iter().chain(others) {
            if shelf.items.is_empty() {
                continue;
            }
            let board = shelf.board().and_then(|board| logs.get(&board));
            let log = shelf.replay(id, board)?;
            logs.insert(id, log);
        }
        Ok(logs.into_values().collect())
    }

    /// One room as a relay indexes it.
    ///
    /// # Errors
    /// An item that ought not to have been logged.
    pub fn log(&self, id: RoomId, board: Option<&RoomLog>) -> Result<RoomLog, String> {
        self.rooms
            .get(&id)
            .map_or(Ok(RoomLog::new(id)), |shelf| shelf.replay(id, board))
    }

    /// The board that a stored room names.
    pub fn board(&self, id: RoomId) -> Option<RoomId> {
        self.rooms.get(&id)?.board()
    }
}

impl Shelf {
    fn board(&self) -> Option<RoomId> {
        let payload = self.items.first()?.entry.payload()?;
        payload::decode::<Found>(payload)?.board
    }

    fn replay(&self, id: RoomId, board: Option<&RoomLog>) -> Result<RoomLog, String> {
        let mut log = RoomLog::new(id);
        log.begin_epoch(self.epoch);
        for (stored, seq) in self.items.iter().zip(1..) {
            let item = stored.at(seq);
            let verdict = log.judge_logged(board, &item).map_err(|reject| {
                format!("stored item {seq} of {id:?} does not judge: {reject:?}")
            })?;
            log.append(board, &item, verdict);
        }
        Ok(log)
    }
}
