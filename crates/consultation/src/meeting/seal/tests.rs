use ledger::EntryId;

use super::seals;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at, id};
use crate::meeting::{sum, to_seal};

const CHAIR: Who = Who::Tablet(1);
const OTHER: Who = Who::Tablet(2);

fn room() -> Hall {
    let mut hall = Hall::default();
    for number in 1..=3 {
        hall.invite(number, "registered_resident", "");
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("19:00");
    hall
}

fn seal(hall: &mut Hall, who: Who, time: &str) -> EntryId {
    let named = to_seal(&hall.log_of(Some(who)));
    let (count, digest) = (named.count, named.digest);
    let lists = named.lists.into_iter();
    let lists = lists.map(|entries| hall.say(who, time, Event::Listed { entries }));
    let lists = lists.collect();
    let sealed = Event::Sealed {
        heads: Vec::new(),
        lists,
        count,
        digest,
    };
    hall.say(who, time, sealed)
}

#[test]
fn a_seal_holds_what_was_there_and_lists_what_came_later() {
    let mut hall = room();
    hall.cut(OTHER);
    let late = hall.comes(OTHER, "19:10", 9);
    let entry = seal(&mut hall, CHAIR, "21:00");
    {
        let log = hall.log();
        let [seal] = seals(&log).try_into().unwrap();
        assert!(seal.is_sound() && seal.is_logged);
        assert_eq!((seal.entry, seal.at), (entry, at("21:00")));
        assert_eq!(seal.code().len(), 24);
    }
    // An addendum and a report come after a seal by their nature; a check-in does not.
    let text = "补充：门牌号更正。".to_owned();
    hall.say(CHAIR, "21:30", Event::Addendum { text });
    hall.reports(CHAIR, "21:31");
    assert!(seals(&hall.log()).first().unwrap().is_sound());
    hall.join(OTHER);
    let log = hall.log();
    let [seal] = seals(&log).try_into().unwrap();
    assert_eq!(seal.later, [late]);
    assert!(seal.is_whole && !seal.is_sound());
}

#[test]
fn a_seal_without_a_network_is_not_final_yet() {
    let mut hall = room();
    hall.cut(CHAIR);
    seal(&mut hall, CHAIR, "21:00");
    let log = hall.log_of(Some(CHAIR));
    let [seal] = seals(&log).try_into().unwrap();
    assert!(seal.is_sound() && !seal.is_logged);
}

#[test]
fn a_seal_that_names_what_is_not_here_or_does_not_add_up_says_so() {
    let mut hall = room();
    let entries = vec![id(8_000)];
    let digest = sum(&entries);
    let lists = vec![hall.say(CHAIR, "21:00", Event::Listed { entries })];
    let sealed = |lists, count| Event::Sealed {
        heads: Vec::new(),
        lists,
        count,
        digest,
    };
    hall.say(CHAIR, "21:00", sealed(lists.clone(), 1));
    hall.say(CHAIR, "21:01", sealed(lists, 2));
    hall.say(CHAIR, "21:02", sealed(vec![id(8_001)], 1));
    let log = hall.log();
    let [missing, miscounted, listless] = seals(&log).try_into().unwrap();
    assert_eq!((missing.missing, missing.is_whole), (1, true));
    assert!(!miscounted.is_whole && !listless.is_whole);
}
