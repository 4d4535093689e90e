//! One room's log as an index in memory: order, digests, members, chains and the change graph.
//!
//! It holds no payloads but what authority entries say. A relay and a replica both keep one per
//! room and both judge by it, so that they cannot disagree. Whoever appends has judged first
//! ([`RoomLog::judge`]) and checked the signatures that [`RoomLog::checks`] asks for.

mod append;
mod chains;
mod changes;
mod judge;
mod vouch;

use crate::id_map::{IdMap, IdSet};
use crate::{
    ChangeHash, Digest, EntryId, Head, Held, KeyId, PublicKey, Role, RoomId, RoomKind, Seq,
    Timestamp,
    authority::{Claims, Members, Position},
};
pub use append::Appended;
pub(crate) use chains::Chains;
pub(crate) use changes::Changes;
pub use judge::introduces;

/// What the founding entry said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// The kind of room.
    pub kind: RoomKind,
    /// The board whose roles count here.
    pub board: Option<RoomId>,
    /// The room that this one succeeds.
    pub continues: Option<RoomId>,
    /// A board's name when it was founded.
    pub name: Option<String>,
}

/// One line of a log, without its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub entry: EntryId,
    /// The board's length when it was judged.
    pub judged_at: Seq,
    /// The relay's clock.
    pub received_at: Timestamp,
    /// The digest up to and including it.
    pub digest: Digest,
    /// Bytes of the entry when it was logged.
    pub length: u32,
}

/// A room's log.
#[derive(Clone, Debug)]
pub struct RoomLog {
    id: RoomId,
    epoch: u64,
    founding: Option<Founding>,
    lines: Vec<Line>,
    positions: IdMap<EntryId, Seq>,
    members: Members,
    relay_keys: Vec<PublicKey>,
    chains: Chains,
    changes: Changes,
    held: IdMap<Seq, HeldEntry>,
    stood: IdMap<Seq, (Seq, Held)>,
    adopted: IdSet<EntryId>,
    erased: IdSet<EntryId>,
    bytes: u64,
}

/// A held entry, kept whole enough to judge it again when authority changes.
#[derive(Clone, Debug)]
struct HeldEntry {
    why: Held,
    entry: crate::Entry,
    is_fork: bool,
}

impl RoomLog {
    /// An empty log of a room that is known by its id only.
    pub fn new(id: RoomId) -> Self {
        Self {
            id,
            epoch: 0,
            founding: None,
            lines: Vec::new(),
            positions: IdMap::new(),
            members: Members::default(),
            relay_keys: Vec::new(),
            chains: Chains::default(),
            changes: Changes::default(),
            held: IdMap::new(),
            stood: IdMap::new(),
            adopted: IdSet::new(),
            erased: IdSet::new(),
            bytes: 0,
        }
    }

    /// The room.
    pub fn id(&self) -> RoomId {
        self.id
    }

    /// What its founding entry said, once that is here.
    pub fn founding(&self) -> Option<&Founding> {
        self.founding.as_ref()
    }

    /// The kind of room, once its founding entry is here.
    pub fn kind(&self) -> Option<RoomKind> {
        self.founding.as_ref().map(|founding| founding.kind)
    }

    /// The board whose roles count here: another room, or `None` on a board.
    pub fn board(&self) -> Option<RoomId> {
        self.founding.as_ref().and_then(|founding| founding.board)
    }

    /// Number of entries.
    pub fn len(&self) -> Seq {
        self.lines.len() as Seq
    }

