//! D and E: meetings of residents, of their representatives, of villagers.

use std::collections::BTreeSet;

use consultation::voting::built_in::{
    representatives_meeting, residents_meeting, village_group_meeting, village_meeting,
};
use consultation::voting::{
    Born, Counts, Entitled, Heads, Household, HouseholdId, Mark, Outcome, Poll, Presence,
    QuorumChecked, Resident, Roster, Standing, Tally, VoterId, VotingRule, Why, WhyLeftOut,
    attendance, can_convene, count, quorum, words,
};

use super::support::{ballot, check, date, met, picked, voter, voters};

fn of_2018(entitled: Entitled) -> VotingRule {
    picked(residents_meeting(entitled), "2025-12-31")
}

fn households() -> VotingRule {
    of_2018(Entitled::Households)
}

#[test]
fn d1_half_of_the_households_are_not_more_than_half() {
    check(
        &households(),
        &met(1_000, 500, 500, 0, 0),
        Outcome::NotValid,
    );
}

#[test]
fn d2_251_of_501_present_decide() {
    check(&households(), &met(1_000, 501, 251, 0, 0), Outcome::Passes);
}

#[test]
fn d3_the_base_is_those_present() {
    check(
        &households(),
        &met(1_000, 501, 250, 100, 151),
        Outcome::Fails,
    );
}

#[test]
fn d4_exactly_half_of_those_present_is_not_enough() {
    check(&households(), &met(1_000, 502, 251, 251, 0), Outcome::Fails);
}

#[test]
fn d5_the_quorum_is_checked_at_each_vote_unless_the_rules_say_at_the_opening() {
    let mut tally = met(1_000, 498, 400, 0, 0);
    tally.present_at_opening = Counts::heads(501);
    check(&households(), &tally, Outcome::NotValid);
    let mut terms = households().into_terms();
    terms.conduct.quorum_checked = QuorumChecked::AtOpening;
    let at_opening = VotingRule::new(terms).unwrap();
    check(&at_opening, &tally, Outcome::Passes);
}

#[test]
fn d7_the_second_of_a_household_listens() {
    let household = |id: &str, members: [&str; 2]| Household {
        id: HouseholdId::new(id),
        members: voters(members),
    };
    let roster = Roster::of_households(&[
        household("101", ["li", "wang"]),
        household("102", ["zhao", "qian"]),
    ])
    .unwrap();
    let came = ["wang", "li", "zhao", "zhao", "guest"].map(voter);
    let attendance = attendance(&roster, &came);
    assert_eq!(attendance.counts.heads, Heads::new(2));
    assert_eq!(attendance.observing, [voter("li")]);
    assert_eq!(attendance.strangers, [voter("guest")]);

    let there: BTreeSet<VoterId> = attendance
        .attending
        .iter()
        .map(|(_, voter)| voter.clone())
        .collect();
    let poll = Poll {
        ballots: vec![ballot(1, "wang", Mark::Yes), ballot(2, "li", Mark::No)],
        presence: Presence::Meeting {
            at_opening: there.clone(),
            at_vote: there,
        },
        ..Poll::default()
    };
    let counted = count(&households(), &roster, &poll);
    assert_eq!(counted.tally.yes.heads, Heads::new(1));
    assert_eq!(counted.tally.held, Counts::ZERO);
    assert_eq!(counted.not_counted[0].why, Why::NotPresent);
}

#[test]
fn d8_a_fifth_of_the_households_can_ask_for_a_meeting() {
    let can = |entitled, all, asking| {
        let rule = of_2018(entitled);
        let asked = can_convene(&rule, &Counts::heads(all), &Counts::heads(asking));
        asked.iter().any(|comparison| comparison.is_met)
    };
    assert!(can(Entitled::Households, 1_000, 200));
    assert!(!can(Entitled::Households, 1_000, 199));
    assert!(can(Entitled::GroupRepresentatives, 9, 3));
    assert!(!can(Entitled::GroupRepresentatives, 10, 3));
}

