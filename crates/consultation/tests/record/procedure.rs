//! Where a consultation stands, whatever devices did to it while apart.

use consultation::calendar::Calendar;
use consultation::procedure::{Facts, Lacks, Least, Requirement, Stage, Standing, Unmet};
use consultation::promise::Promised;
use consultation::statement::Reviews;
use consultation::{Cell, CellValue, CivilTime, Column, Command, FieldValue, RowId, Sheet, Sheets};
use proptest::prelude::*;

use crate::support::{Device, day, minute, set, sync, text};

/// A hall with the board that its topic stands on.
struct Case {
    hall: Device,
    board: Device,
    topic: RowId,
    notice: RowId,
    calendar: Calendar,
    now: CivilTime,
}

impl Case {
    /// A consultation for which everything up to the end of the notice was done.
    fn up_to_the_notice() -> Self {
        let (board, topic) = board();
        let mut hall = Device::founding("3幢加装电梯");
        for (column, value) in [
            (Column::Purpose, text("商量三幢要不要装电梯")),
            (Column::Form, CellValue::choice("special_topic")),
            (Column::Venue, text("社区二楼会议室")),
            (
                Column::Time,
                CellValue::Time(Some("2026-12-05T19:00".parse().unwrap())),
            ),
            (Column::Organiser, text("社区居委会")),
            (Column::Agenda, text("一、介绍方案 二、发言 三、表决")),
            (Column::VotingRule, text("CN-NB-2021")),
            (Column::PlanLegal, CellValue::choice("lawful")),
        ] {
            set(&mut hall, column, value);
        }
        for kind in [
            "registered_resident",
            "property_firm",
            "veteran",
            "delegate",
            "mass_organisation",
            "social_worker",
        ] {
            hall.add_row(
                Sheet::Participants,
                vec![
                    (Column::Kind, CellValue::choice(kind)),
                    (Column::Represents, text("三幢")),
                    (Column::Selection, CellValue::choice("elected")),
                ],
            );
        }
        for kind in ["registered_resident", "property_firm"] {
            hall.add_row(
                Sheet::Informing,
                vec![
                    (Column::Kind, CellValue::choice(kind)),
                    (Column::On, day("2026-11-22")),
                ],
            );
        }
        let notice = hall.add_row(
            Sheet::Notices,
            vec![(Column::NoticeKind, CellValue::choice("plan"))],
        );
        let mut case = Self {
            hall,
            board,
            topic,
            notice,
            calendar: Calendar::built_in(),
            now: "2026-12-01T09:00".parse().unwrap(),
        };
        case.post("2026-11-21T09:00", None);
        for (stage, closed) in [
            (Stage::Screening, "2026-11-10"),
            (Stage::Plan, "2026-11-20"),
            (Stage::Notice, "2026-12-01"),
        ] {
            set(&mut case.hall, stage.closed(), day(closed));
        }
        case
    }

    fn post(&mut self, up: &str, down: Option<&str>) -> RowId {
        let mut cells = vec![
            (Column::NoticeRow, CellValue::Row(Some(self.notice))),
            (Column::Place, text("三幢一单元门口")),
            (Column::PostedAt, minute(up)),
            (Column::Photo, CellValue::Blob(Some([5; 32]))),
        ];
        cells.extend(down.map(|down| (Column::TakenDownAt, minute(down))));
        self.hall.add_row(Sheet::Postings, cells)
    }

    fn standing(&self) -> Standing {
        self.standing_of(&self.hall.sheets())
    }

    fn standing_of(&self, hall: &Sheets) -> Standing {
        let board = self.board.sheets();
        Standing::of(&Facts {
            title: &self.hall.read().title.value,
            hall,
            board: &board,
            topic: board.row(Sheet::Topics, self.topic),
            round: hall.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap(),
            rulings: &[],
            least: Least::default(),
            calendar: &self.calendar,
            now: self.now,
            reviews: &Reviews::default(),
            promised: Promised::default(),
        })
    }

