//! Newcomers to a long hall: a snapshot first, whatever becomes of it, and the log's truth in the end.

use ledger::replica::Notice;

use crate::community::{ADMIN, Community, GUEST, STAFF};

/// Edits of the hall: many times what the simulated relay takes for long.
const EDITS: usize = 60;

fn long_hall(seed: u64) -> Community {
    let mut community = Community::new(seed);
    for edit in 0..EDITS {
        let by = [ADMIN, STAFF][edit % 2];
        community.edit(by, &format!("第{edit}处"));
        if edit % 7 == 0 {
            community.come_together();
        }
    }
    community.come_together();
    community
}

fn was_shown(community: &mut Community) -> bool {
    let hall = community.hall;
    let notices = community.world.device_mut(GUEST).take_notices();
    let is_snapshot =
        |notice: &Notice| matches!(notice, Notice::Snapshot(room, _) if *room == hall);
    notices.iter().any(is_snapshot)
}

#[test]
fn whatever_becomes_of_a_snapshot_the_log_is_what_a_newcomer_ends_with() {
    let (mut shown, mut missed) = (0, 0);
    for seed in 60..67 {
        let mut community = long_hall(seed);
        let venue = community.venue(STAFF);
        community.world.lose_storage(GUEST, true).unwrap();
        community.world.device_mut(GUEST).take_notices();
        community.come_together();
        match was_shown(&mut community) {
            true => shown += 1,
            false => missed += 1,
        }
        assert_eq!(community.venue(GUEST), venue, "seed {seed}");
        assert_eq!(community.world.device(GUEST).shown(), 0, "seed {seed}");
    }
    assert!(shown > 0 && missed > 0, "{shown} shown, {missed} missed");
}

#[test]
fn a_link_that_breaks_again_and_again_on_the_way_loses_nothing() {
    for seed in 72..76 {
        let mut community = long_hall(seed);
        let venue = community.venue(STAFF);
        community.world.lose_storage(GUEST, true).unwrap();
        for events in 0..40 {
            community.world.connect(GUEST);
            for _ in 0..events {
                community.world.nudge(GUEST);
                community.world.turn(4, None).unwrap();
            }
            community.world.cut(GUEST);
        }
        community.come_together();
        assert_eq!(community.venue(GUEST), venue, "seed {seed}");
        assert_eq!(community.world.device(GUEST).shown(), 0, "seed {seed}");
    }
}

#[test]
fn who_writes_goes_on_writing_when_the_log_is_here() {
    let mut community = long_hall(80);
    community.world.lose_storage(STAFF, false).unwrap();
    community.come_together();
    community.edit(STAFF, "居委会");
    community.come_together();
    assert_eq!(community.venue(ADMIN), "居委会");
}
