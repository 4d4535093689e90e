use proptest::prelude::*;

use super::Sitting;
use crate::meeting::Setting;
use crate::meeting::choice::Via;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at, ballot, matter, person};
use crate::voting::{Mark, built_in};

const CHAIR: Who = Who::Tablet(1);

fn speech(text: &str) -> Event {
    Event::Speech {
        person: person(1),
        stance: None,
        item: None,
        text: text.to_owned(),
    }
}

#[test]
fn putting_a_speech_right_does_not_move_it() {
    let mut hall = Hall::default();
    let first = hall.say(CHAIR, "19:10", speech("采光"));
    hall.say(CHAIR, "19:20", speech("费用"));
    hall.say_over(Who::Tablet(2), "19:30", Some(first), speech("采光和噪音"));
    let rules = built_in::all();
    let setting = Setting {
        rules: &rules,
        announced: &[],
    };
    let sitting = Sitting::read(&hall.log(), setting);
    let shown: Vec<_> = sitting
        .speeches
        .iter()
        .map(|speech| (speech.at, speech.text.as_str()))
        .collect();
    assert_eq!(shown, [(at("19:10"), "采光和噪音"), (at("19:20"), "费用")]);
}

#[test]
fn everybody_signs_once() {
    let mut hall = Hall::default();
    let signed = |number, reason: &str| Event::Signed {
        person: person(number),
        signature: reason.is_empty().then_some([1; 32]),
        reason: reason.to_owned(),
    };
    hall.say(CHAIR, "21:00", signed(1, ""));
    hall.say(Who::Kiosk(1), "21:01", signed(2, "不会写字，按手印"));
    hall.say(Who::Phone(1), "21:02", signed(1, ""));
    hall.say(Who::Phone(3), "21:02", signed(1, ""));
    let setting = Setting {
        rules: &[],
        announced: &[],
    };
    let sitting = Sitting::read(&hall.log(), setting);
    let signed: Vec<_> = sitting
        .signed
        .iter()
        .map(|(who, why)| (*who, why.as_str()))
        .collect();
    assert_eq!(signed, [(person(2), "不会写字，按手印"), (person(1), "")]);
}

/// An evening with everything that two tablets, a shared one and phones do.
fn evening() -> Hall {
    let mut hall = Hall::default();
    for number in 1..=6 {
        hall.owner(number, "1 单元", &[&format!("{number}01")]);
    }
    hall.begins("19:00");
    for number in 1..=6 {
        let desk = if number % 2 == 0 {
            CHAIR
        } else {
            Who::Kiosk(1)
        };
        hall.comes(desk, "18:55", number);
    }
    hall.say(CHAIR, "19:10", speech("采光"));
    let opening = hall.opens(CHAIR, "19:30", "CN-CivilCode-2021/use-fund");
    for number in 1..=5 {
        let mark = if number == 5 { Mark::No } else { Mark::Yes };
        hall.say(
            Who::Phone(number),
            "19:31",
            ballot(opening, number, mark, Via::OwnDevice),
        );
    }
    hall.say(
        Who::Kiosk(1),
        "19:32",
        ballot(opening, 4, Mark::No, Via::SharedTablet),
    );
    hall.closes(CHAIR, "19:40", opening);
    hall.reports(Who::Kiosk(1), "19:41");
    hall
}

proptest! {
    /// What a sitting comes to follows from the set of its entries: not from the order in which they came, nor from how
    /// often.
    #[test]
    fn order_and_repetition_do_not_matter(
        order in Just((0..40_usize).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(0_usize..40, 0..20),
    ) {
        let hall = evening();
        let rules = built_in::all();
        let setting = Setting { rules: &rules, announced: &[matter()] };
        let places: Vec<usize> = order.into_iter().chain(again).collect();
        let one = Sitting::read(&hall.log(), setting);
        let other = Sitting::read(&hall.log_in(&places), setting);
        prop_assert_eq!(hall.log().iter().count(), hall.log_in(&places).iter().count());
        let (one, other) = (one.votes.first().unwrap(), other.votes.first().unwrap());
        prop_assert_eq!(&one.tally, &other.tally);
        prop_assert_eq!(&one.decided, &other.decided);
        prop_assert_eq!(&one.ballots, &other.ballots);
        prop_assert_eq!(&one.doubts, &other.doubts);
    }
}
