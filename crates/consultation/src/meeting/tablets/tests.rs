use super::{Standing, Tablets, digest};
use crate::meeting::choice::Duty;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at};

const CHAIR: Who = Who::Tablet(1);
const DESK: Who = Who::Tablet(2);
const SHARED: Who = Who::Kiosk(3);

fn room() -> Hall {
    let mut hall = Hall::default();
    hall.invite(1, "registered_resident", "");
    hall.posts(CHAIR, Duty::Chair);
    hall.posts(DESK, Duty::CheckIn);
    hall.posts(SHARED, Duty::CheckIn);
    hall
}

fn standing(hall: &Hall) -> Vec<Standing> {
    let log = hall.log_of(Some(CHAIR));
    let mine = digest(&log, &[]);
    let tablets = Tablets::read(&log);
    let standing = tablets.standing(&log, CHAIR.key(), &mine);
    standing.into_iter().map(|(_, standing)| standing).collect()
}

#[test]
fn the_light_is_on_when_all_have_the_same() {
    let mut hall = room();
    hall.comes(DESK, "18:55", 1);
    let unheard = Standing::Unheard(at("18:55"));
    assert_eq!(standing(&hall), [unheard, Standing::Unheard(at("18:50"))]);
    hall.reports(DESK, "19:00");
    hall.reports(SHARED, "19:00");
    assert_eq!(standing(&hall), [Standing::Same, Standing::Same]);
    // Reports are no news to each other; anything else is.
    hall.reports(DESK, "19:01");
    assert_eq!(standing(&hall), [Standing::Same, Standing::Same]);
    hall.comes(SHARED, "19:02", 2);
    assert_eq!(standing(&hall), [Standing::Lacks(1), Standing::Lacks(0)]);
}

#[test]
fn a_tablet_that_works_alone_is_named() {
    let mut hall = room();
    hall.reports(SHARED, "18:59");
    hall.cut(DESK);
    hall.comes(DESK, "19:10", 1);
    assert_eq!(
        standing(&hall),
        [Standing::Unheard(at("18:50")), Standing::Same]
    );
    hall.join(DESK);
    hall.reports(DESK, "20:00");
    assert_eq!(standing(&hall), [Standing::Same, Standing::Lacks(1)]);
}

#[test]
fn what_a_tablet_holds_back_is_said() {
    let mut hall = room();
    let report = Event::Report {
        read: 100,
        unsent: 3,
        digest: [0; 32],
    };
    hall.say(DESK, "19:00", report);
    hall.reports(SHARED, "19:00");
    assert_eq!(standing(&hall), [Standing::Holds(3), Standing::Same]);
}

#[test]
fn a_change_of_the_record_is_a_difference() {
    let mut hall = room();
    hall.reports(DESK, "19:00");
    let log = hall.log();
    let without = digest(&log, &[]);
    let with = digest(&log, &[ledger::ChangeHash([7; 32])]);
    assert_ne!(without, with);
    let tablets = Tablets::read(&log);
    let [(_, desk), _] = tablets
        .standing(&log, CHAIR.key(), &with)
        .try_into()
        .unwrap();
    assert_eq!(desk, Standing::Lacks(0));
}

#[test]
fn a_list_that_was_prepared_makes_no_tablet() {
    let mut hall = Hall::default();
    hall.invite(1, "registered_resident", "");
    hall.say(
        Who::Phone(1),
        "19:00",
        crate::meeting::tests::ballot(
            crate::meeting::tests::id(900),
            1,
            crate::voting::Mark::Yes,
            crate::meeting::Via::OwnDevice,
        ),
    );
    assert_eq!(Tablets::read(&hall.log()).iter().count(), 0);
}

#[test]
fn duties_are_handed_over() {
    let mut hall = room();
    let chairs = |hall: &Hall| {
        let tablets = Tablets::read(&hall.log());
        let on_duty = tablets.on_duty(Duty::Chair);
        on_duty.map(|tablet| tablet.key).collect::<Vec<_>>()
    };
    assert_eq!(chairs(&hall), [CHAIR.key()]);
    let nothing = Event::Post {
        duties: Vec::new(),
        name: "1 号".to_owned(),
    };
    hall.say(CHAIR, "19:30", nothing);
    hall.posts(DESK, Duty::Chair);
    assert_eq!(chairs(&hall), [DESK.key()]);
    // The minutes name both.
    let tablets = Tablets::read(&hall.log());
    assert!(tablets.get(CHAIR.key()).unwrap().did.contains(&Duty::Chair));
}
