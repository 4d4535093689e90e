use ledger::EntryId;

use super::opinions;
use crate::meeting::choice::Stance;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, person};

fn opinion(of: Option<u16>, text: &str) -> Event {
    Event::Opinion {
        person: of.map(person),
        matter: None,
        stance: Stance::Against,
        text: text.to_owned(),
    }
}

fn support(opinion: EntryId, of: Option<u16>) -> Event {
    Event::Support {
        opinion,
        person: of.map(person),
    }
}

#[test]
fn each_person_shares_an_opinion_once_and_nobody_their_own() {
    let mut hall = Hall::default();
    let entry = hall.say(Who::Phone(1), "19:00", opinion(None, "采光受影响"));
    hall.say(Who::Phone(1), "19:01", support(entry, None));
    hall.say(Who::Phone(2), "19:01", support(entry, None));
    // The same person once more, through the recorder.
    hall.say(Who::Tablet(1), "19:02", support(entry, Some(2)));
    hall.say(Who::Tablet(1), "19:02", support(entry, Some(3)));
    hall.say(Who::Stranger(4), "19:03", support(entry, None));
    let log = hall.log();
    let wall = opinions(&log, &hall.attendance());
    let [only] = wall.as_slice() else {
        panic!("one opinion: {wall:?}");
    };
    assert_eq!((only.support, only.person), (2, Some(person(1))));
    assert!(!only.is_on_behalf);
}

#[test]
fn what_somebody_says_later_keeps_who_shares_it() {
    let mut hall = Hall::default();
    let first = hall.say(Who::Phone(1), "19:00", opinion(None, "采光受影响"));
    hall.say(Who::Phone(2), "19:01", support(first, None));
    let later = opinion(None, "采光受影响，要补偿");
    let second = hall.say_over(Who::Phone(1), "19:02", Some(first), later);
    hall.say(Who::Phone(3), "19:03", support(second, None));
    let log = hall.log();
    let wall = opinions(&log, &hall.attendance());
    let shown: Vec<_> = wall
        .iter()
        .map(|one| (one.text.as_str(), one.support))
        .collect();
    assert_eq!(shown, [("采光受影响，要补偿", 2)]);
}

#[test]
fn the_recorder_writes_for_somebody() {
    let mut hall = Hall::default();
    hall.say(Who::Tablet(1), "19:00", opinion(Some(5), "老人上下楼难"));
    let log = hall.log();
    let wall = opinions(&log, &hall.attendance());
    let [only] = wall.as_slice() else {
        panic!("one opinion: {wall:?}");
    };
    assert_eq!((only.person, only.is_on_behalf), (Some(person(5)), true));
}

#[test]
fn naming_what_another_said_takes_none_of_its_support() {
    let mut hall = Hall::default();
    let first = hall.say(Who::Phone(1), "19:00", opinion(None, "采光受影响"));
    hall.say(Who::Phone(2), "19:01", support(first, None));
    hall.say_over(
        Who::Phone(3),
        "19:02",
        Some(first),
        opinion(None, "尽快动工"),
    );
    let log = hall.log();
    let wall = opinions(&log, &hall.attendance());
    let shown: Vec<_> = wall.iter().map(|one| one.support).collect();
    assert_eq!(shown, [1, 0]);
}
