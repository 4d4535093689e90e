//! A device as the relay sees it: a key, and entries signed with it.

use ledger::{
    ActorId, Class, Draft, Entry, EntryId, Kind, Nonce, PublicKey, Role, RoomId, RoomKind,
    SessionId, Signature, Timestamp,
    crypto::Crypto,
    entry::Place,
    link::Link,
    payload::{self, Found, Grant, Grantee, Join},
    wire::{Hello, Message, PROTOCOL, Proof, hello_message},
};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use sync_server::crypto::{self, RingCrypto};

/// A kind of statement that this version knows nothing of; judged by its class.
const WORDS: Kind = Kind(900);

pub(crate) struct Device {
    crypto: RingCrypto,
    session: SessionId,
    index: u64,
    prev: EntryId,
}

impl Device {
    pub(crate) fn new() -> Self {
        Self {
            crypto: RingCrypto::from_pkcs8(&crypto::new_pkcs8().unwrap()).unwrap(),
            session: crypto::random().unwrap(),
            index: 0,
            prev: EntryId::ZERO,
        }
    }

    pub(crate) fn key(&self) -> PublicKey {
        self.crypto.public()
    }

    pub(crate) fn joins(&mut self, link: &Link) -> Entry {
        let message = Join::message(link.room(), self.key().id());
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &link.invitation.scalar,
            &link.invitation.public.point,
            &ring::rand::SystemRandom::new(),
        )
        .unwrap();
        let proof = pair
            .sign(&ring::rand::SystemRandom::new(), &message)
            .unwrap();
        let join = Join {
            invitation: link.invitation.public.id(),
            key: self.key(),
            proof: Signature::from_slice(proof.as_ref()).unwrap(),
        };
        let payload = payload::encode(&join);
        self.writes(link.room(), Class::Authority, Kind::JOIN, payload)
    }

    pub(crate) fn says(&mut self, room: RoomId, words: &[u8]) -> Entry {
        self.writes(room, Class::Statement, WORDS, words.to_vec())
    }

    /// Under whom the device writes a room's record.
    pub(crate) fn actor(&self, room: RoomId) -> ActorId {
        ActorId::derive(self.key().id(), room, self.session)
    }

    pub(crate) fn changes(&mut self, room: RoomId, change: Vec<u8>) -> Entry {
        self.writes(room, Class::Record, Kind::CHANGE, change)
    }

    pub(crate) fn erases(&mut self, room: RoomId, target: EntryId) -> Entry {
        let payload = payload::encode(&payload::Erase { target });
        self.writes(room, Class::Maintenance, Kind::ERASE, payload)
    }

    /// Founds a room under a board.
    pub(crate) fn founds(&mut self, kind: RoomKind, board: RoomId) -> Entry {
        let found = Found {
            kind,
            board: Some(board),
            nonce: crypto::random().unwrap(),
            continues: None,
            relay: None,
            first: None,
            name: None,
        };
        let payload = payload::encode(&found);
        self.writes(RoomId::ZERO, Class::Authority, Kind::FOUND, payload)
    }

    /// Gives a key a role in a room.
    pub(crate) fn grants(&mut self, room: RoomId, key: PublicKey, role: Role) -> Entry {
        let grant = Grant {
            to: Grantee::Key(key),
            role,
            expires: None,
        };
        let payload = payload::encode(&grant);
        self.writes(room, Class::Authority, Kind::GRANT, payload)
    }

    fn writes(&mut self, room: RoomId, class: Class, kind: Kind, payload: Vec<u8>) -> Entry {
        let draft = Draft {
            room,
            class,
            kind,
            payload,
        };
        let place = Place {
            session: self.session,
            index: self.index,
            prev: self.prev,
        };
        let salt = crypto::random().unwrap();
        let unsigned = draft
            .place(self.key().id(), place, Timestamp(1_000), salt)
            .unwrap();
        self.index += 1;
        self.prev = unsigned.id();
        let signature = self.crypto.sign(&unsigned.message());
        unsigned.signed(signature)
    }

    pub(crate) fn hello(
        &self,
        relay: PublicKey,
        asked: Nonce,
        own: Nonce,
        origin: &str,
    ) -> Message {
        let message = hello_message(relay.id(), asked, own, origin);
        Message::Hello(Hello {
            protocols: vec![PROTOCOL],
            proof: Some(Proof {
                key: self.key(),
                signature: self.crypto.sign(&message),
            }),
            nonce: own,
        })
    }
}

/// An entry whose signature has one bit turned over.
pub(crate) fn forged(entry: &Entry) -> Vec<u8> {
    let mut bytes = entry.to_bytes();
    bytes[ledger::entry::HEADER_LEN + 40] ^= 1;
    bytes
}
