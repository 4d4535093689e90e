//! Entries that devices push: judged, appended, answered after the flush.

use super::{Conn, Effect, Relay, Room};
use crate::id_map::IdMap;
use crate::{
    Answer, Entry, EntryError, EntryId, LogItem, Refusal, RoomId, RoomLog, Timestamp, Want,
    answer::Later,
    authority::{Reject, Verdict},
    crypto::Crypto,
    limits,
    receipt::{Receipt, Received},
    room::Appended,
    wire::{Answered, Answers, Fetch, Message, Push, Receipts},
};

impl Relay {
    pub(super) fn push(
        &mut self,
        now: Timestamp,
        conn: Conn,
        push: &Push,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) {
        let mut answers = Vec::new();
        for bytes in push.entries.iter().take(limits::PUSH_ENTRIES) {
            match Entry::parse(bytes) {
                Ok(entry) => {
                    let id = entry.id();
                    if let Err(answer) = self.take(now, conn, entry, crypto, out) {
                        answers.push(Answered { entry: id, answer });
                    }
                }
                Err(error) => answers.extend(unreadable(bytes, error)),
            }
        }
        if !answers.is_empty() {
            out.push(Effect::Send(conn, Message::Answers(Answers { answers })));
        }
    }

    /// Logs an entry, or answers at once why not.
    pub(super) fn take(
        &mut self,
        now: Timestamp,
        conn: Conn,
        entry: Entry,
        crypto: &impl Crypto,
        out: &mut Vec<Effect>,
    ) -> Result<(), Answer> {
        let (room, id) = (entry.room(), entry.id());
        if let Some(seq) = self.room(room).and_then(|log| log.position(id)) {
            self.note(conn, room, Received { entry: id, seq });
            return Ok(());
        }
        self.admit(&entry)?;
        let fresh = RoomLog::new(room);
        let log = self.room(room).unwrap_or(&fresh);
        let board = self.board_for(log, &entry);
        let judged_at = board.map_or(log.len(), RoomLog::len);
        let checks = log.checks(board, &entry, &[]).map_err(answer)?;
        let received_at = log
            .line(log.len())
            .map_or(now, |last| last.received_at.max(now));
        let judged_at = log
            .line(log.len())
            .map_or(judged_at, |last| last.judged_at.max(judged_at));
        let verdict = log
            .judge(board, &entry, judged_at, received_at)
            .map_err(|reject| patient(log, &entry, reject))
            .map_err(answer)?;
        if let Some(refusal) = failed(&checks, crypto) {
            return Err(Answer::Refused(refusal));
        }
        let is_erased = log.drops_payload(&entry);
        let seq = log.len() + 1;
        // After the signature: whoever forges an author spends nothing of theirs.
        if !self.rates.allows(now, entry.header().author) {
            return Err(Answer::Later(Later::Rate));
        }
        let item = LogItem {
            seq,
            judged_at,
            received_at,
            entry: if is_erased { entry.slot() } else { entry },
        };
        if item.seq == 1 {
            // A room that was lost and could not be restored is empty and has an epoch already.
            let mut log = fresh;
            log.begin_epoch(now.0.max(self.room(room).map_or(0, RoomLog::epoch)));
            out.push(Effect::Epoch(room, log.epoch()));
            self.rooms.insert(room, Room::new(log));
        }
        self.append(now, room, item.clone(), verdict, out);
        self.note(
            conn,
            room,
            Received {
                entry: id,
                seq: item.seq,
            },
        );
        Ok(())
    }

    /// What is decided before anything is read or verified: quotas, disk, healing, hosting.
    fn admit(&self, entry: &Entry) -> Result<(), Answer> {
        if self.is_disk_full {
            return Err(Answer::Later(Later::Disk));
        }
        let room = entry.room();
        match self.rooms.get(&room) {
            Some(known) if known.healing.is_some() => return Err(Answer::Later(Later::Healing)),
            Some(known) => {
                let is_full = known.log.len() >= self.config.room_entries
                    || known.log.bytes() >= self.config.room_bytes;
                if is_full {
                    return Err(Answer::Later(Later::Quota));
                }
            }
            None if !entry.is_founding() => return Err(Answer::Wanting(Want::Room)),
            None => self.hosts(entry)?,
        }
        Ok(())
    }

