//! Which reviews count: by role, by admission, by what their authors said since.

use ledger::{EntryId, KeyId, Kind, PersonId, Role};
use proptest::prelude::*;

use super::{Heard, ReviewState, Reviews, Who};
use crate::record::{Checker, Confirmation, Date, Finding, Level, Rater, RowId};
use crate::statement::{About, Checking, Confirming, Rating, Said, Statement};

const MEASURE: RowId = RowId::from_bytes([7; 16]);

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn entry(number: u8) -> EntryId {
    EntryId([number; 32])
}

fn disputes(supersedes: Option<u8>) -> Statement {
    let words = ("不平层", "");
    let supersedes = supersedes.map(entry);
    let said = Confirming::new(
        MEASURE,
        Confirmation::Disputed,
        words,
        day("2018-09-25"),
        supersedes,
    );
    Statement::Confirming(said.unwrap())
}

fn checks() -> Statement {
    let found = (Checker::Supervisors, Finding::Done);
    let about = About::Measure(MEASURE);
    let said = Checking::new(about, found, "", (day("2018-09-25"), None), None);
    Statement::Checking(said.unwrap())
}

fn rates(level: Level) -> Statement {
    let answers = [Some(level), None, None, None, None];
    let round = RowId::FIRST_ROUND;
    let said = Rating::new(
        round,
        Rater::Residents,
        answers,
        "",
        day("2018-10-30"),
        None,
    );
    Statement::Rating(said.unwrap())
}

/// An entry of an author with a place in the log.
fn heard(author: u8, number: u8, role: Role, statement: &Statement) -> Heard<'_> {
    Heard {
        said: Said {
            author: KeyId([author; 16]),
            seq: Some(u64::from(number)),
            index: u64::from(number),
            entry: entry(number),
            statement,
        },
        stands: true,
        roles: vec![role],
        admitted: Some(None),
        received: Some(day("2018-09-26")),
    }
}

fn states(heard: Vec<Heard<'_>>) -> Vec<(u8, ReviewState, bool)> {
    let reviews = Reviews::read(heard);
    let shown = reviews.iter();
    shown
        .map(|review| (review.entry.as_bytes()[0], review.state, review.clashes))
        .collect()
}

#[test]
fn a_check_is_a_supervisors_and_a_word_of_a_participant_or_supervisor_and_never_of_staff() {
    use ReviewState::{Counts, NoRight};
    let (check, dispute, rating) = (checks(), disputes(None), rates(Level::Satisfied));
    for (role, of_check, of_words) in [
        (Role::Supervisor, Counts, Counts),
        (Role::Participant, NoRight, Counts),
        (Role::Administrator, NoRight, NoRight),
        (Role::Staff, NoRight, NoRight),
        (Role::Recorder, NoRight, NoRight),
        (Role::Kiosk, NoRight, NoRight),
    ] {
        for (statement, expected) in [
            (&check, of_check),
            (&dispute, of_words),
            (&rating, of_words),
        ] {
            let read = states(vec![heard(1, 1, role, statement)]);
            assert_eq!(read, [(1, expected, false)], "{role:?} {statement:?}");
        }
    }
}

#[test]
fn whoever_is_staff_too_writes_no_check_and_rates_only_as_a_participant() {
    let (check, rating) = (checks(), rates(Level::Satisfied));
    let both = |roles: [Role; 2], statement| Heard {
        roles: roles.to_vec(),
        ..heard(1, 1, Role::Staff, statement)
    };
    let supervising = both([Role::Supervisor, Role::Staff], &check);
    assert_eq!(
        states(vec![supervising]),
        [(1, ReviewState::NoRight, false)]
    );
    let taking_part = both([Role::Participant, Role::Staff], &rating);
    assert_eq!(states(vec![taking_part]), [(1, ReviewState::Counts, false)]);
}

