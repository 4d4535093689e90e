//! What comes after a vote was closed: it changes nothing silently.

use super::{CHAIR, OTHER, OWNERS, only, outcome, owners, settles, votes};
use crate::meeting::choice::{Duty, Settles, Via};
use crate::meeting::event::Event;
use crate::meeting::tests::{Who, ballot, person};
use crate::meeting::vote::{Doubt, Fate};
use crate::voting::{Mark, Outcome};

#[test]
fn nobody_takes_their_ballot_back_after_the_end() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=3, Mark::Yes);
    let yes = ballot(opening, 4, Mark::Yes, Via::OwnDevice);
    let named = hall.say(Who::Phone(4), "19:32", yes);
    hall.closes(CHAIR, "19:40", opening);
    let no = ballot(opening, 4, Mark::No, Via::OwnDevice);
    let late = hall.say_over(Who::Phone(4), "19:45", Some(named), no);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert_eq!(vote.doubts, [Doubt::Late(late, person(4))]);
        assert_eq!((vote.ballots.len(), vote.tally.yes.heads.get()), (5, 4));
    }
    settles(&mut hall, opening, Settles::Refuse, vec![late], None);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert!(vote.is_final(), "{:?}", vote.doubts);
        assert_eq!(outcome(vote), Outcome::Passes);
        assert_eq!(vote.ballots.last().unwrap().fate, Fate::Refused);
    }
    // Staff may also let it count: then it is the one that does.
    settles(&mut hall, opening, Settles::Count, vec![late], None);
    let votes = hall.votes();
    let vote = only(&votes);
    assert!(vote.is_final(), "{:?}", vote.doubts);
    assert_eq!(
        (vote.tally.yes.heads.get(), vote.tally.no.heads.get()),
        (3, 1)
    );
}

#[test]
fn what_a_tablet_holds_back_later_leaves_a_final_result_alone() {
    let mut hall = owners();
    hall.posts(OTHER, Duty::Recorder);
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    hall.reports(OTHER, "19:41");
    assert!(only(&hall.votes()).is_final());
    let report = Event::Report {
        read: 0,
        unsent: 3,
        digest: [0; 32],
    };
    hall.say(OTHER, "20:30", report);
    assert!(only(&hall.votes()).is_final());
}

#[test]
fn a_tablet_that_comes_later_is_not_missed_by_an_earlier_vote() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    hall.comes(OTHER, "19:50", 3);
    assert!(only(&hall.votes()).is_final());
    // One that was there before, and comes back only now, is.
    let early = hall.comes(Who::Kiosk(3), "19:20", 3);
    let missing = Doubt::TabletMissing(Who::Kiosk(3).key());
    assert_eq!(only(&hall.votes()).doubts, [missing], "{early:?}");
}

#[test]
fn a_second_closing_is_looked_at_whatever_was_settled_before_it_came() {
    let mut hall = owners();
    hall.posts(OTHER, Duty::Teller);
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    hall.cut(OTHER);
    let shared = ballot(opening, 5, Mark::No, Via::SharedTablet);
    hall.say(OTHER, "19:35", shared);
    let second = hall.closes(OTHER, "19:41", opening);
    hall.closes(CHAIR, "19:40", opening);
    settles(
        &mut hall,
        opening,
        Settles::WithoutTablet,
        Vec::new(),
        Some(OTHER),
    );
    assert!(only(&hall.votes()).is_final());
    hall.join(OTHER);
    assert_eq!(only(&hall.votes()).doubts, [Doubt::ClosedTwice(second)]);
    settles(&mut hall, opening, Settles::Count, Vec::new(), None);
    assert!(only(&hall.votes()).is_final());
}

#[test]
fn openings_that_two_tablets_join_crosswise_are_one_vote() {
    let mut hall = owners();
    let openings: Vec<_> = ["19:30", "19:31", "19:32"]
        .map(|time| hall.opens(CHAIR, time, OWNERS))
        .into();
    for (opening, number) in openings.iter().zip(1..) {
        votes(&mut hall, *opening, number..=number, Mark::Yes);
        votes(&mut hall, *opening, number + 3..=number + 3, Mark::No);
        hall.closes(CHAIR, "19:40", *opening);
    }
    // A ballot that was refused before stays refused.
    let refused = hall.votes()[2].ballots[1].entry;
    settles(&mut hall, openings[2], Settles::Refuse, vec![refused], None);
    for (one, other) in [(0, 1), (1, 0), (1, 2)] {
        let other = vec![openings[other]];
        settles(&mut hall, openings[one], Settles::Join, other, None);
    }
    let votes = hall.votes();
    let void: Vec<bool> = votes.iter().map(|vote| vote.is_void).collect();
    assert_eq!(void, [false, true, true]);
    let vote = &votes[0];
    assert!(vote.is_final(), "{:?}", vote.doubts);
    assert_eq!(
        (vote.tally.yes.heads.get(), vote.tally.no.heads.get()),
        (3, 2)
    );
    assert_eq!(vote.ballots.len(), 6);
}
