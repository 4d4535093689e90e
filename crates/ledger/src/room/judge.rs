//! Judging an entry at the end of a log: the same for the relay that logs it, for the replica
//! that is about to write it, and for the replica that received it.

use super::RoomLog;
use crate::{
    Class, Entry, Held, Kind, LogItem, PublicKey, Refusal, RoomKind, Seq, Timestamp, Want,
    authority::{Claims, Position, Reject, Verdict},
    crypto::Check,
    payload::{self, Admit, Adopt, Erase, Found, Grant, Join, RelayKey, Revoke},
};

const MALFORMED: Reject = Reject::Refused(Refusal::Malformed);

impl RoomLog {
    /// Judges an item that a relay logged. It may know kinds that this version does not; they are kept
    /// and count for nothing here.
    pub(crate) fn judge_received(
        &self,
        board: Option<&RoomLog>,
        item: &LogItem,
    ) -> Result<Verdict, Reject> {
        match self.judge_logged(board, item) {
            Err(Reject::Wanting(Want::NewerRelay)) => Ok(Verdict::Stands),
            judged => judged,
        }
    }

    /// The signatures to check before an entry is judged. `board` is the room's board, not given
    /// for a board itself. `introduced` are keys that
    /// entries before it in the same batch bring along.
    ///
    /// # Errors
    /// What is wanting (the author's join, the invitation), or that the payload is malformed.
    pub fn checks(
        &self,
        board: Option<&RoomLog>,
        entry: &Entry,
        introduced: &[PublicKey],
    ) -> Result<Vec<Check>, Reject> {
        let header = entry.header();
        let author = header.author;
        if header.class == Class::Authority && header.kind == Kind::JOIN {
            let join: Join = read(entry)?;
            if join.key.id() != author {
                return Err(MALFORMED);
            }
            let mut checks = vec![entry.check(join.key)];
            let invitation = self
                .members
                .invitation(join.invitation)
                .map(|invitation| invitation.key)
                .or_else(|| {
                    introduced
                        .iter()
                        .find(|key| key.id() == join.invitation)
                        .copied()
                })
                .ok_or(Reject::Wanting(Want::Grant))?;
            checks.push(join.check(self.id, invitation));
            return Ok(checks);
        }
        if entry.is_founding() {
            let found: Found = read(entry)?;
            if found.kind == RoomKind::Board {
                let relay = found
                    .relay
                    .filter(|relay| relay.id() == author)
                    .ok_or(MALFORMED)?;
                return Ok(vec![entry.check(relay)]);
            }
            if board.is_none() {
                return Err(Reject::Wanting(Want::Board));
            }
        }
        let key = self
            .members
            .get(author)
            .or_else(|| board.and_then(|board| board.members.get(author)))
            .map(|member| member.key)
            .or_else(|| introduced.iter().find(|key| key.id() == author).copied())
            .ok_or(Reject::Wanting(Want::Join))?;
        Ok(vec![entry.check(key)])
    }

    /// Judges an entry as the next of this log, its signatures taken as checked.
    ///
    /// # Errors
    /// The named reason why it is not logged.
    pub fn judge(
        &self,
        board: Option<&RoomLog>,
        entry: &Entry,
        judged_at: Seq,
        received_at: Timestamp,
    ) -> Result<Verdict, Reject> {
        let header = entry.header();
        if entry.is_founding() {
            return self.judge_founding(board, entry, judged_at, received_at);
        }
        let Some(kind) = self.kind() else {
            return Err(Reject::Wanting(Want::Room));
        };
        if kind != RoomKind::Board && board.is_none_or(RoomLog::is_empty) {
            return Err(Reject::Wanting(Want::Board));
        }
        if header.class == Class::Authority && !header.kind.is_known_authority() {
            return Err(Reject::Wanting(Want::NewerRelay));
        }
        let own = Position {
            after: self.len(),
            received_at,
        };
        let verdict = if header.class == Class::Authority && header.kind == Kind::JOIN {
            self.judge_join(entry, own)?
        } else {
            let claims = self.claims(board, header.author, own, judged_at, judged_at);
            self.judge_right(kind, &claims, entry)?
        };
        self.judge_content(entry)?;
        Ok(self.settle(entry, verdict))
    }

