//! B: a lift in a unit of 16 households.

use consultation::voting::built_in::lift;
use consultation::voting::{
    BuildingUnit, Circumstances, Consent, Outcome, Roster, RosterError, SeparateConsent, UnitVote,
    VotingRule, by_building_unit, decide, decide_each, words,
};

use super::support::{check, date, estate, flats_voted, now, picked};

fn old() -> VotingRule {
    picked(lift(), "2017-12-20")
}

fn new() -> VotingRule {
    picked(lift(), "2021-01-01")
}

#[test]
fn b1_eleven_of_sixteen_and_nobody_against_passed_in_2017() {
    check(&old(), &flats_voted(16, 13, 0, 3), Outcome::Passes);
    check(&old(), &flats_voted(16, 11, 0, 0), Outcome::Passes);
}

#[test]
fn b2_one_objection_stopped_it_in_2017() {
    let decision = check(&old(), &flats_voted(16, 15, 1, 0), Outcome::Fails);
    let lines = words::decision(&decision, old().terms().entitled);
    assert!(lines.contains(&"1 人反对；按规则只要有人反对，就不通过".to_owned()));
}

#[test]
fn b3_ten_of_sixteen_were_too_few_though_nobody_objected() {
    check(&old(), &flats_voted(16, 10, 0, 6), Outcome::Fails);
}

#[test]
fn b4_one_against_fifteen_does_not_stop_it_since_2021() {
    check(&new(), &flats_voted(16, 15, 1, 0), Outcome::Passes);
}

#[test]
fn b6_nine_of_twelve_are_three_quarters_exactly() {
    check(&new(), &flats_voted(16, 9, 3, 0), Outcome::Passes);
}

#[test]
fn b7_ten_of_sixteen_are_no_turnout_since_2021() {
    check(&new(), &flats_voted(16, 10, 0, 0), Outcome::NotValid);
    check(&new(), &flats_voted(16, 11, 0, 0), Outcome::Passes);
}

#[test]
fn b8_the_vote_passes_and_the_garden_still_needs_its_owners_consent() {
    let mut circumstances = Circumstances::on(now());
    let mut consent = SeparateConsent {
        owner: "101 室业主".to_owned(),
        own_part: "庭院".to_owned(),
        consent: Consent::Refused,
    };
    circumstances.consents = vec![consent.clone()];
    let tally = flats_voted(16, 15, 1, 0);
    let decision = decide(&new(), &tally, &circumstances).unwrap();
    assert_eq!(decision.outcome, Outcome::Passes);
    assert!(!decision.may_be_carried_out());
    assert_eq!(
        words::blocked(&decision.blocked_by[0]),
        "须另行征得101 室业主同意（占用其庭院）：不同意，表决通过也不能实施"
    );

    consent.consent = Consent::Given;
    circumstances.consents = vec![consent];
    let decision = decide(&new(), &tally, &circumstances).unwrap();
    assert!(decision.may_be_carried_out());
}

#[test]
fn b9_six_units_have_six_results_and_no_total() {
    let mut votes = Vec::new();
    for unit in 1..=6 {
        let yes = if unit == 4 { 10 } else { 14 };
        votes.push(UnitVote {
            unit: BuildingUnit::new(&format!("{unit}单元")),
            tally: flats_voted(16, yes, 16 - yes, 0),
            circumstances: Circumstances::on(now()),
        });
    }
    let decided = decide_each(&new(), &votes);
    let lines: Vec<String> = decided.iter().map(words::unit_decision).collect();
    assert_eq!(
        lines,
        [
            "1单元：通过",
            "2单元：通过",
            "3单元：通过",
            "4单元：未通过",
            "5单元：通过",
            "6单元：通过",
        ]
    );

    let mut units = estate(32);
    for unit in units.iter_mut().skip(16) {
        unit.building_unit = BuildingUnit::new("1幢2单元");
    }
    let whole = Roster::of_owners(&new(), &units);
    assert_eq!(whole, Err(RosterError::SeveralBuildingUnits));
    for units in by_building_unit(&units).values() {
        let roster = Roster::of_owners(&new(), units).unwrap();
        assert_eq!(roster.counts(), flats_voted(16, 0, 0, 0).entitled);
    }
}

#[test]
fn a_result_of_2017_is_shown_beside_what_it_would_be_today() {
    let tally = flats_voted(16, 15, 1, 0);
    let circumstances = Circumstances::on(date("2017-12-20"));
    let both = consultation::voting::compare(&lift(), &tally, &circumstances).unwrap();
    let lines = words::decision(&both[0], old().terms().entitled);
    assert_eq!(
        lines[0],
        "2017年12月20日表决，适用：宁波市既有住宅加装电梯原规定（待核）"
    );
    assert_eq!(both[0].outcome, Outcome::Fails);
    assert_eq!(both[1].outcome, Outcome::Passes);
    assert!(!both[1].may_be_carried_out());
    let lines = words::decision(&both[1], old().terms().entitled);
    let beside = "2017年12月20日表决，对照（当日不适用）：《民法典》第二百七十八条第七项";
    assert!(lines[0].starts_with(beside), "{lines:?}");
}
