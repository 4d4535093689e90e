//! I4: nothing counts without a grant at its position, and nothing is kept from strangers.
//!
//! The reference here is written against the members of the finished log, not against the judge.

use ledger::{
    Class, Entry, Kind, RoomLog, Seq, Timestamp,
    authority::{Member, Right, Verdict},
    payload::{self, Adopt, Join},
};

use crate::World;

pub(super) fn check(world: &World) -> Result<(), String> {
    for (id, shelf) in world.station.archive().rooms() {
        let Some(log) = world.station.log(id) else {
            return Err(format!("I4: {id:?} is stored and not known"));
        };
        let board = log.board().and_then(|board| world.station.log(board));
        let adopted: Vec<_> = (1..=log.len())
            .filter(|seq| log.standing_at(*seq) == Verdict::Stands)
            .filter_map(|seq| adopts(&world.station.archive().item(id, seq)?.entry))
            .flatten()
            .collect();
        for (stored, seq) in shelf.items.iter().zip(1..) {
            let entry = &stored.entry;
            let what = entry.id();
            if world.strangers().contains(&entry.header().author) {
                return Err(format!("I4: {what:?} of a stranger is stored"));
            }
            if world.forged().iter().any(|forged| forged.id() == what) {
                return Err(format!("I4: the forged {what:?} is stored"));
            }
            let stands = log.standing_at(seq) == Verdict::Stands;
            let case = Case {
                log,
                board,
                entry,
                seq,
                judged_at: stored.judged_at,
                received_at: stored.received_at,
            };
            if stands && !adopted.contains(&what) && !case.is_entitled() {
                return Err(format!("I4: item {seq} of {id:?} counts without a grant"));
            }
            if !case.was_known() {
                return Err(format!("I4: item {seq} of {id:?} is of an unknown key"));
            }
        }
    }
    Ok(())
}

struct Case<'a> {
    log: &'a RoomLog,
    board: Option<&'a RoomLog>,
    entry: &'a Entry,
    seq: Seq,
    judged_at: Seq,
    received_at: Timestamp,
}

impl Case<'_> {
    fn is_entitled(&self) -> bool {
        let header = self.entry.header();
        let Some(kind) = self.log.kind() else {
            return false;
        };
        if self.entry.is_founding() && self.board.is_none() {
            return true;
        }
        if header.class == Class::Authority && header.kind == Kind::JOIN {
            return self.is_invited();
        }
        self.rights().any(|(log, right, after)| {
            let allows = match self.entry.is_founding() {
                true => right.role.founds(kind),
                false => right.role.writes(kind, header.class, header.kind),
            };
            let join_stands = right
                .join
                .is_none_or(|join| log.standing_at(join) == Verdict::Stands);
            allows
                && right.from <= after
                && right.until.is_none_or(|until| until > after)
                && right
                    .expires
                    .is_none_or(|expires| self.received_at <= expires)
                && join_stands
        })
    }

    fn is_invited(&self) -> bool {
        let join: Option<Join> = self.entry.payload().and_then(payload::decode);
        let invitation = join.and_then(|join| self.log.members().invitation(join.invitation));
        invitation.is_some_and(|invitation| {
            let author = self.entry.header().author;
            let place = invitation.joins.iter().position(|key| *key == author);
            invitation.from < self.seq
                && place.is_some_and(|place| place < invitation.limit as usize)
        })
    }

    fn was_known(&self) -> bool {
        let header = self.entry.header();
        let joins = header.class == Class::Authority && header.kind == Kind::JOIN;
        joins
            || self.entry.is_founding() && self.board.is_none()
            || self.rights().any(|(_, right, after)| right.from <= after)
    }

    fn rights(&self) -> impl Iterator<Item = (&RoomLog, &Right, Seq)> {
        let author = self.entry.header().author;
        let own = (Some(self.log), self.seq.saturating_sub(1));
        let board = (self.board, self.judged_at);
        [own, board].into_iter().flat_map(move |(log, after)| {
            let member = log.and_then(|log| Some((log, log.members().get(author)?)));
            member
                .into_iter()
                .flat_map(move |(log, member): (&RoomLog, &Member)| {
                    member.rights.iter().map(move |right| (log, right, after))
                })
        })
    }
}

fn adopts(entry: &Entry) -> Option<Vec<ledger::EntryId>> {
    let header = entry.header();
    let is_adoption = header.class == Class::Authority && header.kind == Kind::ADOPT;
    let adopt: Adopt = payload::decode(entry.payload().filter(|_| is_adoption)?)?;
    Some(adopt.entries)
}
