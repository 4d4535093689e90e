use super::{Course, Phase, enough};
use crate::meeting::choice::StepKind;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at, row};
use crate::voting::{RuleSet, built_in};

fn step(step: StepKind, item: Option<u8>) -> Event {
    let reason = match step.needs_reason() {
        true => "停电".to_owned(),
        false => String::new(),
    };
    Event::Step {
        step,
        item: item.map(row),
        reason,
    }
}

#[test]
fn a_sitting_is_paused_and_goes_on() {
    let mut hall = Hall::default();
    let chair = Who::Tablet(1);
    let course = |hall: &Hall| Course::read(&hall.log());
    assert_eq!(course(&hall).phase(), Phase::Before);
    hall.begins("19:00");
    hall.say(chair, "19:01", step(StepKind::Item, Some(3)));
    assert_eq!(course(&hall).phase(), Phase::Open);
    hall.say(chair, "19:30", step(StepKind::Adjourned, None));
    assert_eq!(course(&hall).phase(), Phase::Paused(StepKind::Adjourned));
    assert_eq!(course(&hall).item(), Some(row(3)));
    hall.say(chair, "20:30", step(StepKind::Resumed, None));
    hall.say(chair, "20:31", step(StepKind::Item, Some(4)));
    hall.say(chair, "21:00", step(StepKind::Closed, None));
    let course = course(&hall);
    assert_eq!(course.phase(), Phase::Closed);
    assert_eq!(
        (course.opened(), course.closed(), course.item()),
        (Some(at("19:00")), Some(at("21:00")), Some(row(4)))
    );
}

#[test]
fn the_quorum_explains_itself() {
    let mut hall = Hall::default();
    for number in 1..=62 {
        hall.invite(number, "registered_resident", &format!("{number} 室"));
    }
    let desk = Who::Tablet(1);
    for number in 1..=41 {
        hall.comes(desk, "18:55", number);
    }
    let rules = built_in::all();
    let set = RuleSet::find(&rules, "COMMUNITY/yes-no").unwrap();
    let rule = set.versions().last().unwrap();
    let words = |hall: &Hall| {
        let enough = enough(rule, &hall.attendance(), at("19:00"), "").unwrap();
        enough.words()
    };
    let [short] = words(&hall).try_into().unwrap();
    assert!(
        short.contains("应到") && short.contains("实到 41") && short.contains("还差 1"),
        "{short}"
    );
    // A page knows the minute only; whoever came within it is there.
    hall.comes(desk, "19:00:30", 42);
    let [enough] = words(&hall).try_into().unwrap();
    assert!(enough.ends_with("可以开会"), "{enough}");
}
