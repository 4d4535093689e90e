//! Who is there: challenge, hello, welcome.

use super::{Conn, Effect, Peer, Phase, Relay};
use crate::{
    KeyId, Nonce, Timestamp,
    crypto::Crypto,
    wire::{
        Challenge, Farewell, Goodbye, Hello, Message, PROTOCOL, Rooms, Summary, Welcome,
        welcome_message,
    },
};

impl Relay {
    pub(super) fn challenge(
        &mut self,
        conn: Conn,
        nonce: Nonce,
        token: Nonce,
        out: &mut Vec<Effect>,
    ) {
        let peer = Peer {
            nonce,
            token,
            phase: Phase::Challenged,
            listens: Default::default(),
        };
        self.peers.insert(conn, peer);
        let challenge = Challenge {
            nonce,
            relay: self.key,
            protocols: vec![PROTOCOL],
        };
        out.push(Effect::Send(conn, Message::Challenge(challenge)));
    }

    pub(super) fn greet(
        &mut self,
        now: Timestamp,
        conn: Conn,
        hello: &Hello,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(peer) = self.peers.get(&conn) else {
            return;
        };
        if !hello.protocols.contains(&PROTOCOL) {
            return hang_up(conn, Farewell::Protocol, out);
        }
        let is_meant = |origin: &String| {
            hello
                .check(self.key.id(), peer.nonce, origin)
                .is_none_or(|check| crypto.verify(&check))
        };
        let mut origins = core::iter::once(&self.config.origin).chain(&self.config.further_origins);
        if !origins.any(is_meant) {
            return hang_up(conn, Farewell::BadProof, out);
        }
        let (own, token) = (peer.nonce, peer.token);
        let key = hello.proof.as_ref().map(|proof| proof.key.id());
        if let Some(peer) = self.peers.get_mut(&conn) {
            peer.phase = Phase::Welcomed(key);
        }
        let message = welcome_message(self.key.id(), hello.nonce, own);
        let rooms = key.map(|key| self.listing(now, key)).unwrap_or_default();
        let signature = crypto.sign(&message);
        let welcome = Welcome {
            rooms,
            now,
            token,
            signature,
        };
        out.push(Effect::Send(conn, Message::Welcome(welcome)));
    }

    /// Rooms that a key may read: boards where it has a role, and what those and halls give it.
    fn listing(&self, now: Timestamp, key: KeyId) -> Vec<Summary> {
        let has_role = |log: &&crate::RoomLog| {
            let roles = log.roles(self.board_of(log), key, now);
            log.kind()
                .is_some_and(|kind| roles.iter().any(|role| role.reads(kind)))
        };
        self.rooms().filter(has_role).filter_map(summary).collect()
    }

    /// Tells the connections of a key about a room that it may read from now on.
    pub(super) fn announce(&self, now: Timestamp, room: crate::RoomId, out: &mut Vec<Effect>) {
        let Some(summary) = self.room(room).and_then(summary) else {
            return;
        };
        for (conn, peer) in self.peers.iter() {
            let Phase::Welcomed(Some(key)) = peer.phase else {
                continue;
            };
            if !peer.listens.contains_key(&room) && self.reads(now, Some(key), room) {
                let rooms = Rooms {
                    rooms: vec![summary.clone()],
                };
                out.push(Effect::Send(*conn, Message::Rooms(rooms)));
            }
        }
    }

    /// Tells connections which rooms they may read and do not follow, after somebody's rights
    /// grew: by a join, a grant, an adoption or a raised limit.
    pub(super) fn announce_grown(&self, now: Timestamp, out: &mut Vec<Effect>) {
        for (conn, peer) in self.peers.iter() {
            let Phase::Welcomed(Some(key)) = peer.phase else {
                continue;
            };
            let mut rooms = self.listing(now, key);
            rooms.retain(|summary| !peer.listens.contains_key(&summary.room));
            if !rooms.is_empty() {
                out.push(Effect::Send(*conn, Message::Rooms(Rooms { rooms })));
            }
        }
    }
}

fn summary(log: &crate::RoomLog) -> Option<Summary> {
    Some(Summary {
        room: log.id(),
        kind: log.kind()?,
        board: log.board(),
        seq: log.len(),
    })
}

fn hang_up(conn: Conn, why: Farewell, out: &mut Vec<Effect>) {
    out.push(Effect::Send(conn, Message::Goodbye(Goodbye { why })));
    out.push(Effect::Close(conn, why));
}
