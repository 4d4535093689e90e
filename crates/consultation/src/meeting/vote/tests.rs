//! What stands between a vote and its result, one case each.

mod later;

use ledger::EntryId;

use super::{Doubt, Fate, VoteResult};
use crate::meeting::choice::{Capacity, Conducted, Duty, Settles, Via};
use crate::meeting::event::{Counted, Event, Happened, Vote};
use crate::meeting::tests::{Hall, Who, at, ballot, came, id, matter, person};
use crate::voting::{Mark, Outcome, Why};

/// ⅔ of those invited are there, more than ½ of those present agree.
const SITTING: &str = "COMMUNITY/yes-no";
/// ⅔ take part by heads and area, more than ½ of those agree.
const OWNERS: &str = "CN-CivilCode-2021/use-fund";

const CHAIR: Who = Who::Tablet(1);
const OTHER: Who = Who::Tablet(2);
const SHARED: Who = Who::Kiosk(3);

/// Six owners, all there; the chair's tablet alone.
fn owners() -> Hall {
    let mut hall = Hall::default();
    for number in 1..=6 {
        hall.owner(number, "1 单元", &[&format!("{number}01")]);
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("19:00");
    hall
}

fn votes(hall: &mut Hall, opening: EntryId, numbers: std::ops::RangeInclusive<u16>, mark: Mark) {
    for number in numbers {
        let event = ballot(opening, number, mark, Via::OwnDevice);
        hall.say(Who::Phone(number), "19:31", event);
    }
}

fn only(votes: &[VoteResult]) -> &VoteResult {
    match votes {
        [only] => only,
        votes => panic!("one vote: {votes:?}"),
    }
}

fn outcome(vote: &VoteResult) -> Outcome {
    vote.decided.clone().unwrap().unwrap().outcome
}

fn settles(
    hall: &mut Hall,
    opening: EntryId,
    settles: Settles,
    entries: Vec<EntryId>,
    tablet: Option<Who>,
) {
    let settled = Event::Settled {
        opening,
        settles,
        entries,
        tablet: tablet.map(Who::key),
        reason: "经核对".to_owned(),
    };
    hall.say(CHAIR, "20:30", settled);
}

#[test]
fn a_vote_of_one_tablet_is_final_when_it_is_closed() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    let open = hall.votes();
    assert_eq!(only(&open).doubts, [Doubt::Open]);
    assert_eq!(outcome(only(&open)), Outcome::Passes);
    assert!(!only(&open).is_final());
    hall.closes(CHAIR, "19:40", opening);
    let closed = hall.votes();
    let vote = only(&closed);
    assert!(vote.is_final(), "{:?}", vote.doubts);
    assert_eq!((vote.opened, vote.closed), (at("19:30"), Some(at("19:40"))));
    assert_eq!((vote.tally.yes.heads.get(), vote.all.heads.get()), (4, 6));
    assert!(vote.lines().last().unwrap().contains("通过"));
}

#[test]
fn whoever_changes_their_mind_before_the_end_counts_once() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 2..=6, Mark::Yes);
    let no = ballot(opening, 1, Mark::No, Via::OwnDevice);
    let first = hall.say(Who::Phone(1), "19:31", no);
    let yes = ballot(opening, 1, Mark::Yes, Via::OwnDevice);
    hall.say_over(Who::Phone(1), "19:33", Some(first), yes);
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!((vote.tally.yes.heads.get(), vote.ballots.len()), (6, 6));
    assert!(vote.is_final());
}

