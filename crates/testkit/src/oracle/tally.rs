//! I5: a tally is a function of what is in the log, so everybody counts the same.

use std::collections::BTreeMap;

use ledger::{Class, Entry, KeyId, RoomId, RoomKind, RoomLog, Seq, authority::Verdict};

use crate::{World, world::words::CHOICE};

/// The newest choice of everybody who was admitted, counted.
pub fn tally<'a>(log: &RoomLog, entry: impl Fn(Seq) -> Option<&'a Entry>) -> BTreeMap<u8, usize> {
    let mut newest = BTreeMap::<KeyId, u8>::new();
    for seq in (1..=log.len()).filter(|seq| log.standing_at(*seq) == Verdict::Stands) {
        let Some(entry) = entry(seq) else { continue };
        let header = entry.header();
        let is_admitted = log
            .members()
            .get(header.author)
            .is_some_and(|member| member.admitted.is_some());
        let choice = entry.payload().and_then(|payload| payload.first().copied());
        let is_choice = header.class == Class::Statement && header.kind == CHOICE;
        if let (true, true, Some(choice)) = (is_admitted, is_choice, choice) {
            newest.insert(header.author, choice);
        }
    }
    let mut counts = BTreeMap::new();
    for choice in newest.into_values() {
        *counts.entry(choice).or_default() += 1;
    }
    counts
}

pub(super) fn check(world: &World) -> Result<(), String> {
    for name in world.names() {
        let device = world.device(name);
        if !device.is_on() || device.is_cut_off() {
            continue;
        }
        for room in world.readable(name) {
            check_room(world, name, room)?;
        }
    }
    Ok(())
}

fn check_room(world: &World, name: crate::world::Name, room: RoomId) -> Result<(), String> {
    let replica = world.device(name).replica();
    let (Some(own), Some(log)) = (replica.log(room), world.station.log(room)) else {
        return Ok(());
    };
    if log.kind() != Some(RoomKind::Hall) {
        return Ok(());
    }
    let archive = world.station.archive();
    let relays = tally(log, |seq| Some(&archive.item(room, seq)?.entry));
    let devices = tally(own, |seq| replica.entry(room, own.line(seq)?.entry));
    match relays == devices {
        true => Ok(()),
        false => Err(format!(
            "I5: {name:?} counts {devices:?} in {room:?} and the relay {relays:?}"
        )),
    }
}
