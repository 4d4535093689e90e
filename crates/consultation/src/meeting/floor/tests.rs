use ledger::PersonId;

use super::Floor;
use crate::meeting::choice::{FloorStep, Order, Stance};
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at, person, row};

const CHAIR: Who = Who::Tablet(1);

fn floor_step(number: u16, step: FloorStep, stance: Option<Stance>) -> Event {
    Event::Floor {
        person: person(number),
        step,
        stance,
        item: Some(row(3)),
    }
}

fn asks(hall: &mut Hall, time: &str, number: u16, stance: Option<Stance>) {
    hall.say(
        Who::Phone(number),
        time,
        floor_step(number, FloorStep::Asks, stance),
    );
}

fn read(hall: &Hall) -> Floor {
    Floor::read(&hall.log(), &hall.attendance(), Some(row(3)))
}

fn queue(hall: &Hall, order: Order) -> Vec<PersonId> {
    let floor = read(hall);
    let queue = floor.queue(order, Some(2));
    queue.into_iter().map(|waiting| waiting.person).collect()
}

fn people(numbers: &[u16]) -> Vec<PersonId> {
    numbers.iter().copied().map(person).collect()
}

#[test]
fn one_speaks_at_a_time_and_the_clock_runs() {
    let mut hall = Hall::default();
    hall.say(CHAIR, "19:10:00", floor_step(1, FloorStep::Begins, None));
    let floor = read(&hall);
    assert_eq!(floor.speaking().map(|turn| turn.person), Some(person(1)));
    hall.say(CHAIR, "19:12:30", floor_step(2, FloorStep::Begins, None));
    let floor = read(&hall);
    let [first, second] = floor.turns() else {
        panic!("two spoke");
    };
    assert_eq!(first.ended, Some(at("19:12:30")));
    assert_eq!(first.ended.unwrap().since(first.began), 150);
    assert_eq!((second.person, second.ended), (person(2), None));
    hall.say(CHAIR, "19:13:00", floor_step(2, FloorStep::Ends, None));
    assert_eq!(read(&hall).speaking(), None);
}

#[test]
fn who_has_not_spoken_goes_first() {
    let mut hall = Hall::default();
    for (step, time) in [(FloorStep::Begins, "19:01"), (FloorStep::Ends, "19:02")] {
        hall.say(CHAIR, time, floor_step(1, step, None));
    }
    asks(&mut hall, "19:03", 1, None);
    asks(&mut hall, "19:04", 2, None);
    asks(&mut hall, "19:05", 3, None);
    // Asking twice is asking once.
    asks(&mut hall, "19:06", 2, None);
    assert_eq!(queue(&hall, Order::FirstTimers), people(&[2, 3, 1]));
    assert_eq!(queue(&hall, Order::Plain), people(&[1, 2, 3]));
    let withdraws = floor_step(2, FloorStep::Withdraws, None);
    hall.say(Who::Phone(2), "19:07", withdraws);
    assert_eq!(queue(&hall, Order::Plain), people(&[1, 3]));
}

#[test]
fn who_has_spoken_twice_waits_behind_the_others() {
    let mut hall = Hall::default();
    for time in ["19:01", "19:03"] {
        hall.say(CHAIR, time, floor_step(1, FloorStep::Begins, None));
        hall.say(CHAIR, time, floor_step(1, FloorStep::Ends, None));
    }
    asks(&mut hall, "19:05", 1, None);
    asks(&mut hall, "19:06", 2, None);
    assert_eq!(queue(&hall, Order::Plain), people(&[2, 1]));
}

#[test]
fn for_and_against_take_turns() {
    let mut hall = Hall::default();
    let (pro, contra) = (Some(Stance::For), Some(Stance::Against));
    asks(&mut hall, "19:01", 1, pro);
    asks(&mut hall, "19:02", 2, pro);
    asks(&mut hall, "19:03", 3, contra);
    asks(&mut hall, "19:04", 4, Some(Stance::Other));
    asks(&mut hall, "19:05", 5, contra);
    assert_eq!(queue(&hall, Order::Alternating), people(&[1, 3, 2, 5, 4]));
    // After somebody spoke against, somebody for it is next.
    hall.say(CHAIR, "19:06", floor_step(3, FloorStep::Begins, None));
    assert_eq!(queue(&hall, Order::Alternating), people(&[1, 5, 2, 4]));
}

#[test]
fn turns_of_tablets_that_worked_apart_stand_by_their_clocks() {
    let mut hall = Hall::default();
    let other = Who::Tablet(2);
    hall.cut(other);
    hall.say(other, "19:10", floor_step(1, FloorStep::Begins, None));
    hall.say(CHAIR, "19:20", floor_step(2, FloorStep::Begins, None));
    hall.join(other);
    let floor = read(&hall);
    let spoke: Vec<PersonId> = floor.turns().iter().map(|turn| turn.person).collect();
    assert_eq!(spoke, people(&[1, 2]));
    assert_eq!(floor.speaking().map(|turn| turn.person), Some(person(2)));
}
