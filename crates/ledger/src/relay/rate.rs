//! How fast one key may write.

use crate::id_map::IdMap;
use crate::{KeyId, Timestamp, limits};

/// Keys of which nothing was heard this long are forgotten; by then they have regained their burst.
const FORGET_MS: u64 = 60_000;
/// Most keys remembered at once; beyond it, those that have regained their burst are forgotten.
const MOST_KEYS: usize = 20_000;

/// A token bucket per key.
#[derive(Debug, Default)]
pub(super) struct Rates {
    buckets: IdMap<KeyId, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    tokens: u64,
    filled_at: Timestamp,
}

/// One token, in the unit in which tokens are counted: a thousandth, so that time divides evenly.
const TOKEN: u64 = 1_000;
const BURST: u64 = limits::KEY_BURST as u64 * TOKEN;

impl Rates {
    /// Takes one token of a key; false when it has none left.
    pub(super) fn allows(&mut self, now: Timestamp, key: KeyId) -> bool {
        if self.buckets.len() > MOST_KEYS {
            self.buckets
                .retain(|_, bucket| now.0.saturating_sub(bucket.filled_at.0) < FORGET_MS);
        }
        let bucket = self.buckets.get_or_insert_with(key, || Bucket {
            tokens: BURST,
            filled_at: now,
        });
        let passed = now.0.saturating_sub(bucket.filled_at.0);
        let regained = passed.saturating_mul(u64::from(limits::KEY_RATE));
        bucket.tokens = bucket.tokens.saturating_add(regained).min(BURST);
        bucket.filled_at = now;
        if bucket.tokens < TOKEN {
            return false;
        }
        bucket.tokens -= TOKEN;
        true
    }
}
