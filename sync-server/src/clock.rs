//! The relay's clock: the only place where the program asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use ledger::Timestamp;

/// The time now; before 1970 it is 1970.
pub fn now() -> Timestamp {
    let passed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(u64::try_from(passed.as_millis()).unwrap_or(u64::MAX))
}