#[test]
fn what_is_held_or_not_admitted_does_not_count() {
    let dispute = disputes(None);
    let not_admitted = Heard {
        admitted: None,
        ..heard(1, 1, Role::Participant, &dispute)
    };
    let held = Heard {
        stands: false,
        ..heard(2, 2, Role::Participant, &dispute)
    };
    let supervisor = Heard {
        admitted: None,
        ..heard(3, 3, Role::Supervisor, &dispute)
    };
    let read = states(vec![not_admitted, held, supervisor]);
    let expected = [
        (1, ReviewState::NotAdmitted, false),
        (2, ReviewState::Held, false),
        (3, ReviewState::Counts, false),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_change_of_mind_names_what_it_replaces_and_nobody_replaces_anothers() {
    let (first, second, stranger) = (disputes(None), disputes(Some(1)), disputes(Some(1)));
    let said = |author, number, statement| heard(author, number, Role::Participant, statement);
    let read = states(vec![said(1, 1, &first), said(1, 2, &second)]);
    let expected = [
        (1, ReviewState::Superseded, false),
        (2, ReviewState::Counts, false),
    ];
    assert_eq!(read, expected);
    let read = states(vec![said(1, 1, &first), said(9, 2, &stranger)]);
    let expected = [
        (1, ReviewState::Counts, false),
        (2, ReviewState::Counts, false),
    ];
    assert_eq!(read, expected, "another author's word stays as it is");
    let staff = heard(9, 2, Role::Staff, &stranger);
    let read = states(vec![said(1, 1, &first), staff]);
    assert_eq!(read[0], (1, ReviewState::Counts, false));
}

#[test]
fn two_that_replace_the_same_or_none_clash_and_the_last_of_the_log_counts() {
    let (first, second, third) = (disputes(None), disputes(Some(1)), disputes(Some(1)));
    let said = |number, statement| heard(1, number, Role::Participant, statement);
    let read = states(vec![said(1, &first), said(2, &second), said(3, &third)]);
    let expected = [
        (1, ReviewState::Superseded, false),
        (2, ReviewState::Superseded, true),
        (3, ReviewState::Counts, true),
    ];
    assert_eq!(read, expected);
    let alone = disputes(None);
    let read = states(vec![said(1, &first), said(2, &alone)]);
    let expected = [
        (1, ReviewState::Superseded, true),
        (2, ReviewState::Counts, true),
    ];
    assert_eq!(read, expected);
}

#[test]
fn what_is_held_replaces_nothing() {
    let (first, second) = (disputes(None), disputes(Some(1)));
    let held = Heard {
        stands: false,
        ..heard(1, 2, Role::Participant, &second)
    };
    let read = states(vec![heard(1, 1, Role::Participant, &first), held]);
    let expected = [
        (1, ReviewState::Counts, false),
        (2, ReviewState::Held, false),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_person_whom_staff_named_fills_in_one_form_on_whatever_device() {
    let (first, second) = (rates(Level::Unsatisfied), rates(Level::Satisfied));
    let named = |author, number, statement| Heard {
        admitted: Some(Some(PersonId([5; 16]))),
        ..heard(author, number, Role::Participant, statement)
    };
    let reviews = Reviews::read([named(1, 1, &first), named(2, 2, &second)]);
    let counted: Vec<_> = reviews.rating(RowId::FIRST_ROUND).collect();
    assert_eq!(counted.len(), 1);
    assert_eq!(counted[0].0.who, Who::Person(PersonId([5; 16])));
    assert_eq!(
        counted[0].1.answers().next().map(|(_, level)| level),
        Some(Level::Satisfied)
    );
}

#[test]
fn a_clock_that_is_years_ahead_does_not_date_a_word_beyond_its_arrival() {
    let words = ("不平层", "");
    let disputed = Confirmation::Disputed;
    let said = Confirming::new(MEASURE, disputed, words, day("2031-01-01"), None);
    let said = Statement::Confirming(said.unwrap());
    let reviews = Reviews::read([heard(1, 1, Role::Participant, &said)]);
    let on = reviews.iter().next().and_then(super::Review::on);
    assert_eq!(on, Some(day("2018-09-26")));
}

proptest! {
    #[test]
    fn order_and_duplicates_do_not_matter(
        said in prop::collection::vec((0_u8..3, prop::option::of(0_u8..8)), 1..8),
        turn in 0_usize..8,
    ) {
        let all: Vec<(u8, Statement)> = said
            .iter()
            .map(|(author, supersedes)| (*author, disputes(*supersedes)))
            .collect();
        let numbered = all.iter().zip(0_u8..);
        let mut heard: Vec<Heard<'_>> = numbered
            .map(|((author, said), number)| heard(*author, number, Role::Participant, said))
            .collect();
        let read = Reviews::read(heard.clone());
        let counting = read.counting().count();
        let mut authors: Vec<u8> = all.iter().map(|(author, _)| *author).collect();
        authors.sort_unstable();
        authors.dedup();
        prop_assert!(counting <= authors.len(), "an author counts once");
        let turned = turn % heard.len();
        heard.rotate_left(turned);
        let twice: Vec<Heard<'_>> = heard.iter().chain(&heard).cloned().collect();
        prop_assert_eq!(Reviews::read(twice), read);
    }

    #[test]
    fn reviews_decode_whatever_bytes_come(
        kind in 3_u16..6,
        bytes in prop::collection::vec(any::<u8>(), 0..160),
    ) {
        prop_assert_eq!(Statement::decode(Kind(kind), &bytes).kind(), Kind(kind));
    }
}
