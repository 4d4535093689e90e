//! Whatever is forged is answered with its reason, and nothing of it is kept.

use ledger::{Answer, Held, Refusal, Want};
use testkit::world::Forgery;

use crate::community::{Community, GUEST, STAFF};

#[test]
fn forgeries_are_refused_with_their_reason_and_nothing_is_stored() {
    for (forgery, victim, expected) in [
        (Forgery::Stranger, GUEST, Answer::Wanting(Want::Join)),
        (
            Forgery::BadSignature,
            GUEST,
            Answer::Refused(Refusal::BadSignature),
        ),
        (
            Forgery::ForeignActor,
            STAFF,
            Answer::Refused(Refusal::ForeignActor),
        ),
    ] {
        let mut community = Community::new(41);
        let answers = community
            .world
            .attack(forgery, victim, community.hall)
            .unwrap();
        assert_eq!(answers, [expected], "{forgery:?}");
        community.come_together();
    }
}

#[test]
fn an_entry_of_one_room_is_nothing_in_another() {
    let mut community = Community::new(42);
    let answers = community
        .world
        .attack(Forgery::Replay, STAFF, community.hall)
        .unwrap();
    let is_kept = |answer: &Answer| matches!(answer, Answer::Logged(_) | Answer::Held(..));
    assert!(!answers.iter().any(is_kept), "{answers:?}");
    community.come_together();
}

#[test]
fn the_second_of_two_statements_at_one_place_is_held() {
    let mut community = Community::new(43);
    let answers = community.world.fork(GUEST, community.hall).unwrap();
    assert!(matches!(answers[0].1, Answer::Logged(_)), "{answers:?}");
    assert!(
        matches!(answers[1].1, Answer::Held(_, Held::Fork)),
        "{answers:?}"
    );
    community.come_together();
}
