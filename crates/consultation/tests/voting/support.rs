//! An estate, its sums, and how cases are checked.

use std::collections::BTreeSet;

use consultation::Date;
use consultation::voting::built_in::{OwnersMatter, owners};
use consultation::voting::{
    Area, Ballot, BallotNo, BuildingUnit, Circumstances, Counted, Counts, Decision, Heads, Mark,
    Outcome, Poll, PropertyUnit, PropertyUnitId, PropertyUse, Roster, Speaker, Tally, VoterId,
    VotingRule, count, decide, rule_on,
};

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The day on which today's law is asked.
pub(crate) fn now() -> Date {
    date("2026-11-27")
}

pub(crate) fn picked(rules: Vec<VotingRule>, day: &str) -> VotingRule {
    rule_on(&rules, date(day)).unwrap().clone()
}

/// 民法典 278 for a matter.
pub(crate) fn owners_rule(matter: OwnersMatter) -> VotingRule {
    picked(owners(matter), "2026-11-27")
}

/// So many owners of 100.00 m² each.
pub(crate) fn flats(owners: u64) -> Counts {
    Counts::new(Heads::new(owners), Area::square_metres(owners * 100))
}

/// Owners of 100.00 m² each who voted yes, no and abstained.
pub(crate) fn flats_voted(all: u64, yes: u64, no: u64, abstain: u64) -> Tally {
    Tally {
        entitled: flats(all),
        yes: flats(yes),
        no: flats(no),
        abstain: flats(abstain),
        ..Tally::default()
    }
}

/// A meeting of persons, all of them there from opening to vote.
pub(crate) fn met(all: u64, present: u64, yes: u64, no: u64, abstain: u64) -> Tally {
    Tally {
        entitled: Counts::heads(all),
        present_at_opening: Counts::heads(present),
        present: Counts::heads(present),
        yes: Counts::heads(yes),
        no: Counts::heads(no),
        abstain: Counts::heads(abstain),
        ..Tally::default()
    }
}

pub(crate) fn decided(rule: &VotingRule, tally: &Tally) -> Decision {
    decide(rule, tally, &Circumstances::on(now())).unwrap()
}

/// Decides and compares the outcome; gives the decision for a closer look.
#[track_caller]
pub(crate) fn check(rule: &VotingRule, tally: &Tally, outcome: Outcome) -> Decision {
    let decision = decided(rule, tally);
    assert_eq!(decision.outcome, outcome, "{tally:?}");
    decision
}

pub(crate) fn voter(name: &str) -> VoterId {
    VoterId::new(name)
}

pub(crate) fn voters<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<VoterId> {
    names.into_iter().map(VoterId::new).collect()
}

pub(crate) fn flat(id: &str, owners: &[&str], square_metres: u64) -> PropertyUnit {
    PropertyUnit {
        id: PropertyUnitId::new(id),
        building_unit: BuildingUnit::new("1幢1单元"),
        owners: voters(owners.iter().copied()),
        speaker: Speaker::Any,
        area: Area::square_metres(square_metres),
        property_use: PropertyUse::Dwelling,
    }
}

/// Units 1 to so many of 100 m², each with an owner of its own named after it.
pub(crate) fn estate(units: usize) -> Vec<PropertyUnit> {
    (1..=units)
        .map(|unit| flat(&unit.to_string(), &[&format!("o{unit}")], 100))
        .collect()
}

pub(crate) fn roster(rule: &VotingRule, units: &[PropertyUnit]) -> Roster {
    Roster::of_owners(rule, units).unwrap()
}

pub(crate) fn ballot(no: u64, name: &str, mark: Mark) -> Ballot {
    Ballot::own(BallotNo::new(no), voter(name), mark)
}

/// Owners from one number to another, all with the same mark.
pub(crate) fn marked(from: usize, to: usize, mark: Mark) -> Vec<Ballot> {
    (from..=to)
        .map(|unit| ballot(unit as u64, &format!("o{unit}"), mark))
        .collect()
}

pub(crate) fn counted(rule: &VotingRule, units: &[PropertyUnit], ballots: &[Ballot]) -> Counted {
    let poll = Poll {
        ballots: ballots.to_vec(),
        ..Poll::default()
    };
    count(rule, &roster(rule, units), &poll)
}
