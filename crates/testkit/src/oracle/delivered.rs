//! I2: what was shown as delivered is in the relay, and with it in every authorised replica.
//!
//! A new epoch takes 已送达 back, visibly, and what the relay lacks is logged anew by the rights and
//! the clock of then. A join whose grant is held by now waits, and so does what rests on that join,
//! until staff adopt the grant: the design promises that it is kept and tried again.

use crate::World;

pub(super) fn check(world: &World) -> Result<(), String> {
    for name in world.names() {
        for (room, entry) in world.device(name).delivered() {
            let log = world.station.log(*room);
            if log.and_then(|log| log.position(*entry)).is_none() {
                let replica = world.device(name).replica();
                let waiting = replica.waiting(*room);
                let waits = waiting.iter().find(|(waiting, _)| waiting == entry);
                if waits.is_some_and(|(_, answer)| world.is_hopeless(name, *room, *entry, *answer))
                {
                    continue;
                }
                let kind = replica
                    .entry(*room, *entry)
                    .map(|entry| entry.header().kind);
                let mark = replica.mark(*room, *entry);
                return Err(format!(
                    "I2: {entry:?} ({kind:?}) of {name:?} in {room:?} was delivered and is gone; \
                     now {mark:?}"
                ));
            }
        }
    }
    if world.has_relay_lost() {
        return Ok(()); // then only what some device still has can come back
    }
    for (room, entry) in world.once_delivered() {
        let log = world.station.log(*room);
        if log.and_then(|log| log.position(*entry)).is_none() {
            return Err(format!("I2: {entry:?} was delivered and is gone"));
        }
    }
    Ok(())
}