#[test]
fn d9_one_day_under_eighteen_is_not_entitled() {
    let rule = of_2018(Entitled::Residents);
    let person = |id: &str, born: Born| Resident {
        id: voter(id),
        household: HouseholdId::new("101"),
        born,
    };
    let persons = [
        person("young", Born::On(date("2007-06-02"))),
        person("today", Born::On(date("2007-06-01"))),
        person("stated", Born::OfAge),
    ];
    let roster = Roster::of_residents(&rule, &persons, date("2025-06-01")).unwrap();
    assert_eq!(roster.counts().heads, Heads::new(2));
    assert_eq!(roster.counts().households, Heads::new(1));
    let [young] = roster.left_out() else {
        panic!("{roster:?}");
    };
    assert_eq!(young.why, WhyLeftOut::UnderAge);
    assert_eq!(
        words::left_out(young),
        "young：表决当日未满规定年龄，没有表决权"
    );
}

#[test]
fn since_2026_the_numbers_are_kept_and_marked_unchecked() {
    let rule = picked(residents_meeting(Entitled::Residents), "2026-01-01");
    assert_eq!(rule.terms().law.id.as_str(), "CN-RC-2026");
    assert_eq!(rule.terms().law.standing, Standing::Provisional);
    let words = words::law(&rule.terms().law);
    assert!(words.contains("待核"), "{words}");
    let rule = picked(representatives_meeting(), "2026-01-01");
    assert_eq!(rule.terms().law.standing, Standing::Provisional);
}

#[test]
fn e1_forty_two_of_sixty_two_representatives_hold_the_meeting() {
    let rule = picked(representatives_meeting(), "2025-12-31");
    check(&rule, &met(62, 41, 41, 0, 0), Outcome::NotValid);
    check(&rule, &met(62, 42, 22, 20, 0), Outcome::Passes);
    check(&rule, &met(62, 42, 21, 21, 0), Outcome::Fails);
    let quorums = quorum(&rule, &Counts::heads(62), &Counts::heads(41));
    assert_eq!(quorums[0].missing(), Heads::new(1));
    assert_eq!(
        words::quorum(&quorums[0]),
        "应到居民代表 62 人，实到 41 人，到会须满三分之二即 42 人，还差 1 人，暂不能开会"
    );
}

/// A village of 1,000 adults in 300 households.
fn village(adults: u64, households: u64, yes: u64) -> Tally {
    let counts = |heads, households| Counts {
        households: Heads::new(households),
        ..Counts::heads(heads)
    };
    Tally {
        entitled: counts(1_000, 300),
        present_at_opening: counts(adults, households),
        present: counts(adults, households),
        yes: Counts::heads(yes),
        ..Tally::default()
    }
}

#[test]
fn e2_more_than_half_of_the_adults_or_two_thirds_of_the_households() {
    let rule = picked(village_meeting(), "2026-11-27");
    check(&rule, &village(501, 0, 251), Outcome::Passes);
    check(&rule, &village(500, 199, 400), Outcome::NotValid);
    check(&rule, &village(200, 200, 101), Outcome::Passes);
    check(&rule, &village(200, 200, 100), Outcome::Fails);
    let days = consultation::calendar::Convocation::ResidentsMeeting.least_notice();
    assert_eq!(days.get(), 10);
    let mut no_households = village(501, 0, 251);
    no_households.entitled.households = Heads::ZERO;
    check(&rule, &no_households, Outcome::Passes);
}

#[test]
fn e3_a_village_group_needs_two_thirds_of_either() {
    let rule = picked(village_group_meeting(), "2026-11-27");
    check(&rule, &village(666, 0, 400), Outcome::NotValid);
    check(&rule, &village(667, 0, 400), Outcome::Passes);
    check(&rule, &village(200, 200, 101), Outcome::Passes);
}
