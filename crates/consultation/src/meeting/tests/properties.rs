//! What holds for every history of a sitting.

use proptest::prelude::*;

use super::history::{CHAIR, OTHER, OWNERS, afterwards, deeds, hall, read};
use super::{Who, ballot};
use crate::meeting::choice::Via;
use crate::meeting::event::Event;
use crate::meeting::log::State;
use crate::meeting::vote::{Doubt, VoteResult};
use crate::voting::{Mark, Outcome};

fn passes(vote: &VoteResult) -> bool {
    let decided = vote
        .decided
        .as_ref()
        .and_then(|decided| decided.as_ref().ok());
    decided.is_some_and(|decision| decision.outcome == Outcome::Passes)
}

fn clashes(vote: &VoteResult) -> usize {
    let doubts = vote.doubts.iter();
    doubts
        .filter(|doubt| matches!(doubt, Doubt::Clash(..)))
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever refers to whatever, reading comes to an end, and to the same in any order and however often entries come.
    #[test]
    fn any_history_reads_the_same_in_any_order(
        agreed in 0..=OWNERS,
        deeds in deeds(),
        order in Just((0..80_usize).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(0_usize..80, 0..20),
    ) {
        let (mut hall, opening) = hall(agreed);
        for deed in &deeds {
            deed.happens(&mut hall, opening, "19");
        }
        let places: Vec<usize> = order.into_iter().chain(again).collect();
        let (one, other) = (read(&hall.log()), read(&hall.log_in(&places)));
        let (logged, all) = (hall.log().iter().count(), hall.log_in(&places).iter().count());
        // Those who have no network hold the rest.
        if logged == all {
            prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
        }
        let again = read(&hall.log_in(&[]));
        prop_assert_eq!(format!("{other:?}"), format!("{again:?}"));
    }

    #[test]
    fn no_ballot_is_lost(agreed in 0..=OWNERS, deeds in deeds()) {
        let (mut hall, opening) = hall(agreed);
        for deed in &deeds {
            deed.happens(&mut hall, opening, "19");
        }
        let log = hall.log();
        let sitting = read(&log);
        let times = |vote: &VoteResult, entry| {
            vote.ballots.iter().filter(|listed| listed.entry == entry).count()
        };
        for noted in log.counting() {
            let Event::Ballot(cast) = noted.event else {
                continue;
            };
            let own = sitting.votes.iter().find(|vote| vote.entry == cast.opening);
            // A ballot of what nobody opened is kept in the log and is of no vote.
            let is_opened = log.get(cast.opening).is_some_and(|noted| {
                matches!(noted.event, Event::Opening(_)) && noted.state == State::Counts
            });
            prop_assert_eq!(own.is_some(), is_opened);
            if let Some(own) = own {
                prop_assert_eq!(times(own, noted.entry), 1);
            }
            let valid = sitting.votes.iter().filter(|vote| !vote.is_void);
            prop_assert!(valid.map(|vote| times(vote, noted.entry)).sum::<usize>() <= 1);
        }
    }

    #[test]
    fn a_yes_in_time_never_turns_a_pass_into_anything_else(
        agreed in 0..=OWNERS,
        deeds in deeds(),
        number in 1..=OWNERS,
    ) {
        let vote_with = |yes: Option<u16>| {
            let (mut hall, opening) = hall(agreed);
            for deed in &deeds {
                deed.happens(&mut hall, opening, "19");
            }
            let before = read(&hall.log());
            let vote = before.votes.iter().find(|vote| vote.entry == opening)?;
            if vote.closed.is_some() {
                return None;
            }
            if let Some(number) = yes {
                let yes = ballot(opening, number, Mark::Yes, Via::OwnDevice);
                hall.say(Who::Phone(number), "20:10", yes);
            }
            hall.closes(CHAIR, "20:20", opening);
            let mut votes = read(&hall.log()).votes.into_iter();
            votes.find(|vote| vote.entry == opening)
        };
        if let (Some(before), Some(after)) = (vote_with(None), vote_with(Some(number))) {
            let clashes_anew = clashes(&after) > clashes(&before);
            if passes(&before) && !clashes_anew {
                prop_assert!(passes(&after), "{before:?} {after:?}");
            }
        }
    }

    #[test]
    fn what_tablets_say_of_themselves_leaves_a_final_result_alone(
        agreed in 0..=OWNERS,
        afterwards in afterwards(),
    ) {
        let (mut hall, opening) = hall(agreed);
        hall.comes(OTHER, "19:10", 1);
        hall.closes(CHAIR, "19:40", opening);
        hall.reports(OTHER, "19:41");
        let before = read(&hall.log());
        for deed in &afterwards {
            deed.happens(&mut hall, opening, "20");
        }
        let after = read(&hall.log());
        let [before] = before.votes.try_into().unwrap();
        let [after] = after.votes.try_into().unwrap();
        prop_assert!(before.is_final(), "{:?}", before.doubts);
        prop_assert_eq!(format!("{before:?}"), format!("{after:?}"));
    }
}
