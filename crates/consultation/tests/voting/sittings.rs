//! F: sittings of a consultation, which decide nothing by law.

use consultation::voting::built_in::{graded_sitting, options_sitting, sitting};
use consultation::voting::{
    Absence, Chair, Circumstances, Counts, Grade, HouseholdId, Mark, MustBePresent, OptionNo,
    Outcome, Poll, Presence, Roster, Step, Tally, Tie, VoteError, VotingRule, Why, count, decide,
    words,
};
use consultation::voting::{Addendum, Born, Resident, RosterChange};

use super::support::{
    ballot, check, date, decided, estate, flats, met, now, owners_rule, roster, voter, voters,
};

fn rule() -> VotingRule {
    sitting(date("2026-01-01"))
}

#[test]
fn f1_a_tie_is_no_agreement_and_the_chair_decides_only_by_the_rules() {
    let tally = met(30, 24, 12, 12, 0);
    let decision = check(&rule(), &tally, Outcome::NoAgreement);
    let lines = words::decision(&decision, rule().terms().entitled);
    assert!(lines.contains(&"同意、反对各 12 人，票数相等".to_owned()));
    assert_eq!(lines.last().unwrap(), "结果：未形成一致");

    let mut circumstances = Circumstances::on(now());
    circumstances.chair = Chair::Agrees;
    let still = decide(&rule(), &tally, &circumstances).unwrap();
    assert_eq!(still.outcome, Outcome::NoAgreement);

    let mut terms = rule().into_terms();
    terms.tie = Tie::ChairDecides;
    let by_chair = VotingRule::new(terms).unwrap();
    let decision = decide(&by_chair, &tally, &circumstances).unwrap();
    assert_eq!(decision.outcome, Outcome::Passes);
    check(&by_chair, &tally, Outcome::NoAgreement);
    let many_abstain = met(30, 24, 10, 10, 4);
    let decision = decide(&by_chair, &many_abstain, &circumstances).unwrap();
    assert_eq!(decision.outcome, Outcome::NoAgreement);
    circumstances.chair = Chair::Disagrees;
    let decision = decide(&by_chair, &tally, &circumstances).unwrap();
    assert_eq!(decision.outcome, Outcome::Fails);
}

#[test]
fn f2_a_mean_of_three_and_a_half_without_a_one() {
    let rule = graded_sitting(date("2026-01-01"));
    let graded = |ones: u64, threes: u64, fours: u64| {
        let mut tally = met(21, 21, 0, 0, 0);
        tally.grades[0] = Counts::heads(ones);
        tally.grades[2] = Counts::heads(threes);
        tally.grades[3] = Counts::heads(fours);
        tally
    };
    let decision = check(&rule, &graded(1, 0, 20), Outcome::AnotherRound);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"平均分：81 ÷ 21 = 3.85 ≥ 3.50，达到".to_owned()));
    assert!(lines.contains(&"1 人打 1 分或更低，须再议".to_owned()));
    check(&rule, &graded(0, 10, 10), Outcome::Passes);
    check(&rule, &graded(0, 11, 10), Outcome::AnotherRound);
}

#[test]
fn f3_forty_of_a_hundred_is_no_majority_but_a_run_off() {
    let rule = options_sitting(date("2026-01-01"));
    let options = |votes: &[u64]| {
        let mut tally = met(100, 100, 0, 0, 0);
        tally.options = votes.iter().map(|votes| Counts::heads(*votes)).collect();
        tally
    };
    let run_off = vec![OptionNo::new(1), OptionNo::new(2)];
    let decision = check(&rule, &options(&[40, 35, 25]), Outcome::RunOff(run_off));
    assert_eq!(
        words::outcome(&decision.outcome),
        "没有方案通过，方案 1、方案 2 再投一次"
    );
    check(
        &rule,
        &options(&[51, 49]),
        Outcome::Chosen(OptionNo::new(1)),
    );
    check(&rule, &options(&[50, 50]), Outcome::NoAgreement);
    let tied = vec![OptionNo::new(2), OptionNo::new(1), OptionNo::new(3)];
    check(&rule, &options(&[30, 35, 30, 5]), Outcome::RunOff(tied));
    check(&rule, &options(&[0, 0, 0]), Outcome::Fails);
}

#[test]
fn f4_when_all_abstain_nothing_passes() {
    check(&rule(), &met(30, 24, 0, 0, 24), Outcome::Fails);
    let graded = graded_sitting(date("2026-01-01"));
    check(&graded, &met(30, 24, 0, 0, 24), Outcome::Fails);
}

#[test]
fn f5_a_vote_of_nobody_is_an_error_and_no_pass() {
    let circumstances = Circumstances::on(now());
    let decision = decide(&rule(), &Tally::default(), &circumstances);
    assert_eq!(decision, Err(VoteError::NobodyEntitled));
    let mut all_recused = met(3, 0, 0, 0, 0);
    all_recused.recused = Counts::heads(3);
    let decision = decide(&rule(), &all_recused, &circumstances);
    assert_eq!(decision, Err(VoteError::NobodyEntitled));
    assert_eq!(
        words::vote_error(VoteError::NobodyEntitled),
        "没有有表决权的人，请先核对名册。"
    );
}

