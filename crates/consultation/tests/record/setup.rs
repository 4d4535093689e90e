//! What a community has for its consultations: terms, seats, venues.

use consultation::procedure::Pressing;
use consultation::procedure::due::{Due, Urgency, of_board};
use consultation::record::DocumentKind;
use consultation::setup::{Term, bodies, missing_documents, seats, venue_lacks, venue_words};
use consultation::{CellValue, Column, Date, RowId, Sheet};

use crate::support::{Device, day, text};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn council(board: &mut Device, term: &str) -> RowId {
    let term = CellValue::Dates(Some(term.parse().unwrap()));
    let cells = vec![
        (Column::BodyKind, CellValue::choice("council")),
        (Column::Title, text("柳荫社区共建理事会")),
        (Column::Term, term),
    ];
    board.add_row(Sheet::Bodies, cells)
}

fn member(board: &mut Device, body: RowId, kind: &str, chosen: &str, left: Option<&str>) {
    let mut cells = vec![
        (Column::Body, CellValue::Row(Some(body))),
        (Column::Name, text("王秀英")),
        (Column::Kind, CellValue::choice(kind)),
        (Column::Selection, CellValue::choice(chosen)),
        (Column::TookOffice, day("2024-06-01")),
    ];
    cells.extend(left.map(|left| (Column::LeftOffice, day(left))));
    board.add_row(Sheet::Members, cells);
}

#[test]
fn a_term_runs_to_its_last_day_and_is_over_on_the_next() {
    let mut board = Device::founding_board("柳荫社区");
    council(&mut board, "2024-06-01/2027-05-31");
    let last = date("2027-05-31");
    for (today, expected) in [
        ("2024-05-31", Term::Ahead(date("2024-06-01"))),
        ("2024-06-01", Term::Running(last)),
        ("2027-03-31", Term::Running(last)),
        ("2027-04-01", Term::Ending(last, 60)),
        ("2027-05-31", Term::Ending(last, 0)),
        ("2027-06-01", Term::Over(last)),
    ] {
        let found = bodies(&board.sheets(), date(today));
        assert_eq!(found.first().unwrap().term, expected, "{today}");
    }
    board.add_row(Sheet::Bodies, vec![(Column::Title, text("议事会"))]);
    let found = bodies(&board.sheets(), date("2026-01-01"));
    assert_eq!(found.last().unwrap().term, Term::Unknown);
}

#[test]
fn a_term_is_due_sixty_days_ahead_until_the_next_one_is_entered() {
    let mut board = Device::founding_board("柳荫社区");
    council(&mut board, "2024-06-01/2027-05-31");
    for (today, urgency) in [
        ("2027-03-31", Urgency::Later),
        ("2027-04-01", Urgency::Open),
        ("2027-05-30", Urgency::Week),
        ("2027-06-01", Urgency::Overdue),
    ] {
        let [due] = of_board(&board.sheets(), &[], date(today))[..] else {
            panic!("one thing is due on {today}");
        };
        assert_eq!(due.what, Pressing::TermEnds);
        let now = format!("{today}T09:00").parse().unwrap();
        assert_eq!(due.urgency(now), urgency, "{today}");
        assert_eq!(Due::from_line(&due.to_line()), Some(due));
    }
    council(&mut board, "2027-06-01/2030-05-31");
    let [due] = of_board(&board.sheets(), &[], date("2027-06-01"))[..] else {
        panic!("the term of the next one");
    };
    assert_eq!(due.by, Some(date("2030-05-31")));
}

#[test]
fn members_in_office_are_counted_by_kind_and_bring_seats_without_names() {
    let mut board = Device::founding_board("柳荫社区");
    let body = council(&mut board, "2024-06-01/2027-05-31");
    let other = council(&mut board, "2021-06-01/2024-05-31");
    member(&mut board, body, "registered_resident", "elected", None);
    member(&mut board, body, "registered_resident", "drawn", None);
    member(&mut board, body, "party", "office", None);
    member(&mut board, body, "veteran", "invited", None);
    let left = Some("2025-01-31");
    member(&mut board, body, "property_firm", "invited", left);
    member(&mut board, other, "committee", "office", None);
    let (sheets, today) = (board.sheets(), date("2026-11-27"));
    let standing = bodies(&sheets, today);
    let standing = standing.first().unwrap();
    // 老党员 are none of the thirteen kinds, and who left is no member.
    assert_eq!((standing.members, standing.kinds), (4, 2));
    let (choice, count) = (CellValue::choice, |count| CellValue::Count(Some(count)));
    let seat = |kind, number, chosen: Option<&str>| {
        let mut cells = vec![
            (Column::Kind, choice(kind)),
            (Column::Represents, text("柳荫社区共建理事会")),
            (Column::Count, count(number)),
        ];
        cells.extend(chosen.map(|chosen| (Column::Selection, choice(chosen))));
        cells
    };
    assert_eq!(
        seats(&sheets, body, today),
        [
            seat("party", 1, Some("office")),
            // One was chosen, the other drawn.
            seat("registered_resident", 2, None),
            seat("veteran", 1, Some("invited")),
        ]
    );
    assert!(seats(&sheets, RowId::from_bytes([3; 16]), today).is_empty());
}

#[test]
fn a_venue_says_what_it_lacks_and_how_a_plan_names_it() {
    let mut board = Device::founding_board("柳荫社区");
    board.add_row(Sheet::Venues, vec![(Column::Title, text("居民议事厅"))]);
    board.add_row(
        Sheet::Venues,
        vec![
            (Column::Title, text("红色议事亭")),
            (Column::Location, text("中心花园")),
            (Column::Seats, CellValue::Count(Some(20))),
            (Column::Photo, CellValue::Blob(Some([7; 32]))),
        ],
    );
    let sheets = board.sheets();
    let venues = sheets.rows(Sheet::Venues);
    let found: Vec<_> = venues
        .map(|venue| (venue_lacks(venue), venue_words(venue)))
        .collect();
    let missing = vec![Column::Location, Column::Seats, Column::Photo];
    let whole = (Vec::new(), "红色议事亭（中心花园）".to_owned());
    assert_eq!(found, [(missing, "居民议事厅".to_owned()), whole]);
}

#[test]
fn a_paper_is_in_force_from_its_first_day_to_its_last() {
    let mut board = Device::founding_board("柳荫社区");
    let version = |kind: DocumentKind, since: Option<&str>, until: Option<&str>| {
        let mut cells = vec![(Column::DocumentKind, CellValue::choice(kind.id()))];
        cells.extend(since.map(|since| (Column::Since, day(since))));
        cells.extend(until.map(|until| (Column::Until, day(until))));
        cells
    };
    for cells in [
        version(
            DocumentKind::RulesOfProcedure,
            Some("2024-01-01"),
            Some("2025-12-31"),
        ),
        version(DocumentKind::CarryingOut, Some("2026-12-01"), None),
        version(DocumentKind::Assessment, None, None),
        version(DocumentKind::Disclosure, Some("2026-11-27"), None),
        version(DocumentKind::Charter, Some("2020-01-01"), None),
    ] {
        board.add_row(Sheet::Documents, cells);
    }
    assert_eq!(
        missing_documents(&board.sheets(), date("2026-11-27")),
        [
            DocumentKind::RulesOfProcedure,
            DocumentKind::CarryingOut,
            DocumentKind::Assessment,
        ]
    );
}
