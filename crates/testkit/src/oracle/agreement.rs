//! I3: equal logs are equal records, equal standing and equal words.

use consultation::{Consultation, Document};
use ledger::{Class, Entry, EntryId, Held, RoomId, RoomLog, Seq, authority::Verdict};

use crate::{World, world::Name};

pub(super) fn check(world: &World) -> Result<(), String> {
    for name in world.names() {
        if !world.device(name).is_on() || world.device(name).is_cut_off() {
            continue;
        }
        for room in world.readable(name) {
            check_room(world, name, room).map_err(|what| format!("I3, {name:?}: {what}"))?;
        }
    }
    Ok(())
}

fn check_room(world: &World, name: Name, room: RoomId) -> Result<(), String> {
    let device = world.device(name);
    let replica = device.replica();
    let (Some(own), Some(log)) = (replica.log(room), world.station.log(room)) else {
        return Err(format!("{room:?} is missing"));
    };
    let held = |log: &RoomLog| log.held().collect::<Vec<(Seq, Held)>>();
    if held(own) != held(log) {
        let (mine, theirs) = (held(own), held(log));
        let all = mine.iter().chain(&theirs);
        let other = all
            .filter(|line| !mine.contains(line) || !theirs.contains(line))
            .filter_map(|(seq, _)| world.station.archive().item(room, *seq));
        let rights: Vec<String> = other
            .map(|stored| {
                let author = stored.entry.header().author;
                let of = |log: Option<&RoomLog>| {
                    let member = log.and_then(|log| log.members().get(author));
                    member.map(|member| format!("{:?}", member.rights))
                };
                let board = log.board();
                let own_board = of(board.and_then(|board| replica.log(board)));
                let board = of(board.and_then(|board| world.station.log(board)));
                let judged_at = stored.judged_at;
                let (own, log) = (of(Some(own)), of(Some(log)));
                format!("judged at {judged_at}: {own:?} {own_board:?}, relay {log:?} {board:?}")
            })
            .collect();
        return Err(format!(
            "{room:?}: holds {mine:?} where the relay holds {theirs:?}; {rights:?}"
        ));
    }
    if own.record() != log.record() {
        return Err(format!("{room:?}: the records differ"));
    }
    check_words(world, name, room, log)?;
    let entry = |seq: &Seq| -> Option<&Entry> { replica.entry(room, own.line(*seq)?.entry) };
    let kept = own.record();
    let kept: Vec<&Entry> = kept.iter().filter_map(entry).collect();
    let record = document(kept.iter().copied());
    let stored = log.record();
    let stored: Vec<&Entry> = stored
        .iter()
        .filter_map(|seq| Some(&world.station.archive().item(room, *seq)?.entry))
        .collect();
    let relays = document(stored.iter().copied());
    if record.heads() != relays.heads() || record.waiting().next().is_some() {
        return Err(format!("{room:?}: the heads differ"));
    }
    if Consultation::read(&record).0 != Consultation::read(&relays).0 {
        return Err(format!("{room:?}: the records read differently"));
    }
    let shown = device.listed_record(room);
    let document = device.document(room);
    if document.is_some_and(|document| document.heads() != shown.heads()) {
        let lacking: Vec<String> = replica
            .record(room)
            .into_iter()
            .filter(|entry| {
                let hash = entry.payload().and_then(Document::change_hash);
                hash.is_none_or(|hash| document.is_some_and(|shown| !shown.has_change(hash)))
            })
            .map(|entry| {
                let seq = own.position(entry.id());
                let author = entry.header().author;
                let mark = replica.mark(room, entry.id());
                format!("{:?} at {seq:?} by {author:?}, {mark:?}", entry.id())
            })
            .collect();
        let waiting = document.map_or(0, |document| document.waiting().count());
        return Err(format!(
            "{room:?}: the page lacks {lacking:?} of the record, and {waiting} wait"
        ));
    }
    Ok(())
}

fn document<'a>(entries: impl Iterator<Item = &'a Entry>) -> Document {
    let payloads: Vec<&[u8]> = entries.filter_map(Entry::payload).collect();
    Document::from_changes(payloads).0
}

/// Whatever stands has its words, unless they were erased; what was erased has none anywhere.
fn check_words(world: &World, name: Name, room: RoomId, log: &RoomLog) -> Result<(), String> {
    let device = world.device(name);
    for seq in 1..=log.len() {
        let Some(stored) = world.station.archive().item(room, seq) else {
            return Err(format!("item {seq} of {room:?} is not stored"));
        };
        let id: EntryId = stored.entry.id();
        let Some(own) = device.replica().entry(room, id) else {
            return Err(format!("item {seq} of {room:?} has no entry"));
        };
        let is_statement = stored.entry.header().class == Class::Statement;
        let is_erased = log.is_erased(id) && is_statement;
        let stands = log.standing_at(seq) == Verdict::Stands;
        if is_erased && (stored.entry.payload().is_some() || own.payload().is_some()) {
            return Err(format!("{id:?} was erased and still has its words"));
        }
        if !is_erased && stored.entry.payload().is_none() {
            return Err(format!("{id:?} lost its words on the relay"));
        }
        if !is_erased && stands && own.payload().is_none() {
            return Err(format!("{id:?} stands and has no words"));
        }
    }
    Ok(())
}
