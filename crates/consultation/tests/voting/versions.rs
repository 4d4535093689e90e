//! C: the version follows from the day of the vote.

use consultation::voting::built_in::{OwnersMatter, owners};
use consultation::voting::{Circumstances, Outcome, Tally, VotingRule, compare, rule_on};

use super::support::{date, flats_voted};

/// The outcome on a day, and beside it that by the other version.
fn on(day: &str, matter: OwnersMatter, tally: &Tally) -> (String, Outcome, Outcome) {
    let circumstances = Circumstances::on(date(day));
    let both = compare(&owners(matter), tally, &circumstances).unwrap();
    let [first, second] = both.as_slice() else {
        panic!("{both:?}");
    };
    assert!(first.is_in_force() && !second.is_in_force());
    let law = first.law.id.as_str().to_owned();
    (law, first.outcome.clone(), second.outcome.clone())
}

#[test]
fn c1_sixty_of_ninety_six_passed_then_and_are_no_turnout_now() {
    let tally = flats_voted(96, 60, 0, 0);
    assert_eq!(
        on("2017-12-20", OwnersMatter::Other, &tally),
        ("CN-PRC-2007".to_owned(), Outcome::Passes, Outcome::NotValid)
    );
    assert_eq!(
        on("2021-01-01", OwnersMatter::Other, &tally),
        (
            "CN-CivilCode-2021".to_owned(),
            Outcome::NotValid,
            Outcome::Passes
        )
    );
}

#[test]
fn c2_the_repair_fund_needed_two_thirds_of_all_then() {
    let tally = flats_voted(96, 63, 0, 0);
    let (law, then, _) = on("2020-12-31", OwnersMatter::UseFund, &tally);
    assert_eq!((law.as_str(), then), ("CN-PRC-2007", Outcome::Fails));
    let tally = flats_voted(96, 64, 0, 0);
    let (_, then, _) = on("2020-12-31", OwnersMatter::UseFund, &tally);
    assert_eq!(then, Outcome::Passes);
}

#[test]
fn of_versions_that_overlap_the_later_one_holds() {
    let mut rules = owners(OwnersMatter::Other);
    let mut own = rules[1].terms().clone();
    own.id = "COMMUNITY/other".to_owned();
    own.law.from = date("2025-03-01");
    rules.insert(0, VotingRule::new(own).unwrap());
    let on = |day| rule_on(&rules, date(day)).unwrap().terms().id.as_str();
    assert_eq!(on("2025-02-28"), "CN-CivilCode-2021/other");
    assert_eq!(on("2025-03-01"), "COMMUNITY/other");
}

#[test]
fn before_the_first_version_there_is_no_rule() {
    let rules = owners(OwnersMatter::Other);
    assert_eq!(rule_on(&rules, date("2006-06-01")), None);
}
