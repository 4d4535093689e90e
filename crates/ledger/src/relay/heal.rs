//! Healing: a relay that lost the end of a log takes it back, verbatim, from a device.
//!
//! A head signed by this relay proves how the log went on. The device sends the items; nothing of
//! them is believed until their digests lead to that head. Where the relay has meanwhile logged
//! other entries, the logs part and a new epoch begins.

use super::{Conn, Effect, Relay, Room, push::failed};
use crate::{
    Digest, LogItem, RoomId, RoomKind, RoomLog, Seq, SignedHead, Timestamp,
    authority::Verdict,
    crypto::Crypto,
    limits,
    payload::{self, Found},
    wire::{Entries, Farewell, Message, Need, OpenRoom},
};

/// A log on its way back.
#[derive(Debug)]
pub(super) struct Healing {
    conn: Conn,
    open: OpenRoom,
    target: SignedHead,
    next: Seq,
    digest: Digest,
    items: Vec<LogItem>,
    bytes: usize,
    heard_at: Timestamp,
}

/// How a stretch from a healing device was taken.
enum Taken {
    More,
    Complete,
    Parted(Seq),
    Useless,
}

impl Relay {
    pub(super) fn begin_healing(
        &mut self,
        now: Timestamp,
        conn: Conn,
        open: OpenRoom,
        target: SignedHead,
        out: &mut Vec<Effect>,
    ) {
        let id = open.room;
        let room = self
            .rooms
            .get_or_insert_with(id, || Room::new(RoomLog::new(id)));
        let locator: Vec<_> = open
            .locator
            .iter()
            .map(|step| (step.seq, step.digest))
            .collect();
        let common = room.log.common(&locator);
        room.healing = Some(Healing {
            conn,
            open,
            target,
            next: common + 1,
            digest: room.log.digest_at(common).unwrap_or(Digest::ZERO),
            items: Vec::new(),
            bytes: 0,
            heard_at: now,
        });
        out.push(Effect::Send(
            conn,
            Message::Need(Need {
                room: id,
                from: common + 1,
            }),
        ));
    }

    pub(super) fn have(
        &mut self,
        now: Timestamp,
        conn: Conn,
        have: Entries,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(room) = self.rooms.get_mut(&have.room) else {
            return;
        };
        let Some(healing) = &mut room.healing else {
            return;
        };
        if healing.conn != conn || healing.next != have.from {
            return;
        }
        healing.heard_at = now;
        let id = have.room;
        match healing.take(&room.log, have) {
            Taken::More => {}
            Taken::Complete => self.finish_healing(now, id, crypto, out),
            Taken::Parted(common) => {
                let Some(healing) = room.healing.take() else {
                    return;
                };
                let epoch = healing.target.head.epoch;
                self.part(now, healing.conn, id, epoch, common, crypto, out);
                self.go_on(now, id, crypto, out);
            }
            Taken::Useless => self.go_on_without(now, id, crypto, out),
        }
    }

    /// The device proved a longer log and cannot give it back so that it judges: both go on in a
    /// later epoch, and the device pushes what is lacking as new.
    fn go_on_without(
        &mut self,
        now: Timestamp,
        id: RoomId,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        let Some(healing) = room.healing.take() else {
            return;
        };
        let locator: Vec<_> = healing
            .open
            .locator
            .iter()
            .map(|step| (step.seq, step.digest))
            .collect();
        let common = room.log.common(&locator);
        let epoch = healing.target.head.epoch;
        self.part(now, healing.conn, id, epoch, common, crypto, out);
        self.go_on(now, id, crypto, out);
    }

    fn finish_healing(
        &mut self,
        now: Timestamp,
        id: RoomId,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        let Some(healing) = &room.healing else { return };
        let Some(judged) = self.judge_all(&room.log, &healing.items, crypto) else {
            return self.go_on_without(now, id, crypto, out);
        };
        let Some(healing) = self.rooms.get_mut(&id).and_then(|room| room.healing.take()) else {
            return;
        };
        self.unflushed(id);
        if let Some(room) = self.rooms.get_mut(&id) {
            room.log.begin_epoch(healing.target.head.epoch);
            out.push(Effect::Epoch(id, room.log.epoch()));
        }
        for (item, verdict) in healing.items.into_iter().zip(judged) {
            self.append(now, id, item, verdict, out);
        }
        self.listen(now, healing.conn, id, healing.target.head.seq, crypto, out);
        self.go_on(now, id, crypto, out);
    }