#[test]
fn a_ballot_that_no_closing_names_is_late_until_staff_settle_it() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=3, Mark::Yes);
    hall.cut(Who::Phone(4));
    let late = ballot(opening, 4, Mark::Yes, Via::OwnDevice);
    let late = hall.say(Who::Phone(4), "19:35", late);
    hall.closes(CHAIR, "19:40", opening);
    {
        let votes = hall.votes();
        assert!(only(&votes).is_final());
        assert_eq!(outcome(only(&votes)), Outcome::NotValid);
    }
    hall.join(Who::Phone(4));
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert_eq!(vote.doubts, [Doubt::Late(late, person(4))]);
        assert_eq!(vote.ballots.last().unwrap().fate, Fate::Not(Why::Late));
        assert_eq!(vote.tally.yes.heads.get(), 3);
    }
    settles(&mut hall, opening, Settles::Count, vec![late], None);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert!(vote.is_final(), "{:?}", vote.doubts);
        assert_eq!(outcome(vote), Outcome::Passes);
        assert_eq!(vote.settled.len(), 1);
    }
    // Staff change their minds: the later word counts, both stay.
    settles(&mut hall, opening, Settles::Refuse, vec![late], None);
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!(vote.ballots.last().unwrap().fate, Fate::Refused);
    assert_eq!((vote.tally.yes.heads.get(), vote.settled.len()), (3, 2));
    assert!(vote.is_final());
}

#[test]
fn a_clash_blocks_until_one_of_the_two_is_refused() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    let shared = ballot(opening, 4, Mark::No, Via::SharedTablet);
    let shared = hall.say(CHAIR, "19:32", shared);
    hall.closes(CHAIR, "19:40", opening);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        // The own phone counts for now.
        assert_eq!(
            (vote.tally.yes.heads.get(), vote.tally.no.heads.get()),
            (4, 0)
        );
        assert!(
            matches!(
                vote.doubts.as_slice(),
                [Doubt::Clash(entry, who, Why::Clash { .. })] if (*entry, *who) == (shared, person(4))
            ),
            "{:?}",
            vote.doubts
        );
    }
    settles(&mut hall, opening, Settles::Refuse, vec![shared], None);
    assert!(only(&hall.votes()).is_final());
}

#[test]
fn two_who_enter_different_papers_of_one_person_are_both_held() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    let mut papers = Vec::new();
    for (who, witness, mark) in [(CHAIR, OTHER, Mark::Yes), (OTHER, CHAIR, Mark::No)] {
        let paper = hall.say(who, "19:32", ballot(opening, 5, mark, Via::Paper));
        let ballots = vec![paper];
        hall.say(witness, "19:33", Event::Witness { ballots });
        papers.push(paper);
    }
    hall.closes(CHAIR, "19:40", opening);
    hall.reports(OTHER, "19:41");
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert_eq!((vote.doubts.len(), vote.tally.held.heads.get()), (2, 1));
    }
    settles(
        &mut hall,
        opening,
        Settles::Refuse,
        papers.split_off(1),
        None,
    );
    let votes = hall.votes();
    assert!(only(&votes).is_final(), "{:?}", only(&votes).doubts);
    assert_eq!(only(&votes).tally.yes.heads.get(), 5);
}

#[test]
fn what_is_entered_for_somebody_counts_once_a_second_person_saw_it() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=3, Mark::Yes);
    let paper = hall.say(CHAIR, "19:32", ballot(opening, 4, Mark::Yes, Via::Paper));
    let witness = || Event::Witness {
        ballots: vec![paper],
    };
    // Nobody is their own second person.
    hall.say(CHAIR, "19:33", witness());
    hall.closes(CHAIR, "19:40", opening);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert_eq!(vote.doubts, [Doubt::Unwitnessed(paper, person(4))]);
        assert_eq!(vote.ballots.last().unwrap().fate, Fate::Unwitnessed);
        assert_eq!(vote.tally.yes.heads.get(), 3);
    }
    hall.say(Who::Supervisor(1), "19:45", witness());
    let votes = hall.votes();
    assert!(only(&votes).is_final(), "{:?}", only(&votes).doubts);
    assert_eq!(only(&votes).tally.yes.heads.get(), 4);
}

