//! What the relay sends: verified, judged by the rules it was logged by, stored, then shown.

use core::cmp::Ordering;

use super::{
    Asked, Effect, Notice, Replica, Sync,
    newcomer::{Compared, Newcomer},
    rows::{ItemRow, Op, Store, entry_key, number_key},
};
use crate::{
    Class, Entry, LogItem, PublicKey, RoomId, RoomLog, Seq, Timestamp,
    authority::Verdict,
    limits,
    room::{Appended, introduces},
    wire::{Entries, Fetch, Item, Message, Need, Opened, Push, Reset, Why},
};

impl Replica {
    pub(super) fn opened(&mut self, now: Timestamp, opened: &Opened, out: &mut Vec<Effect>) {
        let id = opened.room;
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        match room.sync {
            Sync::Opening | Sync::Open { .. } => {}
            // It answers what was asked before this device's log was set back.
            Sync::Closed | Sync::Barred | Sync::Distrusted => return,
        }
        if room.is_resetting {
            return; // the reset opens it
        }
        let until = opened.head.map_or(0, |head| head.head.seq);
        if room.head.is_none() && room.log.len() > until {
            let head = opened.head.map(|head| head.head);
            let agrees = |head: &crate::Head| room.log.digest_at(head.seq) == Some(head.digest);
            let common = head.filter(agrees).map_or(0, |head| head.seq);
            return self.push_unproved(id, common, out);
        }
        room.open(until);
        // What a receipt said and the relay does not have any more is pushed again.
        room.receipted.retain(|_, seq| *seq <= until);
        self.fetch_lacking(id, out);
        self.open_under(id, out);
        self.push_outbox(now, id, out);
    }

    /// The relay's log is shorter or another than this device's, which has lost the head that
    /// would prove its own: what is lacking is pushed as new.
    fn push_unproved(&mut self, id: RoomId, common: Seq, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        room.sync = Sync::Closed;
        room.incoming.clear();
        let epoch = room.log.epoch();
        let mut ops = self.set_back(id, common, epoch);
        let mut notices = vec![Notice::Rebuild(id), Notice::Changed(id)];
        for (under, more) in self.set_back_under(id, common) {
            ops.extend(more);
            notices.push(Notice::Rebuild(under));
            notices.push(Notice::Changed(under));
        }
        let ticket = self.ask(Asked::StoreBatch(id, notices));
        out.push(Effect::Store(ticket, ops));
        self.open(id, out);
    }

    pub(super) fn entries(&mut self, entries: Entries, out: &mut Vec<Effect>) {
        let id = entries.room;
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        if room.sync == Sync::Distrusted {
            return;
        }
        if matches!(room.newcomer, Newcomer::Asked) {
            room.newcomer = Newcomer::Settled;
        }
        room.incoming.push_back(entries);
        self.take_next(id, out);
    }

