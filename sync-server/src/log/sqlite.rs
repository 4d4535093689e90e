//! The embedded log: one SQLite database in the data folder.
//!
//! Write-ahead logging with `synchronous = FULL`, so that a commit is on the disk when it returns
//! and readers of other processes (an invitation, a backup, `verify`) never stand in its way.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use bytes::Bytes;
use ledger::{Digest, RoomId, Seq, Timestamp, entry::SLOT_LEN};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, params};

use super::{Log, LogError, Stored, StoredRoom, Write, schema};

/// The database within the data folder.
pub const FILE: &str = "relay.sqlite";
/// How long another process may hold the database before a write gives up.
const PATIENCE: Duration = Duration::from_secs(5);
/// Free bytes below which nothing more is accepted: what is under way must still fit.
const RESERVE: u64 = 2 * 1024 * 1024;

/// A log in a data folder.
#[derive(Debug)]
pub struct SqliteLog {
    connection: Connection,
    folder: PathBuf,
    seen: i64,
}

impl SqliteLog {
    /// Opens the folder, and makes it and its database if they are not there.
    ///
    /// # Errors
    /// When the folder cannot be written, or belongs to a later version of this program.
    pub fn open(folder: &Path) -> Result<Self, LogError> {
        std::fs::create_dir_all(folder)?;
        let mut connection = Connection::open(folder.join(FILE))?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // Erased payloads are overwritten in the file, not only unlinked.
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        schema::migrate(&mut connection)?;
        Self::on(connection, folder)
    }

    /// Opens the folder for reading only; nothing in it is changed.
    ///
    /// # Errors
    /// When there is no database of this version.
    pub fn open_read_only(folder: &Path) -> Result<Self, LogError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(folder.join(FILE), flags)?;
        connection.busy_timeout(PATIENCE)?;
        schema::check(&connection)?;
        Self::on(connection, folder)
    }

    fn on(connection: Connection, folder: &Path) -> Result<Self, LogError> {
        connection.set_prepared_statement_cache_capacity(32);
        let seen = data_version(&connection)?;
        Ok(Self {
            connection,
            folder: folder.to_owned(),
            seen,
        })
    }

    /// Asks SQLite itself whether the file is sound; what it names is wrong.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn faults(&self) -> Result<Vec<String>, LogError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut faults = rows.collect::<Result<Vec<_>, _>>()?;
        faults.retain(|fault| fault != "ok");
        Ok(faults)
    }
}

impl Log for SqliteLog {
    fn rooms(&self) -> Result<Vec<StoredRoom>, LogError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, epoch, length FROM rooms")?;
        let rows = statement.query_map([], columns)?;
        rows.map(|row| room(row?)).collect()
    }

    fn room(&self, id: RoomId) -> Result<Option<StoredRoom>, LogError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, epoch, length FROM rooms WHERE id = ?1")?;
        let row = statement.query_row([id.as_bytes()], columns).optional()?;
        row.map(room).transpose()
    }

    fn read(&self, room: RoomId, from: Seq, to: Seq) -> Result<Vec<Stored>, LogError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, judged_at, received_at, digest, entry
             FROM items JOIN rooms ON rooms.number = items.room
             WHERE rooms.id = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq",
        )?;
        let to = to.min(i64::MAX.cast_unsigned());
        let stretch = params![room.as_bytes(), signed(from), signed(to)];
        let rows = statement.query_map(stretch, |row| {
            Ok(Stored {
                seq: unsigned(row.get(0)?),
                judged_at: unsigned(row.get(1)?),
                received_at: Timestamp(unsigned(row.get(2)?)),
                digest: Digest(row.get(3)?),
                entry: Bytes::from(row.get::<_, Vec<u8>>(4)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn commit(&mut self, batch: &[Write]) -> Result<(), LogError> {
        let behaviour = rusqlite::TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behaviour)?;
        for write in batch {
            apply(&transaction, write)?;
        }
        transaction.commit()?;
        if batch.iter().any(|write| matches!(write, Write::Erase(..))) {
            // Erased bytes must not live on in the write-ahead log. A reader in another process
            // can put this off; then the next erasure or the next start does it.
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok(())
    }

    fn has_changed(&mut self) -> Result<bool, LogError> {
        let now = data_version(&self.connection)?;
        Ok(core::mem::replace(&mut self.seen, now) != now)
    }

    fn has_space(&self) -> bool {
        rustix::fs::statvfs(&self.folder)
            .is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= RESERVE)
    }

    fn is_writable(&mut self) -> bool {
        self.has_space()
            && self
                .connection
                .execute("UPDATE probe SET beats = beats + 1", [])
                .is_ok()
    }
}

fn apply(transaction: &Transaction<'_>, write: &Write) -> Result<(), LogError> {
    match write {
        Write::Append(room, item) => append(transaction, *room, item),
        Write::Epoch(room, epoch) => {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO rooms (id, epoch) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch",
            )?;
            statement.execute(params![room.as_bytes(), signed(*epoch)])?;
            Ok(())
        }
        Write::Erase(room, seq) => {
            let mut statement = transaction.prepare_cached(
                "UPDATE items SET entry = substr(entry, 1, ?3)
                 WHERE room = (SELECT number FROM rooms WHERE id = ?1) AND seq = ?2",
            )?;
            statement.execute(params![
                room.as_bytes(),
                signed(*seq),
                signed(SLOT_LEN as u64)
            ])?;
            Ok(())
        }
    }
}

fn append(transaction: &Transaction<'_>, room: RoomId, item: &Stored) -> Result<(), LogError> {
    transaction
        .prepare_cached("INSERT INTO rooms (id) VALUES (?1) ON CONFLICT (id) DO NOTHING")?
        .execute([room.as_bytes()])?;
    let number: Option<i64> = transaction
        .prepare_cached(
            "UPDATE rooms SET length = length + 1 WHERE id = ?1 AND length + 1 = ?2
             RETURNING number",
        )?
        .query_row(params![room.as_bytes(), signed(item.seq)], |row| row.get(0))
        .optional()?;
    let number = number.ok_or(LogError::NotNext {
        room,
        seq: item.seq,
    })?;
    transaction
        .prepare_cached("INSERT INTO items VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            number,
            signed(item.seq),
            signed(item.judged_at),
            signed(item.received_at.0),
            item.digest.as_bytes(),
            item.entry.as_ref(),
        ])?;
    Ok(())
}

type RoomRow = (Vec<u8>, i64, i64);

fn columns(row: &Row<'_>) -> rusqlite::Result<RoomRow> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn room((id, epoch, len): RoomRow) -> Result<StoredRoom, LogError> {
    Ok(StoredRoom {
        id: RoomId::from_slice(&id).ok_or(LogError::Corrupt("a room's id"))?,
        epoch: unsigned(epoch),
        len: unsigned(len),
    })
}

fn data_version(connection: &Connection) -> Result<i64, LogError> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

/// SQLite's integers are signed; the bits are kept as they are, so that nothing is ever lost.
fn signed(number: u64) -> i64 {
    number.cast_signed()
}

fn unsigned(number: i64) -> u64 {
    number.cast_unsigned()
}
