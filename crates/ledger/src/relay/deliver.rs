//! Handing logs to those who listen: live to the quick, by stretches to those catching up.

use std::collections::BTreeMap;

use super::{Conn, Delivery, Effect, Pace, Peer, Phase, Relay, is_withheld};
use crate::{
    KeyId, RoomId, RoomLog, Seq, Timestamp,
    crypto::Crypto,
    limits,
    wire::{Message, Reset, Why},
};

impl Peer {
    pub(super) fn key(&self) -> Option<KeyId> {
        match self.phase {
            Phase::Challenged => None,
            Phase::Welcomed(key) => key,
        }
    }
}

impl Relay {
    /// Hands what is new in a room to every live listener, one stretch for all that stand alike.
    pub(super) fn deliver_live(&mut self, id: RoomId, crypto: &impl Crypto, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        let now = room
            .log
            .line(room.log.len())
            .map(|line| line.received_at)
            .unwrap_or_default();
        let end = room.log.len();
        let has_held = room.log.held().next().is_some();
        let mut alike = BTreeMap::<(Seq, bool), Vec<Conn>>::new();
        for conn in room.listeners.iter() {
            let Some(peer) = self.peers.get(conn) else {
                continue;
            };
            let Some(listening) = peer.listens.get(&id) else {
                continue;
            };
            if listening.pace == Pace::Live && listening.sent < end {
                let sees = !has_held || self.sees_held(now, peer.key(), &room.log);
                alike.entry((listening.sent, sees)).or_default().push(*conn);
            }
        }
        for ((sent, sees), conns) in alike {
            self.deliver(id, sent, sees, conns, crypto, out);
        }
    }

    /// Hands the next stretch to a listener that has taken the last.
    pub(super) fn delivered(
        &mut self,
        conn: Conn,
        id: RoomId,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(log) = self.room(id) else { return };
        let now = log
            .line(log.len())
            .map(|line| line.received_at)
            .unwrap_or_default();
        let Some(peer) = self.peers.get(&conn) else {
            return;
        };
        let Some(listening) = peer.listens.get(&id) else {
            return;
        };
        let sees = self.sees_held(now, peer.key(), log);
        self.deliver(id, listening.sent, sees, vec![conn], crypto, out);
    }

    pub(super) fn lag(&mut self, conn: Conn, room: RoomId, sent: Seq) {
        let listening = self
            .peers
            .get_mut(&conn)
            .and_then(|peer| peer.listens.get_mut(&room));
        if let Some(listening) = listening {
            listening.sent = sent;
            listening.pace = Pace::Catching;
        }
    }

    /// One stretch after `sent`, as long as a frame allows.
    fn deliver(
        &mut self,
        id: RoomId,
        sent: Seq,
        sees_held: bool,
        conns: Vec<Conn>,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(log) = self.room(id) else { return };
        // What is not flushed yet is not handed out: a crash could still take it back.
        let end = match self.unflushed.get(&id) {
            Some(_) => return self.set_pace(id, &conns, sent, Pace::Live),
            None => log.len(),
        };
        let to = frame_end(log, sent, end);
        let is_catching_up = to < end;
        if to > sent
            && let Some(head) = self.signed_head(id, to, crypto)
        {
            let withheld = match sees_held {
                true => Vec::new(),
                false => (sent + 1..=to)
                    .filter(|seq| is_withheld(log, *seq))
                    .collect(),
            };
            let delivery = Delivery {
                conns: conns.clone(),
                room: id,
                from: sent + 1,
                to,
                withheld,
                head,
                is_catching_up,
            };
            out.push(Effect::Deliver(delivery));
        }
        let pace = if is_catching_up {
            Pace::Catching
        } else {
            Pace::Live
        };
        self.set_pace(id, &conns, to, pace);
    }

    fn set_pace(&mut self, room: RoomId, conns: &[Conn], sent: Seq, pace: Pace) {
        for conn in conns {
            let listening = self
                .peers
                .get_mut(conn)
                .and_then(|peer| peer.listens.get_mut(&room));
            if let Some(listening) = listening {
                *listening = super::Listening { sent, pace };
            }
        }
    }

    pub(super) fn sees_held(&self, now: Timestamp, key: Option<KeyId>, log: &RoomLog) -> bool {
        key.is_some_and(|key| {
            log.roles(self.board_of(log), key, now)
                .iter()
                .any(|role| role.reads_held())
        })
    }

    /// Stops handing rooms to those who may not read them any more.
    pub(super) fn drop_readers(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let listening = self.peers.iter().flat_map(|(conn, peer)| {
            peer.listens
                .keys()
                .map(move |room| (*conn, peer.key(), *room))
        });
        let gone: Vec<(Conn, RoomId)> = listening
            .filter(|(_, key, room)| !self.reads(now, *key, *room))
            .map(|(conn, _, room)| (conn, room))
            .collect();
        for (conn, id) in gone {
            if let Some(peer) = self.peers.get_mut(&conn) {
                peer.listens.remove(&id);
            }
            if let Some(room) = self.rooms.get_mut(&id) {
                room.listeners.remove(&conn);
            }
            let reset = Reset {
                room: id,
                why: Why::NoAccess,
                common: 0,
                head: None,
            };
            out.push(Effect::Send(conn, Message::Reset(reset)));
        }
    }
}

/// The last position that fits one frame after `sent`; at least one item.
fn frame_end(log: &RoomLog, sent: Seq, end: Seq) -> Seq {
    let mut bytes = 0;
    let mut to = sent;
    while to < end && to - sent < limits::FRAME_ITEMS as u64 {
        bytes += log.line(to + 1).map_or(0, |line| line.length as usize) + 32;
        if bytes > limits::FRAME_FILL && to > sent {
            break;
        }
        to += 1;
    }
    to
}
