//! Snapshots of long halls: when one is to be made, and to whom it is offered in place of the log.
//!
//! A snapshot is made beside this machine and told to it; it is offered only while this log goes
//! through the place that it shows, and only to a device that asks for one. Nothing is kept of who
//! was offered what: a device that has it, or could not get it, opens the room again without asking.

use super::{Conn, Effect, Relay, open::opened};
use crate::{
    Digest, RoomId, RoomKind, RoomLog, Seq, SignedHead, Timestamp,
    crypto::Crypto,
    limits,
    snapshot::Standing,
    wire::{Message, Snapshot},
};

/// A snapshot is made anew when the log has grown by one part in so many.
const GROWN: Seq = 10;

impl Relay {
    /// Whether a room is so long, and so much longer than its last snapshot, that one is to be made.
    pub fn is_snapshot_due(&self, room: RoomId) -> bool {
        let Some(room) = self.rooms.get(&room) else {
            return false;
        };
        let length = room.log.len();
        let is_long = length >= self.config.snapshot_entries.max(1);
        let is_hall = room.log.kind() == Some(RoomKind::Hall);
        let shown = room.snapshot.as_ref().filter(|of| is_of(of, &room.log));
        let is_grown = shown.is_none_or(|of| {
            let shown = of.head.head.seq;
            length >= shown.saturating_add((shown / GROWN).max(1))
        });
        let is_bounded = room.log.bytes() <= limits::SNAPSHOT_CHANGES as u64;
        is_hall && is_long && is_bounded && is_grown && room.healing.is_none()
    }

    /// Halls of which a snapshot is to be made, and where the log of each stands.
    pub fn due_for_snapshots(&self) -> Vec<Standing> {
        let is_flushed = |log: &&RoomLog| !self.unflushed.contains_key(&log.id());
        let due = self.rooms().filter(is_flushed);
        let due = due.filter(|log| self.is_snapshot_due(log.id()));
        due.filter_map(|log| Standing::of(log, log.len())).collect()
    }

    /// Takes note of a snapshot that was made; false when it is not of this log.
    pub fn offer(
        &mut self,
        standing: Standing,
        sha256: Digest,
        length: u64,
        crypto: &impl Crypto,
    ) -> bool {
        let head = standing.head(self.key.id());
        let Some(room) = self.rooms.get_mut(&standing.room) else {
            return false;
        };
        if !standing.is_of(&room.log) {
            return false;
        }
        let signature = crypto.sign(&head.message());
        room.snapshot = Some(Snapshot {
            head: SignedHead { head, signature },
            sha256,
            length,
        });
        true
    }

    /// Forgets a snapshot that cannot be served any more.
    pub fn withdraw(&mut self, room: RoomId, sha256: Digest) {
        if let Some(room) = self.rooms.get_mut(&room) {
            room.snapshot = room.snapshot.take().filter(|of| of.sha256 != sha256);
        }
    }

    /// Offers a snapshot to a device that stands at `sent`, if there is one that saves it something.
    pub(super) fn offer_to(
        &mut self,
        now: Timestamp,
        conn: Conn,
        id: RoomId,
        sent: Seq,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) -> bool {
        let key = self.peers.get(&conn).and_then(super::Peer::key);
        if !self.reads(now, key, id) || self.unflushed.contains_key(&id) {
            return false;
        }
        let Some(room) = self.rooms.get(&id) else {
            return false;
        };
        let fits = |of: &&Snapshot| is_of(of, &room.log) && self.saves(of, &room.log, sent);
        let Some(snapshot) = room.snapshot.as_ref().filter(fits).cloned() else {
            return false;
        };
        let head = self.signed_head(id, room.log.len(), crypto);
        out.push(Effect::Send(conn, opened(id, head)));
        out.push(Effect::Send(conn, Message::Snapshot(snapshot)));
        true
    }

    /// Whether what is lacking up to the snapshot is many entries and more to carry.
    fn saves(&self, snapshot: &Snapshot, log: &RoomLog, sent: Seq) -> bool {
        let upto = snapshot.head.head.seq;
        let lacking = upto.saturating_sub(sent);
        let bytes: u64 = (sent + 1..=upto)
            .filter_map(|seq| log.line(seq))
            .map(|line| u64::from(line.length))
            .sum();
        lacking >= self.config.snapshot_entries.max(1) && bytes > snapshot.length
    }
}

fn is_of(snapshot: &Snapshot, log: &RoomLog) -> bool {
    Standing::from(snapshot.head.head).is_of(log)
}
