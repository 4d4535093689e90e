//! The keys and invitations that one log knows.

use super::{Position, Verdict};
use crate::id_map::IdMap;
use crate::{
    EntryId, Held, KeyId, PersonId, PublicKey, Role, Seq, Timestamp,
    payload::{Grant, Grantee},
};

/// A role over a span of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// The role.
    pub role: Role,
    /// Position of the entry that gave it.
    pub from: Seq,
    /// Position of the entry that ended it.
    pub until: Option<Seq>,
    /// When it ends by the relay's clock.
    pub expires: Option<Timestamp>,
    /// Position of the join it rests on; while that join is held, so is all that rests on it.
    pub join: Option<Seq>,
}

impl Right {
    /// Whether the right holds there; `None` before it was given.
    pub(crate) fn standing(
        &self,
        position: Position,
        joins: impl Fn(Seq) -> Option<Held>,
    ) -> Option<Verdict> {
        if self.from > position.after {
            return None;
        }
        if self.until.is_some_and(|until| until <= position.after) {
            return Some(Verdict::Held(Held::Revoked));
        }
        if self
            .expires
            .is_some_and(|expires| position.received_at > expires)
        {
            return Some(Verdict::Held(Held::Expired));
        }
        Some(
            self.join
                .and_then(joins)
                .map_or(Verdict::Stands, Verdict::Held),
        )
    }
}

/// A key that has, or had, a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its public key.
    pub key: PublicKey,
    /// Everything it was ever given here.
    pub rights: Vec<Right>,
    /// The entry by which staff admitted it to the hall, and the person if they said.
    pub admitted: Option<(EntryId, Option<PersonId>)>,
}

/// An invitation: a key pair whose private half travels in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its public key.
    pub key: PublicKey,
    /// What it gives.
    pub role: Role,
    /// How many may join by it.
    pub limit: u32,
    /// When it, and what it gave, ends by the relay's clock.
    pub expires: Option<Timestamp>,
    /// Position of the grant.
    pub from: Seq,
    /// Position of the revocation.
    pub until: Option<Seq>,
    /// Whether it is the founding one, whose second join is refused.
    pub is_first: bool,
    /// Who joined by it, in the order of the log; a key that joins again keeps its place.
    pub joins: Vec<KeyId>,
}

impl Invitation {
    /// Whether a join by it would stand, given how many joined before.
    pub(crate) fn standing(&self, position: Position, ordinal: usize) -> Verdict {
        if self.until.is_some_and(|until| until <= position.after) {
            Verdict::Held(Held::Revoked)
        } else if self
            .expires
            .is_some_and(|expires| position.received_at > expires)
        {
            Verdict::Held(Held::Expired)
        } else if ordinal as u64 >= u64::from(self.limit) {
            Verdict::Held(Held::JoinOverLimit)
        } else {
            Verdict::Stands
        }
    }
}

/// The keys and invitations of one log.
#[derive(Clone, Debug, Default)]
pub struct Members {
    keys: IdMap<KeyId, Member>,
    invitations: IdMap<KeyId, Invitation>,
    revocations: IdMap<KeyId, Vec<Seq>>,
}

impl Members {
    /// The member with this key.
    pub fn get(&self, key: KeyId) -> Option<&Member> {
        self.keys.get(&key)
    }

    /// The invitation with this key.
    pub fn invitation(&self, key: KeyId) -> Option<&Invitation> {
        self.invitations.get(&key)
    }

    /// Every key that was ever given something.
    pub fn iter(&self) -> impl Iterator<Item = (KeyId, &Member)> {
        self.keys.iter().map(|(id, member)| (*id, member))
    }

    /// Every invitation.
    pub fn invitations(&self) -> impl Iterator<Item = &Invitation> {
        self.invitations.values()
    }

    /// The first revocation after a position. A right that was held at first may be given only
    /// after it.
    fn revoked_after(&self, key: KeyId, from: Seq) -> Option<Seq> {
        let revocations = self.revocations.get(&key)?;
        revocations.iter().copied().filter(|at| *at >= from).min()
    }

    pub(crate) fn give(&mut self, key: PublicKey, right: Right) {
        let right = Right {
            until: self.revoked_after(key.id(), right.from),
            ..right
        };
        let member = self.keys.get_or_insert_with(key.id(), || Member {
            key,
            rights: Vec::new(),
            admitted: None,
        });
        member.rights.push(right);
    }

    pub(crate) fn grant(&mut self, grant: &Grant, from: Seq, is_first: bool) {
        match &grant.to {
            Grantee::Key(key) => self.give(
                *key,
                Right {
                    role: grant.role,
                    from,
                    until: None,
                    expires: grant.expires,
                    join: None,
                },
            ),
            Grantee::Invitation { key, limit } => {
                let id = key.id();
                let until = self.revoked_after(id, from);
                if let Some(known) = self.invitations.get_mut(&id) {
                    known.limit = known.limit.max(*limit);
                    known.expires = match (known.expires, grant.expires) {
                        (Some(before), Some(after)) => Some(before.max(after)),
                        _ => None,
                    };
                } else {
                    self.invitations.insert(
                        id,
                        Invitation {
                            key: *key,
                            role: grant.role,
                            limit: *limit,
                            expires: grant.expires,
                            from,
                            until,
                            is_first,
                            joins: Vec::new(),
                        },
                    );
                }
            }
        }
    }

    /// Records a join, whether it stands or not, and the right that rests on it.
    pub(crate) fn join(&mut self, invitation: KeyId, key: PublicKey, seq: Seq) {
        let Some(known) = self.invitations.get_mut(&invitation) else {
            return;
        };
        let role = known.role;
        let expires = known.expires;
        if !known.joins.contains(&key.id()) {
            known.joins.push(key.id());
        }
        self.give(
            key,
            Right {
                role,
                from: seq,
                until: None,
                expires,
                join: Some(seq),
            },
        );
    }

    pub(crate) fn revoke(&mut self, key: KeyId, at: Seq) {
        self.revocations.get_or_insert_with(key, Vec::new).push(at);
        if let Some(member) = self.keys.get_mut(&key) {
            for right in &mut member.rights {
                right.until.get_or_insert(at);
            }
        }
        if let Some(invitation) = self.invitations.get_mut(&key) {
            invitation.until.get_or_insert(at);
        }
    }

    pub(crate) fn admit(&mut self, key: KeyId, by: EntryId, person: Option<PersonId>) {
        if let Some(member) = self.keys.get_mut(&key) {
            member.admitted = Some((by, person));
        }
    }

    pub(crate) fn knows(&self, key: KeyId) -> bool {
        self.keys.contains_key(&key) || self.invitations.contains_key(&key)
    }
}