fn people(names: &[&str]) -> Roster {
    let persons: Vec<Resident> = names
        .iter()
        .map(|name| Resident {
            id: voter(name),
            household: HouseholdId::new(name),
            born: Born::OfAge,
        })
        .collect();
    Roster::of_residents(&rule(), &persons, now()).unwrap()
}

#[test]
fn f6_the_recused_are_out_of_the_base_and_seen_in_the_sum() {
    let names = ["a", "b", "c", "d"];
    let poll = Poll {
        ballots: vec![
            ballot(1, "a", Mark::Yes),
            ballot(2, "b", Mark::Yes),
            ballot(3, "c", Mark::No),
            ballot(4, "d", Mark::No),
        ],
        presence: Presence::Meeting {
            at_opening: voters(names),
            at_vote: voters(names),
        },
        recused: voters(["d"]),
        ..Poll::default()
    };
    let counted = count(&rule(), &people(&names), &poll);
    assert_eq!(counted.tally.base(), {
        let mut three = Counts::heads(3);
        three.households = consultation::voting::Heads::new(3);
        three
    });
    assert_eq!(counted.not_counted[0].why, Why::Recused);
    let decision = check(&rule(), &counted.tally, Outcome::Passes);
    let lines = words::decision(&decision, rule().terms().entitled);
    assert!(lines.contains(&"回避 1 人，本事项不计入应表决的总数".to_owned()));
    assert!(lines.contains(&"同意的人数（占到会的）：2 > 3 × ½ = 1.5，达到".to_owned()));
}

#[test]
fn f7_the_roster_frozen_at_the_opening_holds() {
    let owners = owners_rule(consultation::voting::built_in::OwnersMatter::Other);
    let sold = [ballot(1, "o1", Mark::Yes), ballot(2, "buyer", Mark::No)];
    let mut frozen = roster(&owners, &estate(3));
    for (name, change) in [("o1", RosterChange::Left), ("buyer", RosterChange::Joined)] {
        let voter = voter(name);
        frozen.note(Addendum { voter, change });
    }
    let poll = Poll {
        ballots: sold.to_vec(),
        ..Poll::default()
    };
    let counted = count(&owners, &frozen, &poll);
    assert_eq!(counted.addenda.len(), 2);
    assert_eq!(
        words::addendum(&counted.addenda[0]),
        "名册封存后，o1不再有表决权；本次表决仍按封存的名册，附记备查"
    );
    assert_eq!(counted.tally.entitled, flats(3));
    assert_eq!(counted.tally.yes, flats(1));
    assert_eq!(counted.not_counted[0].why, Why::NotOnRoster);
    assert_eq!(counted.not_counted[0].voter, voter("buyer"));
}

#[test]
fn f8_an_absent_kind_warns_or_forbids_by_the_rule() {
    for (absence, outcome, forbids) in [
        (Absence::Warns, Outcome::Passes, false),
        (Absence::Forbids, Outcome::NotValid, true),
    ] {
        let kind = "物业服务企业".to_owned();
        let mut terms = rule().into_terms();
        terms.conduct.must_be_present = vec![MustBePresent {
            kind: kind.clone(),
            absence,
        }];
        let rule = VotingRule::new(terms).unwrap();
        let tally = met(30, 24, 20, 0, 0);
        let decision = check(&rule, &tally, outcome);
        let absent = Step::Absent {
            kind: kind.clone(),
            forbids,
        };
        assert!(decision.steps.contains(&absent));
        let mut circumstances = Circumstances::on(now());
        circumstances.kinds_present.push(kind);
        let decision = decide(&rule, &tally, &circumstances).unwrap();
        assert_eq!(decision.outcome, Outcome::Passes);
    }
}

#[test]
fn what_passes_under_two_thirds_is_called_contested() {
    let decision = decided(&rule(), &met(30, 24, 13, 11, 0));
    assert_eq!(decision.outcome, Outcome::Passes);
    let lines = words::decision(&decision, rule().terms().entitled);
    let contested = "存在较大争议：同意的人数（占到会的）：13 < 24 × ⅔ = 16，未达到";
    assert!(lines.contains(&contested.to_owned()));
    let clear = decided(&rule(), &met(30, 24, 16, 8, 0));
    assert!(
        !clear
            .steps
            .iter()
            .any(|step| matches!(step, Step::Contested(_)))
    );
}

#[test]
fn who_is_not_there_does_not_vote_at_a_sitting() {
    let rule = graded_sitting(date("2026-01-01"));
    let poll = Poll {
        ballots: vec![
            ballot(1, "a", Mark::Grade(Grade::new(5))),
            ballot(2, "b", Mark::Grade(Grade::new(1))),
        ],
        presence: Presence::Meeting {
            at_opening: voters(["a"]),
            at_vote: voters(["a"]),
        },
        ..Poll::default()
    };
    let counted = count(&rule, &people(&["a", "b"]), &poll);
    assert_eq!(counted.not_counted[0].why, Why::NotPresent);
    assert_eq!(counted.tally.grades[4].heads.get(), 1);
}
