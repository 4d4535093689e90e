//! What goes up and what comes back: the frozen state, what differs since, the answer and what waits for it.

use consultation::going_up::{
    Difference, Frozen, FrozenError, JointResult, Part, Signed, differences, topic_of,
};
use consultation::procedure::due::of_hall;
use consultation::procedure::{
    Facts, Lacks, Overview, Pressing, Requirement, Stage, Standing, Unmet,
};
use consultation::record::Decision;
use consultation::statement::Ruling;
use consultation::{
    Cell, CellValue, Column, Command, FieldValue, ListItem, Place, RowId, Sheet, Sheets, TextTarget,
};
use ledger::{EntryId, KeyId, RoomId};
use proptest::prelude::*;

use crate::support::{Device, Nothing, day, set, sync, text};

/// Sends the record up as an app does: with the state in which it is.
fn send_up(hall: &mut Device, to: Decision, on: &str) -> RowId {
    let frozen = Frozen::of(&hall.document);
    let mut cells = vec![
        (Column::SubmittedTo, CellValue::choice(to.id())),
        (Column::On, day(on)),
        (Column::Due, day("2026-12-20")),
        (Column::Text, text("请研究决定\t由谁牵头")),
    ];
    cells.extend(frozen.cells());
    hall.add_row(Sheet::Submissions, cells)
}

fn signed(row: RowId, answer: &str, on: &str) -> Signed {
    let on = on.parse().ok();
    Signed {
        author: KeyId([4; 16]),
        entry: EntryId([5; 32]),
        ruling: Ruling::new(row, answer, on, "理由", "").unwrap(),
    }
}

