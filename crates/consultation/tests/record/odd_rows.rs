//! Whatever stands in the rows of a record, everything that is computed from them has an answer.

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjType, ROOT, ScalarValue, TextEncoding};
use consultation::plan::{Shares, role_problems};
use consultation::procedure::{Facts, Standing};
use consultation::sitting::{results, suggested};
use consultation::topic::omitted;
use consultation::{
    CellKind, Column, Date, Document, Form, Problem, Row, RowId, Sheet, Sheets, rules,
};
use proptest::prelude::*;

use crate::support::Nothing;

/// A value as some other version, or nobody in their right mind, would write it.
fn stored(column: Column, pick: u8, number: u64) -> ScalarValue {
    let rows = |number: u64| ScalarValue::Bytes(vec![u8::try_from(number % 4).unwrap(); 16]);
    let text = |words: &str| ScalarValue::Str(words.into());
    match (pick % 6, column.kind()) {
        (0, _) => ScalarValue::Null,
        (1, _) => ScalarValue::Uint(number),
        (2, _) => text("<b>𬭎㛃</b>\u{202e}3/2以上"),
        (_, CellKind::Choice) => {
            let (_, ids) = column.choices().unwrap();
            text(ids[usize::try_from(number).unwrap_or(0) % ids.len()])
        }
        (_, CellKind::Date) => {
            text(["2017-12-20", "0001-01-01", "9999-12-31"][usize::from(pick % 3)])
        }
        (_, CellKind::Dates) => {
            text(["2017-12-13/2017-12-20", "2026-11-30/2026-11-21"][usize::from(pick % 2)])
        }
        (_, CellKind::Minute) => {
            text(["2017-12-13T09:00", "9999-12-31T23:59"][usize::from(pick % 2)])
        }
        (_, CellKind::Time) => {
            text(["2017-12-20T19:00", "2026-12-05T19:00/2026-12-05T21:00"][usize::from(pick % 2)])
        }
        (_, CellKind::Count) => ScalarValue::Int(i64::try_from(number).unwrap_or(i64::MAX)),
        (_, CellKind::Flag) => ScalarValue::Boolean(number.is_multiple_of(2)),
        (_, CellKind::Row) => rows(number),
        (_, CellKind::Room | CellKind::Blob) => ScalarValue::Bytes(vec![7; 32]),
        (3, CellKind::Line(_)) if column == Column::VotingRule => text("CN-NB-2021/lift"),
        (4, CellKind::Line(_)) if column == Column::StartsFrom => {
            text("CN-CivilCode-2021/use-fund")
        }
        (_, CellKind::Line(_) | CellKind::Lines(_)) => text("三分之二以上"),
    }
}

type Cells = Vec<(u8, usize, u8, u64)>;

/// A document of a kind with rows of every sheet, each cell of them as it may come.
fn document(kind: &str, cells: &[(usize, Cells)]) -> Document {
    let mut automerge = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    automerge.set_actor(ActorId::from([4; 16]));
    let mut transaction = automerge.transaction();
    transaction.put(ROOT, "kind", kind).unwrap();
    for (number, cells) in cells {
        let sheet = Sheet::ALL[number % Sheet::ALL.len()];
        let map = transaction
            .put_object(ROOT, sheet.key(), ObjType::Map)
            .unwrap();
        for (row, column, pick, count) in cells {
            let id = RowId::from_bytes([row % 4; 16]).to_string();
            let column = sheet.columns()[column % sheet.columns().len()];
            let row = match automerge::ReadDoc::get(&transaction, &map, &id).unwrap() {
                Some((_, row)) => row,
                None => transaction.put_object(&map, id, ObjType::Map).unwrap(),
            };
            let value = stored(column, *pick, *count);
            transaction.put(&row, &*column.key(), value).unwrap();
        }
    }
    transaction.commit();
    let changes = automerge.get_changes(&[]);
    let changes = changes.iter().map(|change| change.raw_bytes());
    let (document, applied) = Document::from_changes(changes);
    assert_eq!(applied.set_aside, []);
    document
}

fn cells() -> impl Strategy<Value = Vec<(usize, Cells)>> {
    let number = prop_oneof![0_u64..5, 60_u64..100, any::<u64>()];
    let cell = (any::<u8>(), 0_usize..50, any::<u8>(), number);
    prop::collection::vec((0_usize..40, prop::collection::vec(cell, 0..24)), 0..12)
}

fn day() -> Date {
    "2026-11-27".parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everything_has_an_answer_whatever_stands_in_the_rows(hall in cells(), board in cells()) {
        let (hall, problems) = Sheets::read(&document("hall", &hall));
        prop_assert!(!problems.contains(&Problem::UnknownRecord));
        let (board, _) = Sheets::read(&document("board", &board));
        let (rules, _) = rules::rule_sets(&board);
        let (least, _) = rules::least(&board, day());
        let nothing = Nothing::new();
        let none = Row::empty(Sheet::Rounds, RowId::FIRST_ROUND);
        for round in hall.rows(Sheet::Rounds).chain([&none]) {
            for topic in board.rows(Sheet::Topics).map(Some).chain([None]) {
                let facts = Facts {
                    board: &board,
                    topic,
                    least,
                    ..nothing.facts("加装电梯", &hall, round, "2026-11-27T09:00")
                };
                let standing = Standing::of(&facts);
                prop_assert_eq!(&standing, &Standing::of(&facts));
                prop_assert_eq!(standing.steps.len(), 7);
            }
            let matters: Vec<_> = hall.rows_of_round(Sheet::Matters, round.id).collect();
            for sitting in hall.rows(Sheet::Sittings) {
                for matter in &matters {
                    let read = results(&hall, round, sitting, Some(matter.id), &rules);
                    let read = read.unwrap_or_default();
                    let _ = suggested(matter, &read);
                    for unit in &read {
                        let _ = (unit.lines(), unit.lines_beside());
                    }
                }
            }
            let _ = role_problems(&hall, round);
            let shares = Shares::of(hall.rows_of_round(Sheet::Participants, round.id));
            let _ = (shares.all(), shares.warnings(Some((1, 3))));
        }
        let _ = omitted(&board, day());
        for form in Form::KNOWN {
            let _ = rules::template(&board, &form, day());
        }
        for days in [least.plan_notice, least.simple_notice, least.result_notice] {
            prop_assert!((1..=365).contains(&days.get()));
        }
    }
}
