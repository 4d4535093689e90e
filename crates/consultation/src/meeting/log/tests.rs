use super::{Heard, Log, State};
use crate::meeting::choice::{FloorStep, Stance, StepKind, Via};
use crate::meeting::event::{Event, Happened};
use crate::meeting::tests::{Hall, Who, at, ballot, id, person, row};
use crate::statement::People;
use crate::voting::Mark;

const TABLET: Who = Who::Tablet(1);

fn state(hall: &Hall, entry: ledger::EntryId) -> State {
    hall.log().get(entry).unwrap().state
}

fn opinion(of: Option<u16>, text: &str) -> Event {
    Event::Opinion {
        person: of.map(person),
        matter: None,
        stance: Stance::For,
        text: text.to_owned(),
    }
}

#[test]
fn everybody_says_what_is_theirs_to_say() {
    let mut hall = Hall::default();
    let opening = id(900);
    let step = || Event::Step {
        step: StepKind::Opened,
        item: None,
        reason: String::new(),
    };
    let asks = |number| Event::Floor {
        person: person(number),
        step: FloorStep::Asks,
        stance: None,
        item: None,
    };
    let begins = |number| Event::Floor {
        person: person(number),
        step: FloorStep::Begins,
        stance: None,
        item: None,
    };
    let witness = || Event::Witness {
        ballots: vec![opening],
    };
    let own = |number| ballot(opening, number, Mark::Yes, Via::OwnDevice);
    let shared = |number| ballot(opening, number, Mark::Yes, Via::SharedTablet);
    let paper = |number| ballot(opening, number, Mark::Yes, Via::Paper);
    let (kiosk, supervisor) = (Who::Kiosk(1), Who::Supervisor(1));
    let (phone, stranger) = (Who::Phone(5), Who::Stranger(5));
    use State::{Counts, NoRight, NotAdmitted};
    let cases: [(Who, Event, State); 25] = [
        (TABLET, step(), Counts),
        (kiosk, step(), NoRight),
        (phone, step(), NoRight),
        (supervisor, step(), NoRight),
        (phone, own(5), Counts),
        (phone, own(6), NoRight),
        (stranger, own(5), NotAdmitted),
        (supervisor, own(5), NoRight),
        (phone, shared(5), NoRight),
        (kiosk, shared(5), Counts),
        (TABLET, shared(5), Counts),
        (kiosk, paper(5), NoRight),
        (TABLET, paper(5), Counts),
        (phone, paper(5), NoRight),
        (supervisor, witness(), Counts),
        (kiosk, witness(), NoRight),
        (phone, asks(5), Counts),
        (phone, asks(6), NoRight),
        (phone, begins(5), NoRight),
        (kiosk, asks(6), Counts),
        (stranger, asks(5), NotAdmitted),
        (phone, opinion(None, "好"), Counts),
        (phone, opinion(Some(6), "好"), NoRight),
        (stranger, opinion(None, "好"), NotAdmitted),
        (TABLET, opinion(Some(6), "好"), Counts),
    ];
    for (who, event, expected) in cases {
        let said = format!("{who:?} says {event:?}");
        let entry = hall.say(who, "19:00", event);
        assert_eq!(state(&hall, entry), expected, "{said}");
    }
}

#[test]
fn a_later_word_takes_the_place_of_the_one_that_it_names() {
    let mut hall = Hall::default();
    let first = hall.say(Who::Phone(5), "19:00", opinion(None, "反对"));
    let second = hall.say_over(
        Who::Phone(5),
        "19:01",
        Some(first),
        opinion(None, "反对，除非补偿"),
    );
    assert_eq!(state(&hall, first), State::Superseded);
    assert_eq!(state(&hall, second), State::Counts);
}