    /// Judges a proved stretch as it was judged when it was first logged, and checks every
    /// signature: an id does not cover the signature, so the device could have spoilt one.
    fn judge_all(
        &self,
        log: &RoomLog,
        items: &[LogItem],
        crypto: &impl Crypto,
    ) -> Option<Vec<Verdict>> {
        let mut log = log.clone();
        let mut verdicts = Vec::with_capacity(items.len());
        for item in items {
            let board_id = match item.entry.is_founding() {
                true => payload::decode::<Found>(item.entry.payload()?)?.board,
                false => log.board(),
            };
            let board = board_id.and_then(|board| self.room(board));
            let lacks_board = board_id.is_some()
                && board.is_none_or(|board| {
                    board.kind() != Some(RoomKind::Board) || board.len() < item.judged_at
                });
            if lacks_board {
                return None;
            }
            let checks = log.checks(board, &item.entry, &[]).ok()?;
            if failed(&checks, crypto).is_some() {
                return None;
            }
            let verdict = log.judge_logged(board, item).ok()?;
            log.append(board, item, verdict);
            verdicts.push(verdict);
        }
        // A device that was not shown some words cannot give them back: only an erasure that
        // stands explains why they are missing.
        let is_whole =
            |item: &LogItem| item.entry.payload().is_some() || log.is_erased(item.entry.id());
        items.iter().all(is_whole).then_some(verdicts)
    }

    /// The device is gone or silent: it may come again and try once more. Nobody follows a room
    /// from where it proved more than the relay has. Whoever waited is served.
    fn abandon(&mut self, now: Timestamp, id: RoomId, crypto: &impl Crypto, out: &mut Vec<Effect>) {
        let room = self.rooms.get_mut(&id);
        let Some(healing) = room.and_then(|room| room.healing.take()) else {
            return;
        };
        if self.peers.contains_key(&healing.conn) {
            out.push(Effect::Close(healing.conn, Farewell::Busy));
        }
        self.go_on(now, id, crypto, out);
        if self
            .rooms
            .get(&id)
            .is_some_and(|room| room.log.is_empty() && room.healing.is_none())
        {
            self.rooms.remove(&id);
        }
    }

    /// Serves those who waited for a healing to end.
    fn go_on(&mut self, now: Timestamp, id: RoomId, crypto: &impl Crypto, out: &mut Vec<Effect>) {
        let waiting = self
            .rooms
            .get_mut(&id)
            .map(|room| core::mem::take(&mut room.waiting))
            .unwrap_or_default();
        for (conn, open) in waiting {
            self.open(now, conn, open, crypto, out);
        }
    }

    pub(super) fn give_up_healing(
        &mut self,
        now: Timestamp,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        self.abandon_where(now, crypto, out, |healing| {
            // Also when the clock was set back: what was heard later than now is over.
            now.0.abs_diff(healing.heard_at.0) > limits::HEAL_PATIENCE_MS
        });
    }

    pub(super) fn stop_healing_by(
        &mut self,
        now: Timestamp,
        conn: Conn,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        self.abandon_where(now, crypto, out, |healing| healing.conn == conn);
    }

    fn abandon_where(
        &mut self,
        now: Timestamp,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
        is_over: impl Fn(&Healing) -> bool,
    ) {
        let over: Vec<RoomId> = self
            .rooms
            .iter()
            .filter(|(_, room)| room.healing.as_ref().is_some_and(&is_over))
            .map(|(id, _)| *id)
            .collect();
        for id in over {
            self.abandon(now, id, crypto, out);
        }
    }
}

impl Healing {
    fn take(&mut self, log: &RoomLog, have: Entries) -> Taken {
        for item in &have.items {
            let Ok(item) = item.at(self.next) else {
                return Taken::Useless;
            };
            self.digest = self.digest.after(&item);
            match log.digest_at(item.seq) {
                Some(own) if own != self.digest => return Taken::Parted(item.seq - 1),
                Some(_) => {}
                None => {
                    self.bytes += item.entry.to_bytes().len();
                    self.items.push(item);
                }
            }
            self.next += 1;
        }
        let end = self.next - 1;
        if end > self.target.head.seq || self.bytes > limits::HEAL_BYTES || have.items.is_empty() {
            Taken::Useless
        } else if end < self.target.head.seq {
            Taken::More
        } else if self.digest == self.target.head.digest {
            Taken::Complete
        } else {
            Taken::Useless
        }
    }
}
