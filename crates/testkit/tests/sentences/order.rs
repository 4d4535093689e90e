//! Entries that arrive alone, late or the wrong way round.

use ledger::{Answer, Entry, Want};

use crate::community::{ADMIN, Community, GUEST, SECOND, STAFF};

fn entries(community: &Community, name: testkit::Name) -> Vec<Entry> {
    let replica = community.world.device(name).replica();
    let waiting = replica.waiting(community.hall).into_iter();
    let entry = |(id, _)| replica.entry(community.hall, id).cloned();
    waiting.filter_map(entry).collect()
}

#[test]
fn whatever_arrives_before_what_it_needs_is_asked_to_wait_and_never_refused() {
    let mut community = Community::new(31);
    let hall = community.hall;
    community.world.set_cut_off(SECOND, true);
    community.world.join(SECOND, community.to_hall).unwrap();
    community.world.say(SECOND, hall, 1, 20).unwrap();
    community.world.set_cut_off(STAFF, true);
    community.edit(STAFF, "一楼");
    community.edit(STAFF, "二楼");
    community.world.exhaust().unwrap();
    let joining = entries(&community, SECOND);
    let edits = entries(&community, STAFF);
    let answers = community.world.carry(&joining[1..]).unwrap();
    assert_eq!(answers, [Answer::Wanting(Want::Join)]);
    let answers = community.world.carry(&edits[1..]).unwrap();
    assert_eq!(answers, [Answer::Wanting(Want::Dependency)]);
    let all: Vec<Entry> = joining.into_iter().chain(edits).collect();
    let answers = community.world.carry(&all).unwrap();
    let is_logged = |answer: &Answer| matches!(answer, Answer::Logged(_) | Answer::Held(..));
    assert!(answers.iter().all(is_logged), "{answers:?}");
    for name in [SECOND, STAFF] {
        community.world.set_cut_off(name, false);
    }
    community.come_together();
}

#[test]
fn a_statement_is_erased_whichever_of_the_two_arrives_first() {
    for erase_comes_first in [false, true] {
        let mut community = Community::new(32);
        let hall = community.hall;
        community.world.set_cut_off(GUEST, erase_comes_first);
        let said = community.world.say(GUEST, hall, 1, 20).unwrap();
        community.come_together();
        community.world.erase(ADMIN, hall, said).unwrap();
        community.come_together();
        community.world.set_cut_off(GUEST, false);
        community.come_together();
        for name in [ADMIN, STAFF, GUEST] {
            let entry = community.world.device(name).replica().entry(hall, said);
            assert_eq!(entry.unwrap().payload(), None, "{name:?}");
        }
    }
}