    /// Whether nothing is logged yet.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Bytes of all entries as they were logged.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The line at a position from 1.
    pub fn line(&self, seq: Seq) -> Option<&Line> {
        self.lines.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    /// The position of an entry.
    pub fn position(&self, entry: EntryId) -> Option<Seq> {
        self.positions.get(&entry).copied()
    }

    /// The digest after `seq` entries; of the empty log it is zeros.
    pub fn digest_at(&self, seq: Seq) -> Option<Digest> {
        if seq == 0 {
            Some(Digest::ZERO)
        } else {
            self.line(seq).map(|line| line.digest)
        }
    }

    /// The digest of the whole log.
    pub fn digest(&self) -> Digest {
        self.lines.last().map_or(Digest::ZERO, |line| line.digest)
    }

    /// The epoch that heads of this log carry.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Starts a later epoch; an earlier one is left alone.
    pub fn begin_epoch(&mut self, epoch: u64) {
        self.epoch = self.epoch.max(epoch);
    }

    /// Takes over the epoch that the relay gives a log that is the same otherwise.
    pub(crate) fn set_epoch(&mut self, epoch: u64) {
        self.epoch = epoch;
    }

    /// The head at a position, to be signed.
    pub fn head_at(&self, relay: KeyId, seq: Seq) -> Option<Head> {
        let digest = self.digest_at(seq)?;
        Some(Head {
            relay,
            room: self.id,
            epoch: self.epoch,
            seq,
            digest,
        })
    }

    /// Digests at the end and at ever larger steps back, by which a relay finds the common part.
    pub fn locator(&self) -> Vec<(Seq, Digest)> {
        let mut seqs = vec![self.len()];
        let mut step = 1;
        while let Some(seq) = self.len().checked_sub(step).filter(|seq| *seq > 0) {
            seqs.push(seq);
            step *= 2;
        }
        seqs.into_iter()
            .filter_map(|seq| Some((seq, self.digest_at(seq)?)))
            .collect()
    }

    /// The largest position of a locator at which both logs agree.
    pub fn common(&self, locator: &[(Seq, Digest)]) -> Seq {
        locator
            .iter()
            .filter(|(seq, digest)| self.digest_at(*seq) == Some(*digest))
            .map(|(seq, _)| *seq)
            .max()
            .unwrap_or(0)
    }

    /// Keys and invitations of this room.
    pub fn members(&self) -> &Members {
        &self.members
    }

    /// Relay keys that the board names; empty elsewhere.
    pub fn relay_keys(&self) -> &[PublicKey] {
        &self.relay_keys
    }

    /// Whether a logged entry counts; `None` when it is not logged.
    pub fn standing(&self, entry: EntryId) -> Option<crate::authority::Verdict> {
        self.position(entry).map(|seq| self.standing_at(seq))
    }

    /// Whether the entry at a position counts.
    pub fn standing_at(&self, seq: Seq) -> crate::authority::Verdict {
        use crate::authority::Verdict;
        self.held
            .get(&seq)
            .map_or(Verdict::Stands, |held| Verdict::Held(held.why))
    }

    /// Positions of entries that are held, with the reason.
    pub fn held(&self) -> impl Iterator<Item = (Seq, Held)> {
        self.held.iter().map(|(seq, held)| (*seq, held.why))
    }

    /// Whether a standing erase names this entry.
    pub fn is_erased(&self, entry: EntryId) -> bool {
        self.erased.contains(&entry)
    }

    /// Positions of the changes that make up the record, in log order.
    pub fn record(&self) -> Vec<Seq> {
        self.changes.released()
    }

    /// Positions of held changes on which these depend, directly or not.
    pub(crate) fn unreleased_past(&self, of: Vec<ChangeHash>) -> IdSet<Seq> {
        self.changes.unreleased_past(of)
    }

    /// The chains of every author's sessions.
    pub(crate) fn chains(&self) -> &Chains {
        &self.chains
    }

    /// The roles a key has at the end of the log, by this room and its board.
    pub fn roles(&self, board: Option<&RoomLog>, key: KeyId, now: Timestamp) -> Vec<Role> {
        let own = Position {
            after: self.len(),
            received_at: now,
        };
        let judged_at = board.map_or(self.len(), RoomLog::len);
        self.claims(board, key, own, judged_at, Seq::MAX)
            .roles()
            .to_vec()
    }

    /// The roles with which the entry at a position was written. Of one that stands because staff adopted it,
    /// also those that did not hold any more: adoption lends what was lacking.
    pub fn roles_at(&self, board: Option<&RoomLog>, author: KeyId, seq: Seq) -> Vec<Role> {
        let Some(line) = self.line(seq) else {
            return Vec::new();
        };
        let own = Position {
            after: seq - 1,
            received_at: line.received_at,
        };
        let claims = self.claims(board, author, own, line.judged_at, Seq::MAX);
        match self.adopted.contains(&line.entry) {
            true => claims.all(),
            false => claims.roles().to_vec(),
        }
    }

    /// Whether a right of a member of this room holds at a position; `None` before it was given.
    pub fn right_standing(
        &self,
        right: &crate::authority::Right,
        position: Position,
    ) -> Option<crate::authority::Verdict> {
        right.standing(position, |seq| self.held.get(&seq).map(|held| held.why))
    }

    /// Why an entry was held when the log was `as_of` entries long.
    fn held_as_of(&self, seq: Seq, as_of: Seq) -> Option<Held> {
        let stood = self.stood.get(&seq).filter(|(at, _)| *at > as_of);
        let still = self.held.get(&seq).map(|held| held.why);
        still.or(stood.map(|(_, why)| *why))
    }

    /// The rights of a key at a position. Whether the joins they rest on stand is asked of this
    /// log as it is, and of the board as it was when it had `as_of` entries: a replica that is
    /// ahead on the board judges as the relay did that was not.
    fn claims(
        &self,
        board: Option<&RoomLog>,
        key: KeyId,
        own: Position,
        judged_at: Seq,
        as_of: Seq,
    ) -> Claims {
        let mut claims = Claims::default();
        if let Some(member) = self.members.get(key) {
            claims.add(member, own, |seq| self.held_as_of(seq, Seq::MAX));
        }
        if let Some((board, member)) =
            board.and_then(|board| Some((board, board.members.get(key)?)))
        {
            claims.add(
                member,
                Position {
                    after: judged_at,
                    ..own
                },
                |seq| board.held_as_of(seq, as_of),
            );
        }
        claims
    }
}
