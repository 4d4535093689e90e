//! A key that signs entries, with its place in each room's chain.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use ledger::entry::Place;
use ledger::link::InvitationKey;
use ledger::payload::{self, Join};
use ledger::{
    ActorId, Class, Draft, Entry, Kind, Nonce, PublicKey, RoomId, Salt, SessionId, Signature,
};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};

use super::now;

/// Someone with a key pair.
pub struct Author {
    pair: EcdsaKeyPair,
    public: PublicKey,
    session: SessionId,
    places: BTreeMap<RoomId, Place>,
}

impl Author {
    /// A new key.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new() -> Result<Self> {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).map_err(unspecified)?;
        let pair = EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).map_err(rejected)?;
        Self::of(pair)
    }

    fn of(pair: EcdsaKeyPair) -> Result<Self> {
        let public = PublicKey::from_slice(pair.public_key().as_ref()).context("an odd key")?;
        Ok(Self {
            pair,
            public,
            session: random()?,
            places: BTreeMap::new(),
        })
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// The only actor under which this author may write into a room.
    pub fn actor(&self, room: RoomId) -> ActorId {
        ActorId::derive(self.public.id(), room, self.session)
    }

    /// Signs bytes.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn sign(&self, message: &[u8]) -> Result<Signature> {
        let signature = self
            .pair
            .sign(&SystemRandom::new(), message)
            .map_err(unspecified)?;
        Signature::from_slice(signature.as_ref()).context("an odd signature")
    }

    /// Writes an entry at the next place of the author's chain in its room.
    ///
    /// # Errors
    /// When the payload is too large.
    pub fn writes(
        &mut self,
        room: RoomId,
        class: Class,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Result<Entry> {
        let place = self.places.get(&room).copied();
        let place = place.unwrap_or_else(|| Place::first(self.session));
        let draft = Draft {
            room,
            class,
            kind,
            payload,
        };
        let salt: Salt = random()?;
        let unsigned = draft.place(self.public.id(), place, now(), salt)?;
        let signature = self.sign(&unsigned.message())?;
        let entry = unsigned.signed(signature);
        let next = Place {
            session: self.session,
            index: place.index + 1,
            prev: entry.id(),
        };
        self.places.insert(entry.room(), next);
        Ok(entry)
    }

    /// Redeems an invitation to a room.
    ///
    /// # Errors
    /// When the invitation's key is none.
    pub fn joins(&mut self, room: RoomId, invitation: &InvitationKey) -> Result<Entry> {
        let join = self.redeems(room, invitation)?;
        self.writes(room, Class::Authority, Kind::JOIN, payload::encode(&join))
    }

    /// What an entry says that redeems an invitation to a room.
    pub(super) fn redeems(&self, room: RoomId, invitation: &InvitationKey) -> Result<Join> {
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &invitation.scalar,
            &invitation.public.point,
            &SystemRandom::new(),
        );
        let proof =
            Self::of(pair.map_err(rejected)?)?.sign(&Join::message(room, self.public.id()))?;
        Ok(Join {
            invitation: invitation.public.id(),
            key: self.public,
            proof,
        })
    }
}

/// Checks a signature.
///
/// # Errors
/// When it does not verify.
pub(super) fn verifies(key: PublicKey, message: &[u8], signature: Signature) -> Result<()> {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point)
        .verify(message, &signature.0)
        .map_err(unspecified)
}

/// Sixteen random bytes, as whatever they are for.
pub(crate) fn random<T: From16>() -> Result<T> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).map_err(unspecified)?;
    Ok(T::from_16(bytes))
}

/// An id or number of sixteen bytes.
pub(crate) trait From16 {
    fn from_16(bytes: [u8; 16]) -> Self;
}

impl From16 for Nonce {
    fn from_16(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl From16 for Salt {
    fn from_16(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl From16 for SessionId {
    fn from_16(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

fn unspecified(error: ring::error::Unspecified) -> anyhow::Error {
    anyhow!("cryptography failed: {error}")
}

fn rejected(error: ring::error::KeyRejected) -> anyhow::Error {
    anyhow!("no key: {error}")
}
