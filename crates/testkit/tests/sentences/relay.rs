//! A relay that loses what it had, is full, or dies.

use ledger::replica::Mark;
use testkit::station::{Archive, Death};

use crate::community::{ADMIN, Community, GUEST, SECOND, STAFF};

#[test]
fn a_wiped_relay_is_healed_word_for_word() {
    let mut community = Community::new(1);
    community.edit(ADMIN, "居委会");
    community.come_together();
    let (board, hall) = (community.board, community.hall);
    let before = (community.digest(board), community.digest(hall));
    let epochs = (community.epoch(board), community.epoch(hall));
    community.world.lose_relay(None).unwrap();
    community.come_together();
    assert_eq!((community.digest(board), community.digest(hall)), before);
    assert_eq!((community.epoch(board), community.epoch(hall)), epochs);
}

#[test]
fn a_relay_restored_from_an_older_copy_is_healed_word_for_word() {
    let mut community = Community::new(2);
    let copy: Archive = community.world.station.copy();
    community.edit(ADMIN, "居委会");
    community.world.say(GUEST, community.hall, 1, 20).unwrap();
    community.come_together();
    let before = community.digest(community.hall);
    let epoch = community.epoch(community.hall);
    community.world.lose_relay(Some(copy)).unwrap();
    community.come_together();
    assert_eq!(community.digest(community.hall), before);
    assert_eq!(community.epoch(community.hall), epoch);
}

#[test]
fn a_restored_relay_that_went_on_by_itself_begins_an_epoch_and_loses_nothing() {
    let mut community = Community::new(3);
    let hall = community.hall;
    community.world.set_cut_off(STAFF, true);
    let copy = community.world.station.copy();
    community.edit(ADMIN, "居委会");
    let said = community.world.say(GUEST, hall, 1, 20).unwrap();
    community.come_together();
    let epoch = community.epoch(hall);
    for name in [ADMIN, GUEST] {
        community.world.set_cut_off(name, true);
    }
    community.world.lose_relay(Some(copy)).unwrap();
    community.world.set_cut_off(STAFF, false);
    let mine = community.world.say(STAFF, hall, 2, 20).unwrap();
    community.world.settle().unwrap();
    for name in [ADMIN, GUEST] {
        community.world.set_cut_off(name, false);
    }
    community.come_together();
    let log = community.world.station.log(hall).unwrap();
    assert!(log.epoch() > epoch);
    assert!(log.position(said).is_some() && log.position(mine).is_some());
    assert_eq!(community.venue(STAFF), "居委会");
}

#[test]
fn a_relay_that_died_before_it_answered_logs_nothing_twice() {
    for death in [Death::BeforeWriting, Death::BeforeSending] {
        let mut community = Community::new(4);
        let hall = community.hall;
        let length = community.world.station.log(hall).unwrap().len();
        community.world.say(GUEST, hall, 1, 20).unwrap();
        while !community.world.station.is_busy() {
            assert!(community.world.nudge(GUEST), "the statement gets under way");
        }
        community.world.restart_relay(Some(death)).unwrap();
        community.come_together();
        assert_eq!(community.world.station.log(hall).unwrap().len(), length + 1);
    }
}

#[test]
fn a_full_disk_puts_everything_off_and_loses_nothing() {
    let mut community = Community::new(5);
    let hall = community.hall;
    community.world.station.fail_batches(1);
    let first = community.world.say(GUEST, hall, 1, 20).unwrap();
    community.world.exhaust().unwrap();
    community.world.station.set_disk_full(true);
    let second = community.world.say(GUEST, hall, 2, 20).unwrap();
    community.world.exhaust().unwrap();
    let log = community.world.station.log(hall).unwrap();
    assert_eq!((log.position(first), log.position(second)), (None, None));
    community.world.station.set_disk_full(false);
    community.come_together();
    let log = community.world.station.log(hall).unwrap();
    assert!(log.position(first) < log.position(second));
}

