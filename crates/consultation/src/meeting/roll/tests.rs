use crate::meeting::choice::Capacity;
use crate::meeting::event::{Card, Event, OwnedUnit};
use crate::meeting::tests::{Hall, Who, came, person};
use crate::meeting::{heads, roster};
use crate::voting::{RosterError, RuleSet, VotingRule, built_in};

fn rule(id: &str) -> VotingRule {
    let rules = built_in::all();
    RuleSet::find(&rules, id)
        .and_then(|set| set.versions().last())
        .unwrap()
        .clone()
}

fn owner(number: u16, unit: &str, area: u64) -> Event {
    let card = Card {
        person: person(number),
        name: format!("业主{number}"),
        kind: String::new(),
        represents: unit.to_owned(),
        household: String::new(),
        is_invited: true,
        units: vec![OwnedUnit {
            unit: unit.to_owned(),
            building_unit: "1 单元".to_owned(),
            area,
            is_parking: unit.starts_with("车位"),
        }],
    };
    Event::Card(card.into())
}

#[test]
fn an_owner_of_five_flats_is_one_and_spouses_are_one_together() {
    let mut hall = Hall::default();
    hall.owner(1, "1 单元", &["101", "102", "103", "104", "105"]);
    hall.say(Who::Tablet(1), "18:00", owner(2, "201", 10_000));
    hall.say(Who::Tablet(1), "18:00", owner(3, "201", 10_000));
    hall.say(Who::Tablet(1), "18:00", owner(4, "车位 12", 1_250));
    let heads = heads(&rule("CN-CivilCode-2021/use-fund"), &hall.attendance(), "").unwrap();
    let mut shown: Vec<(&str, usize, u64)> = heads
        .iter()
        .map(|head| (head.label.as_str(), head.voters.len(), head.area))
        .collect();
    shown.sort_unstable();
    assert_eq!(
        shown,
        [("101、102、103、104、105", 1, 50_000), ("201", 2, 10_000)]
    );
    let counts = roster(&heads, |person| person).counts();
    assert_eq!((counts.heads.get(), counts.area.get()), (2, 60_000));
}

#[test]
fn a_flat_with_two_areas_stops_the_roll() {
    let mut hall = Hall::default();
    hall.say(Who::Tablet(1), "18:00", owner(2, "201", 10_000));
    hall.say(Who::Tablet(1), "18:00", owner(3, "201", 9_000));
    let made = heads(&rule("CN-CivilCode-2021/use-fund"), &hall.attendance(), "");
    assert_eq!(made, Err(RosterError::Twice("201".to_owned())));
}

#[test]
fn a_household_is_one_whoever_comes_for_it() {
    let mut hall = Hall::default();
    hall.invite(1, "registered_resident", "1-101");
    hall.invite(2, "registered_resident", "1-101");
    hall.invite(3, "registered_resident", "1-102");
    let rule = rule("CN-RC-2026/residents-meeting-households");
    let heads = heads(&rule, &hall.attendance(), "").unwrap();
    let counts = roster(&heads, |person| person).counts();
    assert_eq!(counts.heads.get(), 2);
    assert_eq!(heads.first().unwrap().voters, [person(1), person(2)]);
}

#[test]
fn of_a_sitting_those_count_who_are_invited_or_attend() {
    let mut hall = Hall::default();
    hall.invite(1, "registered_resident", "");
    hall.invite(2, "registered_resident", "");
    let rule = rule("COMMUNITY/yes-no");
    let count = |hall: &Hall| heads(&rule, &hall.attendance(), "").unwrap().len();
    assert_eq!(count(&hall), 2);
    // A walk-in who attends counts, one who listens does not.
    let walk_in = |number| {
        let Event::Card(mut card) = owner(number, "", 0) else {
            panic!("it is a card");
        };
        let walk_in = std::sync::Arc::make_mut(&mut card);
        walk_in.is_invited = false;
        walk_in.units.clear();
        Event::Card(card)
    };
    hall.say(Who::Tablet(1), "18:55", walk_in(3));
    hall.comes(Who::Tablet(1), "18:56", 3);
    assert_eq!(count(&hall), 3);
    hall.say(Who::Tablet(1), "18:57", walk_in(4));
    hall.say(Who::Tablet(1), "18:58", came(4, Capacity::Listening, &[]));
    assert_eq!(count(&hall), 3);
}