#[test]
fn a_paper_without_a_signature_is_invalid() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    let paper = Vote {
        opening,
        voter: person(5),
        mark: Mark::Yes,
        via: Via::Paper,
        holder: None,
        is_signed: false,
        evidence: None,
    };
    let paper = hall.say(CHAIR, "19:32", Event::Ballot(paper));
    let ballots = vec![paper];
    hall.say(OTHER, "19:33", Event::Witness { ballots });
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!(vote.ballots.last().unwrap().fate, Fate::Not(Why::Unsigned));
    assert_eq!(
        (vote.tally.yes.heads.get(), vote.tally.invalid.heads.get()),
        (4, 1)
    );
}

#[test]
fn a_tablet_that_took_votes_has_to_report_or_be_given_up() {
    let mut hall = owners();
    hall.posts(SHARED, Duty::CheckIn);
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    hall.cut(SHARED);
    hall.say(
        SHARED,
        "19:35",
        ballot(opening, 5, Mark::No, Via::SharedTablet),
    );
    hall.closes(CHAIR, "19:40", opening);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert_eq!(vote.doubts, [Doubt::TabletMissing(SHARED.key())]);
        assert!(vote.doubts.iter().all(Doubt::waits));
    }
    // It leaves for good: staff say so, and why.
    settles(
        &mut hall,
        opening,
        Settles::WithoutTablet,
        Vec::new(),
        Some(SHARED),
    );
    assert!(only(&hall.votes()).is_final());
    // It comes after all: its ballot is late, not lost.
    hall.join(SHARED);
    hall.reports(SHARED, "21:00");
    let votes = hall.votes();
    assert!(
        matches!(only(&votes).doubts.as_slice(), [Doubt::Late(_, who)] if *who == person(5)),
        "{:?}",
        only(&votes).doubts
    );
}

#[test]
fn a_matter_that_was_opened_on_two_tablets_is_joined_by_staff() {
    let mut hall = owners();
    hall.posts(OTHER, Duty::Teller);
    hall.cut(OTHER);
    let one = hall.opens(CHAIR, "19:30", OWNERS);
    let other = hall.opens(OTHER, "19:32", OWNERS);
    for number in 1..=3 {
        let event = ballot(one, number, Mark::Yes, Via::SharedTablet);
        hall.say(CHAIR, "19:33", event);
    }
    for number in 4..=6 {
        let event = ballot(other, number, Mark::No, Via::SharedTablet);
        hall.say(OTHER, "19:34", event);
    }
    hall.closes(CHAIR, "19:40", one);
    hall.closes(OTHER, "19:41", other);
    hall.join(OTHER);
    hall.reports(OTHER, "20:00");
    hall.reports(CHAIR, "20:00");
    {
        let votes = hall.votes();
        let [first, second] = votes.as_slice() else {
            panic!("two openings: {votes:?}");
        };
        assert_eq!(first.doubts, [Doubt::OpenedTwice(other)]);
        assert_eq!(second.doubts, [Doubt::OpenedTwice(one)]);
    }
    settles(&mut hall, one, Settles::Join, vec![other], None);
    let votes = hall.votes();
    let [first, second] = votes.as_slice() else {
        panic!("two openings: {votes:?}");
    };
    assert!(second.is_void && first.is_final(), "{:?}", first.doubts);
    assert_eq!(
        (first.tally.yes.heads.get(), first.tally.no.heads.get()),
        (3, 3)
    );
    assert_eq!(outcome(first), Outcome::Fails);
}

#[test]
fn an_opening_by_mistake_comes_to_nothing() {
    let mut hall = owners();
    let one = hall.opens(CHAIR, "19:30", OWNERS);
    let other = hall.opens(CHAIR, "19:31", OWNERS);
    votes(&mut hall, other, 1..=4, Mark::Yes);
    settles(&mut hall, one, Settles::Void, Vec::new(), None);
    hall.closes(CHAIR, "19:40", other);
    let votes = hall.votes();
    let [first, second] = votes.as_slice() else {
        panic!("two openings: {votes:?}");
    };
    assert!(first.is_void && first.doubts.is_empty());
    assert!(second.is_final(), "{:?}", second.doubts);
}