#[test]
fn a_relay_whose_disk_failed_while_it_was_healed_is_healed_again() {
    let mut community = Community::new(6);
    community.edit(ADMIN, "居委会");
    community.come_together();
    let before = community.digest(community.hall);
    community.world.lose_relay(None).unwrap();
    community.world.station.fail_batches(2);
    community.come_together();
    assert_eq!(community.digest(community.hall), before);
}

#[test]
fn what_a_relay_gave_a_receipt_for_and_lost_before_anyone_had_it_is_pushed_again() {
    let mut community = Community::new(7);
    let hall = community.hall;
    // Deliveries lag, so that the receipt is all that comes before the line is cut.
    community.world.station.set_lags(100);
    let said = community.world.say(GUEST, hall, 1, 20).unwrap();
    let is_delivered = |community: &Community| {
        let replica = community.world.device(GUEST).replica();
        replica.mark(hall, said) == Some(Mark::Delivered)
    };
    while !is_delivered(&community) {
        if !community.world.nudge(GUEST) {
            assert!(community.world.station.is_busy(), "the receipt comes");
            community.world.turn(16, None).unwrap();
        }
    }
    let log = community.world.device(GUEST).replica().log(hall).unwrap();
    assert_eq!(log.position(said), None, "the item itself is still to come");
    community.world.set_cut_off(GUEST, true);
    community.world.station.set_lags(0);
    community.world.lose_relay(None).unwrap();
    community.world.settle().unwrap();
    // Another entry stands where the lost one stood.
    community.world.say(ADMIN, hall, 2, 20).unwrap();
    community.world.settle().unwrap();
    community.world.set_cut_off(GUEST, false);
    community.come_together();
    let log = community.world.station.log(hall).unwrap();
    assert!(log.position(said).is_some());
}

#[test]
fn resets_that_come_twice_or_out_of_order_leave_nobody_out() {
    for seed in 60..90 {
        let mut community = Community::new(seed);
        let hall = community.hall;
        community.world.set_cut_off(STAFF, true);
        let copy = community.world.station.copy();
        community.edit(ADMIN, "居委会");
        community.world.say(GUEST, hall, 1, 20).unwrap();
        community.come_together();
        for name in [ADMIN, GUEST] {
            community.world.set_cut_off(name, true);
        }
        community.world.lose_relay(Some(copy)).unwrap();
        community.world.set_cut_off(STAFF, false);
        community.world.say(STAFF, hall, 2, 20).unwrap();
        community.world.settle().unwrap();
        community.world.weather.duplicates = 40;
        for name in [ADMIN, GUEST] {
            community.world.set_cut_off(name, false);
            community.world.connect(name);
        }
        community.world.exhaust().unwrap();
        community.world.weather.duplicates = 0;
        community.edit(ADMIN, "二楼");
        community.come_together();
        assert_eq!(community.venue(STAFF), "二楼", "seed {seed}");
    }
}

#[test]
fn a_wiped_relay_comes_back_whole_though_participants_come_first() {
    for seed in 60..80 {
        let mut community = Community::new(seed);
        let (hall, to_hall) = (community.hall, community.to_hall);
        // Beyond the limit, so that only staff see the words.
        community.world.join(SECOND, to_hall).unwrap();
        let said = community.world.say(SECOND, hall, 1, 20).unwrap();
        community.come_together();
        community.world.lose_relay(None).unwrap();
        for name in [ADMIN, STAFF] {
            community.world.set_cut_off(name, true);
        }
        community.world.connect(GUEST);
        community.world.connect(SECOND);
        for _ in 0..community.world.random.below(120) {
            community.world.nudge(GUEST);
            community.world.nudge(SECOND);
            community.world.turn(4, None).unwrap();
        }
        for name in [ADMIN, STAFF] {
            community.world.set_cut_off(name, false);
        }
        community.come_together();
        community.world.raise(ADMIN, to_hall, 2).unwrap();
        community.come_together();
        let entry = community.world.device(GUEST).replica().entry(hall, said);
        assert!(entry.unwrap().payload().is_some(), "seed {seed}");
    }
}
