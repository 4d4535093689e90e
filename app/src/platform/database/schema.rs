//! The databases, their stores and their version.

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;

/// Names one of the app's two databases, which share nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DatabaseName {
    /// The community's own data.
    Community,
    /// The practice community, which never leaves the device.
    Practice,
}

impl DatabaseName {
    /// The name as the browser knows it; also the name of the lock and the channel that go with it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Community => "zhongshang",
            Self::Practice => "zhongshang-practice",
        }
    }
}

/// Names a store; `key.rs` tells how its rows are keyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Store {
    /// Entry bytes: immutable, the truth.
    Entries,
    /// Log items as the relay ordered them.
    Items,
    /// A room's head and what else is known of it.
    Rooms,
    /// Entries without a receipt.
    Outbox,
    /// Entries the relay refused for good, with its reason; never deleted by the app.
    Refused,
    /// Key pairs of this device, not extractable.
    Keys,
    /// Small facts of the installation: fencing number, install mark, session.
    Meta,
    /// Photos and scans.
    Blobs,
    /// Photos that the relay does not have yet.
    Uploads,
    /// What can be dropped and rebuilt from the rest.
    Derived,
}

impl Store {
    /// Every store, in the order in which they are created.
    pub(crate) const ALL: [Self; 10] = [
        Self::Entries,
        Self::Items,
        Self::Rooms,
        Self::Outbox,
        Self::Refused,
        Self::Keys,
        Self::Meta,
        Self::Blobs,
        Self::Uploads,
        Self::Derived,
    ];

    /// The name as the browser knows it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Entries => "entries",
            Self::Items => "items",
            Self::Rooms => "rooms",
            Self::Outbox => "outbox",
            Self::Refused => "refused",
            Self::Keys => "keys",
            Self::Meta => "meta",
            Self::Blobs => "blobs",
            Self::Uploads => "uploads",
            Self::Derived => "derived",
        }
    }
}

/// Grows by one when a store is added; stores are never renamed or removed.
pub(super) const VERSION: u32 = 2;

/// Creates the stores that are not there yet, whatever version came before.
pub(super) fn upgrade(database: &Database) -> Result<(), indexed_db_futures::error::Error> {
    let present: Vec<String> = database.object_store_names().collect();
    for store in Store::ALL {
        if !present.iter().any(|name| name == store.as_str()) {
            database.create_object_store(store.as_str()).build()?;
        }
    }
    Ok(())
}
