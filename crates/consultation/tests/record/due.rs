//! What is due: on which day, how much it presses, and that a line kept as text stays right.

use consultation::procedure::due::{of_board, of_hall, of_letters};
use consultation::procedure::{
    Due, Facts, Overview, Pressing, Stage, Standing, Urgency, Urgency as U,
};
use consultation::record::Track;
use consultation::statement::{Letter, LetterKind, Typed};
use consultation::{Cell, CellValue, CivilTime, Column, FieldValue, ListItem, RowId, Sheet};

use crate::support::{Device, Nothing, day, minute, set, text};

/// Everything but the day by which it is read.
fn read<T>(hall: &Device, now: &str, look: impl Fn(&Facts<'_>, &Standing) -> T) -> T {
    let (sheets, nothing) = (hall.sheets(), Nothing::new());
    let title = hall.read().title.value;
    let round = sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
    let facts = nothing.facts(&title, &sheets, round, now);
    look(&facts, &Standing::of(&facts))
}

fn overview(hall: &Device, now: &str) -> Overview {
    let (item, _) = ListItem::read(&hall.document);
    read(hall, now, |facts, standing| {
        Overview::of(&item, facts, standing)
    })
}

/// What is due and how much it presses, at each of several times.
fn check_due(hall: &Device, what: Pressing, count: usize, times: &[(&str, Urgency)]) {
    for (now, urgency) in times {
        let due = read(hall, now, of_hall);
        let found: Vec<_> = due.iter().filter(|due| due.what == what).collect();
        let [found] = found.as_slice() else {
            panic!("{now}: {due:?}");
        };
        assert_eq!(found.count, count, "{now}");
        assert_eq!(found.urgency(now.parse().unwrap()), *urgency, "{now}");
    }
}

fn is_due(hall: &Device, what: Pressing, now: &str) -> bool {
    read(hall, now, of_hall).iter().any(|due| due.what == what)
}

fn notice(hall: &mut Device, kind: &str, posted: &str) -> (RowId, RowId) {
    let kind = vec![(Column::NoticeKind, CellValue::choice(kind))];
    let notice = hall.add_row(Sheet::Notices, kind);
    let place = vec![
        (Column::NoticeRow, CellValue::Row(Some(notice))),
        (Column::PostedAt, minute(posted)),
        (Column::Photo, CellValue::Blob(Some([5; 32]))),
    ];
    (notice, hall.add_row(Sheet::Postings, place))
}

fn remark(hall: &mut Device, notice: RowId, on: Option<&str>) -> RowId {
    let mut cells = vec![(Column::NoticeRow, CellValue::Row(Some(notice)))];
    cells.extend(on.map(|on| (Column::On, day(on))));
    hall.add_row(Sheet::Remarks, cells)
}

fn set_cell(hall: &mut Device, sheet: Sheet, row: RowId, column: Column, value: CellValue) {
    hall.set(FieldValue::Cell(Cell { sheet, row, column }, value));
}

#[test]
fn a_new_consultation_has_nothing_that_presses() {
    let hall = Device::founding("3幢加装电梯");
    assert_eq!(read(&hall, "2026-11-27T09:00", of_hall), []);
}

#[test]
fn a_notice_is_up_until_its_last_day_and_is_then_taken_down() {
    let mut hall = Device::founding("3幢加装电梯");
    let (_, place) = notice(&mut hall, "plan", "2026-11-21T09:00");
    let times = [
        ("2026-11-22T09:00", U::Later),
        ("2026-11-24T09:00", U::Week),
        ("2026-11-30T23:59", U::Today),
        // Its last day was waited for; nobody is late.
        ("2026-12-01T00:00", U::Today),
        ("2026-12-09T00:00", U::Today),
    ];
    check_due(&hall, Pressing::PlanNotice, 1, &times);
    set_cell(
        &mut hall,
        Sheet::Postings,
        place,
        Column::TakenDownAt,
        minute("2026-12-01T09:00"),
    );
    assert!(!is_due(&hall, Pressing::PlanNotice, "2026-12-01T10:00"));
}

#[test]
fn a_remark_is_answered_within_five_working_days_of_the_day_it_came() {
    let mut hall = Device::founding("3幢加装电梯");
    let (notice, _) = notice(&mut hall, "plan", "2026-11-21T09:00");
    // Friday: the next Friday is the fifth working day.
    let first = remark(&mut hall, notice, Some("2026-11-27"));
    remark(&mut hall, notice, Some("2026-11-27"));
    let times = [
        ("2026-11-27T10:00", U::Later),
        ("2026-11-28T10:00", U::Week),
        ("2026-12-04T10:00", U::Today),
        ("2026-12-05T00:00", U::Overdue),
    ];
    check_due(&hall, Pressing::PlanRemarks, 2, &times);
    set_cell(
        &mut hall,
        Sheet::Remarks,
        first,
        Column::Reply,
        text("已采纳"),
    );
    check_due(&hall, Pressing::PlanRemarks, 2, &times);
    let replied = day("2026-11-28");
    set_cell(&mut hall, Sheet::Remarks, first, Column::RepliedOn, replied);
    check_due(&hall, Pressing::PlanRemarks, 1, &times);
}

#[test]
fn a_remark_without_a_day_waits_without_one() {
    let mut hall = Device::founding("3幢加装电梯");
    let (notice, _) = notice(&mut hall, "result", "2026-11-21T09:00");
    remark(&mut hall, notice, None);
    let times = [("2030-01-01T00:00", U::Open)];
    check_due(&hall, Pressing::ResultRemarks, 1, &times);
}

#[test]
fn a_sitting_is_due_until_it_has_an_outcome() {
    let mut hall = Device::founding("3幢加装电梯");
    let time = CellValue::Time(Some("2026-12-05T19:00".parse().unwrap()));
    set(&mut hall, Column::Time, time);
    let times = [
        ("2026-11-01T09:00", U::Later),
        ("2026-12-04T09:00", U::Week),
        ("2026-12-05T22:00", U::Today),
        ("2026-12-06T09:00", U::Overdue),
    ];
    check_due(&hall, Pressing::Sitting, 1, &times);
    set(&mut hall, Column::Decision, CellValue::choice("agreed"));
    assert!(!is_due(&hall, Pressing::Sitting, "2026-12-06T09:00"));
}

#[test]
fn an_urgent_matter_is_reported_within_24_hours_of_the_act() {
    let mut hall = Device::founding("爆裂的水管");
    set(&mut hall, Column::UrgentActed, minute("2026-11-27T22:30"));
    assert!(!is_due(&hall, Pressing::UrgentReport, "2026-11-27T23:00"));
    set(
        &mut hall,
        Column::Track,
        CellValue::choice(Track::Urgent.id()),
    );
    let times = [
        ("2026-11-27T23:00", U::Week),
        ("2026-11-28T22:30", U::Today),
        ("2026-11-28T22:31", U::Overdue),
    ];
    check_due(&hall, Pressing::UrgentReport, 1, &times);
    let reported = minute("2026-11-28T08:00");
    set(&mut hall, Column::UrgentReported, reported);
    assert!(!is_due(&hall, Pressing::UrgentReport, "2026-11-28T23:00"));
}

#[test]
fn measures_are_due_day_by_day_until_they_are_done() {
    let mut hall = Device::founding("3幢加装电梯");
    let mut measures = Vec::new();
    for due in [
        Some("2026-12-31"),
        Some("2026-12-10"),
        Some("2026-12-31"),
        None,
    ] {
        let due = due.map(|due| (Column::Due, day(due)));
        measures.push(hall.add_row(Sheet::Measures, due.into_iter().collect()));
    }
    let of = |hall: &Device| -> Vec<(usize, String)> {
        let due = read(hall, "2026-12-01T09:00", of_hall);
        due.iter()
            .map(|due| (due.count, due.by.unwrap().to_string()))
            .collect()
    };
    let soon = (1, "2026-12-10".to_owned());
    assert_eq!(of(&hall), [soon.clone(), (2, "2026-12-31".to_owned())]);
    let done = day("2026-11-30");
    set_cell(
        &mut hall,
        Sheet::Measures,
        measures[0],
        Column::DoneOn,
        done,
    );
    assert_eq!(of(&hall), [soon, (1, "2026-12-31".to_owned())]);
}

#[test]
fn the_board_counts_what_its_topics_wait_for() {
    let mut board = Device::founding_board("柳荫社区");
    let topic = |screening: &str| vec![(Column::Screening, CellValue::choice(screening))];
    board.add_row(Sheet::Topics, vec![(Column::Title, text("充电桩"))]);
    let declined = board.add_row(Sheet::Topics, topic("declined"));
    board.add_row(Sheet::Topics, topic("accepted"));
    board.add_row(Sheet::Requests, vec![(Column::By, text("东港社区"))]);
    let item = vec![
        (Column::MustConsult, CellValue::Flag(true)),
        (Column::Until, day("2026-11-26")),
    ];
    board.add_row(Sheet::Catalogue, item);
    let of = |board: &Device, today: &str| -> Vec<(Pressing, usize)> {
        let due: Vec<Due> = of_board(&board.sheets(), &[], today.parse().unwrap());
        due.iter().map(|due| (due.what, due.count)).collect()
    };
    let (one, two) = ((Pressing::Screening, 1), (Pressing::ProposerTold, 1));
    let three = (Pressing::TownshipAnswer, 1);
    assert_eq!(of(&board, "2026-11-26"), [one, two, three]);
    let four = (Pressing::Omitted, 1);
    assert_eq!(of(&board, "2026-11-27"), [one, two, three, four]);
    for (column, value) in [
        (Column::Reply, text("不属于协商范围")),
        (Column::RepliedOn, day("2026-11-26")),
    ] {
        set_cell(&mut board, Sheet::Topics, declined, column, value);
    }
    assert_eq!(of(&board, "2026-11-26"), [one, three]);
}

#[test]
fn letters_wait_five_working_days_until_they_are_answered_or_topics() {
    let mut board = Device::founding_board("柳荫社区");
    let typed = Typed {
        text: "挡光".to_owned(),
        ..Typed::default()
    };
    let letter = |number| Letter::new(LetterKind::Comment, None, &typed, [number; 32]).unwrap();
    let letters = [1, 2, 3].map(letter);
    // 20 November 2026 is a Friday.
    let days = ["2026-11-24", "2026-11-20", "2026-11-23"].map(|day| day.parse().ok());
    let of = |board: &Device| {
        let due = of_letters(&board.sheets(), letters.iter().zip(days))?;
        assert_eq!(due.what, Pressing::Letters);
        Some((due.count, due.by.unwrap().to_string()))
    };
    assert_eq!(of(&board), Some((3, "2026-11-27".to_owned())));
    let due = of_letters(&board.sheets(), letters.iter().zip(days)).unwrap();
    for (now, urgency) in [
        ("2026-11-20T16:00", U::Open),
        ("2026-11-21T09:00", U::Week),
        ("2026-11-27T09:00", U::Today),
        ("2026-11-28T09:00", U::Overdue),
    ] {
        assert_eq!(due.urgency(now.parse().unwrap()), urgency, "{now}");
    }
    let answered = vec![(Column::Reply, text("已改到北侧"))];
    for command in letters[1].note(&board.sheets(), days[1], answered) {
        board.command(command);
    }
    // Entered and not answered yet.
    for command in letters[2].note(&board.sheets(), days[2], Vec::new()) {
        board.command(command);
    }
    assert_eq!(of(&board), Some((2, "2026-11-30".to_owned())));
    board.add_row(Sheet::Topics, letters[2].to_topic());
    assert_eq!(of(&board), Some((1, "2026-12-01".to_owned())));
    board.add_row(Sheet::Topics, letters[0].to_topic());
    assert_eq!(of(&board), None);
}

#[test]
fn what_was_filed_waits_for_nothing_and_is_read_once() {
    let hall = Device::founding("3幢加装电梯");
    let reading = overview(&hall, "2026-11-27T09:00");
    assert_eq!(reading.stage, Some(Stage::Screening));
    assert!(!reading.holds_on("2026-11-26".parse().unwrap()));
    assert!(reading.holds_on("2036-11-26".parse().unwrap()));
}

#[test]
fn a_line_is_read_anew_once_a_notice_that_hung_is_over() {
    let mut hall = Device::founding("3幢加装电梯");
    notice(&mut hall, "plan", "2026-11-21T09:00");
    let reading = overview(&hall, "2026-11-27T09:00");
    assert!(reading.holds_on("2026-11-30".parse().unwrap()));
    assert!(!reading.holds_on("2026-12-01".parse().unwrap()));
    let reading = overview(&hall, "2026-12-01T09:00");
    assert!(reading.holds_on("2036-12-01".parse().unwrap()));
}

#[test]
fn a_line_comes_back_from_its_text_and_nothing_else_does() {
    let mut hall = Device::founding("3幢\"加装\"电梯 𬭎㛃");
    let (notice, _) = notice(&mut hall, "plan", "2026-11-21T09:00");
    remark(&mut hall, notice, Some("2026-11-27"));
    remark(&mut hall, notice, None);
    for (column, value) in [
        (Column::Venue, text("社区二楼 会议室")),
        (Column::Form, CellValue::choice("a_form_of_later")),
        (
            Column::Time,
            CellValue::Time(Some("2026-12-05T19:00".parse().unwrap())),
        ),
    ] {
        set(&mut hall, column, value);
    }
    let reading = overview(&hall, "2026-11-27T09:00");
    assert_eq!(reading.due.len(), 4);
    assert_eq!(
        reading.start,
        Some("2026-12-05T19:00".parse::<CivilTime>().unwrap())
    );
    let kept = reading.to_text().unwrap();
    assert_eq!(Overview::from_text(&kept), Some(reading));
    let cut = kept.char_indices().map(|(at, _)| kept.get(..at).unwrap());
    for cut in cut.take(kept.len() / 2) {
        // Never a panic; most cuts are noticed, the rest by the row's checksum.
        let _ = Overview::from_text(cut);
    }
    assert_eq!(Overview::from_text(""), None);
    assert_eq!(Overview::from_text(&kept.replacen('4', "3", 1)), None);
}

#[test]
fn a_line_knows_whether_the_board_still_says_the_same_of_its_topic() {
    let hall = Device::founding("3幢加装电梯");
    let mut board = Device::founding_board("柳荫社区");
    let topic = board.add_row(Sheet::Topics, vec![(Column::Title, text("加装电梯"))]);
    let marks = |board: &Device| {
        let (sheets, board, nothing) = (hall.sheets(), board.sheets(), Nothing::new());
        let round = sheets.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
        let facts = Facts {
            board: &board,
            topic: board.row(Sheet::Topics, topic),
            ..nothing.facts("3幢加装电梯", &sheets, round, "2026-11-27T09:00")
        };
        facts.board_marks()
    };
    let before = marks(&board);
    set_cell(
        &mut board,
        Sheet::Topics,
        topic,
        Column::Category,
        CellValue::choice("public_affairs"),
    );
    assert_ne!(marks(&board), before);
}