    /// Judges an item that a relay has logged: as [`RoomLog::judge`], but a statement may lack
    /// its payload, because that was erased since or is withheld from this reader.
    ///
    /// # Errors
    /// The named reason for which it ought not to have been logged.
    pub fn judge_logged(&self, board: Option<&RoomLog>, item: &LogItem) -> Result<Verdict, Reject> {
        match self.judge(board, &item.entry, item.judged_at, item.received_at) {
            Err(Reject::Wanting(Want::Payload)) => self.judge_slot(board, item),
            judged => judged,
        }
    }

    fn judge_slot(&self, board: Option<&RoomLog>, item: &LogItem) -> Result<Verdict, Reject> {
        let header = item.entry.header();
        let own = Position {
            after: self.len(),
            received_at: item.received_at,
        };
        let kind = self.kind().ok_or(Reject::Wanting(Want::Room))?;
        let claims = self.claims(board, header.author, own, item.judged_at, item.judged_at);
        Ok(self.settle(&item.entry, self.judge_right(kind, &claims, &item.entry)?))
    }

    /// A fork outweighs what the author may do; adoption outweighs both.
    fn settle(&self, entry: &Entry, verdict: Verdict) -> Verdict {
        if self.adopted.contains(&entry.id()) {
            Verdict::Stands
        } else if verdict == Verdict::Stands
            && self.chains.rival(entry.id(), entry.header()).is_some()
        {
            Verdict::Held(Held::Fork)
        } else {
            verdict
        }
    }

    /// Judges a held entry again where it stands, after authority changed.
    pub(super) fn judge_again(
        &self,
        board: Option<&RoomLog>,
        seq: Seq,
        entry: &Entry,
        is_fork: bool,
    ) -> Verdict {
        let (Some(line), Some(kind)) = (self.line(seq), self.kind()) else {
            return Verdict::Held(Held::Revoked);
        };
        if self.adopted.contains(&entry.id()) {
            return Verdict::Stands;
        }
        let own = Position {
            after: seq - 1,
            received_at: line.received_at,
        };
        let header = entry.header();
        let verdict = if header.class == Class::Authority && header.kind == Kind::JOIN {
            self.judge_join(entry, own)
        } else {
            let claims = self.claims(board, header.author, own, line.judged_at, Seq::MAX);
            if entry.is_founding() {
                claims.verdict(|role| role.founds(kind))
            } else {
                self.judge_right(kind, &claims, entry)
            }
        };
        match verdict {
            Ok(Verdict::Stands) if is_fork => Verdict::Held(Held::Fork),
            Ok(verdict) => verdict,
            Err(_) => Verdict::Held(Held::Revoked),
        }
    }

    fn judge_founding(
        &self,
        board: Option<&RoomLog>,
        entry: &Entry,
        judged_at: Seq,
        received_at: Timestamp,
    ) -> Result<Verdict, Reject> {
        let found: Found = read(entry)?;
        if !self.is_empty() || entry.header().room != crate::RoomId::ZERO {
            return Err(MALFORMED);
        }
        if found.kind == RoomKind::Board {
            let is_signed_by_relay = found
                .relay
                .is_some_and(|relay| relay.id() == entry.header().author);
            let is_board = found.board.is_none() && found.first.is_some();
            return if is_signed_by_relay && is_board {
                Ok(Verdict::Stands)
            } else {
                Err(MALFORMED)
            };
        }
        let board = board.filter(|board| {
            found.board == Some(board.id()) && board.kind() == Some(RoomKind::Board)
        });
        let board = board.ok_or(Reject::Wanting(Want::Board))?;
        let own = Position {
            after: 0,
            received_at,
        };
        let claims = self.claims(
            Some(board),
            entry.header().author,
            own,
            judged_at,
            judged_at,
        );
        claims.verdict(|role| role.founds(found.kind))
    }

    fn judge_join(&self, entry: &Entry, own: Position) -> Result<Verdict, Reject> {
        let join: Join = read(entry)?;
        let invitation = self
            .members
            .invitation(join.invitation)
            .ok_or(Reject::Wanting(Want::Grant))?;
        let author = entry.header().author;
        let before = self.joined_before(invitation, author);
        if invitation.is_first && before >= invitation.limit as usize {
            return Err(Reject::Refused(Refusal::InvitationUsed));
        }
        Ok(invitation.standing(own, before))
    }

