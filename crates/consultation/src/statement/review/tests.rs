//! The bytes of reviews, and what cannot be said in one.

use ledger::EntryId;
use proptest::prelude::*;

use super::{About, ReviewError, row_of};
use crate::record::{Checker, Column, Confirmation, Date, Finding, Level, Rater, RowId};
use crate::statement::{Checking, Confirming, Rating, Statement};

const ROW: RowId = RowId::from_bytes([7; 16]);
const EARLIER: EntryId = EntryId([9; 32]);

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn text(words: &str) -> Vec<u8> {
    let length = u8::try_from(words.len()).unwrap();
    let head = match length {
        0..=23 => vec![0x60 | length],
        _ => vec![0x78, length],
    };
    [head, words.as_bytes().to_vec()].concat()
}

fn row(key: u8) -> Vec<u8> {
    [vec![key, 0x50], vec![7; 16]].concat()
}

fn earlier(key: u8) -> Vec<u8> {
    [vec![key, 0x58, 0x20], vec![9; 32]].concat()
}

fn check(statement: &Statement, parts: &[Vec<u8>]) {
    let bytes = parts.concat();
    assert_eq!(statement.encode(), bytes);
    assert_eq!(Statement::decode(statement.kind(), &bytes), *statement);
}

#[test]
fn the_bytes_of_a_confirmation_are_these() {
    let says = Confirmation::Confirmed;
    let plain = Confirming::new(ROW, says, ("", ""), day("2018-09-25"), None).unwrap();
    let on = [vec![3], text("2018-09-25")].concat();
    check(
        &Statement::Confirming(plain),
        &[vec![0xa3], row(0), vec![1], text("confirmed"), on.clone()],
    );
    let words = (" 不平层 ", "402 室");
    let says = Confirmation::Disputed;
    let full = Confirming::new(ROW, says, words, day("2018-09-25"), Some(EARLIER)).unwrap();
    check(
        &Statement::Confirming(full),
        &[
            vec![0xa6],
            row(0),
            vec![1],
            text("disputed"),
            vec![2],
            text("不平层"),
            on,
            vec![4],
            text("402 室"),
            earlier(5),
        ],
    );
}

#[test]
fn the_bytes_of_a_check_are_these() {
    let found = (Checker::ThirdParty, Finding::Rectify);
    let days = (day("2018-10-10"), Some(day("2018-10-20")));
    let of_measure = Checking::new(About::Measure(ROW), found, "补装扶手", days, Some(EARLIER));
    let head = [
        vec![2],
        text("third_party"),
        vec![3],
        text("rectify"),
        vec![4],
        text("补装扶手"),
        vec![5],
        text("2018-10-10"),
    ]
    .concat();
    check(
        &Statement::Checking(of_measure.unwrap()),
        &[
            vec![0xa7],
            row(0),
            head,
            vec![6],
            text("2018-10-20"),
            earlier(7),
        ],
    );
    let found = (Checker::Supervisors, Finding::Done);
    let of_round = Checking::new(About::Round(ROW), found, "", days, None).unwrap();
    assert_eq!(of_round.due(), None, "nothing is to be put right");
    check(
        &Statement::Checking(of_round),
        &[
            vec![0xa4],
            row(1),
            vec![2],
            text("supervisors"),
            vec![3],
            text("done"),
            vec![5],
            text("2018-10-10"),
        ],
    );
}

#[test]
fn the_bytes_of_a_rating_are_these() {
    let answers = [
        Some(Level::VerySatisfied),
        None,
        Some(Level::Unaware),
        Some(Level::Unsatisfied),
        Some(Level::Satisfied),
    ];
    let on = day("2018-10-30");
    let rating = Rating::new(ROW, Rater::Residents, answers, "快些", on, Some(EARLIER)).unwrap();
    check(
        &Statement::Rating(rating),
        &[
            vec![0xa6],
            row(0),
            vec![1],
            text("residents"),
            vec![2, 0x85, 1, 0, 5, 4, 2],
            vec![3],
            text("快些"),
            vec![4],
            text("2018-10-30"),
            earlier(5),
        ],
    );
}

#[test]
fn a_rating_of_a_later_version_keeps_the_answers_that_are_known() {
    let bytes = [
        vec![0xa3],
        row(0),
        vec![1],
        text("participants"),
        vec![2, 0x86, 1, 9, 2, 0, 0, 3],
    ]
    .concat();
    let Statement::Rating(rating) = Statement::decode(crate::statement::RATING, &bytes) else {
        panic!("no rating");
    };
    let levels: Vec<Level> = rating.answers().map(|(_, level)| level).collect();
    assert_eq!(levels, [Level::VerySatisfied, Level::Satisfied]);
    assert_eq!(rating.on(), None);
}

#[test]
fn what_has_to_be_answered_has_words_and_no_box_overflows() {
    let on = day("2018-09-25");
    let column = Column::Text;
    let disputed = Confirmation::Disputed;
    let silent = Confirming::new(ROW, disputed, (" \u{202e}\n", ""), on, None);
    assert_eq!(silent, Err(ReviewError::NoWords { column }));
    for finding in [Finding::Rectify, Finding::Upheld] {
        let found = (Checker::Supervisors, finding);
        let silent = Checking::new(About::Round(ROW), found, "", (on, None), None);
        assert_eq!(silent, Err(ReviewError::NoWords { column }));
    }
    let nothing = Rating::new(ROW, Rater::Residents, [None; 5], "好", on, None);
    assert_eq!(nothing, Err(ReviewError::NoAnswer));
    let too_long = |column, limit| {
        Err(ReviewError::TooLong {
            column,
            limit,
            found: limit + 1,
        })
    };
    let words = "长".repeat(2_001);
    let long = Confirming::new(ROW, disputed, (&words, ""), on, None);
    assert_eq!(long, too_long(Column::Text, 2_000));
    let door = "长".repeat(201);
    let long = Confirming::new(ROW, disputed, ("不平", &door), on, None);
    assert_eq!(long, too_long(Column::Household, 200));
}

#[test]
fn a_row_of_staff_names_a_statement_by_the_first_half_of_its_id() {
    assert_eq!(row_of(EntryId([3; 32])), RowId::from_bytes([3; 16]));
}

proptest! {
    #[test]
    fn whatever_is_said_reads_back(
        words in "(?s).{1,80}",
        household in ".{0,40}",
        day in 1_u8..29,
    ) {
        let on: Date = format!("2018-09-{day:02}").parse().unwrap();
        let said = (words.as_str(), household.as_str());
        if let Ok(confirming) = Confirming::new(ROW, Confirmation::Disputed, said, on, None) {
            let statement = Statement::Confirming(confirming);
            let read = Statement::decode(statement.kind(), &statement.encode());
            prop_assert_eq!(read, statement);
        }
        let found = (Checker::Supervisors, Finding::Upheld);
        if let Ok(checking) = Checking::new(About::Measure(ROW), found, &words, (on, None), None) {
            let statement = Statement::Checking(checking);
            let read = Statement::decode(statement.kind(), &statement.encode());
            prop_assert_eq!(read, statement);
        }
    }
}