    /// A board is hosted when this relay's key founded it or its operator allows it.
    fn hosts(&self, entry: &Entry) -> Result<(), Answer> {
        let found: crate::payload::Found = entry
            .payload()
            .and_then(crate::payload::decode)
            .ok_or(Answer::Refused(Refusal::Malformed))?;
        let is_own = self.own_key(entry.header().author).is_some();
        let is_hosted = self.config.hosted.contains(&entry.room());
        if found.kind == crate::RoomKind::Board && !is_own && !is_hosted {
            return Err(Answer::Refused(Refusal::BoardNotHosted));
        }
        Ok(())
    }

    /// The board of a room, or of the room that an entry is about to found.
    fn board_for<'a>(&'a self, log: &RoomLog, entry: &Entry) -> Option<&'a RoomLog> {
        if entry.is_founding() {
            let found: crate::payload::Found = crate::payload::decode(entry.payload()?)?;
            return self.room(found.board?);
        }
        self.board_of(log)
    }

    /// Appends a judged item and carries its consequences to the rooms that it concerns.
    pub(super) fn append(
        &mut self,
        now: Timestamp,
        id: RoomId,
        item: LogItem,
        verdict: Verdict,
        out: &mut Vec<Effect>,
    ) {
        let Some(mut room) = self.rooms.remove(&id) else {
            return;
        };
        let board = match item.entry.is_founding() {
            true => self.board_for(&room.log, &item.entry),
            false => self.board_of(&room.log),
        };
        let stored = room.log.len();
        let appended = room.log.append(board, &item, verdict);
        let is_founding = item.entry.is_founding();
        out.push(Effect::Append(id, item));
        self.rooms.insert(id, room);
        self.unflushed.get_or_insert_with(id, || super::Unflushed {
            stored,
            ..Default::default()
        });
        self.spread(now, id, &appended, out);
        if is_founding {
            self.announce(now, id, out);
        }
        if appended.is_authority && !is_founding {
            self.announce_grown(now, out);
        }
    }

    /// What an append changed elsewhere: payloads to erase, rooms under a board to judge again.
    fn spread(&mut self, now: Timestamp, id: RoomId, appended: &Appended, out: &mut Vec<Effect>) {
        out.extend(
            appended
                .erased
                .iter()
                .map(|target| Effect::Erase(id, *target)),
        );
        if !appended.is_authority {
            return;
        }
        self.drop_readers(now, out);
        let Some(board) = self.rooms.remove(&id) else {
            return;
        };
        let mut erased = Vec::new();
        if board.log.kind() == Some(crate::RoomKind::Board) {
            for (under, room) in self.rooms.iter_mut() {
                if room.log.board() == Some(id) {
                    let again = room.log.judge_held_again(Some(&board.log));
                    erased.extend(again.erased.into_iter().map(|target| (*under, target)));
                }
            }
        }
        self.rooms.insert(id, board);
        out.extend(
            erased
                .into_iter()
                .map(|(room, target)| Effect::Erase(room, target)),
        );
    }

    fn note(&mut self, conn: Conn, room: RoomId, received: Received) {
        let unflushed = self.unflushed(room);
        unflushed.received.push(received);
        unflushed.answers.push((conn, received.entry, received.seq));
    }

    /// Everything appended is durable: answers, receipts and deliveries may go out.
    pub(super) fn flush(&mut self, crypto: &impl Crypto, out: &mut Vec<Effect>) {
        for (room, unflushed) in core::mem::take(&mut self.unflushed) {
            let Some(log) = self.room(room) else { continue };
            let mut by_conn = IdMap::<Conn, Vec<Answered>>::new();
            for (conn, entry, seq) in unflushed.answers {
                let answer = match log.standing_at(seq) {
                    Verdict::Stands => Answer::Logged(seq),
                    Verdict::Held(why) => Answer::Held(seq, why),
                };
                by_conn
                    .get_or_insert_with(conn, Vec::new)
                    .push(Answered { entry, answer });
            }
            let mut received = unflushed.received;
            received.sort_unstable_by_key(|line| line.seq);
            received.dedup();
            if let Some(head) = log
                .head_at(self.key.id(), log.len())
                .filter(|_| !received.is_empty())
            {
                let signature = crypto.sign(&Receipt::message(&head, &received));
                let receipt = Receipt {
                    head,
                    entries: received,
                    signature,
                };
                for (conn, answers) in by_conn {
                    let receipts = Receipts {
                        receipts: vec![receipt.clone()],
                    };
                    out.push(Effect::Send(conn, Message::Answers(Answers { answers })));
                    out.push(Effect::Send(conn, Message::Receipts(receipts)));
                }
            }
            self.deliver_live(room, crypto, out);
        }
    }

    /// Nothing was stored: everybody is told to try again, and the rooms are read back.
    pub(super) fn fail(&mut self, why: Later, out: &mut Vec<Effect>) {
        let unflushed = core::mem::take(&mut self.unflushed);
        let rooms: Vec<RoomId> = unflushed.keys().copied().collect();
        // Whoever stands where the log does not reach any more has to come again.
        for (conn, peer) in self.peers.iter() {
            let is_beyond = |(room, unflushed): (&RoomId, &super::Unflushed)| {
                let listening = peer.listens.get(room);
                listening.is_some_and(|listening| listening.sent > unflushed.stored)
            };
            if unflushed.iter().any(is_beyond) {
                out.push(Effect::Close(*conn, crate::wire::Farewell::Busy));
            }
        }
        for (conn, entry, _) in unflushed
            .into_iter()
            .map(|(_, unflushed)| unflushed)
            .flat_map(|unflushed| unflushed.answers)
        {
            let answers = vec![Answered {
                entry,
                answer: Answer::Later(why),
            }];
            out.push(Effect::Send(conn, Message::Answers(Answers { answers })));
        }
        if !rooms.is_empty() {
            out.push(Effect::Restore(rooms));
        }
    }

    pub(super) fn fetch(&self, now: Timestamp, conn: Conn, fetch: &Fetch, out: &mut Vec<Effect>) {
        let key = self.peers.get(&conn).and_then(super::Peer::key);
        let Some(log) = self
            .room(fetch.room)
            .filter(|_| self.reads(now, key, fetch.room))
        else {
            return;
        };
        let sees_held = self.sees_held(now, key, log);
        let seqs: Vec<_> = fetch
            .entries
            .iter()
            .take(limits::PUSH_ENTRIES)
            .filter_map(|entry| log.position(*entry))
            .filter(|seq| sees_held || !super::is_withheld(log, *seq))
            .collect();
        out.push(Effect::Bodies(conn, fetch.room, seqs));
    }
}