fn look<T>(hall: &Sheets, rulings: &[Signed], look: impl FnOnce(&Facts<'_>) -> T) -> T {
    let nothing = Nothing::new();
    let round = hall.rows(Sheet::Rounds).last().unwrap();
    look(&Facts {
        rulings,
        ..nothing.facts("跨社区停车", hall, round, "2026-12-01T09:00")
    })
}

#[track_caller]
fn check_lacks(hall: &Device, rulings: &[Signed], asked: Requirement, lacks: Option<Lacks>) {
    let unmet = look(&hall.sheets(), rulings, |facts| facts.unmet(Stage::Result));
    let is_it = |unmet: &&Unmet| unmet.requirement == asked;
    let found = unmet.iter().find(is_it).map(|unmet| unmet.lacks.clone());
    assert_eq!(found, lacks, "{asked:?}");
}

fn decided(to: Decision) -> Device {
    let mut hall = Device::founding("跨社区停车");
    set(&mut hall, Column::Decision, CellValue::choice(to.id()));
    hall
}

#[test]
fn a_signed_answer_opens_implementation_and_one_that_was_not_passed_does_not() {
    let mut hall = decided(Decision::ToTownship);
    check_lacks(&hall, &[], Requirement::SentUp, Some(Lacks::Nothing));
    let row = send_up(&mut hall, Decision::ToTownship, "2026-11-20");
    check_lacks(&hall, &[], Requirement::SentUp, None);
    check_lacks(&hall, &[], Requirement::AnswerBack, Some(Lacks::Nothing));
    let rejected = [signed(row, "rejected", "2026-11-25")];
    check_lacks(
        &hall,
        &rejected,
        Requirement::AnswerBack,
        Some(Lacks::NotPassed),
    );
    let passed = [signed(row, "passed", "2026-11-25")];
    check_lacks(&hall, &passed, Requirement::AnswerBack, None);
    let too_early = [signed(row, "passed", "2026-11-19")];
    let (answered, sent) = ("2026-11-19".parse().unwrap(), "2026-11-20".parse().unwrap());
    let before = Lacks::Before {
        day: answered,
        earlier: sent,
    };
    check_lacks(&hall, &too_early, Requirement::AnswerBack, Some(before));
}

#[test]
fn an_answer_on_paper_counts_until_a_signed_one_comes() {
    let mut hall = decided(Decision::ToOwners);
    let row = send_up(&mut hall, Decision::ToOwners, "2026-11-20");
    let cell = |column| Cell {
        sheet: Sheet::Submissions,
        row,
        column,
    };
    hall.set(FieldValue::Cell(
        cell(Column::Answer),
        CellValue::choice("passed"),
    ));
    check_lacks(&hall, &[], Requirement::AnswerBack, Some(Lacks::Nothing));
    hall.set(FieldValue::Cell(
        cell(Column::AnsweredOn),
        day("2026-11-28"),
    ));
    check_lacks(&hall, &[], Requirement::AnswerBack, None);
    let rejected = [signed(row, "rejected", "2026-11-29")];
    check_lacks(
        &hall,
        &rejected,
        Requirement::AnswerBack,
        Some(Lacks::NotPassed),
    );
}

#[test]
fn the_party_organisation_studies_it_before_it_goes_to_the_residents() {
    let mut hall = decided(Decision::ToResidents);
    send_up(&mut hall, Decision::ToResidents, "2026-11-20");
    check_lacks(&hall, &[], Requirement::PartyStudied, Some(Lacks::Nothing));
    set(&mut hall, Column::PartyStudied, day("2026-11-21"));
    let before = Lacks::Before {
        day: "2026-11-20".parse().unwrap(),
        earlier: "2026-11-21".parse().unwrap(),
    };
    check_lacks(&hall, &[], Requirement::PartyStudied, Some(before));
    set(&mut hall, Column::PartyStudied, day("2026-11-18"));
    check_lacks(&hall, &[], Requirement::PartyStudied, None);
}

#[test]
fn what_was_entered_before_there_were_rows_still_counts() {
    let mut hall = decided(Decision::ToTownship);
    set(&mut hall, Column::SentUp, day("2026-11-20"));
    check_lacks(&hall, &[], Requirement::SentUp, None);
    set(&mut hall, Column::AnsweredOn, day("2026-11-25"));
    set(&mut hall, Column::Answer, CellValue::choice("passed"));
    check_lacks(&hall, &[], Requirement::AnswerBack, None);
}

#[test]
fn the_state_that_went_up_is_found_again_and_what_differs_is_named() {
    let mut hall = decided(Decision::ToTownship);
    let kept = hall.add_row(Sheet::Matters, vec![(Column::Title, text("一、收费"))]);
    let row = send_up(&mut hall, Decision::ToTownship, "2026-11-20");
    let of_row = |hall: &Device| {
        let sheets = hall.sheets();
        Frozen::read(sheets.row(Sheet::Submissions, row).unwrap())
    };
    let frozen = of_row(&hall).unwrap();
    assert_eq!(frozen.code().len(), 24);
    let then = frozen.document(&hall.document).unwrap();
    assert_eq!(differences(&then, &hall.document), []);
    // What nobody reads is no difference.
    set(&mut hall, Column::ClosedResult, day("2026-11-21"));
    set(&mut hall, Column::Follows, CellValue::Row(Some(kept)));
    assert_eq!(differences(&then, &hall.document), []);

    let cell = Cell {
        sheet: Sheet::Matters,
        row: kept,
        column: Column::Title,
    };
    hall.set(FieldValue::Cell(cell, text("一、收费标准")));
    let added = hall.add_row(Sheet::Matters, vec![(Column::Title, text("二、时段"))]);
    let section = hall.add_section("表决", Place::Last);
    hall.splice(TextTarget::Section(section), 0, 0, "同意 38 票。");
    hall.set(FieldValue::Title("两个社区停车".to_owned()));
    let found = differences(&then, &hall.document);
    let parts: Vec<&Part> = found.iter().map(|difference| &difference.part).collect();
    let expected = [
        Part::Title,
        Part::Cell(
            hall.sheets()
                .row(Sheet::Matters, kept)
                .unwrap()
                .field(Column::Title),
        ),
        Part::Added(Sheet::Matters, added),
        Part::Section(section, Some("表决".to_owned())),
    ];
    assert_eq!(parts, expected.iter().collect::<Vec<_>>());
    let Difference { values, .. } = &found[1];
    let value = |words| FieldValue::Cell(cell, text(words));
    assert_eq!(*values, Some((value("一、收费"), value("一、收费标准"))));
    // What was asked is not what was written since.
    let then = of_row(&hall).unwrap().document(&hall.document).unwrap();
    assert_eq!(differences(&then, &then), []);
}

#[test]
fn a_state_whose_words_were_changed_says_so_and_one_that_is_not_here_is_waited_for() {
    let mut hall = decided(Decision::ToTownship);
    let lacking = hall.peer(7);
    set(&mut hall, Column::Venue, text("二楼"));
    let row = send_up(&mut hall, Decision::ToTownship, "2026-11-20");
    let read = |hall: &Device| {
        let sheets = hall.sheets();
        Frozen::read(sheets.row(Sheet::Submissions, row).unwrap())
    };
    let frozen = read(&hall).unwrap();
    assert!(frozen.document(&lacking.document).is_none());
    let cell = Cell {
        sheet: Sheet::Submissions,
        row,
        column: Column::FrozenHeads,
    };
    for words in ["abc".to_owned(), "00".repeat(32), String::new()] {
        hall.set(FieldValue::Cell(cell, CellValue::Text(words)));
        assert_eq!(read(&hall), Err(FrozenError::Spoiled));
    }
    let without = hall.add_row(Sheet::Submissions, vec![(Column::On, day("2026-11-21"))]);
    let sheets = hall.sheets();
    let row = sheets.row(Sheet::Submissions, without).unwrap();
    assert_eq!(Frozen::read(row), Err(FrozenError::Absent));
}

#[test]
fn what_waits_for_an_answer_is_due_and_stands_in_the_line_that_is_kept() {
    let mut hall = decided(Decision::ToTownship);
    let row = send_up(&mut hall, Decision::ToTownship, "2026-11-20");
    let sheets = hall.sheets();
    let read = |rulings: &[Signed]| {
        look(&sheets, rulings, |facts| {
            let standing = Standing::of(facts);
            let due = of_hall(facts, &standing);
            let item = ListItem::read(&hall.document).0;
            let waits = due.iter().any(|due| due.what == Pressing::Submission);
            (waits, Overview::of(&item, facts, &standing))
        })
    };
    let (waits, line) = read(&[]);
    assert!(waits);
    let [sent] = line.submissions.as_slice() else {
        panic!("{:?}", line.submissions);
    };
    assert_eq!((sent.row, sent.asks.as_str()), (row, "请研究决定 由谁牵头"));
    assert_eq!(sent.to, Decision::ToTownship.id());
    assert!(sent.answer.is_empty());
    assert!(sent.is_late("2026-12-21".parse().unwrap()));
    let kept = line.to_text().unwrap();
    assert_eq!(Overview::from_text(&kept), Some(line));
    let (waits, line) = read(&[signed(row, "passed", "2026-11-25")]);
    assert!(!waits);
    assert_eq!(line.submissions[0].answer, "passed");
}

#[test]
fn a_joint_record_asks_first_that_the_procedure_was_approved() {
    let mut hall = Device::founding("交界处垃圾投放点");
    let asked = |hall: &Device| {
        look(&hall.sheets(), &[], |facts| {
            facts.asked(Stage::Screening).collect::<Vec<_>>()
        })
    };
    assert!(!asked(&hall).contains(&Requirement::ProcedureApproved));
    for name in ["柳荫社区", "东湖社区"] {
        hall.add_row(Sheet::Hosts, vec![(Column::Title, text(name))]);
    }
    assert_eq!(asked(&hall).first(), Some(&Requirement::ProcedureApproved));
    let unmet = |hall: &Device| {
        let sheets = hall.sheets();
        let unmet = look(&sheets, &[], |facts| facts.unmet(Stage::Screening));
        unmet.first().map(|unmet| unmet.requirement)
    };
    assert_eq!(unmet(&hall), Some(Requirement::ProcedureApproved));
    set(&mut hall, Column::Approved, day("2026-11-12"));
    assert_ne!(unmet(&hall), Some(Requirement::ProcedureApproved));
}

#[test]
fn the_result_of_a_joint_record_goes_back_to_the_topic_that_asked_for_it() {
    let title = "交界处垃圾投放点";
    let mut hall = Device::founding(title);
    set(&mut hall, Column::Decision, CellValue::choice("agreed"));
    set(
        &mut hall,
        Column::DecisionNote,
        text("合建一处，费用对半。"),
    );
    let room = RoomId([8; 32]);
    let result = JointResult::read(room, &hall.document);
    let mut board = Device::founding_board("柳荫社区");
    let own = board.add_row(Sheet::Topics, vec![(Column::Title, text(title))]);
    assert_eq!(topic_of(&board.sheets(), room, title), None);
    let topic = board.add_row(
        Sheet::Topics,
        vec![
            (Column::Title, text(title)),
            (Column::OtherCommunities, text("东湖社区")),
        ],
    );
    let found = |board: &Device| topic_of(&board.sheets(), room, title).map(|row| row.id);
    assert_eq!(found(&board), Some(topic));
    let today = "2026-11-27".parse().ok();
    for (column, value) in result.cells(today) {
        let cell = Cell {
            sheet: Sheet::Topics,
            row: topic,
            column,
        };
        board.set(FieldValue::Cell(cell, value));
    }
    let sheets = board.sheets();
    let row = sheets.row(Sheet::Topics, topic).unwrap();
    assert_eq!(row.choice(Column::JointDecision), Some("agreed"));
    assert_eq!(row.text(Column::JointResult), "合建一处，费用对半。");
    assert_eq!(Frozen::read(row), Ok(Frozen::of(&hall.document)));
    // Renamed or not, it is found again by the hall that it names.
    let cell = Cell {
        sheet: Sheet::Topics,
        row: topic,
        column: Column::Title,
    };
    board.set(FieldValue::Cell(cell, text("垃圾投放点")));
    assert_eq!(found(&board), Some(topic));
    assert_ne!(found(&board), Some(own));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever two devices wrote while apart, what one of them sent up is the state that it had.
    #[test]
    fn what_went_up_stays_as_it_was(
        before in prop::collection::vec(("[甲-癸]{1,4}", any::<bool>()), 1..5),
        after in prop::collection::vec(("[甲-癸]{1,4}", any::<bool>()), 0..5),
    ) {
        let mut first = decided(Decision::ToTownship);
        let mut second = first.peer(2);
        let write = |devices: [&mut Device; 2], words: &[(String, bool)]| {
            let [first, second] = devices;
            for (word, is_first) in words {
                let device = if *is_first { &mut *first } else { &mut *second };
                let (sheet, cells) = (Sheet::Matters, vec![(Column::Title, text(word))]);
                device.command(Command::AddRow { sheet, cells });
                set(device, Column::Venue, text(word));
            }
        };
        write([&mut first, &mut second], &before);
        sync(&mut first, &mut second);
        let frozen = Frozen::of(&first.document);
        let was = Sheets::read(&first.document).0;
        send_up(&mut first, Decision::ToTownship, "2026-11-20");
        write([&mut first, &mut second], &after);
        sync(&mut first, &mut second);
        for device in [&first, &second] {
            let then = frozen.document(&device.document).unwrap();
            let read = Sheets::read(&then).0;
            for sheet in [Sheet::Matters, Sheet::Rounds, Sheet::Submissions] {
                prop_assert_eq!(read.all(sheet), was.all(sheet));
            }
            let found = differences(&then, &device.document);
            prop_assert_eq!(found.is_empty(), after.is_empty());
        }
    }
}