    fn unmet(&self, stage: Stage) -> Vec<Unmet> {
        self.standing().step(stage).unwrap().unmet.clone()
    }
}

/// A board with a topic that was screened, accepted, answered and published.
fn board() -> (Device, RowId) {
    let mut board = Device::founding_board("柳荫社区");
    let topic = board.add_row(
        Sheet::Topics,
        vec![
            (Column::Title, text("加装电梯")),
            (Column::Category, CellValue::choice("public_affairs")),
            (Column::Screening, CellValue::choice("accepted")),
            (Column::Reply, text("已受理，下月协商")),
            (Column::RepliedOn, day("2026-11-09")),
            (Column::PublishedOn, day("2026-11-09")),
        ],
    );
    for body in ["party_alliance", "party", "committee"] {
        board.add_row(
            Sheet::Opinions,
            vec![
                (Column::Topic, CellValue::Row(Some(topic))),
                (Column::Kind, CellValue::choice(body)),
                (Column::Opinion, CellValue::choice("agrees")),
            ],
        );
    }
    (board, topic)
}

#[test]
fn a_consultation_for_which_everything_was_done_has_reached_the_sitting() {
    let case = Case::up_to_the_notice();
    let standing = case.standing();
    for stage in [Stage::Screening, Stage::Plan, Stage::Notice] {
        assert_eq!(case.unmet(stage), [], "{stage:?}");
    }
    assert_eq!(standing.stage, Some(Stage::Sitting));
}

#[test]
fn a_new_consultation_stands_at_the_first_stage_and_lacks_what_the_policy_asks_for() {
    let case = Case {
        hall: Device::founding("3幢加装电梯"),
        ..Case::up_to_the_notice()
    };
    let standing = case.standing();
    assert_eq!(standing.stage, Some(Stage::Screening));
    let plan = case.unmet(Stage::Plan);
    let asked: Vec<_> = plan.iter().map(|unmet| unmet.requirement).collect();
    assert!(asked.contains(&Requirement::Participants));
    assert!(asked.contains(&Requirement::PlanLegal));
    assert!(!asked.contains(&Requirement::Experts), "only if technical");
    assert_eq!(Requirement::Participants.policy(), "二(五)");
}

#[test]
fn one_cannot_go_on_without_a_requirement_but_with_a_reason_that_stays() {
    let mut case = Case::up_to_the_notice();
    set(&mut case.hall, Column::Organiser, text(""));
    assert_eq!(case.standing().stage, Some(Stage::Plan));
    let standing = case.standing();
    let ahead = standing.step(Stage::Notice).unwrap();
    assert!(ahead.is_done(), "what was done ahead stays done");
    let waived = Column::Waived(Requirement::Organiser);
    set(&mut case.hall, waived, text("由各楼道轮流牵头"));
    let standing = case.standing();
    assert_eq!(standing.stage, Some(Stage::Sitting));
    let plan = standing.step(Stage::Plan).unwrap();
    assert_eq!(plan.unmet.len(), 1);
    assert_eq!(plan.waivers.len(), 1);
    set(&mut case.hall, Column::Organiser, text("楼道长"));
    let standing = case.standing();
    let plan = standing.step(Stage::Plan).unwrap();
    assert_eq!((plan.unmet.len(), plan.waivers.len()), (0, 1));
}

#[test]
fn unlawful_has_no_way_round_it_even_beside_another_opinion() {
    let mut case = Case::up_to_the_notice();
    let mut other = case.hall.peer(2);
    set(
        &mut case.hall,
        Column::PlanLegal,
        CellValue::choice("unlawful"),
    );
    let waived = Column::Waived(Requirement::PlanLegal);
    set(&mut case.hall, waived, text("领导同意"));
    assert_eq!(case.standing().stage, Some(Stage::Plan));
    let amended = CellValue::choice("lawful_if_amended");
    set(&mut other, Column::PlanLegal, amended);
    sync(&mut case.hall, &mut other);
    assert_eq!(case.standing().stage, Some(Stage::Plan));
    assert_eq!(case.unmet(Stage::Plan)[0].lacks, Lacks::Unlawful);
}