#[test]
fn a_second_vote_after_the_first_was_closed_is_another_vote() {
    let mut hall = owners();
    for (open, close) in [("19:30", "19:40"), ("19:50", "20:00")] {
        let opening = hall.opens(CHAIR, open, OWNERS);
        votes(&mut hall, opening, 1..=4, Mark::Yes);
        hall.closes(CHAIR, close, opening);
    }
    assert!(hall.votes().iter().all(VoteResult::is_final));
}

#[test]
fn two_closings_are_looked_at_and_both_sets_count() {
    let mut hall = owners();
    hall.posts(OTHER, Duty::Teller);
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=3, Mark::Yes);
    hall.cut(OTHER);
    hall.say(
        OTHER,
        "19:35",
        ballot(opening, 4, Mark::Yes, Via::SharedTablet),
    );
    hall.closes(CHAIR, "19:40", opening);
    let second = hall.closes(OTHER, "19:41", opening);
    hall.join(OTHER);
    {
        let votes = hall.votes();
        let vote = only(&votes);
        assert_eq!(vote.doubts, [Doubt::ClosedTwice(second)]);
        assert_eq!(
            (vote.tally.yes.heads.get(), vote.closed),
            (4, Some(at("19:40")))
        );
    }
    settles(&mut hall, opening, Settles::Count, Vec::new(), None);
    assert!(only(&hall.votes()).is_final());
}

#[test]
fn a_closing_that_names_ballots_which_are_not_here_waits_for_them() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    let ballots = vec![id(7_777), id(8_888)];
    let mut sorted = ballots.clone();
    sorted.sort_unstable();
    let list = hall.say(CHAIR, "19:40", Event::Listed { entries: ballots });
    let closing = |digest| Event::Closing {
        opening,
        lists: vec![list],
        count: 2,
        digest,
    };
    hall.say(CHAIR, "19:40", closing(crate::meeting::sum(&sorted)));
    let votes = hall.votes();
    let doubts = &only(&votes).doubts;
    assert!(doubts.contains(&Doubt::BallotsMissing(2)), "{doubts:?}");
}

#[test]
fn a_list_that_does_not_add_up_is_said() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    let closing = Event::Closing {
        opening,
        lists: Vec::new(),
        count: 3,
        digest: [1; 32],
    };
    let closing = hall.say(CHAIR, "19:40", closing);
    assert_eq!(only(&hall.votes()).doubts, [Doubt::ListDiffers(closing)]);
}

