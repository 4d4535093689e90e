//! Snapshots of halls as `sync-server` makes them, but that nothing is deflated: a relay makes one now
//! and then, and what is fetched may be cut, spoilt or gone.

use ledger::{
    Digest,
    snapshot::{Gathered, Snapshot, Standing},
    wire,
};
use sha2::{Digest as _, Sha256};

use super::Station;
use crate::Random;

/// Entries of a hall from which on there are snapshots: so few that every simulation has some.
pub(super) const ENTRIES: u64 = 8;
/// Turns in a hundred after which one is made.
const MADE: u64 = 20;

impl Station {
    /// Makes the snapshots that are due, now and then.
    pub(super) fn make_snapshots(&mut self, random: &mut Random) {
        let due = self
            .relay
            .as_ref()
            .map_or(Vec::new(), ledger::Relay::due_for_snapshots);
        if due.is_empty() || !random.chance(MADE) {
            return;
        }
        for standing in due {
            let made = self.snapshot(standing);
            let Some(bytes) = made.and_then(|made| made.to_parts().ok()) else {
                continue;
            };
            let bytes = [bytes.0, bytes.1].concat();
            let sha256 = Digest(Sha256::digest(&bytes).into());
            let length = bytes.len() as u64;
            if let Some(relay) = &mut self.relay
                && relay.offer(standing, sha256, length, &self.keys)
            {
                self.snapshots.insert(sha256, bytes);
            }
        }
    }

    fn snapshot(&self, standing: Standing) -> Option<Snapshot> {
        let log = self.log(standing.room)?;
        let mut gathered = Gathered::default();
        for seq in 1..=standing.seq {
            let item = self.archive.item(standing.room, seq)?.at(seq);
            if log.shows(&item) {
                gathered.take(item).ok()?;
            }
        }
        Some(gathered.into_snapshot(standing))
    }

    /// What fetching a snapshot comes to: what a shell hands to its replica.
    pub fn fetch(&self, named: &wire::Snapshot, random: &mut Random) -> Option<Vec<u8>> {
        let mut bytes = self.snapshots.get(&named.sha256)?.clone();
        let place = random.below(bytes.len());
        match random.below(6) {
            0 => return None,
            1 => bytes.truncate(place),
            2 => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 0x20;
                }
            }
            _ => {}
        }
        Some(bytes).filter(|bytes| self.is_up() && named.is_of(bytes))
    }
}