#[test]
fn two_devices_that_move_the_stage_differently_leave_it_open_until_it_is_settled() {
    let mut case = Case::up_to_the_notice();
    let mut other = case.hall.peer(2);
    set(
        &mut case.hall,
        Stage::Notice.closed(),
        CellValue::Date(None),
    );
    set(&mut other, Stage::Notice.closed(), day("2026-12-02"));
    sync(&mut case.hall, &mut other);
    let standing = case.standing();
    assert_eq!(standing.stage, Some(Stage::Notice));
    assert!(standing.step(Stage::Notice).unwrap().is_conflicted);
    assert_eq!(standing, case.standing_of(&other.sheets()));
    let cell = Cell::of_round(RowId::FIRST_ROUND, Stage::Notice.closed());
    let settled = FieldValue::Cell(cell, day("2026-12-02"));
    case.hall.command(Command::SettleConflict(settled));
    assert_eq!(case.standing().stage, Some(Stage::Sitting));
}

#[test]
fn a_reason_that_was_taken_back_elsewhere_is_none_until_it_is_settled() {
    let mut case = Case::up_to_the_notice();
    let waived = Column::Waived(Requirement::Organiser);
    set(&mut case.hall, Column::Organiser, text(""));
    set(&mut case.hall, waived, text("轮流牵头"));
    let mut other = case.hall.peer(2);
    set(&mut case.hall, waived, text("由各楼道轮流牵头"));
    set(&mut other, waived, text(""));
    sync(&mut case.hall, &mut other);
    assert_eq!(case.standing().stage, Some(Stage::Plan));
}

#[test]
fn a_notice_counts_by_the_calendar_and_by_what_happened_to_it() {
    let lacks = |change: fn(&mut Case)| {
        let mut case = Case::up_to_the_notice();
        change(&mut case);
        let mut unmet = case.unmet(Stage::Notice).into_iter();
        unmet.next().map(|unmet| unmet.lacks)
    };
    // The seventh day, Saturday 28 November, gives way to Monday.
    let still = lacks(|case| case.now = "2026-11-30T23:59".parse().unwrap());
    assert!(matches!(still, Some(Lacks::StillPosted(_))), "{still:?}");
    assert_eq!(lacks(|_| {}), None);

    let taken_down = |case: &mut Case| {
        let rows = case.hall.sheets();
        let row = rows.rows(Sheet::Postings).next().unwrap().id;
        let cell = Cell {
            sheet: Sheet::Postings,
            row,
            column: Column::TakenDownAt,
        };
        let value = minute("2026-11-27T18:00");
        case.hall.set(FieldValue::Cell(cell, value));
    };
    let early = lacks(taken_down);
    assert!(
        matches!(early, Some(Lacks::TakenDownEarly { .. })),
        "{early:?}"
    );
    let substance = lacks(|case| {
        case.hall.add_row(
            Sheet::Notices,
            vec![
                (Column::NoticeKind, CellValue::choice("plan")),
                (Column::NoticeRow, CellValue::Row(Some(case.notice))),
                (Column::Correction, CellValue::choice("substance")),
                (Column::PostedAt, minute("2026-11-28T10:00")),
            ],
        );
    });
    assert!(
        matches!(substance, Some(Lacks::StillPosted(_))),
        "{substance:?}"
    );
    let short = lacks(|case| {
        let cell = Cell {
            sheet: Sheet::Notices,
            row: case.notice,
            column: Column::Period,
        };
        let span = "2026-11-21/2026-11-25".parse().unwrap();
        let period = CellValue::Dates(Some(span));
        case.hall.set(FieldValue::Cell(cell, period));
    });
    assert!(
        matches!(short, Some(Lacks::ShortPeriod { .. })),
        "{short:?}"
    );
    let remark = lacks(|case| {
        case.hall.add_row(
            Sheet::Remarks,
            vec![
                (Column::NoticeRow, CellValue::Row(Some(case.notice))),
                (Column::Remark, CellValue::choice("objection")),
                (Column::Text, text("影响一楼采光")),
            ],
        );
    });
    assert_eq!(remark, Some(Lacks::Rows(1)));
}

