use crate::meeting::choice::Capacity;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at, came, person};

const DESK: Who = Who::Tablet(1);
const OTHER: Who = Who::Tablet(2);

fn moved(number: u16, is_back: bool) -> Event {
    let person = person(number);
    Event::Moved { person, is_back }
}

fn room() -> Hall {
    let mut hall = Hall::default();
    for number in 1..=4 {
        hall.invite(number, "registered_resident", "");
    }
    hall
}

#[test]
fn whoever_leaves_and_comes_back_was_there_in_between_or_not() {
    let mut hall = room();
    hall.comes(DESK, "18:55", 1);
    hall.say(DESK, "19:20", moved(1, false));
    hall.say(DESK, "19:40", moved(1, true));
    let attendance = hall.attendance();
    let one = attendance.get(person(1)).unwrap();
    assert_eq!(
        one.there,
        [(at("18:55"), Some(at("19:20"))), (at("19:40"), None)]
    );
    assert!(one.was_there(at("19:00"), Some(at("19:10"))));
    assert!(!one.was_there(at("19:25"), Some(at("19:35"))));
    // A vote that was open while they came back.
    assert!(one.was_there(at("19:25"), Some(at("19:45"))));
    assert!(one.is_there());
    assert!(!attendance.get(person(2)).unwrap().is_there());
}

#[test]
fn one_person_at_two_desks_without_a_network_is_one_person() {
    let mut hall = room();
    hall.cut(OTHER);
    hall.comes(DESK, "18:58", 1);
    hall.comes(OTHER, "18:56", 1);
    hall.comes(OTHER, "18:57", 2);
    assert_eq!(hall.attendance().there().count(), 1);
    hall.join(OTHER);
    let attendance = hall.attendance();
    assert_eq!(attendance.there().count(), 2);
    let one = attendance.get(person(1)).unwrap();
    assert_eq!((one.desks.len(), one.differs), (2, false));
    assert_eq!(one.came(), Some(at("18:56")));
}

#[test]
fn desks_that_say_different_things_are_listed() {
    let mut hall = room();
    hall.cut(OTHER);
    hall.comes(DESK, "18:58", 1);
    hall.say(OTHER, "18:56", came(1, Capacity::Observing, &[]));
    hall.join(OTHER);
    let attendance = hall.attendance();
    let one = attendance.get(person(1)).unwrap();
    assert!(one.differs);
    // Put right by a word that names both: each names one, and the other is withdrawn.
    let [first, second] = one.entries.as_slice() else {
        panic!("two desks checked them in");
    };
    let (first, second) = (*first, *second);
    hall.say_over(
        DESK,
        "19:05",
        Some(first),
        came(1, Capacity::Attending, &[]),
    );
    let withdrawn = Event::Withdrawn {
        entry: second,
        reason: "点错了".to_owned(),
    };
    hall.say(DESK, "19:05", withdrawn);
    let attendance = hall.attendance();
    let one = attendance.get(person(1)).unwrap();
    assert_eq!(
        (one.differs, one.capacity),
        (false, Some(Capacity::Attending))
    );
}

#[test]
fn who_was_checked_in_by_mistake_is_not_there() {
    let mut hall = room();
    let entry = hall.comes(DESK, "18:58", 1);
    let reason = "点错了人".to_owned();
    hall.say(OTHER, "18:59", Event::Withdrawn { entry, reason });
    assert_eq!(hall.attendance().there().count(), 0);
}

#[test]
fn two_cards_of_one_person_are_read_as_one_when_staff_say_so() {
    let mut hall = room();
    hall.comes(DESK, "18:55", 1);
    hall.comes(OTHER, "19:10", 2);
    let same = Event::Same {
        person: person(1),
        other: person(2),
    };
    hall.say(DESK, "19:20", same);
    let attendance = hall.attendance();
    assert_eq!(attendance.there().count(), 1);
    assert_eq!(attendance.get(person(2)).unwrap().person, person(1));
    assert_eq!(attendance.get(person(2)).unwrap().name(), "居民1");
}

#[test]
fn cards_that_two_desks_put_together_the_opposite_way_round_are_one_person() {
    let mut hall = room();
    hall.cut(OTHER);
    for (desk, one, other) in [(DESK, 1, 2), (OTHER, 2, 1)] {
        let same = Event::Same {
            person: person(one),
            other: person(other),
        };
        hall.say(desk, "19:20", same);
        hall.comes(desk, "19:21", one);
    }
    hall.join(OTHER);
    let attendance = hall.attendance();
    assert_eq!(attendance.there().count(), 1);
    assert_eq!(attendance.get(person(2)).unwrap().person, person(1));
}

#[test]
fn the_same_name_at_the_same_door_is_suggested_and_nothing_more() {
    let mut hall = room();
    let mut card = hall
        .attendance()
        .get(person(1))
        .unwrap()
        .card
        .clone()
        .unwrap();
    std::sync::Arc::make_mut(&mut card).person = person(77);
    hall.say(DESK, "19:00", Event::Card(card));
    let attendance = hall.attendance();
    let pairs = attendance.likely_same();
    assert_eq!(pairs, [(person(1), person(77))]);
    assert_eq!(attendance.iter().count(), 5);
}

#[test]
fn who_holds_a_proxy_brings_somebody_along() {
    let mut hall = room();
    hall.say(DESK, "18:55", came(1, Capacity::Attending, &[3]));
    hall.say(DESK, "18:56", came(2, Capacity::Listening, &[]));
    let attendance = hall.attendance();
    let there = attendance.voters_there(at("19:00"), None);
    assert_eq!(
        there.into_iter().collect::<Vec<_>>(),
        [person(1), person(3)]
    );
    assert_eq!(attendance.by_kind(), [("registered_resident", 2)]);
}

#[test]
fn whoever_came_first_stands_first_and_the_rest_by_their_doors() {
    let mut hall = room();
    hall.comes(DESK, "18:59", 3);
    hall.comes(DESK, "18:55", 4);
    let attendance = hall.attendance();
    let people: Vec<_> = attendance.iter().map(|attendee| attendee.person).collect();
    assert_eq!(people, [person(4), person(3), person(1), person(2)]);
}

#[test]
fn a_kiosk_checks_in_and_a_phone_does_not() {
    let mut hall = room();
    hall.comes(Who::Kiosk(1), "18:59", 1);
    hall.comes(Who::Phone(2), "18:59", 2);
    hall.comes(Who::Supervisor(1), "18:59", 3);
    assert_eq!(hall.attendance().there().count(), 1);
}
