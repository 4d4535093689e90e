//! What a log shows about the devices that wrote it.

use ledger::{Role, SessionId, evidence};

use crate::world::World;

#[test]
fn a_missing_entry_is_shown_as_a_gap_and_nothing_is_refused() {
    let mut world = World::new();
    let hall = world.hall;
    let first = world.by(Role::Kiosk, |pen| pen.say(hall, "one"));
    world.logs.stand(&first);
    let lost = world.by(Role::Kiosk, |pen| pen.say(hall, "lost on the way"));
    let third = world.by(Role::Kiosk, |pen| pen.say(hall, "three"));
    world.logs.stand(&third);
    let gaps = evidence::gaps(world.logs.log(hall), 10);
    let header = lost.header();
    let gap = evidence::Gap {
        author: header.author,
        session: header.session,
        index: header.index,
    };
    assert_eq!(gaps, [gap]);
    world.logs.stand(&lost);
    assert_eq!(evidence::gaps(world.logs.log(hall), 10), []);
}

#[test]
fn no_more_gaps_are_listed_than_asked_for() {
    let mut world = World::new();
    let hall = world.hall;
    let far = world.by(Role::Kiosk, |pen| {
        pen.say(hall, "first");
        if let Some(place) = pen.places.get_mut(&hall) {
            place.index = u64::MAX - 1;
        }
        pen.say(hall, "from very far")
    });
    world.logs.stand(&far);
    assert_eq!(evidence::gaps(world.logs.log(hall), 5).len(), 5);
}

#[test]
fn two_sessions_with_one_predecessor_show_a_copied_key() {
    let mut world = World::new();
    let hall = world.hall;
    let mut kiosk = world.pen(Role::Kiosk);
    let last = kiosk.say(hall, "before the copy");
    world.logs.stand(&last);
    let session = |number| {
        let mut pen = kiosk.clone();
        pen.session = SessionId([number; 16]);
        let place = ledger::entry::Place {
            session: pen.session,
            index: 0,
            prev: last.id(),
        };
        pen.places.insert(hall, place);
        pen.say(hall, "after")
    };
    world.logs.stand(&session(1));
    assert_eq!(evidence::copied_keys(world.logs.log(hall)), []);
    world.logs.stand(&session(2));
    assert_eq!(evidence::copied_keys(world.logs.log(hall)), [kiosk.id()]);
}
