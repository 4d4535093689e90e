//! What a device wrote into a record goes on: it is in the log, or waits for it, or is in the list
//! 未被接受, or was written anew with the same words.

use consultation::Document;
use ledger::{Class, EntryId, RoomId, replica::Mark};

use crate::{World, world::Name};

pub(super) fn check(world: &World) -> Result<(), String> {
    for name in world.names() {
        let device = world.device(name);
        if device.is_on() && !device.is_cut_off() {
            for (room, entry) in device.saved() {
                check_entry(world, name, *room, *entry)?;
            }
        }
    }
    Ok(())
}

fn check_entry(world: &World, name: Name, room: RoomId, entry: EntryId) -> Result<(), String> {
    let replica = world.device(name).replica();
    let Some(old) = replica.entry(room, entry) else {
        return Ok(()); // it is missed elsewhere
    };
    if old.header().class != Class::Record {
        return Ok(());
    }
    if let Some(new) = replica.replaced_by(room, entry) {
        let of = |entry| {
            let words = replica
                .entry(room, entry)?
                .payload()
                .map(Document::words_of);
            words.map(|words| words.replace('\n', ""))
        };
        return match of(entry) == of(new) {
            true => check_entry(world, name, room, new),
            false => Err(format!(
                "{name:?}: {entry:?} was written anew as {new:?} with other words: {:?}, {:?}",
                of(entry),
                of(new)
            )),
        };
    }
    let mark = replica.mark(room, entry);
    let is_delivered = matches!(mark, Some(Mark::Delivered | Mark::DeliveredHeld(_)));
    let waiting = replica.waiting(room);
    let is_waiting = waiting.iter().any(|(waiting, _)| *waiting == entry);
    let refused = replica.refused();
    let is_refused = refused.iter().any(|(_, refused, _)| *refused == entry);
    match is_delivered || is_waiting || is_refused {
        true => Ok(()),
        false => Err(format!("{name:?}: {entry:?} of {room:?} is nowhere")),
    }
}
