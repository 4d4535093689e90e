//! Revoking, joining beyond a limit, adopting.

use ledger::{Held, authority::Verdict, replica::Mark};

use crate::community::{ADMIN, Community, GUEST, SECOND, STAFF, TO_BOARD};

#[test]
fn a_founder_hears_of_what_others_write_in_a_new_room_on_the_same_connection() {
    let mut community = Community::new(11);
    community.edit(STAFF, "居委会");
    community.world.exhaust().unwrap();
    assert_eq!(community.venue(ADMIN), "居委会");
}

#[test]
fn work_of_a_revoked_colleague_is_held_until_it_is_adopted() {
    let mut community = Community::new(12);
    let (board, hall) = (community.board, community.hall);
    community.world.set_cut_off(STAFF, true);
    community.edit(STAFF, "老地方");
    let said = community.world.say(STAFF, hall, 1, 20).unwrap();
    let key = community.world.device(STAFF).id();
    community.world.revoke(ADMIN, board, key).unwrap();
    community.come_together();
    community.world.set_cut_off(STAFF, false);
    community.come_together();
    let held = Mark::DeliveredHeld(Held::Revoked);
    let replica = community.world.device(STAFF).replica();
    assert_eq!(replica.mark(hall, said), Some(held));
    assert_ne!(community.venue(ADMIN), "老地方");
    let log = community.world.station.log(hall).unwrap();
    let line = |seq| log.line(seq).map(|line| line.entry);
    let all = log.held().filter_map(|(seq, _)| line(seq)).collect();
    community.world.adopt(ADMIN, hall, all).unwrap();
    community.come_together();
    assert_eq!(community.venue(ADMIN), "老地方");
}

#[test]
fn nobody_is_stuck_who_built_on_a_change_of_a_revoked_colleague() {
    let mut community = Community::new(13);
    let (board, hall) = (community.board, community.hall);
    let copy = community.world.station.copy();
    community.edit(STAFF, "老地方");
    community.come_together();
    // The relay loses the change, and the revocation gets there first.
    community.world.set_cut_off(GUEST, true);
    community.world.set_cut_off(STAFF, true);
    community.world.set_cut_off(ADMIN, true);
    community.edit(ADMIN, "新地方");
    let key = community.world.device(STAFF).id();
    community.world.revoke(ADMIN, board, key).unwrap();
    community.world.lose_relay(Some(copy)).unwrap();
    for name in [ADMIN, STAFF, GUEST] {
        community.world.set_cut_off(name, false);
    }
    community.come_together();
    assert_eq!(community.venue(ADMIN), "新地方");
    let waiting = community.world.device(ADMIN).replica().waiting(hall);
    assert_eq!(waiting, []);
}

#[test]
fn a_join_over_the_limit_is_held_with_its_words_until_the_limit_is_raised() {
    let mut community = Community::new(14);
    let hall = community.hall;
    community.world.join(SECOND, community.to_hall).unwrap();
    let said = community.world.say(SECOND, hall, 1, 20).unwrap();
    community.come_together();
    let standing = |community: &Community| {
        let log = community.world.station.log(hall).unwrap();
        log.standing(said)
    };
    let held = Verdict::Held(Held::JoinOverLimit);
    assert_eq!(standing(&community), Some(held));
    let words = |community: &Community, name| {
        let entry = community.world.device(name).replica().entry(hall, said);
        entry.unwrap().payload().is_some()
    };
    assert!(words(&community, STAFF), "staff decide on it");
    assert!(!words(&community, GUEST), "others wait");
    community.world.raise(ADMIN, community.to_hall, 2).unwrap();
    community.come_together();
    assert_eq!(standing(&community), Some(Verdict::Stands));
    assert!(words(&community, GUEST));
}

#[test]
fn whoever_joins_beyond_the_limit_sees_that_it_arrived_however_little_of_the_board_is_there() {
    for seed in 60..90 {
        let mut community = Community::new(seed);
        let (hall, to_hall) = (community.hall, community.to_hall);
        community.world.join(SECOND, to_hall).unwrap();
        community.come_together();
        let replica = community.world.device(SECOND).replica();
        assert_eq!(replica.waiting(hall), [], "with seed {seed}");
    }
}

#[test]
fn an_erasure_that_comes_to_stand_later_takes_no_words_of_a_change() {
    let mut community = Community::new(15);
    let board = community.board;
    community.world.join(SECOND, TO_BOARD).unwrap();
    community.come_together();
    community.world.set_cut_off(STAFF, true);
    let address = consultation::FieldValue::Address("幸福路1号".to_owned());
    let command = consultation::Command::Set(address);
    community.world.edit(STAFF, board, command).unwrap();
    community.world.exhaust().unwrap();
    let (change, _) = community.world.device(STAFF).replica().waiting(board)[0];
    // Whoever joined beyond the limit names a change that the relay does not know yet.
    community.world.erase(SECOND, board, change).unwrap();
    community.come_together();
    community.world.set_cut_off(STAFF, false);
    community.come_together();
    community.world.raise(ADMIN, TO_BOARD, 2).unwrap();
    community.come_together();
    community.world.restart_relay(None).unwrap();
    community.come_together();
}

#[test]
fn a_copied_profile_shows_its_held_changes_with_what_they_were_built_on() {
    let mut community = Community::new(16);
    let (board, hall) = (community.board, community.hall);
    community.world.raise(ADMIN, TO_BOARD, 2).unwrap();
    community.come_together();
    community.world.join(SECOND, TO_BOARD).unwrap();
    community.come_together();
    let clone = community.world.clone_device(STAFF).unwrap();
    community.come_together();
    let copy = community.world.station.copy();
    for name in [ADMIN, STAFF, GUEST] {
        community.world.set_cut_off(name, true);
    }
    community.edit(SECOND, "老地方");
    community.world.settle().unwrap();
    community.edit(clone, "新地方");
    community.world.settle().unwrap();
    for name in [SECOND, clone] {
        community.world.set_cut_off(name, true);
    }
    // The relay loses both changes, their authors are revoked, and it goes on without them.
    community.world.lose_relay(Some(copy)).unwrap();
    community.world.set_cut_off(ADMIN, false);
    for name in [SECOND, clone] {
        let key = community.world.device(name).id();
        community.world.revoke(ADMIN, board, key).unwrap();
    }
    community.world.say(ADMIN, hall, 1, 20).unwrap();
    community.world.settle().unwrap();
    for name in [SECOND, clone, STAFF, GUEST] {
        community.world.set_cut_off(name, false);
    }
    community.come_together();
}