    /// Has the next stretch of a room verified, unless one is being verified.
    fn take_next(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&id).filter(|room| !room.is_verifying) else {
            return;
        };
        let Some(entries) = room.incoming.front() else {
            return;
        };
        let judged_at = entries
            .items
            .iter()
            .map(|item| item.judged_at)
            .max()
            .unwrap_or(0);
        if entries.from > room.log.len() + 1 {
            return self.reopen(id, out);
        }
        let board_len = room
            .board()
            .and_then(|board| self.rooms.get(&board))
            .map(|board| board.log.len());
        if board_len.is_some_and(|len| judged_at > len) {
            return; // until the board has come this far
        }
        let Some(entries) = self
            .rooms
            .get_mut(&id)
            .and_then(|room| room.incoming.pop_front())
        else {
            return;
        };
        match self.checks(id, &entries) {
            Some(checks) => {
                if let Some(room) = self.rooms.get_mut(&id) {
                    room.is_verifying = true;
                }
                let ticket = self.ask(Asked::Batch(id, entries));
                out.push(Effect::Verify(ticket, checks));
            }
            None => {
                out.push(Effect::Notify(Notice::Unsound(id)));
                self.distrust(id, out);
            }
        }
    }

    /// The head's signature first, then those of entries that are not here yet.
    fn checks(&self, id: RoomId, entries: &Entries) -> Option<Vec<crate::crypto::Check>> {
        let room = self.rooms.get(&id)?;
        let board = self.board_log(room);
        let mut introduced: Vec<PublicKey> = Vec::new();
        let mut checks = Vec::new();
        for (item, seq) in entries.items.iter().zip(entries.from..) {
            let entry = item.at(seq).ok()?.entry;
            introduced.extend(introduces(&entry));
            let known = room.entries.get(&entry.id());
            if known.is_some_and(|known| known.signature() == entry.signature()) {
                continue;
            }
            checks.extend(room.log.checks(board, &entry, &introduced).ok()?);
        }
        let relay = entries.head.head.relay;
        let key = self
            .relay_key(id, relay)
            .or_else(|| introduced.iter().find(|key| key.id() == relay).copied())?;
        checks.insert(0, entries.head.check(key));
        Some(checks)
    }

    pub(super) fn take_batch(
        &mut self,
        now: Timestamp,
        id: RoomId,
        entries: &Entries,
        results: &[bool],
        out: &mut Vec<Effect>,
    ) {
        if let Some(room) = self.rooms.get_mut(&id) {
            room.is_verifying = false;
        }
        if results.iter().any(|result| !result) {
            out.push(Effect::Notify(Notice::Unsound(id)));
            return self.distrust(id, out);
        }
        match self.append_all(id, entries) {
            Ok((appended, ops, has_dropped)) => {
                self.uproot(id, out);
                self.show(now, id, appended, ops, out);
                let compared = self.compare_newcomer(id);
                if has_dropped || compared.is_some() {
                    out.push(Effect::Notify(Notice::Rebuild(id)));
                }
                if compared == Some(Compared::Differs) {
                    out.push(Effect::Notify(Notice::Unsound(id)));
                    self.distrust(id, out);
                }
            }
            Err(Trouble::Forked) => self.distrust(id, out),
            Err(Trouble::Behind) => self.reopen(id, out),
            Err(Trouble::Stale) => {}
            Err(Trouble::Unproved(common)) => self.push_unproved(id, common, out),
            Err(Trouble::Unsound) => {
                out.push(Effect::Notify(Notice::Unsound(id)));
                self.distrust(id, out);
            }
        }
        self.take_next(id, out);
    }

    /// Appends what is new of a verified stretch; all of it, or nothing. Says as well whether a
    /// change that was in the record while it waited here turned out to be held.
    fn append_all(
        &mut self,
        id: RoomId,
        entries: &Entries,
    ) -> Result<(Appended, Vec<Op>, bool), Trouble> {
        let mut room = self.rooms.remove(&id).ok_or(Trouble::Behind)?;
        let board = self.board_log(&room);
        let before = room.log.len();
        let result = append_to(&mut room, board, entries);
        let mut own_held = Vec::new();
        let mut built_on = Vec::new();
        let mut has_dropped = false;
        for (seq, _) in room.log.held().filter(|(seq, _)| *seq > before) {
            let line = room.log.line(seq);
            let Some(entry) = line.and_then(|line| room.entries.get(&line.entry)) else {
                continue;
            };
            if entry.header().class != Class::Record {
                continue;
            }
            if Some(entry.header().author) == self.me() {
                own_held.push(seq);
                built_on.extend(super::read::dependencies(entry));
            } else {
                has_dropped |= room.outbox.values().any(|waiting| *waiting == entry.id());
            }
        }
        let past = room.log.unreleased_past(built_on);
        self.rooms.insert(id, room);
        let (mut appended, mut ops) = result?;
        // Its author goes on seeing a change that is held, with whatever it was built on: it may
        // have been written on another machine with the same key.
        appended.released.extend(own_held);
        appended.released.extend(past);
        ops.extend(self.settle_outbox(id));
        Ok((appended, ops, has_dropped))
    }

    /// Stores what was appended; the view is told when it is stored.
    fn show(
        &mut self,
        now: Timestamp,
        id: RoomId,
        appended: Appended,
        mut ops: Vec<Op>,
        out: &mut Vec<Effect>,
    ) {
        let mut notices = self.notices(id, &appended);
        if appended.is_authority {
            for under in self.under(id) {
                let again = self.judge_under(under, id);
                self.fetch_bodies(under, &again, out);
                ops.extend(self.erase(under, &again));
                notices.extend(self.notices(under, &again));
            }
        }
        ops.extend(self.erase(id, &appended));
        self.fetch_bodies(id, &appended, out);
        let ticket = self.ask(Asked::StoreBatch(id, notices));
        out.push(Effect::Store(ticket, ops));
        self.wake_under(id, out);
        self.judge_newcomers_under(id, out);
        if let Some(room) = self.rooms.get_mut(&id) {
            room.retry_at = room.retry_at.min(now);
        }
    }

    /// With a board, the rooms under it are set back to what was judged by what is left of it.
    fn set_back_under(&mut self, board: RoomId, common: Seq) -> Vec<(RoomId, Vec<Op>)> {
        let mut all = Vec::new();
        for id in self.under(board) {
            let Some(room) = self.rooms.get_mut(&id) else {
                continue;
            };
            let judged_by_rest = |seq: &Seq| {
                room.log
                    .line(*seq)
                    .is_some_and(|line| line.judged_at <= common)
            };
            let kept = (1..=room.log.len()).take_while(judged_by_rest).count() as Seq;
            let epoch = room.log.epoch();
            if kept == room.log.len() {
                self.judge_anew(id);
                all.push((id, Vec::new()));
            } else {
                if room.sync != Sync::Distrusted {
                    room.sync = Sync::Closed;
                }
                room.incoming.clear();
                all.push((id, self.set_back(id, kept, epoch)));
            }
        }
        all
    }

    fn judge_under(&mut self, under: RoomId, board: RoomId) -> Appended {
        let Some(mut room) = self.rooms.remove(&under) else {
            return Appended::default();
        };
        let board = self.rooms.get(&board).map(|board| &board.log);
        let again = room.log.judge_held_again(board);
        self.rooms.insert(under, room);
        again
    }

    /// Stretches of halls that waited for their board.
    fn wake_under(&mut self, board: RoomId, out: &mut Vec<Effect>) {
        for id in self.under(board) {
            self.take_next(id, out);
        }
    }

    fn notices(&self, id: RoomId, appended: &Appended) -> Vec<Notice> {
        let Some(room) = self.rooms.get(&id) else {
            return Vec::new();
        };
        let entry = |seq: &Seq| room.log.line(*seq).map(|line| line.entry);
        let mut released = appended.released.clone();
        released.sort_unstable();
        released.dedup();
        let changes: Vec<_> = released.iter().filter_map(entry).collect();
        let mut notices = Vec::new();
        if !changes.is_empty() {
            notices.push(Notice::Record(id, changes));
        }
        notices.push(Notice::Changed(id));
        notices
    }

    /// Drops payload and salt of what was erased, here and in storage.
    fn erase(&mut self, id: RoomId, appended: &Appended) -> Vec<Op> {
        let Some(room) = self.rooms.get_mut(&id) else {
            return Vec::new();
        };
        let mut ops = Vec::new();
        for target in &appended.erased {
            if let Some(entry) = room.entries.get_mut(target)
                && entry.header().class == Class::Statement
            {
                *entry = entry.slot();
                ops.push(Op::Put(
                    Store::Entries,
                    entry_key(id, *target),
                    entry.to_bytes(),
                ));
            }
        }
        ops
    }

    /// Asks for payloads that were withheld while their entries were held.
    fn fetch_bodies(&self, id: RoomId, appended: &Appended, out: &mut Vec<Effect>) {
        self.fetch_of(id, appended.stood.iter().copied(), out);
    }

    /// Asks for every payload that is lacking: an earlier answer may have been lost.
    fn fetch_lacking(&self, id: RoomId, out: &mut Vec<Effect>) {
        let length = self.rooms.get(&id).map_or(0, |room| room.log.len());
        self.fetch_of(id, 1..=length, out);
    }

    fn fetch_of(&self, id: RoomId, seqs: impl Iterator<Item = Seq>, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        let bare: Vec<_> = seqs
            .filter(|seq| room.log.standing_at(*seq) == Verdict::Stands)
            .filter_map(|seq| room.log.line(seq))
            .map(|line| line.entry)
            .filter(|entry| {
                let is_bare = room
                    .entries
                    .get(entry)
                    .is_some_and(|entry| entry.payload().is_none());
                is_bare && !room.log.is_erased(*entry)
            })
            .collect();
        for entries in bare.chunks(limits::PUSH_ENTRIES) {
            let fetch = Fetch {
                room: id,
                entries: entries.to_vec(),
            };
            out.push(Effect::Send(Message::Fetch(fetch)));
        }
    }

    pub(super) fn bodies(&mut self, bodies: &Push, out: &mut Vec<Effect>) {
        let entries: Vec<Entry> = bodies
            .entries
            .iter()
            .filter_map(|bytes| Entry::parse(bytes).ok())
            .collect();
        let Some(id) = entries.first().map(Entry::room) else {
            return;
        };
        let Some(room) = self.rooms.get(&id) else {
            return;
        };
        // The id covers salt and payload, and the signature was checked with the slot.
        let fresh: Vec<Entry> = entries
            .into_iter()
            .filter_map(|entry| {
                let known = room.entries.get(&entry.id())?;
                let is_fresh = known.payload().is_none()
                    && entry.payload().is_some()
                    && known.signature() == entry.signature()
                    && !room.log.is_erased(entry.id());
                is_fresh.then_some(entry)
            })
            .collect();
        let put =
            |entry: &Entry| Op::Put(Store::Entries, entry_key(id, entry.id()), entry.to_bytes());
        let ops: Vec<Op> = fresh.iter().map(put).collect();
        if !ops.is_empty() {
            let ticket = self.ask(Asked::Bodies(id, fresh));
            out.push(Effect::Store(ticket, ops));
        }
    }

    pub(super) fn embodied(&mut self, id: RoomId, entries: Vec<Entry>, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        for entry in entries {
            // It may have been erased while this was being stored; its slot was stored after it.
            if !room.log.drops_payload(&entry) {
                room.entries.insert(entry.id(), entry);
            }
        }
        out.push(Effect::Notify(Notice::Changed(id)));
    }

    /// Opens a room again from where it stands, after a gap.
    fn reopen(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        if let Some(room) = self.rooms.get_mut(&id) {
            room.incoming.clear();
            room.sync = Sync::Closed;
        }
        self.open(id, out);
    }

    /// Takes nothing more from the relay for this room; everything stays on the device.
    pub(super) fn distrust(&mut self, id: RoomId, out: &mut Vec<Effect>) {
        if let Some(room) = self.rooms.get_mut(&id) {
            room.sync = Sync::Distrusted;
            room.incoming.clear();
            out.push(Effect::Notify(Notice::Forked(id)));
        }
        self.judge_newcomers_under(id, out);
    }

    pub(super) fn reset(&mut self, now: Timestamp, reset: Reset, out: &mut Vec<Effect>) {
        let id = reset.room;
        match (reset.why, reset.head) {
            (Why::NoAccess, _) => {
                if let Some(room) = self.rooms.get_mut(&id) {
                    room.sync = Sync::Barred;
                    room.incoming.clear();
                    // No log will show whether the relay still has what it gave receipts for.
                    room.receipted.clear();
                    out.push(Effect::Notify(Notice::NoAccess(id)));
                }
                self.push_outbox(now, id, out);
            }
            (Why::NewEpoch, Some(head)) => {
                let Some(key) = self.relay_key(id, head.head.relay) else {
                    return self.distrust(id, out);
                };
                if let Some(room) = self.rooms.get_mut(&id) {
                    room.is_resetting = true;
                }
                let ticket = self.ask(Asked::Reset(reset));
                out.push(Effect::Verify(ticket, vec![head.check(key)]));
            }
            (Why::NewEpoch, None) => {}
        }
    }

    /// A later epoch, signed: what the relay lacks goes back into the outbox.
    pub(super) fn take_reset(&mut self, reset: &Reset, is_sound: bool, out: &mut Vec<Effect>) {
        let (id, Some(head)) = (reset.room, reset.head) else {
            return;
        };
        let Some(room) = self.rooms.get_mut(&id) else {
            return;
        };
        room.is_resetting = false;
        if !is_sound || head.head.room != id {
            return self.distrust(id, out);
        }
        let is_later = head.head.epoch > room.log.epoch();
        if !is_later || reset.common > room.log.len() {
            // An old one, or one that came twice. Nobody listened to what opened the room
            // while it was being checked.
            return match room.sync {
                Sync::Opening => self.reopen(id, out),
                _ => self.take_next(id, out),
            };
        }
        let mut ops = self.set_back(id, reset.common, head.head.epoch);
        if let Some(room) = self
            .rooms
            .get_mut(&id)
            .filter(|room| room.sync != Sync::Barred)
        {
            room.open(head.head.seq);
        }
        let mut notices = vec![
            Notice::NewEpoch(id),
            Notice::Rebuild(id),
            Notice::Changed(id),
        ];
        for (under, more) in self.set_back_under(id, reset.common) {
            ops.extend(more);
            notices.push(Notice::Rebuild(under));
            notices.push(Notice::Changed(under));
        }
        let ticket = self.ask(Asked::StoreBatch(id, notices));
        out.push(Effect::Store(ticket, ops));
        if head.head.seq == 0 {
            // Nobody listens to a room of which nothing is there, and that it was founded again
            // may have been said while the reset was being checked.
            self.reopen(id, out);
        }
        // Words that were erased are asked for again: their erasure may not be in the log any more.
        self.fetch_lacking(id, out);
        self.open_under(id, out);
        self.take_next(id, out);
    }

    /// Gives the relay back, verbatim, what it lost.
    pub(super) fn give(&mut self, need: &Need, out: &mut Vec<Effect>) {
        let Some(room) = self.rooms.get(&need.room) else {
            return;
        };
        let Some(head) = room.head else { return };
        let mut items = Vec::new();
        let mut bytes = 0;
        let first = need.from.max(1);
        let mut from = first;
        for seq in first..=head.head.seq {
            let Some(item) = room.item(seq) else { return };
            let item = Item::of(&item);
            if bytes + item.entry.len() > limits::FRAME_FILL || items.len() == limits::FRAME_ITEMS {
                let stretch = core::mem::take(&mut items);
                out.push(Effect::Send(Message::Have(Entries {
                    room: need.room,
                    from,
                    items: stretch,
                    head,
                })));
                from = seq;
                bytes = 0;
            }
            bytes += item.entry.len() + 32;
            items.push(item);
        }
        out.push(Effect::Send(Message::Have(Entries {
            room: need.room,
            from,
            items,
            head,
        })));
    }
}