#[test]
fn hands_count_when_two_people_counted_the_same() {
    let mut hall = Hall::default();
    for number in 1..=6 {
        hall.invite(number, "registered_resident", "");
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("19:00");
    let opening = hall.opens_as(CHAIR, "19:30", SITTING, "", Conducted::Hands);
    let count = |duty, yes, no| Event::Count {
        opening,
        duty,
        counted: Counted {
            yes,
            no,
            abstain: 1,
            ..Counted::default()
        },
    };
    hall.say(CHAIR, "19:32", count(Duty::Teller, 4, 1));
    hall.closes(CHAIR, "19:40", opening);
    let missing = Doubt::NotCounted { scrutineer: true };
    assert_eq!(only(&hall.votes()).doubts, [missing]);
    // One and the same tablet is no second pair of eyes.
    hall.say(CHAIR, "19:41", count(Duty::Scrutineer, 4, 1));
    assert_eq!(only(&hall.votes()).doubts, [Doubt::OneTeller]);
    let supervisor = Who::Supervisor(1);
    hall.say(supervisor, "19:42", count(Duty::Scrutineer, 3, 2));
    {
        let votes = hall.votes();
        let doubts = &only(&votes).doubts;
        assert!(
            matches!(
                doubts.as_slice(),
                [Doubt::TabletMissing(_), Doubt::TellersDiffer(..)] | [Doubt::TellersDiffer(..)]
            ),
            "{doubts:?}"
        );
    }
    hall.say(supervisor, "19:43", count(Duty::Scrutineer, 4, 1));
    hall.reports(supervisor, "19:44");
    let votes = hall.votes();
    let vote = only(&votes);
    assert!(vote.is_final(), "{:?}", vote.doubts);
    assert_eq!(
        (vote.tally.yes.heads.get(), outcome(vote)),
        (4, Outcome::Passes)
    );
}

#[test]
fn more_hands_than_people_are_no_count() {
    let mut hall = Hall::default();
    for number in 1..=3 {
        hall.invite(number, "registered_resident", "");
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("19:00");
    let opening = hall.opens_as(CHAIR, "19:30", SITTING, "", Conducted::Hands);
    for (who, duty) in [(CHAIR, Duty::Teller), (OTHER, Duty::Scrutineer)] {
        let counted = Counted {
            yes: 4,
            ..Counted::default()
        };
        let count = Event::Count {
            opening,
            duty,
            counted,
        };
        hall.say(who, "19:32", count);
    }
    // A ballot with a name in a vote that asks for none is listed.
    votes(&mut hall, opening, 1..=1, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    hall.reports(OTHER, "19:41");
    let votes = hall.votes();
    let vote = only(&votes);
    let more = Doubt::MoreThanPeople {
        counted: 4,
        people: 3,
    };
    assert_eq!(vote.doubts, [more]);
    assert!(vote.decided.clone().unwrap().is_err());
    assert_eq!(vote.ballots.first().unwrap().fate, Fate::Unasked);
}

#[test]
fn those_present_decide_and_the_late_comer_votes() {
    let mut hall = Hall::default();
    for number in 1..=6 {
        hall.invite(number, "registered_resident", "");
    }
    for number in 1..=4 {
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("19:00");
    let opening = hall.opens(CHAIR, "19:30", SITTING);
    hall.comes(CHAIR, "19:32", 5);
    votes(&mut hall, opening, 1..=6, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!(
        (vote.tally.present.heads.get(), vote.tally.yes.heads.get()),
        (5, 5)
    );
    // Whoever is not in the room does not vote on what those present decide.
    assert_eq!(
        vote.ballots.last().unwrap().fate,
        Fate::Not(Why::NotPresent)
    );
}

#[test]
fn who_left_before_the_vote_is_missed_by_the_quorum() {
    let mut hall = Hall::default();
    for number in 1..=6 {
        hall.invite(number, "registered_resident", "");
    }
    for number in 1..=4 {
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("19:00");
    let left = Event::Moved {
        person: person(4),
        is_back: false,
    };
    hall.say(CHAIR, "19:20", left);
    let opening = hall.opens(CHAIR, "19:30", SITTING);
    votes(&mut hall, opening, 1..=3, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!(vote.tally.present_at_opening.heads.get(), 4);
    assert_eq!(outcome(vote), Outcome::NotValid);
}

#[test]
fn whom_it_concerns_is_out_of_the_base() {
    let mut hall = owners();
    let recused = Event::Recused {
        person: person(6),
        matter: matter(),
        reason: "施工单位是本人所有".to_owned(),
    };
    hall.say(CHAIR, "19:10", recused);
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 3..=6, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!(
        (vote.tally.recused.heads.get(), vote.tally.yes.heads.get()),
        (1, 3)
    );
    assert_eq!(vote.ballots.last().unwrap().fate, Fate::Not(Why::Recused));
    assert_eq!(outcome(vote), Outcome::NotValid);
}

#[test]
fn a_written_proxy_counts_up_to_the_rule_s_limit() {
    let mut hall = owners();
    hall.say(CHAIR, "18:58", came(1, Capacity::Attending, &[2, 3]));
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 4..=6, Mark::Yes);
    let by_proxy = |number| {
        Event::Ballot(Vote {
            opening,
            voter: person(number),
            mark: Mark::Yes,
            via: Via::OwnDevice,
            holder: Some(person(1)),
            is_signed: true,
            evidence: None,
        })
    };
    for number in [2, 3] {
        hall.say(Who::Phone(1), "19:31", by_proxy(number));
    }
    // Nobody votes for somebody who gave them no paper.
    let mut unwritten = owners();
    let other = unwritten.opens(CHAIR, "19:30", OWNERS);
    let event = Vote {
        opening: other,
        voter: person(2),
        mark: Mark::Yes,
        via: Via::OwnDevice,
        holder: Some(person(1)),
        is_signed: true,
        evidence: None,
    };
    unwritten.say(Who::Phone(1), "19:31", Event::Ballot(event));
    let refused = unwritten.votes();
    assert!(
        matches!(
            only(&refused).ballots.first().unwrap().fate,
            Fate::Not(Why::NoWrittenProxy(_))
        ),
        "{:?}",
        only(&refused).ballots
    );
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes();
    let vote = only(&votes);
    // Owners hold one proxy each; the second is listed.
    assert_eq!(vote.tally.yes.heads.get(), 4);
    assert!(matches!(
        vote.ballots.last().unwrap().fate,
        Fate::Not(Why::OverProxyLimit { .. })
    ));
}

#[test]
fn a_matter_that_was_not_announced_may_be_talked_about_only() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=6, Mark::Yes);
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes_by(&[]);
    assert_eq!(outcome(only(&votes)), Outcome::NotValid);
}

#[test]
fn a_clock_that_is_a_day_ahead_is_named() {
    let mut hall = owners();
    let opening = hall.opens(CHAIR, "19:30", OWNERS);
    votes(&mut hall, opening, 1..=4, Mark::Yes);
    let tomorrow = "2026-11-29T19:31:00".parse().unwrap();
    let event = ballot(opening, 5, Mark::Yes, Via::OwnDevice);
    let ahead = Happened::new(Hall::sitting(), tomorrow, None, event).unwrap();
    hall.put(Who::Phone(5), ahead);
    hall.closes(CHAIR, "19:40", opening);
    let votes = hall.votes();
    let vote = only(&votes);
    assert_eq!(vote.doubts, [Doubt::ClockAhead(Who::Phone(5).key())]);
    assert_eq!(vote.tally.yes.heads.get(), 5);
}

#[test]
fn a_rule_that_nobody_knows_decides_nothing() {
    let mut hall = owners();
    let roll = hall.opens(CHAIR, "19:30", OWNERS);
    let mut opening = match hall.log().get(roll).unwrap().event {
        Event::Opening(opening) => opening.as_ref().clone(),
        other => panic!("an opening: {other:?}"),
    };
    opening.rule = "own/later".to_owned();
    hall.say(CHAIR, "19:50", Event::Opening(opening.clone().into()));
    opening.rule = OWNERS.to_owned();
    opening.sentence = "全体业主过半数同意即可。".to_owned();
    hall.say(CHAIR, "20:10", Event::Opening(opening.into()));
    let votes = hall.votes();
    let [_, unknown, changed] = votes.as_slice() else {
        panic!("three openings: {votes:?}");
    };
    assert!(unknown.doubts.contains(&Doubt::RuleUnknown));
    assert!(unknown.decided.is_none());
    assert!(changed.doubts.contains(&Doubt::RuleChanged));
}

#[test]
fn a_part_of_the_roll_that_is_not_here_is_waited_for() {
    let mut hall = owners();
    let entry = hall.opens(CHAIR, "19:30", OWNERS);
    let mut opening = match hall.log().get(entry).unwrap().event {
        Event::Opening(opening) => opening.as_ref().clone(),
        other => panic!("an opening: {other:?}"),
    };
    opening.rolls.push(id(9_999));
    settles(&mut hall, entry, Settles::Void, Vec::new(), None);
    hall.say(CHAIR, "19:50", Event::Opening(opening.into()));
    let votes = hall.votes();
    let doubts = &votes.last().unwrap().doubts;
    assert_eq!(*doubts, [Doubt::RollMissing(id(9_999)), Doubt::Open]);
}