#[test]
fn a_simple_matter_is_posted_three_days_and_an_urgent_one_is_reported_in_a_day() {
    let mut case = Case::up_to_the_notice();
    case.now = "2026-11-25T09:00".parse().unwrap();
    assert!(!case.standing().step(Stage::Notice).unwrap().is_ready());
    set(&mut case.hall, Column::Track, CellValue::choice("simple"));
    assert!(case.standing().step(Stage::Notice).unwrap().is_ready());

    set(&mut case.hall, Column::Track, CellValue::choice("urgent"));
    set(&mut case.hall, Column::UrgentReason, text("水管爆裂"));
    let acted = minute("2026-11-20T08:00");
    set(&mut case.hall, Column::UrgentActed, acted);
    for (reported, is_ready) in [
        ("2026-11-21T08:00", true),
        ("2026-11-21T08:01", false),
        ("2026-11-20T07:59", false),
    ] {
        set(&mut case.hall, Column::UrgentReported, minute(reported));
        let standing = case.standing();
        let screening = standing.step(Stage::Screening).unwrap();
        assert_eq!(screening.is_ready(), is_ready, "{reported}");
    }
}

#[test]
fn a_topic_of_two_communities_waits_for_the_township() {
    let mut case = Case::up_to_the_notice();
    let cell = Cell {
        sheet: Sheet::Topics,
        row: case.topic,
        column: Column::OtherCommunities,
    };
    case.board.set(FieldValue::Cell(cell, text("桂花社区")));
    assert_eq!(case.standing().stage, Some(Stage::Screening));
    let topic = CellValue::Row(Some(case.topic));
    let answer = CellValue::choice("leads");
    case.board.add_row(
        Sheet::Requests,
        vec![(Column::Topic, topic), (Column::TownshipAnswer, answer)],
    );
    assert_eq!(case.standing().stage, Some(Stage::Sitting));
}

#[test]
fn a_reserved_matter_goes_up_even_when_everybody_agreed() {
    let mut case = Case::up_to_the_notice();
    let matter = case.hall.add_row(
        Sheet::Matters,
        vec![
            (Column::Title, text("使用维修资金")),
            (Column::Reserved, CellValue::choice("to_owners")),
            (Column::MatterDecision, CellValue::choice("agreed")),
        ],
    );
    set(
        &mut case.hall,
        Column::Decision,
        CellValue::choice("agreed"),
    );
    let lacks = |case: &Case, requirement| {
        let unmet = case.unmet(Stage::Result).into_iter();
        let mut unmet = unmet.filter(|unmet| unmet.requirement == requirement);
        unmet.next().map(|unmet| unmet.lacks)
    };
    assert_eq!(lacks(&case, Requirement::SentUp), Some(Lacks::Reserved));
    let decision = CellValue::choice("to_owners");
    set(&mut case.hall, Column::Decision, decision);
    assert_eq!(lacks(&case, Requirement::SentUp), Some(Lacks::Nothing));
    set(&mut case.hall, Column::SentUp, day("2026-12-10"));
    assert_eq!(lacks(&case, Requirement::SentUp), None);
    set(&mut case.hall, Column::AnsweredOn, day("2026-12-09"));
    let before = lacks(&case, Requirement::AnswerBack);
    assert!(matches!(before, Some(Lacks::Before { .. })), "{before:?}");
    set(&mut case.hall, Column::AnsweredOn, day("2026-12-30"));
    set(
        &mut case.hall,
        Column::Answer,
        CellValue::choice("rejected"),
    );
    assert_eq!(
        lacks(&case, Requirement::AnswerBack),
        Some(Lacks::NotPassed)
    );
    set(&mut case.hall, Column::Answer, CellValue::choice("passed"));
    assert_eq!(lacks(&case, Requirement::AnswerBack), None);
    let cell = Cell {
        sheet: Sheet::Matters,
        row: matter,
        column: Column::Removed,
    };
    case.hall.set(FieldValue::Cell(cell, CellValue::Flag(true)));
    assert_eq!(case.hall.sheets().rows(Sheet::Matters).count(), 0);
}

