//! The fencing number: a row in `meta` that only ever grows.

use indexed_db_futures::database::Database as Idb;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use wasm_bindgen::JsValue;

use super::key::Key;
use super::op::{Fence, Op};
use super::read;
use super::schema::Store;
use super::transaction::{End, begin};
use crate::platform::error::PlatformError;

const NAME: &str = "fence";

/// What the database knows of its writers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writers {
    /// Nobody has ever become the writer here.
    None,
    /// The newest writer's number.
    Newest(Fence),
    /// The row cannot be read; it must not lock everybody out, and the lock itself still holds.
    Unreadable,
}

impl Writers {
    /// Whether `ours` may write.
    pub(super) fn admit(self, ours: Fence) -> Result<(), PlatformError> {
        match self {
            Self::Newest(newest) if newest > ours => Err(PlatformError::Fenced {
                ours: ours.0,
                newest: newest.0,
            }),
            // Our number was durable once: a database without it is not the one that this page read.
            Self::Newest(newest) if newest < ours => Err(PlatformError::Wiped),
            Self::None => Err(PlatformError::Wiped),
            Self::Newest(_) | Self::Unreadable => Ok(()),
        }
    }

    fn next(self) -> Fence {
        match self {
            Self::Newest(newest) => Fence(newest.0.saturating_add(1)),
            Self::None | Self::Unreadable => Fence(1),
        }
    }
}

/// Reads the newest number within a transaction that covers `meta`.
pub(super) async fn read(transaction: &Transaction<'_>) -> Result<Writers, PlatformError> {
    let key = Key::name(NAME);
    let store = transaction.object_store(Store::Meta.as_str())?;
    let stored: Option<JsValue> = store.get(key.to_js()).primitive()?.await?;
    let Some(stored) = stored else {
        return Ok(Writers::None);
    };
    let number = read::unwrap(&key, &stored)
        .ok()
        .and_then(|bytes| bytes.try_into().ok());
    Ok(number.map_or(Writers::Unreadable, |bytes| {
        Writers::Newest(Fence(u64::from_be_bytes(bytes)))
    }))
}

/// Takes the next number.
pub(super) async fn claim(idb: &Idb) -> Result<Fence, PlatformError> {
    let transaction = begin(idb, &[Store::Meta])?;
    let end = End::of(&transaction);
    let next = read(&transaction).await?.next();
    let op = Op::put(Store::Meta, Key::name(NAME), next.0.to_be_bytes().to_vec());
    if let Some((key, value)) = op.stored_value() {
        let store = transaction.object_store(Store::Meta.as_str())?;
        store
            .put(value)
            .with_key(key)
            .without_key_type()
            .primitive()?;
    }
    end.reached(&transaction).await?;
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::{Fence, Writers};
    use crate::platform::error::PlatformError;

    #[test]
    fn only_the_newest_writer_of_this_very_database_may_write() {
        let ours = Fence(3);
        assert_eq!(Writers::Newest(ours).admit(ours), Ok(()));
        assert_eq!(Writers::Unreadable.admit(ours), Ok(()));
        let fenced = PlatformError::Fenced { ours: 3, newest: 4 };
        assert_eq!(Writers::Newest(Fence(4)).admit(ours), Err(fenced));
        assert_eq!(
            Writers::Newest(Fence(2)).admit(ours),
            Err(PlatformError::Wiped)
        );
        assert_eq!(Writers::None.admit(ours), Err(PlatformError::Wiped));
    }

    #[test]
    fn each_writer_takes_the_next_number() {
        assert_eq!(Writers::None.next(), Fence(1));
        assert_eq!(Writers::Newest(Fence(1)).next(), Fence(2));
    }
}
