//! Devices that are copied, lose their storage, or whose clocks jump.

use crate::community::{ADMIN, Community, GUEST, STAFF};

const YEAR: i64 = 365 * 24 * 3_600 * 1_000;

#[test]
fn a_copied_profile_keeps_both_branches_and_is_told() {
    let mut community = Community::new(21);
    let hall = community.hall;
    community.world.crash(STAFF, 0);
    community.world.start(STAFF).unwrap();
    let clone = community.world.clone_device(STAFF).unwrap();
    let mine = community.world.say(STAFF, hall, 1, 20).unwrap();
    let other = community.world.say(clone, hall, 2, 20).unwrap();
    community.come_together();
    let log = community.world.station.log(hall).unwrap();
    assert!(log.position(mine).is_some() && log.position(other).is_some());
    let copied = ledger::evidence::copied_keys(log);
    assert_eq!(copied, [community.world.device(STAFF).id()]);
}

#[test]
fn clocks_that_jump_years_back_and_forth_stop_nobody() {
    let mut community = Community::new(22);
    let hall = community.hall;
    community.world.station.set_disk_full(true);
    community.world.say(GUEST, hall, 1, 20).unwrap();
    community.world.exhaust().unwrap();
    // It waits for a moment that is years away by the clock that it has now.
    community.world.device_mut(GUEST).jump(-3 * YEAR);
    community.world.station.jump(2 * YEAR);
    community.world.station.set_disk_full(false);
    community.world.say(GUEST, hall, 2, 20).unwrap();
    community.come_together();
    community.world.station.jump(-4 * YEAR);
    community.edit(ADMIN, "居委会");
    community.come_together();
    assert_eq!(community.venue(STAFF), "居委会");
}

#[test]
fn a_device_without_its_storage_gets_everything_back_but_what_was_never_sent() {
    let mut community = Community::new(23);
    community.edit(STAFF, "居委会");
    community.come_together();
    community.world.lose_storage(STAFF, true).unwrap();
    community.come_together();
    assert_eq!(community.venue(STAFF), "居委会");
}

#[test]
fn a_failed_write_takes_what_was_built_on_it_and_nothing_else() {
    let mut community = Community::new(24);
    community.world.set_cut_off(STAFF, true);
    community.edit(STAFF, "一楼");
    community.world.exhaust().unwrap();
    community.world.device_mut(STAFF).disk.fail_in(0);
    community.edit(STAFF, "二楼");
    community.edit(STAFF, "三楼");
    community.world.exhaust().unwrap();
    assert_eq!(community.venue(STAFF), "一楼");
    community.edit(STAFF, "四楼");
    community.world.set_cut_off(STAFF, false);
    community.come_together();
    assert_eq!(community.venue(ADMIN), "四楼");
}
