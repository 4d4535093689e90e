//! The embedded log: one SQLite database in the data folder.
//!
//! Write-ahead logging with `synchronous = FULL`, so that a commit is on the disk when it returns
//! and readers of other processes (an invitation, a backup, `verify`) never stand in its way. An item
//! lies at one number made of its room and its position, so that an append touches one page.

mod place;
mod write;

use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use bytes::Bytes;
use ledger::{Digest, RoomId, Seq, Timestamp};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};

use super::{Log, LogError, Stored, StoredRoom, Write, schema};
use place::{LAST, place, seq, unsigned};

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
    /// Numbers of rooms, once asked for.
    numbers: RefCell<BTreeMap<RoomId, i64>>,
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
            numbers: RefCell::default(),
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
            .prepare_cached("SELECT id, epoch, number FROM rooms")?;
        let rows = statement.query_map([], columns)?;
        rows.map(|row| self.stored(row?)).collect()
    }

    fn room(&self, id: RoomId) -> Result<Option<StoredRoom>, LogError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, epoch, number FROM rooms WHERE id = ?1")?;
        let row = statement.query_row([id.as_bytes()], columns).optional()?;
        row.map(|row| self.stored(row)).transpose()
    }

    fn read(&self, room: RoomId, from: Seq, to: Seq) -> Result<Vec<Stored>, LogError> {
        let Some(number) = self.number(room)? else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT place, judged_at, received_at, digest, entry
             FROM items WHERE place BETWEEN ?1 AND ?2 ORDER BY place",
        )?;
        let stretch = [place(number, from.min(LAST)), place(number, to.min(LAST))];
        let rows = statement.query_map(stretch, |row| {
            Ok(Stored {
                seq: seq(row.get(0)?),
                judged_at: unsigned(row.get(1)?),
                received_at: Timestamp(unsigned(row.get(2)?)),
                digest: Digest(row.get(3)?),
                entry: Bytes::from(row.get::<_, Vec<u8>>(4)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn commit(&mut self, batch: &[Write]) -> Result<(), LogError> {
        self.run("BEGIN IMMEDIATE")?;
        let done = batch
            .iter()
            .try_for_each(|write| self.apply(write))
            .and_then(|()| self.run("COMMIT"));
        if done.is_err() {
            self.numbers.borrow_mut().clear();
            // Some failures have rolled back by themselves.
            if !self.connection.is_autocommit() {
                self.run("ROLLBACK")?;
            }
        } else if batch.iter().any(|write| matches!(write, Write::Erase(..))) {
            // Erased bytes must not live on in the write-ahead log. A reader in another process
            // can put this off; then the next erasure or the next start does it.
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        done
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

impl SqliteLog {
    fn stored(&self, (id, epoch, number): RoomRow) -> Result<StoredRoom, LogError> {
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(place) FROM items WHERE place BETWEEN ?1 AND ?2")?
            .query_row([place(number, 0), place(number, LAST)], |row| row.get(0))?;
        Ok(StoredRoom {
            id: RoomId::from_slice(&id).ok_or(LogError::Corrupt("a room's id"))?,
            epoch: unsigned(epoch),
            len: last.map_or(0, seq),
        })
    }
}

type RoomRow = (Vec<u8>, i64, i64);

fn columns(row: &Row<'_>) -> rusqlite::Result<RoomRow> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn data_version(connection: &Connection) -> Result<i64, LogError> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}