    /// How many others joined by the invitation before this key did.
    fn joined_before(
        &self,
        invitation: &crate::authority::Invitation,
        author: crate::KeyId,
    ) -> usize {
        invitation
            .joins
            .iter()
            .position(|joined| *joined == author)
            .unwrap_or(invitation.joins.len())
    }

    pub(super) fn judge_right(
        &self,
        kind: RoomKind,
        claims: &Claims,
        entry: &Entry,
    ) -> Result<Verdict, Reject> {
        let header = entry.header();
        let verdict = claims.verdict(|role| role.writes(kind, header.class, header.kind))?;
        if header.class == Class::Authority && header.kind == Kind::GRANT {
            let grant: Grant = read(entry)?;
            return claims.verdict(|role| {
                role.writes(kind, header.class, header.kind) && role.grants(grant.role, kind)
            });
        }
        Ok(verdict)
    }

    fn judge_content(&self, entry: &Entry) -> Result<(), Reject> {
        let header = entry.header();
        match (header.class, header.kind) {
            (Class::Authority, Kind::ADOPT) => {
                let adopt: Adopt = read(entry)?;
                if adopt.entries.len() > crate::limits::ADOPTED {
                    return Err(Reject::Refused(Refusal::TooComplex));
                }
            }
            (Class::Authority, Kind::ADMIT) => {
                let admit: Admit = read(entry)?;
                self.members
                    .get(admit.key)
                    .ok_or(Reject::Wanting(Want::Join))?;
            }
            (Class::Authority, Kind::REVOKE) => {
                let revoke: Revoke = read(entry)?;
                if !self.members.knows(revoke.key) {
                    return Err(Reject::Wanting(Want::Join));
                }
            }
            (Class::Authority, Kind::RELAY_KEY) => {
                read::<RelayKey>(entry)?;
            }
            (Class::Maintenance, Kind::ERASE) => {
                let erase: Erase = read(entry)?;
                if self.position(erase.target).is_some() && !self.chains.is_statement(erase.target)
                {
                    return Err(Reject::Refused(Refusal::NotErasable));
                }
            }
            (Class::Record, Kind::CHANGE) => {
                let payload = entry.payload().ok_or(MALFORMED)?;
                if self.chains.rival(entry.id(), header).is_some() {
                    return Err(Reject::Refused(Refusal::ForkedChange));
                }
                self.changes.judge(self.id, header, payload)?;
            }
            (Class::Statement, _)
                if entry.payload().is_none() && !self.erased.contains(&entry.id()) =>
            {
                return Err(Reject::Wanting(Want::Payload));
            }
            _ => {}
        }
        Ok(())
    }
}

/// Reads the payload that a known kind must have.
pub(super) fn read<T: for<'b> minicbor::Decode<'b, ()>>(entry: &Entry) -> Result<T, Reject> {
    entry.payload().and_then(payload::decode).ok_or(MALFORMED)
}

/// The public keys that an authority entry brings along: of a relay, an invitation, a device.
pub fn introduces(entry: &Entry) -> Vec<PublicKey> {
    let header = entry.header();
    if header.class != Class::Authority {
        return Vec::new();
    }
    let granted = |grant: Grant| match grant.to {
        payload::Grantee::Key(key) | payload::Grantee::Invitation { key, .. } => key,
    };
    match header.kind {
        Kind::FOUND => read::<Found>(entry).map_or(Vec::new(), |found| {
            found
                .relay
                .into_iter()
                .chain(found.first.map(granted))
                .collect()
        }),
        Kind::GRANT => read::<Grant>(entry).map_or(Vec::new(), |grant| vec![granted(grant)]),
        Kind::JOIN => read::<Join>(entry).map_or(Vec::new(), |join| vec![join.key]),
        Kind::RELAY_KEY => read::<RelayKey>(entry).map_or(Vec::new(), |relay| vec![relay.key]),
        _ => Vec::new(),
    }
}
