//! Inviting, joining, granting, revoking, adopting, admitting.

use ledger::{
    Class, Draft, EntryId, KeyId, Kind, PersonId, Role, RoomId, RoomKind, Timestamp,
    crypto::Crypto as _,
    payload::{self, Admit, Adopt, Grant, Grantee, Join, Revoke},
    replica::WriteError,
};

use super::{Name, World};
use crate::Keys;

/// An invitation and the key that travels in its link.
#[derive(Clone, Copy, Debug)]
pub struct Invitation {
    /// Its key pair.
    pub keys: Keys,
    /// The room to which it invites.
    pub room: RoomId,
    /// What it gives.
    pub role: Role,
    /// How many may join.
    pub limit: u32,
    /// When it ends.
    pub expires: Option<Timestamp>,
}

impl World {
    /// Invites to a room; the place of the invitation among all.
    ///
    /// # Errors
    /// Why the grant is not signed.
    pub fn invite(
        &mut self,
        by: Name,
        room: RoomId,
        role: Role,
        limit: u32,
        expires: Option<Timestamp>,
    ) -> Result<usize, WriteError> {
        let invitation = Invitation {
            keys: Keys::mint(&mut self.random),
            room,
            role,
            limit,
            expires,
        };
        self.grant(by, &invitation)?;
        self.invitations.push(invitation);
        Ok(self.invitations.len() - 1)
    }

    /// Raises an invitation's limit.
    ///
    /// # Errors
    /// Why the grant is not signed.
    pub fn raise(&mut self, by: Name, place: usize, limit: u32) -> Result<(), WriteError> {
        let Some(invitation) = self.invitations.get_mut(place) else {
            return Ok(());
        };
        invitation.limit = invitation.limit.max(limit);
        let invitation = *invitation;
        self.grant(by, &invitation)
    }

    fn grant(&mut self, by: Name, invitation: &Invitation) -> Result<(), WriteError> {
        let grant = Grant {
            to: Grantee::Invitation {
                key: invitation.keys.public(),
                limit: invitation.limit,
            },
            role: invitation.role,
            expires: invitation.expires,
        };
        let payload = payload::encode(&grant);
        self.authority(by, invitation.room, Kind::GRANT, payload)?;
        Ok(())
    }

    /// Gives a role to a key that is known.
    ///
    /// # Errors
    /// Why the grant is not signed.
    pub fn promote(
        &mut self,
        by: Name,
        room: RoomId,
        whom: Name,
        role: Role,
    ) -> Result<EntryId, WriteError> {
        let grant = Grant {
            to: Grantee::Key(self.device(whom).keys().public()),
            role,
            expires: None,
        };
        self.authority(by, room, Kind::GRANT, payload::encode(&grant))
    }

    /// Joins by an invitation's link.
    ///
    /// # Errors
    /// Why the join is not signed.
    pub fn join(&mut self, name: Name, place: usize) -> Result<(), WriteError> {
        let Some(invitation) = self.invitations.get(place).copied() else {
            return Ok(());
        };
        let (now, board, relay) = (self.now, self.board, self.station.key().id());
        let device = self.device_mut(name);
        device.follow(now, board, RoomKind::Board, None, relay);
        let room = invitation.room;
        if room != board {
            device.follow(now, room, RoomKind::Hall, Some(board), relay);
        }
        let keys = device.keys();
        let message = Join::message(room, keys.id());
        let join = Join {
            invitation: invitation.keys.id(),
            key: keys.public(),
            proof: invitation.keys.sign(&message),
        };
        self.authority(name, room, Kind::JOIN, payload::encode(&join))?;
        Ok(())
    }

    /// Ends a key's roles in a room, or an invitation.
    ///
    /// # Errors
    /// Why the revocation is not signed.
    pub fn revoke(&mut self, by: Name, room: RoomId, key: KeyId) -> Result<EntryId, WriteError> {
        let revoke = Revoke { key };
        self.authority(by, room, Kind::REVOKE, payload::encode(&revoke))
    }

    /// Makes held entries stand.
    ///
    /// # Errors
    /// Why the adoption is not signed.
    pub fn adopt(
        &mut self,
        by: Name,
        room: RoomId,
        entries: Vec<EntryId>,
    ) -> Result<EntryId, WriteError> {
        let adopt = Adopt { entries };
        self.authority(by, room, Kind::ADOPT, payload::encode(&adopt))
    }

    /// Admits a key to a hall.
    ///
    /// # Errors
    /// Why the admission is not signed.
    pub fn admit(&mut self, by: Name, room: RoomId, key: KeyId) -> Result<EntryId, WriteError> {
        let person = PersonId(self.random.bytes());
        self.admit_as(by, room, key, person)
    }

    /// Admits a key to a hall as somebody's.
    ///
    /// # Errors
    /// Why the admission is not signed.
    pub fn admit_as(
        &mut self,
        by: Name,
        room: RoomId,
        key: KeyId,
        person: PersonId,
    ) -> Result<EntryId, WriteError> {
        let person = Some(person);
        let admit = Admit { key, person };
        self.authority(by, room, Kind::ADMIT, payload::encode(&admit))
    }

    fn authority(
        &mut self,
        by: Name,
        room: RoomId,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Result<EntryId, WriteError> {
        let draft = Draft {
            room,
            class: Class::Authority,
            kind,
            payload,
        };
        self.write(by, draft)
    }

    pub(super) fn write(&mut self, by: Name, draft: Draft) -> Result<EntryId, WriteError> {
        let now = self.now;
        match self.devices.get_mut(by.0) {
            Some(device) => device.write(now, draft, &mut self.random),
            None => Err(WriteError::UnknownRoom),
        }
    }
}