/// Why a stretch is not taken.
pub(super) enum Trouble {
    /// The relay signed something else before.
    Forked,
    /// It belongs to a later epoch that this device has not been told of, or leaves a gap.
    Behind,
    /// It belongs to an epoch that is over, and came late.
    Stale,
    /// It differs from here on from what is here, of which no head is left.
    Unproved(Seq),
    /// An item ought never to have been logged.
    Unsound,
}

fn append_to(
    room: &mut super::Room,
    board: Option<&RoomLog>,
    entries: &Entries,
) -> Result<(Appended, Vec<Op>), Trouble> {
    let id = room.row.room;
    let head = entries.head.head;
    let items: Vec<LogItem> = entries
        .items
        .iter()
        .zip(entries.from..)
        .map(|(item, seq)| item.at(seq).map_err(|_| Trouble::Unsound))
        .collect::<Result<_, _>>()?;
    if entries.from == 0 {
        return Err(Trouble::Unsound);
    }
    if entries.from > room.log.len() + 1 {
        return Err(Trouble::Behind);
    }
    let last = entries.from + items.len() as u64 - 1;
    if head.room != id || head.seq != last {
        return Err(Trouble::Unsound);
    }
    let mut digest = room
        .log
        .digest_at(entries.from - 1)
        .ok_or(Trouble::Behind)?;
    for item in &items {
        digest = digest.after(item);
        if room
            .log
            .digest_at(item.seq)
            .is_some_and(|own| own != digest)
        {
            return Err(match head.epoch.cmp(&room.log.epoch()) {
                // Without a head the relay does not know that there is anything to reset.
                Ordering::Greater | Ordering::Equal if room.head.is_none() => {
                    Trouble::Unproved(item.seq - 1)
                }
                Ordering::Greater => Trouble::Behind,
                Ordering::Equal => Trouble::Forked,
                Ordering::Less => Trouble::Stale,
            });
        }
    }
    if digest != head.digest {
        return Err(Trouble::Unsound);
    }
    let mut all = Appended::default();
    let mut ops = Vec::new();
    for item in items
        .into_iter()
        .filter(|item| item.seq > room.log.len())
        .collect::<Vec<_>>()
    {
        let judged = room.log.judge_received(board, &item);
        let verdict = judged.map_err(|_| Trouble::Unsound)?;
        let appended = room.log.append(board, &item, verdict);
        all.absorb(appended);
        ops.extend(keep(room, item));
    }
    if head.seq == room.log.len() {
        // Also an earlier one: a relay may come back from a copy that has all of this log and
        // does not know of a later epoch.
        room.log.set_epoch(head.epoch);
        room.row.epoch = head.epoch;
        room.head = Some(entries.head);
        room.row.head = room.head;
    }
    room.row.until = room.row.until.filter(|until| *until > room.log.len());
    ops.push(room.row.put());
    Ok((all, ops))
}

/// The rows of a received item; a payload that is already here is kept, an erased one is not.
fn keep(room: &mut super::Room, item: LogItem) -> Vec<Op> {
    let id = room.row.room;
    let (entry_id, seq) = (item.entry.id(), item.seq);
    let row = ItemRow {
        entry: entry_id,
        judged_at: item.judged_at,
        received_at: item.received_at,
    };
    let mut ops = vec![Op::Put(
        Store::Items,
        number_key(id, seq),
        crate::payload::encode(&row),
    )];
    let is_erased = room.log.drops_payload(&item.entry);
    let entry = if is_erased {
        item.entry.slot()
    } else {
        item.entry
    };
    let is_known = room
        .entries
        .get(&entry_id)
        .is_some_and(|known| known.payload().is_some() && !is_erased);
    if !is_known {
        ops.push(Op::Put(
            Store::Entries,
            entry_key(id, entry_id),
            entry.to_bytes(),
        ));
        room.entries.insert(entry_id, entry);
    }
    ops
}
