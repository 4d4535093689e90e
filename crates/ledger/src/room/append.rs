//! Taking a judged entry into a log, and what that changes about entries before it.

use super::{Founding, HeldEntry, Line, RoomLog, judge::read};
use crate::{
    Class, Entry, EntryId, Kind, LogItem, Role, RoomKind, Seq,
    authority::{Right, Verdict},
    payload::{Admit, Adopt, Erase, Found, Grant, Join, RelayKey, Revoke},
};

/// What an append changed beyond the new line itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Changes that now belong to the record, in log order.
    pub released: Vec<Seq>,
    /// Entries that were held and now stand.
    pub stood: Vec<Seq>,
    /// Statements whose payload is to be dropped wherever it is.
    pub erased: Vec<EntryId>,
    /// Whether somebody's rights changed, so that rooms under this board are to be judged again.
    pub is_authority: bool,
}

impl Appended {
    pub(crate) fn absorb(&mut self, other: Self) {
        self.released.extend(other.released);
        self.stood.extend(other.stood);
        self.erased.extend(other.erased);
        self.is_authority |= other.is_authority;
    }
}

impl RoomLog {
    /// Appends an item that was judged as `verdict`. Its `seq` must be the next one.
    pub fn append(
        &mut self,
        board: Option<&RoomLog>,
        item: &LogItem,
        verdict: Verdict,
    ) -> Appended {
        let entry = &item.entry;
        let (id, header) = (entry.id(), entry.header());
        let seq = self.len() + 1;
        let is_fork = self.chains.rival(id, header).is_some();
        let length = entry.to_bytes().len();
        self.lines.push(Line {
            entry: id,
            judged_at: item.judged_at,
            received_at: item.received_at,
            digest: self.digest().after(item),
            length: u32::try_from(length).unwrap_or(u32::MAX),
        });
        self.positions.insert(id, seq);
        self.bytes += length as u64;
        self.chains.add(id, header);
        if header.class == Class::Record && header.kind == Kind::CHANGE {
            let change = entry
                .payload()
                .and_then(|payload| crate::change::parse(payload).ok());
            if let Some(change) = change {
                self.changes.add(id, seq, change);
            }
        }
        self.note_join(entry, seq);
        let mut appended = Appended::default();
        match verdict {
            Verdict::Stands => appended.absorb(self.take_effect(entry, seq, true)),
            Verdict::Held(why) => {
                self.held.insert(
                    seq,
                    HeldEntry {
                        why,
                        entry: entry.clone(),
                        is_fork,
                    },
                );
            }
        }
        // What was held by the board of then may stand by the board of now.
        let is_behind = board.is_some_and(|board| board.len() > item.judged_at);
        if appended.is_authority || is_behind && matches!(verdict, Verdict::Held(_)) {
            appended.absorb(self.judge_held_again(board));
        }
        appended
    }

    /// Whether an entry is kept without its payload: an erased statement. An erase that came
    /// first may name anything; what is not a statement keeps its payload.
    pub fn drops_payload(&self, entry: &Entry) -> bool {
        entry.header().class == Class::Statement && self.is_erased(entry.id())
    }

    /// What came while its erase was still held and is no statement keeps its payload: without
    /// it the log could not be judged any more.
    fn may_lose_words(&self, target: EntryId) -> bool {
        self.position(target).is_none() || self.chains.is_statement(target)
    }

    /// Judges everything held once more, after rights changed here or on the board.
    pub fn judge_held_again(&mut self, board: Option<&RoomLog>) -> Appended {
        let mut all = Appended::default();
        loop {
            let stands: Vec<Seq> = self
                .held
                .iter()
                .filter(|(seq, held)| {
                    self.judge_again(board, **seq, &held.entry, held.is_fork) == Verdict::Stands
                })
                .map(|(seq, _)| *seq)
                .collect();
            if stands.is_empty() {
                return all;
            }
            for seq in stands {
                if let Some(held) = self.held.remove(&seq) {
                    all.stood.push(seq);
                    self.stood.insert(seq, (self.len(), held.why));
                    all.absorb(self.take_effect(&held.entry, seq, false));
                }
            }
        }
    }

    /// Rights rest on joins whether they stand or not, so that a held join's key is known.
    fn note_join(&mut self, entry: &Entry, seq: Seq) {
        let header = entry.header();
        if header.class == Class::Authority
            && header.kind == Kind::JOIN
            && let Ok(join) = read::<Join>(entry)
        {
            self.members.join(join.invitation, join.key, seq);
        }
        if entry.is_founding()
            && let Ok(found) = read::<Found>(entry)
        {
            self.note_founding(&found, seq);
        }
    }

    fn note_founding(&mut self, found: &Found, seq: Seq) {
        self.founding = Some(Founding {
            kind: found.kind,
            board: found.board,
            continues: found.continues,
            name: found.name.clone(),
        });
        if found.kind != RoomKind::Board {
            return;
        }
        if let Some(relay) = found.relay {
            let right = Right {
                role: Role::Relay,
                from: seq,
                until: None,
                expires: None,
                join: None,
            };
            self.members.give(relay, right);
            self.relay_keys.push(relay);
        }
        if let Some(first) = &found.first {
            self.members.grant(first, seq, true);
        }
    }

    /// What a standing entry does: `at` is its position; it stood at once, or was held at first.
    fn take_effect(&mut self, entry: &Entry, at: Seq, is_first: bool) -> Appended {
        let mut appended = Appended::default();
        let header = entry.header();
        match (header.class, header.kind) {
            (Class::Record, Kind::CHANGE) => appended.released = self.changes.release(entry.id()),
            (Class::Maintenance, Kind::ERASE) => {
                if let Ok(erase) = read::<Erase>(entry)
                    && self.erased.insert(erase.target)
                    && self.may_lose_words(erase.target)
                {
                    appended.erased.push(erase.target);
                }
            }
            (Class::Authority, kind) => {
                appended.is_authority = true;
                self.take_authority(entry, kind, at, is_first);
            }
            _ => {}
        }
        appended
    }

    fn take_authority(&mut self, entry: &Entry, kind: Kind, at: Seq, is_first: bool) {
        match kind {
            Kind::GRANT => {
                if let Ok(grant) = read::<Grant>(entry) {
                    self.members.grant(&grant, at, false);
                }
            }
            // A revocation that was held ends nothing when it comes to stand: what stood since
            // must not stop standing, and logs that are judged at different times must agree.
            // Staff revoke again.
            Kind::REVOKE if is_first => {
                if let Ok(revoke) = read::<Revoke>(entry) {
                    self.members.revoke(revoke.key, at);
                }
            }
            Kind::ADOPT => {
                if let Ok(adopt) = read::<Adopt>(entry) {
                    self.adopted.extend(adopt.entries);
                }
            }
            Kind::ADMIT => {
                if let Ok(admit) = read::<Admit>(entry) {
                    let known = self.members.get(admit.key).and_then(|known| known.admitted);
                    let before = known.and_then(|(by, _)| self.position(by));
                    // The first in the log counts, whichever came to stand first.
                    if before.is_none_or(|before| before > at) {
                        self.members.admit(admit.key, entry.id(), admit.person);
                    }
                }
            }
            Kind::RELAY_KEY => {
                if let Ok(relay) = read::<RelayKey>(entry) {
                    self.relay_keys.push(relay.key);
                    let right = Right {
                        role: Role::Relay,
                        from: at,
                        until: None,
                        expires: None,
                        join: None,
                    };
                    self.members.give(relay.key, right);
                }
            }
            _ => {}
        }
    }
}
