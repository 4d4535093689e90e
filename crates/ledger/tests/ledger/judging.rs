//! Every named reason for which an entry is held, wanting or refused by a log.

mod held;
mod refused;
mod stands;
mod wanting;

use ledger::{
    Entry, Held, Refusal, Want,
    authority::{Reject, Verdict},
};

use crate::world::World;

#[track_caller]
pub(super) fn check_held(world: &World, entry: &Entry, why: Held) {
    assert_eq!(world.logs.judge(entry), Ok(Verdict::Held(why)));
}

#[track_caller]
pub(super) fn check_wanting(world: &World, entry: &Entry, what: Want) {
    assert_eq!(world.logs.judge(entry), Err(Reject::Wanting(what)));
}

#[track_caller]
pub(super) fn check_refused(world: &World, entry: &Entry, why: Refusal) {
    assert_eq!(world.logs.judge(entry), Err(Reject::Refused(why)));
}

#[track_caller]
pub(super) fn check_stands(world: &World, entry: &Entry) {
    assert_eq!(world.logs.judge(entry), Ok(Verdict::Stands));
}
