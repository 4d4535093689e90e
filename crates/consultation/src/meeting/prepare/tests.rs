use super::{NoOpening, Part, freeze, to_close};
use crate::meeting::choice::Via;
use crate::meeting::event::Event;
use crate::meeting::tests::{Hall, Who, at, ballot};
use crate::meeting::{Attendance, Frozen};
use crate::voting::{Mark, VoteError, built_in};

const CHAIR: Who = Who::Tablet(1);

fn frozen(hall: &Hall, rule: &str, group: &str) -> Result<Frozen, NoOpening> {
    let log = hall.log();
    let attendance = Attendance::read(&log);
    let day = at("19:00").time().date();
    freeze(&log, &attendance, &built_in::all(), rule, day, group)
}

fn owners(count: u16) -> Hall {
    let mut hall = Hall::default();
    for number in 1..=count {
        hall.owner(number, "1 单元", &[&format!("{number:04}")]);
    }
    hall
}

#[test]
fn a_roll_that_stands_in_the_log_is_not_said_again() {
    let mut hall = owners(3);
    let first = frozen(&hall, "CN-CivilCode-2021/use-fund", "").unwrap();
    let [Part::New(heads)] = first.roll.as_slice() else {
        panic!("a new part: {:?}", first.roll);
    };
    let said = hall.say(
        CHAIR,
        "19:00",
        Event::Roll {
            heads: heads.clone(),
        },
    );
    let again = frozen(&hall, "CN-CivilCode-2021/use-fund", "").unwrap();
    assert_eq!(again.roll, [Part::Known(said)]);
    // Somebody else on the list makes another roll.
    hall.owner(9, "1 单元", &["0009"]);
    let other = frozen(&hall, "CN-CivilCode-2021/use-fund", "").unwrap();
    assert!(matches!(other.roll.as_slice(), [Part::New(heads)] if heads.len() == 4));
}

#[test]
fn a_large_roll_goes_into_several_entries() {
    let frozen = frozen(&owners(620), "CN-CivilCode-2021/use-fund", "").unwrap();
    let sizes = frozen.roll.iter().map(|part| match part {
        Part::New(heads) => heads.len(),
        Part::Known(_) => 0,
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [250, 250, 120]);
    assert!(frozen.sentence.contains("620 人"), "{}", frozen.sentence);
    // Each is well below what an entry holds.
    for part in frozen.roll {
        if let Part::New(heads) = part {
            let roll = Event::Roll { heads };
            let said = crate::meeting::Happened::new(Hall::sitting(), at("19:00"), None, roll);
            let bytes = said.unwrap().encode().len();
            assert!(bytes < ledger::limits::ENTRY_BYTES / 2, "{bytes}");
        }
    }
}

#[test]
fn why_a_vote_cannot_be_opened_is_said() {
    let hall = owners(2);
    let refused = |rule, group| frozen(&hall, rule, group).unwrap_err();
    assert_eq!(refused("own/none", ""), NoOpening::UnknownRule);
    assert_eq!(refused("CN-NB-2021/lift", ""), NoOpening::NeedsGroup);
    assert_eq!(
        refused("CN-NB-2021/lift", "7 单元"),
        NoOpening::Vote(VoteError::NobodyEntitled)
    );
}

#[test]
fn a_closing_names_the_ballots_of_its_own_vote() {
    let mut hall = owners(3);
    let opening = hall.opens(CHAIR, "19:30", "CN-CivilCode-2021/use-fund");
    let other = crate::meeting::tests::id(900);
    let mut cast = Vec::new();
    for number in 1..=3 {
        let event = ballot(opening, number, Mark::Yes, Via::OwnDevice);
        cast.push(hall.say(Who::Phone(number), "19:31", event));
        let event = ballot(other, number, Mark::Yes, Via::OwnDevice);
        hall.say(Who::Phone(number), "19:31", event);
    }
    // One that nobody may cast is not named.
    let event = ballot(opening, 2, Mark::No, Via::OwnDevice);
    hall.say(Who::Stranger(2), "19:32", event);
    cast.sort_unstable();
    let named = to_close(&hall.log(), opening);
    assert_eq!((named.count, named.lists), (3, vec![cast]));
}
