//! A relay that lost its end is healed word for word, unless it went on by itself meanwhile.
//!
//! Then it does so in the epoch in which it was, unless it had told a device meanwhile that it goes
//! on without what that device proved. It has to when a device cannot give everything back: what is
//! withheld from it, because it is held, only staff have (protocol, Healing, 2 and 5). The epoch
//! that it announced then goes on when staff come and restore the rest.

use ledger::{Digest, RoomId};

use crate::{World, station::Witness};

pub(super) fn check(world: &World) -> Result<(), String> {
    for (room, witness) in world.station.witness() {
        if !witness.has_parted {
            check_room(world, room, witness)?;
        }
    }
    Ok(())
}

fn check_room(world: &World, room: RoomId, witness: &Witness) -> Result<(), String> {
    let proved = proved(world, room, witness);
    let Some(log) = world.station.log(room) else {
        return match proved {
            0 => Ok(()),
            _ => Err(format!("{room:?} was not restored")),
        };
    };
    let is_verbatim = usize::try_from(proved).is_ok_and(|proved| {
        witness
            .lines
            .iter()
            .take(proved)
            .zip(1..)
            .all(|(line, seq)| {
                log.line(seq).is_some_and(|now| {
                    now.entry == line.entry
                        && now.judged_at == line.judged_at
                        && now.received_at == line.received_at
                        && now.digest == line.digest
                })
            })
    });
    if !is_verbatim {
        return Err(format!("{room:?} was not restored word for word"));
    }
    let is_same =
        log.epoch() == witness.epoch || witness.has_gone_on && log.epoch() > witness.epoch;
    if proved == witness.lines.len() as u64 && !is_same {
        let (now, then) = (log.epoch(), witness.epoch);
        return Err(format!(
            "{room:?} was restored whole and its epoch went from {then} to {now}"
        ));
    }
    Ok(())
}

/// How far some device holds the lost log under a head that the relay signed.
fn proved(world: &World, room: RoomId, witness: &Witness) -> u64 {
    let names = world.names();
    let heads = names.iter().filter_map(|name| {
        let device = world.device(*name);
        let head = device.replica().head(room)?.head;
        let place = usize::try_from(head.seq.checked_sub(1)?).ok()?;
        let digest = witness
            .lines
            .get(place)
            .map_or(Digest::ZERO, |line| line.digest);
        (device.is_on() && digest == head.digest).then_some(head.seq)
    });
    heads.max().unwrap_or(0)
}