/// What a device does to the record, for the property below.
#[derive(Clone, Debug)]
enum Act {
    Set(Column, CellValue),
    Post(bool),
    Join,
    Sync,
}

fn act() -> impl Strategy<Value = Act> {
    let stages = prop::sample::select(Stage::ALL.to_vec());
    let asked = prop::sample::select(Requirement::ALL.to_vec());
    let words = prop::sample::select(vec!["", "有理由"]);
    let closed = prop::sample::select(vec![None, Some("2026-12-01")]);
    prop_oneof![
        (stages, closed).prop_map(|(stage, closed)| {
            let date = closed.map(|date| date.parse().unwrap());
            Act::Set(stage.closed(), CellValue::Date(date))
        }),
        (asked, words.clone())
            .prop_map(|(asked, words)| Act::Set(Column::Waived(asked), text(words))),
        words.prop_map(|words| Act::Set(Column::Organiser, text(words))),
        prop::sample::select(vec!["lawful", "unlawful", "later"])
            .prop_map(|id| Act::Set(Column::PlanLegal, CellValue::choice(id))),
        prop::sample::select(vec!["ordinary", "simple", "urgent", "later"])
            .prop_map(|id| Act::Set(Column::Track, CellValue::choice(id))),
        any::<bool>().prop_map(Act::Post),
        Just(Act::Join),
        Just(Act::Sync),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_of_merging_gives_the_same_stage_and_none_beyond_what_is_missing(
        acts in prop::collection::vec((0..3_usize, act()), 1..24),
    ) {
        let mut case = Case::up_to_the_notice();
        let mut devices = [case.hall.peer(2), case.hall.peer(3), case.hall.peer(4)];
        for (number, act) in acts {
            match act {
                Act::Set(column, value) => set(&mut devices[number], column, value),
                Act::Post(is_down) => {
                    let mut cells = vec![
                        (Column::NoticeRow, CellValue::Row(Some(case.notice))),
                        (Column::PostedAt, minute("2026-11-24T09:00")),
                    ];
                    let down = (Column::TakenDownAt, minute("2026-11-23T09:00"));
                    cells.extend(is_down.then_some(down));
                    devices[number].add_row(Sheet::Postings, cells);
                }
                Act::Join => {
                    let cells = vec![(Column::Kind, CellValue::choice("later"))];
                    devices[number].add_row(Sheet::Participants, cells);
                }
                Act::Sync => {
                    let [first, second, third] = &mut devices;
                    match number {
                        0 => sync(first, second),
                        1 => sync(second, third),
                        _ => sync(third, first),
                    }
                }
            }
        }
        let mut changes: Vec<Vec<u8>> = devices.iter().flat_map(|device| device.changes.clone()).collect();
        changes.sort();
        changes.dedup();
        case.hall.receive(&changes);
        let standing = case.standing();
        changes.reverse();
        let mut late = Device::new(7);
        late.receive(&changes);
        prop_assert_eq!(&case.standing_of(&late.sheets()), &standing);

        let sheets = case.hall.sheets();
        let round = sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
        for step in &standing.steps {
            if standing.stage.is_some_and(|stage| step.stage >= stage) {
                break;
            }
            for unmet in &step.unmet {
                prop_assert!(unmet.lacks != Lacks::Unlawful);
                let reason = round.cell(Column::Waived(unmet.requirement));
                let is_written = |reason: &consultation::Field<CellValue>| {
                    reason.alternatives().iter().all(|one| one.value == text("有理由"))
                };
                prop_assert!(reason.is_some_and(is_written), "{:?}", unmet);
            }
        }
    }
}