#[test]
fn nobody_takes_the_place_of_what_another_said() {
    let mut hall = Hall::default();
    let first = hall.say(Who::Phone(5), "19:00", opinion(None, "反对"));
    for who in [Who::Phone(6), TABLET] {
        hall.say_over(who, "19:01", Some(first), opinion(None, "同意"));
        let withdrawn = Event::Withdrawn {
            entry: first,
            reason: "重复".to_owned(),
        };
        hall.say(who, "19:02", withdrawn);
    }
    assert_eq!(state(&hall, first), State::Counts);
    let own = Event::Withdrawn {
        entry: first,
        reason: "说错了".to_owned(),
    };
    hall.say(Who::Phone(5), "19:03", own);
    assert_eq!(state(&hall, first), State::Withdrawn);
}

#[test]
fn ballots_and_closings_are_never_withdrawn() {
    let mut hall = Hall::default();
    let vote = hall.say(
        Who::Phone(5),
        "19:00",
        ballot(id(900), 5, Mark::Yes, Via::OwnDevice),
    );
    let withdrawn = Event::Withdrawn {
        entry: vote,
        reason: "改主意".to_owned(),
    };
    hall.say(Who::Phone(5), "19:01", withdrawn);
    assert_eq!(state(&hall, vote), State::Counts);
    // A ballot for somebody else, or of another vote, is no later word on this one.
    for (opening, number) in [(id(900), 6), (id(901), 5)] {
        let other = ballot(opening, number, Mark::No, Via::SharedTablet);
        hall.say_over(Who::Kiosk(1), "19:02", Some(vote), other);
    }
    assert_eq!(state(&hall, vote), State::Counts);
}

#[test]
fn one_tablet_puts_right_what_another_entered() {
    let mut hall = Hall::default();
    let speech = |text: &str| Event::Speech {
        person: person(5),
        stance: None,
        item: None,
        text: text.to_owned(),
    };
    let first = hall.say(TABLET, "19:00", speech("采光"));
    let second = hall.say_over(Who::Tablet(2), "19:05", Some(first), speech("采光和噪音"));
    assert_eq!(state(&hall, first), State::Superseded);
    // A correction that is withdrawn leaves the first as it was.
    let withdrawn = Event::Withdrawn {
        entry: second,
        reason: "记错了人".to_owned(),
    };
    hall.say(Who::Tablet(3), "19:06", withdrawn);
    assert_eq!(state(&hall, first), State::Counts);
    assert_eq!(state(&hall, second), State::Withdrawn);
}

#[test]
fn events_of_another_sitting_are_not_read() {
    let mut hall = Hall::default();
    let event = opinion(None, "好");
    let other = Happened::new(row(99), at("19:00"), None, event);
    hall.put(Who::Phone(5), other.unwrap());
    assert_eq!(hall.log().iter().count(), 0);
}

#[test]
fn nothing_takes_the_place_of_an_opening_or_a_closing() {
    let mut hall = Hall::default();
    hall.owner(1, "1 单元", &["101"]);
    let opening = hall.opens(TABLET, "19:30", "CN-CivilCode-2021/use-fund");
    let closing = hall.closes(TABLET, "19:40", opening);
    for entry in [opening, closing] {
        let again = hall.log().get(entry).unwrap().event.clone();
        let second = hall.say_over(TABLET, "19:50", Some(entry), again);
        assert_eq!(state(&hall, entry), State::Counts);
        assert_eq!(hall.log().get(second).unwrap().supersedes, None);
    }
}

#[test]
fn an_entry_that_comes_as_logged_and_as_waiting_is_one() {
    let happened = Happened::new(row(1), at("19:00"), None, opinion(Some(5), "好")).unwrap();
    let heard = |seq| Heard {
        entry: id(1),
        author: TABLET.key(),
        seq,
        index: 0,
        happened: &happened,
        stands: true,
        roles: vec![ledger::Role::Staff],
        admitted: None,
        received: None,
    };
    let other = Heard {
        entry: id(2),
        ..heard(Some(7))
    };
    let both = [heard(None), other, heard(Some(3))];
    let log = Log::read(&[row(1)], both, &People::default());
    let seqs: Vec<_> = log.iter().map(|noted| noted.seq).collect();
    assert_eq!(seqs, [Some(3), Some(7)]);
}
