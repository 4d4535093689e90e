//! What a batch does to the tables.

use ledger::{RoomId, entry::SLOT_LEN};
use rusqlite::{OptionalExtension, params};

use super::{
    SqliteLog,
    place::{LAST, place, signed},
};
use crate::log::{LogError, Stored, Write};

impl SqliteLog {
    pub(super) fn run(&self, statement: &str) -> Result<(), LogError> {
        self.connection.prepare_cached(statement)?.execute([])?;
        Ok(())
    }

    pub(super) fn apply(&self, write: &Write) -> Result<(), LogError> {
        match write {
            Write::Append(room, item) => self.append(*room, item),
            Write::Epoch(room, epoch) => {
                let mut statement = self.connection.prepare_cached(
                    "INSERT INTO rooms (id, epoch) VALUES (?1, ?2)
                     ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch",
                )?;
                statement.execute(params![room.as_bytes(), signed(*epoch)])?;
                Ok(())
            }
            Write::Erase(room, seq) => {
                let Some(number) = self.number(*room)? else {
                    return Ok(());
                };
                let mut statement = self.connection.prepare_cached(
                    "UPDATE items SET entry = substr(entry, 1, ?2) WHERE place = ?1",
                )?;
                let slot = signed(SLOT_LEN as u64);
                statement.execute([place(number, (*seq).min(LAST)), slot])?;
                Ok(())
            }
        }
    }

    fn append(&self, room: RoomId, item: &Stored) -> Result<(), LogError> {
        let number = match self.number(room)? {
            Some(number) => number,
            None => self
                .connection
                .prepare_cached("INSERT INTO rooms (id) VALUES (?1)")?
                .insert([room.as_bytes()])?,
        };
        let place = place(number, item.seq.min(LAST));
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO items SELECT ?1, ?3, ?4, ?5, ?6
             WHERE ?2 = 1 OR EXISTS (SELECT 1 FROM items WHERE place = ?1 - 1)
             ON CONFLICT (place) DO NOTHING",
        )?;
        let appended = statement.execute(params![
            place,
            signed(item.seq),
            signed(item.judged_at),
            signed(item.received_at.0),
            item.digest.as_bytes(),
            item.entry.as_ref(),
        ])?;
        match appended {
            1 => Ok(()),
            _ => Err(LogError::NotNext {
                room,
                seq: item.seq,
            }),
        }
    }

    /// The number of a room, if anything is kept of it.
    pub(super) fn number(&self, room: RoomId) -> Result<Option<i64>, LogError> {
        if let Some(number) = self.numbers.borrow().get(&room) {
            return Ok(Some(*number));
        }
        let number: Option<i64> = self
            .connection
            .prepare_cached("SELECT number FROM rooms WHERE id = ?1")?
            .query_row([room.as_bytes()], |row| row.get(0))
            .optional()?;
        if let Some(number) = number {
            self.numbers.borrow_mut().insert(room, number);
        }
        Ok(number)
    }
}
