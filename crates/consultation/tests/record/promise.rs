//! 落实台账: when a measure is done, when it is open again, and what a consultation scores.

use consultation::procedure::due::of_hall;
use consultation::procedure::{Due, Facts, Lacks, Pressing, Requirement, Stage, Standing};
use consultation::promise::{PromiseState, Why, promises, score};
use consultation::statement::Reviews;
use consultation::{Cell, CellValue, Column, FieldValue, RowId, Sheet};
use proptest::prelude::*;

use crate::support::{Device, Nothing, day, sync, text};

const TODAY: &str = "2018-10-15";

fn read<T>(hall: &Device, look: impl Fn(&Facts<'_>) -> T) -> T {
    read_with(hall, &Reviews::default(), look)
}

/// Reads a hall in which people signed something.
pub(crate) fn read_with<T>(hall: &Device, reviews: &Reviews, look: impl Fn(&Facts<'_>) -> T) -> T {
    let (sheets, nothing) = (hall.sheets(), Nothing::new());
    let round = sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
    let now = format!("{TODAY}T09:00");
    look(&Facts {
        reviews,
        ..nothing.facts("加装电梯", &sheets, round, &now)
    })
}

fn state(hall: &Device) -> PromiseState {
    read(hall, |facts| promises(facts)[0].state)
}

fn unmet(hall: &Device, requirement: Requirement) -> Option<Lacks> {
    read(hall, |facts| lacks_of(facts, requirement))
}

/// What the last two stages lack of a requirement.
pub(crate) fn lacks_of(facts: &Facts<'_>, requirement: Requirement) -> Option<Lacks> {
    let standing = Standing::of(facts);
    let steps = [Stage::Measures, Stage::Appraisal].map(|stage| standing.step(stage).unwrap());
    let mut unmet = steps.into_iter().flat_map(|step| step.unmet.clone());
    let unmet = unmet.find(|unmet| unmet.requirement == requirement);
    unmet.map(|unmet| unmet.lacks)
}

fn due(hall: &Device, what: Pressing) -> Vec<Due> {
    let due = read(hall, |facts| of_hall(facts, &Standing::of(facts)));
    due.into_iter().filter(|due| due.what == what).collect()
}

/// A hall with `seats` participants and one measure that is due at the end of September.
pub(crate) fn promised(seats: u64) -> (Device, RowId) {
    let mut hall = Device::founding("加装电梯");
    hall.add_row(
        Sheet::Participants,
        vec![
            (Column::Kind, CellValue::choice("registered_resident")),
            (Column::Count, CellValue::Count(Some(seats))),
        ],
    );
    let measure = hall.add_row(
        Sheet::Measures,
        vec![
            (Column::Title, text("一单元电梯安装")),
            (Column::By, text("三幢业主小组")),
            (Column::Due, day("2018-09-30")),
        ],
    );
    (hall, measure)
}

fn set(hall: &mut Device, row: RowId, column: Column, value: CellValue) {
    let cell = Cell {
        sheet: Sheet::Measures,
        row,
        column,
    };
    hall.set(FieldValue::Cell(cell, value));
}

pub(crate) fn done(hall: &mut Device, measure: RowId, on: &str) {
    set(hall, measure, Column::DoneOn, day(on));
}

pub(crate) fn says(
    hall: &mut Device,
    measure: RowId,
    what: &str,
    household: &str,
    on: &str,
) -> RowId {
    hall.add_row(
        Sheet::Confirmations,
        vec![
            (Column::Measure, CellValue::Row(Some(measure))),
            (Column::Confirmation, CellValue::choice(what)),
            (Column::Household, text(household)),
            (Column::On, day(on)),
        ],
    )
}

fn checks(hall: &mut Device, measure: RowId, finding: &str, on: &str) -> RowId {
    hall.add_row(
        Sheet::Checks,
        vec![
            (Column::Measure, CellValue::Row(Some(measure))),
            (Column::Checker, CellValue::choice("supervisors")),
            (Column::Finding, CellValue::choice(finding)),
            (Column::On, day(on)),
        ],
    )
}

#[test]
fn a_measure_is_late_after_its_day_unless_it_was_postponed() {
    let (mut hall, measure) = promised(96);
    assert_eq!(state(&hall), PromiseState::Late);
    hall.add_row(
        Sheet::Progress,
        vec![
            (Column::Measure, CellValue::Row(Some(measure))),
            (Column::DelayReason, text("井道验收推迟")),
            (Column::Postponed, day("2018-10-31")),
        ],
    );
    assert_eq!(state(&hall), PromiseState::Open);
    let by = due(&hall, Pressing::Measures)[0].by;
    assert_eq!(by, Some("2018-10-31".parse().unwrap()));
    done(&mut hall, measure, "2018-10-10");
    assert_eq!(state(&hall), PromiseState::Done { in_time: true });
    done(&mut hall, measure, "2018-11-01");
    assert_eq!(state(&hall), PromiseState::Done { in_time: false });
}

#[test]
fn a_day_that_was_moved_without_a_reason_stays_what_it_was_and_is_asked_for() {
    let (mut hall, measure) = promised(96);
    let postpones = |hall: &mut Device, on: CellValue, reason: &str, to: &str| {
        hall.add_row(
            Sheet::Progress,
            vec![
                (Column::Measure, CellValue::Row(Some(measure))),
                (Column::On, on),
                (Column::DelayReason, text(reason)),
                (Column::Postponed, day(to)),
            ],
        )
    };
    let due = |hall: &Device| {
        let due = read(hall, |facts| promises(facts)[0].due);
        due.unwrap().to_string()
    };
    assert_eq!(unmet(&hall, Requirement::Measures), None);
    let moved = postpones(&mut hall, day("2018-09-01"), " ", "2018-12-31");
    assert_eq!(due(&hall), "2018-09-30");
    let lacks = Some(Lacks::Rows(1));
    assert_eq!(unmet(&hall, Requirement::Measures), lacks);
    let cell = Cell {
        sheet: Sheet::Progress,
        row: moved,
        column: Column::DelayReason,
    };
    hall.set(FieldValue::Cell(cell, text("等材料")));
    assert_eq!(due(&hall), "2018-12-31");
    assert_eq!(unmet(&hall, Requirement::Measures), None);
    // What was decided last counts, whichever day is later and whichever row was written later.
    postpones(&mut hall, day("2018-09-20"), "材料到了", "2018-10-31");
    postpones(&mut hall, day("2018-08-01"), "补记", "2018-11-15");
    assert_eq!(due(&hall), "2018-10-31");
    postpones(&mut hall, CellValue::Date(None), "又等", "2018-11-30");
    assert_eq!(due(&hall), "2018-11-30");
}

#[test]
fn three_households_open_a_measure_again_and_two_of_ninety_six_do_not() {
    let (mut hall, measure) = promised(96);
    done(&mut hall, measure, "2018-09-20");
    for household in ["3幢1单元201", "3幢1单元301", " 3幢1单元301 "] {
        says(&mut hall, measure, "disputed", household, "2018-09-25");
    }
    assert_eq!(
        state(&hall),
        PromiseState::Done { in_time: true },
        "the same household counts once"
    );
    says(&mut hall, measure, "disputed", "3幢1单元401", "2018-09-26");
    assert_eq!(state(&hall), PromiseState::Reopened(Why::Households(3)));
    assert_eq!(
        unmet(&hall, Requirement::MeasuresDone),
        Some(Lacks::Measures(1))
    );
    // Done anew: what was said before counts no more.
    done(&mut hall, measure, "2018-10-08");
    assert_eq!(state(&hall), PromiseState::Done { in_time: false });
}

#[test]
fn five_per_cent_of_the_participants_open_a_measure_again_where_that_is_fewer() {
    for (seats, disputes, reopens) in [(20, 1, true), (21, 1, false), (40, 2, true), (41, 2, false)]
    {
        let (mut hall, measure) = promised(seats);
        done(&mut hall, measure, "2018-09-20");
        for household in 0..disputes {
            let household = format!("{household}室");
            says(&mut hall, measure, "disputed", &household, "2018-09-25");
        }
        let why = Why::Participants {
            disputes,
            of: seats,
        };
        let expected = match reopens {
            true => PromiseState::Reopened(why),
            false => PromiseState::Done { in_time: true },
        };
        assert_eq!(state(&hall), expected, "{disputes} of {seats}");
    }
}

#[test]
fn a_participant_without_a_number_is_one() {
    let (mut hall, measure) = promised(19);
    hall.add_row(
        Sheet::Participants,
        vec![(Column::Kind, CellValue::choice("property_firm"))],
    );
    done(&mut hall, measure, "2018-09-20");
    says(&mut hall, measure, "disputed", "201", "2018-09-25");
    let why = Why::Participants {
        disputes: 1,
        of: 20,
    };
    assert_eq!(state(&hall), PromiseState::Reopened(why));
}

#[test]
fn a_dispute_that_the_supervisors_uphold_opens_the_measure_and_one_before_it_was_done_does_not() {
    let (mut hall, measure) = promised(96);
    says(&mut hall, measure, "disputed", "201", "2018-09-01");
    checks(&mut hall, measure, "upheld", "2018-09-02");
    done(&mut hall, measure, "2018-09-20");
    assert_eq!(state(&hall), PromiseState::Done { in_time: true });
    checks(&mut hall, measure, "upheld", "2018-09-28");
    assert_eq!(state(&hall), PromiseState::Reopened(Why::Upheld));
    assert_eq!(due(&hall, Pressing::Measures).len(), 1);
}

#[test]
fn what_a_third_party_or_nobody_named_upholds_opens_nothing() {
    let (mut hall, measure) = promised(96);
    done(&mut hall, measure, "2018-09-20");
    for checker in [Some("third_party"), None] {
        let mut cells = vec![
            (Column::Measure, CellValue::Row(Some(measure))),
            (Column::Finding, CellValue::choice("upheld")),
            (Column::On, day("2018-09-28")),
        ];
        cells.extend(checker.map(|checker| (Column::Checker, CellValue::choice(checker))));
        hall.add_row(Sheet::Checks, cells);
    }
    assert_eq!(state(&hall), PromiseState::Done { in_time: true });
}

#[test]
fn what_is_disputed_after_the_window_is_listed_and_answered_and_opens_nothing() {
    // 20 September and seven days: the 27th, a Thursday, until 24:00.
    for (on, is_reopened) in [("2018-09-27", true), ("2018-09-28", false)] {
        let (mut hall, measure) = promised(96);
        done(&mut hall, measure, "2018-09-20");
        for household in ["201", "301", "401"] {
            says(&mut hall, measure, "disputed", household, on);
            says(&mut hall, measure, "confirmed", household, on);
        }
        let expected = match is_reopened {
            true => PromiseState::Reopened(Why::Households(3)),
            false => PromiseState::Done { in_time: true },
        };
        assert_eq!(state(&hall), expected, "{on}");
        let counted = read(&hall, |facts| {
            let promise = &promises(facts)[0];
            let said = (promise.disputes, promise.confirmations);
            (said, promise.unanswered.len(), promise.voices.len())
        });
        let disputes = if is_reopened { 3 } else { 0 };
        assert_eq!(counted, ((disputes, 3), 3, 6), "{on}");
    }
}

#[test]
fn what_is_said_after_the_file_was_closed_opens_it_no_more_unless_the_window_is_open() {
    let (mut hall, measure) = promised(20);
    done(&mut hall, measure, "2018-09-20");
    crate::support::set(&mut hall, Column::Filed, day("2018-09-21"));
    says(&mut hall, measure, "disputed", "201", "2018-10-05");
    checks(&mut hall, measure, "upheld", "2018-10-06");
    assert_eq!(state(&hall), PromiseState::Done { in_time: true });
    assert_eq!(unmet(&hall, Requirement::Disputes), None);
    let listed = read(&hall, |facts| promises(facts)[0].voices.len());
    assert_eq!(listed, 1);
    says(&mut hall, measure, "disputed", "301", "2018-09-25");
    let why = Why::Participants {
        disputes: 1,
        of: 20,
    };
    assert_eq!(state(&hall), PromiseState::Reopened(why));
    assert_eq!(
        unmet(&hall, Requirement::Disputes),
        Some(Lacks::Disputes(1))
    );
}

#[test]
fn a_dispute_is_answered_within_five_working_days() {
    let (mut hall, measure) = promised(96);
    done(&mut hall, measure, "2018-09-20");
    // 国庆: 1 to 7 October are off, 29 and 30 September are worked.
    let said = says(&mut hall, measure, "disputed", "201", "2018-09-28");
    let by = due(&hall, Pressing::Disputes)[0].by;
    assert_eq!(by, Some("2018-10-10".parse().unwrap()));
    assert_eq!(
        unmet(&hall, Requirement::Disputes),
        Some(Lacks::Disputes(1))
    );
    for (column, value) in [
        (Column::Reply, text("已请厂家调整平层")),
        (Column::RepliedOn, day("2018-10-09")),
    ] {
        let cell = Cell {
            sheet: Sheet::Confirmations,
            row: said,
            column,
        };
        hall.set(FieldValue::Cell(cell, value));
    }
    assert_eq!(due(&hall, Pressing::Disputes), []);
    assert_eq!(unmet(&hall, Requirement::Disputes), None);
}

#[test]
fn what_a_check_asks_to_be_put_right_is_due_and_holds_the_appraisal_up() {
    let (mut hall, measure) = promised(96);
    assert_eq!(unmet(&hall, Requirement::Supervised), Some(Lacks::Nothing));
    done(&mut hall, measure, "2018-09-20");
    let check = checks(&mut hall, measure, "rectify", "2018-09-28");
    let lacks = Some(Lacks::Rectifications(1));
    assert_eq!(unmet(&hall, Requirement::Supervised), lacks);
    assert_eq!(due(&hall, Pressing::Rectifications).len(), 1);
    let cell = Cell {
        sheet: Sheet::Checks,
        row: check,
        column: Column::DoneOn,
    };
    hall.set(FieldValue::Cell(cell, day("2018-10-12")));
    assert_eq!(unmet(&hall, Requirement::Supervised), None);
    assert_eq!(due(&hall, Pressing::Rectifications), []);
}

#[test]
fn a_score_is_the_sum_of_what_it_shows_and_those_who_do_not_know_are_outside_the_rate() {
    let (mut hall, measure) = promised(96);
    done(&mut hall, measure, "2018-09-20");
    hall.add_row(
        Sheet::Measures,
        vec![
            (Column::Title, text("二单元电梯安装")),
            (Column::Due, day("2018-09-30")),
            (Column::DoneOn, day("2018-10-02")),
        ],
    );
    assert_eq!(read(&hall, |facts| score(facts).total()), None);
    assert_eq!(unmet(&hall, Requirement::Rated), Some(Lacks::Nothing));
    let count = |count| CellValue::Count(Some(count));
    hall.add_row(
        Sheet::Ratings,
        vec![
            (Column::RatedItem, CellValue::choice("quality")),
            (Column::VerySatisfied, count(40)),
            (Column::Satisfied, count(20)),
            (Column::FairlySatisfied, count(20)),
            (Column::Unsatisfied, count(10)),
            (Column::Unaware, count(60)),
        ],
    );
    assert_eq!(unmet(&hall, Requirement::Rated), None);
    let score = read(&hall, score);
    let words: Vec<String> = score
        .0
        .iter()
        .map(consultation::promise::Part::words)
        .collect();
    assert_eq!(
        words,
        [
            "措施落实：2/2 × 40 = 40.00 分",
            "按时落实：1/2 × 20 = 10.00 分",
            "群众满意：80/90 × 30 = 26.66 分",
            "公示到位：0/2 × 10 = 0.00 分",
        ]
    );
    assert_eq!(score.words(), "合计 76.66 分（满分 100 分）");
}

#[test]
fn a_rating_counts_from_ten_forms_and_is_shown_before() {
    let (mut hall, measure) = promised(96);
    done(&mut hall, measure, "2018-09-20");
    let count = |count| CellValue::Count(Some(count));
    let rates = |hall: &mut Device, item: &str, satisfied, unaware| {
        hall.add_row(
            Sheet::Ratings,
            vec![
                (Column::RatedItem, CellValue::choice(item)),
                (Column::Satisfied, count(satisfied)),
                (Column::Unaware, count(unaware)),
            ],
        )
    };
    // Five rows of one form are one form.
    rates(&mut hall, "quality", 7, 2);
    rates(&mut hall, "fairness", 6, 0);
    let words = |hall: &Device| read(hall, |facts| score(facts).0[2].words());
    assert_eq!(
        words(&hall),
        "群众满意：13/13，不足 10 份，仅供参考，不计分（满分 30 分）"
    );
    assert_eq!(read(&hall, |facts| score(facts).total()), None);
    assert_eq!(unmet(&hall, Requirement::Rated), None);
    rates(&mut hall, "quality", 0, 1);
    assert_eq!(words(&hall), "群众满意：13/13 × 30 = 30.00 分");
    assert!(read(&hall, |facts| score(facts).total()).is_some());
}

proptest! {
    #[test]
    fn whatever_two_devices_say_apart_both_come_to_the_same(
        first in proptest::collection::vec((0_usize..4, any::<bool>()), 0..5),
        second in proptest::collection::vec((0_usize..4, any::<bool>()), 0..5),
        seats in 0_u64..60,
    ) {
        let (mut one, measure) = promised(seats);
        done(&mut one, measure, "2018-09-20");
        let mut other = one.peer(2);
        for (hall, said) in [(&mut one, first), (&mut other, second)] {
            for (household, disputes) in said {
                let what = if disputes { "disputed" } else { "confirmed" };
                says(hall, measure, what, &format!("{household}室"), "2018-09-25");
            }
        }
        sync(&mut one, &mut other);
        prop_assert_eq!(state(&one), state(&other));
        let is_reopened = matches!(state(&one), PromiseState::Reopened(_));
        let disputes = read(&one, |facts| promises(facts)[0].disputes);
        let share = seats > 0 && disputes as u64 * 100 >= seats * 5;
        prop_assert_eq!(is_reopened, disputes >= 3 || disputes > 0 && share);
    }
}
