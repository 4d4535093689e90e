//! A log in memory: the model that the conformance suite holds the others against.

use std::collections::BTreeMap;

use ledger::{RoomId, Seq, entry::SLOT_LEN};

use super::{Log, LogError, Stored, StoredRoom, Write};

/// Keeps everything until it is dropped.
#[derive(Clone, Debug, Default)]
pub struct MemoryLog {
    rooms: BTreeMap<RoomId, Room>,
}

#[derive(Clone, Debug, Default)]
struct Room {
    epoch: u64,
    items: Vec<Stored>,
}

impl Room {
    fn len(&self) -> Seq {
        self.items.len() as Seq
    }
}

impl Log for MemoryLog {
    fn rooms(&self) -> Result<Vec<StoredRoom>, LogError> {
        Ok(self
            .rooms
            .iter()
            .map(|(id, room)| stored(*id, room))
            .collect())
    }

    fn room(&self, room: RoomId) -> Result<Option<StoredRoom>, LogError> {
        Ok(self.rooms.get(&room).map(|kept| stored(room, kept)))
    }

    fn read(&self, room: RoomId, from: Seq, to: Seq) -> Result<Vec<Stored>, LogError> {
        let items = self.rooms.get(&room).map(|room| room.items.as_slice());
        Ok(items
            .unwrap_or_default()
            .iter()
            .filter(|item| (from..=to).contains(&item.seq))
            .cloned()
            .collect())
    }

    fn commit(&mut self, batch: &[Write]) -> Result<(), LogError> {
        let mut rooms = self.rooms.clone();
        for write in batch {
            match write {
                Write::Append(id, item) => {
                    let room = rooms.entry(*id).or_default();
                    if item.seq != room.len() + 1 {
                        return Err(LogError::NotNext {
                            room: *id,
                            seq: item.seq,
                        });
                    }
                    room.items.push(item.clone());
                }
                Write::Epoch(id, epoch) => rooms.entry(*id).or_default().epoch = *epoch,
                Write::Erase(id, seq) => {
                    let item = rooms
                        .get_mut(id)
                        .and_then(|room| room.items.iter_mut().find(|item| item.seq == *seq));
                    if let Some(item) = item {
                        item.entry.truncate(SLOT_LEN);
                    }
                }
            }
        }
        self.rooms = rooms;
        Ok(())
    }

    fn has_changed(&mut self) -> Result<bool, LogError> {
        Ok(false)
    }

    fn has_space(&self) -> bool {
        true
    }

    fn is_writable(&mut self) -> bool {
        true
    }
}

fn stored(id: RoomId, room: &Room) -> StoredRoom {
    StoredRoom {
        id,
        epoch: room.epoch,
        len: room.len(),
    }
}
