//! Makes snapshots, one hall at a time, from what the desk hands out of a log.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use ledger::{
    RoomId,
    snapshot::{Gathered, Snapshot, Standing},
};

use super::{Made, Shelf};
use crate::{
    conn::{Front, Gone, LogAnswer},
    metrics::Metrics,
};

/// How long a hall is left alone of which none could be made.
const PAUSE: Duration = Duration::from_secs(600);

/// Makes snapshots and offers them.
pub struct Maker {
    front: Front,
    shelf: Arc<Shelf>,
    rests: BTreeMap<RoomId, Instant>,
    has_offered: bool,
}

/// Why no snapshot was made.
enum Unmade {
    /// The desk is gone: the relay stops.
    Stopping,
    /// Not of this log, not now.
    Failed,
}

impl From<Gone> for Unmade {
    fn from(_: Gone) -> Self {
        Self::Stopping
    }
}

impl Maker {
    /// A maker that asks the desk through this front and keeps what it makes on this shelf.
    pub fn new(front: Front, shelf: Arc<Shelf>) -> Self {
        Self {
            front,
            shelf,
            rests: BTreeMap::new(),
            has_offered: false,
        }
    }

    /// Makes the snapshot of one hall, if some hall has grown enough; true if there may be more.
    ///
    /// # Errors
    /// When the desk is gone.
    pub fn make_one(&mut self) -> Result<bool, Gone> {
        if !self.has_offered {
            self.offer_kept()?;
        }
        let now = Instant::now();
        self.rests.retain(|_, until| *until > now);
        let due = self.front.due_for_snapshots()?.into_iter();
        let mut due = due.filter(|standing| !self.rests.contains_key(&standing.room));
        let Some(next) = due.next() else {
            return Ok(false);
        };
        let has_more = due.next().is_some();
        let begun = Instant::now();
        let made = catch_unwind(AssertUnwindSafe(|| self.make(next)));
        match made {
            Ok(Ok(())) => self.front.metrics().snapshot_made(begun.elapsed()),
            Ok(Err(Unmade::Stopping)) => return Err(Gone),
            Ok(Err(Unmade::Failed)) | Err(_) => {
                Metrics::add(&self.front.metrics().snapshots_failed, 1);
                tracing::warn!(room = %next.room, "no snapshot was made; newcomers read the log");
                self.rests.insert(next.room, now + PAUSE);
            }
        }
        Ok(has_more)
    }

    /// What lies there from before.
    fn offer_kept(&mut self) -> Result<(), Gone> {
        for kept in self.shelf.all() {
            if !self.front.offer(kept.standing, kept.sha256, kept.length)? {
                self.shelf.forget(kept.standing.room, kept.sha256);
            }
        }
        self.has_offered = true;
        Ok(())
    }

    fn make(&self, standing: Standing) -> Result<(), Unmade> {
        let snapshot = self.read(standing)?;
        let failed = |error: &(dyn std::error::Error + 'static)| {
            tracing::warn!(room = %standing.room, error, "a snapshot fails");
            Unmade::Failed
        };
        let made = Made::of(&snapshot).map_err(|error| failed(&error))?;
        let gone = self.shelf.put(&made).map_err(|error| failed(&error))?;
        for old in gone {
            let (room, sha256) = (old.standing.room, old.sha256);
            self.front.withdraw(room, sha256)?;
        }
        let length = made.bytes.len() as u64;
        match self.front.offer(standing, made.sha256, length)? {
            true => Ok(()),
            false => {
                self.shelf.forget(standing.room, made.sha256);
                Err(Unmade::Failed)
            }
        }
    }

    /// Reads the record and the acts of a log up to a place.
    fn read(&self, standing: Standing) -> Result<Snapshot, Unmade> {
        let mut gathered = Gathered::default();
        let mut from = 1;
        while from <= standing.seq {
            let LogAnswer::Items(read, next) = self.front.log(standing, from)? else {
                return Err(Unmade::Failed);
            };
            for item in read {
                gathered.take(item).map_err(|_| Unmade::Failed)?;
            }
            from = next;
        }
        Ok(gathered.into_snapshot(standing))
    }
}