/// The first check that fails, named.
pub(super) fn failed(checks: &[crate::crypto::Check], crypto: &impl Crypto) -> Option<Refusal> {
    let reasons = [Refusal::BadSignature, Refusal::BadProof];
    checks
        .iter()
        .zip(reasons)
        .find(|(check, _)| !crypto.verify(check))
        .map(|(_, reason)| reason)
}

/// A right may rest on an entry of the author's own that is still on its way: then the answer is
/// to send that, and nobody's work is refused for the order in which it arrives.
fn patient(log: &RoomLog, entry: &Entry, reject: Reject) -> Reject {
    let prev = entry.header().prev;
    let lacks_prev = prev != EntryId::ZERO && log.position(prev).is_none();
    let is_new_here = log.members().get(entry.header().author).is_none();
    match reject {
        Reject::Refused(Refusal::NotAllowed) if lacks_prev && is_new_here => {
            Reject::Wanting(Want::Join)
        }
        reject => reject,
    }
}

fn answer(reject: Reject) -> Answer {
    match reject {
        Reject::Wanting(want) => Answer::Wanting(want),
        Reject::Refused(refusal) => Answer::Refused(refusal),
    }
}

/// Bytes that are no entry can be answered only when they are long enough to have an id.
fn unreadable(bytes: &[u8], error: EntryError) -> Option<Answered> {
    use sha2::Digest as _;
    let header = bytes.get(..crate::entry::HEADER_LEN)?;
    let message = [crate::entry::TAG, header].concat();
    let entry = EntryId(sha2::Sha256::digest(message).into());
    let answer = match error {
        EntryError::Newer => Answer::Wanting(Want::NewerRelay),
        EntryError::TooLarge => Answer::Refused(Refusal::TooLarge),
        EntryError::Length | EntryError::Class | EntryError::PayloadHash => {
            Answer::Refused(Refusal::Malformed)
        }
    };
    Some(Answered { entry, answer })
}
