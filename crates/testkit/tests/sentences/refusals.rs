//! Work that was built on a change that is refused.

use consultation::{Command, Consultation, Document, FieldValue};
use ledger::{Answer, Refusal};
use testkit::Name;

use crate::community::{ADMIN, Community, STAFF};

fn purpose(community: &mut Community, by: Name, words: &str) {
    let command = Command::Set(FieldValue::Purpose(words.to_owned()));
    community.world.edit(by, community.hall, command).unwrap();
}

fn read(community: &Community, name: Name) -> Consultation {
    let document = community.world.device(name).document(community.hall);
    Consultation::read(document.unwrap()).0
}

fn refused_words(community: &Community, name: Name) -> Vec<String> {
    let replica = community.world.device(name).replica();
    let words = |(room, entry, why)| {
        assert_eq!(why, Refusal::ForkedChange);
        Document::words_of(replica.entry(room, entry).unwrap().payload().unwrap())
    };
    replica.refused().into_iter().map(words).collect()
}

#[test]
fn honest_edits_built_on_a_refused_change_are_written_anew() {
    let mut community = Community::new(51);
    let hall = community.hall;
    community.world.set_cut_off(STAFF, true);
    community.edit(STAFF, "一楼");
    purpose(&mut community, STAFF, "把车停好");
    community.world.exhaust().unwrap();
    let answers = community.world.usurp(STAFF, hall).unwrap();
    assert!(matches!(answers[..], [Answer::Logged(_)]), "{answers:?}");
    community.world.set_cut_off(STAFF, false);
    community.come_together();
    for name in [ADMIN, STAFF] {
        assert_eq!(read(&community, name).purpose.value, "把车停好");
        assert_eq!(read(&community, name).venue.value, "别处");
    }
    assert_eq!(refused_words(&community, STAFF), ["一楼"]);
}

#[test]
fn edits_still_being_signed_and_stored_when_one_before_them_is_refused_are_written_anew() {
    for seed in 52..72 {
        let mut community = Community::new(seed);
        let hall = community.hall;
        community.world.set_cut_off(STAFF, true);
        community.edit(STAFF, "一楼");
        community.world.exhaust().unwrap();
        community.world.usurp(STAFF, hall).unwrap();
        community.world.set_cut_off(STAFF, false);
        community.world.connect(STAFF);
        for words in ["把车停好", "把车停整齐"] {
            for _ in 0..community.world.random.below(16) {
                community.world.nudge(STAFF);
                community.world.turn(16, None).unwrap();
            }
            purpose(&mut community, STAFF, words);
        }
        community.come_together();
        for name in [ADMIN, STAFF] {
            // Written while the earlier one waited to be written anew, it stands beside that.
            let values = read(&community, name).purpose.alternatives();
            let is_there = values.iter().any(|one| one.value == "把车停整齐");
            assert!(is_there, "seed {seed}: {values:?}");
        }
        assert_eq!(refused_words(&community, STAFF), ["一楼"], "seed {seed}");
    }
}

#[test]
fn edits_are_written_anew_after_a_crash_and_a_failed_write() {
    for is_crash in [false, true] {
        let mut community = Community::new(73);
        let hall = community.hall;
        community.world.set_cut_off(STAFF, true);
        community.edit(STAFF, "一楼");
        purpose(&mut community, STAFF, "把车停好");
        community.world.exhaust().unwrap();
        community.world.usurp(STAFF, hall).unwrap();
        community.world.set_cut_off(STAFF, false);
        community.world.connect(STAFF);
        let has_refused = |community: &Community| {
            let replica = community.world.device(STAFF).replica();
            !replica.refused().is_empty()
        };
        for _ in 0..400 {
            if has_refused(&community) {
                break;
            }
            community.world.nudge(STAFF);
            community.world.turn(16, None).unwrap();
        }
        assert!(has_refused(&community));
        if is_crash {
            community.world.crash(STAFF, usize::MAX);
            community.world.start(STAFF).unwrap();
        } else {
            community.world.device_mut(STAFF).disk.set_full(true);
            community.world.exhaust().unwrap();
            community.world.device_mut(STAFF).disk.set_full(false);
        }
        community.come_together();
        assert_eq!(read(&community, ADMIN).purpose.value, "把车停好");
    }
}
