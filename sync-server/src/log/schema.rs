//! The tables of the SQLite log, with a version, and how older ones are brought up to it.

use rusqlite::Connection;

use super::LogError;

/// Steps from an empty database to the newest schema; a released step is never edited.
const STEPS: &[&str] = &["
    CREATE TABLE rooms (
        number INTEGER PRIMARY KEY,
        id     BLOB    NOT NULL UNIQUE CHECK (length(id) = 32),
        epoch  INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE items (
        place       INTEGER PRIMARY KEY, -- number of the room << 40 | seq
        judged_at   INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        digest      BLOB    NOT NULL CHECK (length(digest) = 32),
        entry       BLOB    NOT NULL
    ) STRICT;
    CREATE TABLE probe (beats INTEGER NOT NULL) STRICT;
    INSERT INTO probe VALUES (0);
"];

/// Brings the database to the newest schema, or says that it is newer still.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), LogError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let newest: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if newest == known {
        return Ok(());
    }
    // Asked again within the transaction: another process may be at the same.
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(LogError::Newer { found, known });
    }
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

/// Says whether this program knows the schema, without changing anything.
pub(super) fn check(connection: &Connection) -> Result<(), LogError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found == known {
        return Ok(());
    }
    Err(LogError::Newer { found, known })
}
