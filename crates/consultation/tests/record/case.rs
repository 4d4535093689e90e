//! A closed case as a template: what it keeps, that it keeps nobody, and what a plan gets from it.

use consultation::paper::Issuer;
use consultation::plan::{CaseRow, case_rows, fill_measures, fill_plan, named_templates, template};
use consultation::{
    CellKind, CellValue, Column, Date, FieldValue, Form, RowId, Sheet, Sheets, rules,
};
use ledger::{RoomId, RoomKind};

use crate::support::{Device, day, text};

const COMMUNITY: Issuer<'_> = Issuer {
    name: "柳荫社区",
    phone: "0574-87654321",
    address: "柳荫路 8 号",
};

fn today() -> Date {
    "2026-11-27".parse().unwrap()
}

/// What the template of a hall's first round would hold.
fn made(hall: &Sheets, board: &Sheets) -> Vec<CaseRow> {
    let round = hall.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap();
    case_rows("加装电梯", round, hall, board, COMMUNITY)
}

/// What stands in a cell says which cell it is.
fn marker(sheet: Sheet, column: Column) -> String {
    format!("[{}.{}]", sheet.key(), column.key())
}

/// A hall of which every cell of every sheet is written.
fn full_hall() -> Device {
    let mut hall = Device::founding("加装电梯");
    for sheet in Sheet::ALL {
        if sheet.record() != RoomKind::Hall {
            continue;
        }
        let mut cells = Vec::new();
        for column in sheet.columns() {
            let value = match column.kind() {
                CellKind::Line(_) | CellKind::Lines(_) => text(&marker(sheet, *column)),
                CellKind::Choice => CellValue::choice(column.choices().unwrap().1[0]),
                CellKind::Count => CellValue::Count(Some(7_654_321)),
                CellKind::Flag => CellValue::Flag(true),
                CellKind::Room => CellValue::Room(Some(RoomId([0xcd; 32]))),
                CellKind::Blob => CellValue::Blob(Some([0xab; 32])),
                CellKind::Date => day("2017-12-13"),
                CellKind::Dates | CellKind::Minute | CellKind::Time | CellKind::Row => continue,
            };
            cells.push((*column, value));
        }
        if sheet != Sheet::Rounds {
            hall.add_row(sheet, cells);
            continue;
        }
        for (column, value) in cells {
            let field = match (column, &value) {
                (Column::Purpose, CellValue::Text(words)) => FieldValue::Purpose(words.clone()),
                (Column::Venue, CellValue::Text(words)) => FieldValue::Venue(words.clone()),
                (Column::Form, _) => FieldValue::Form(Some(Form::Deliberation)),
                _ => FieldValue::Cell(
                    consultation::Cell::of_round(RowId::FIRST_ROUND, column),
                    value.clone(),
                ),
            };
            hall.set(field);
        }
    }
    hall
}

#[test]
fn of_a_hall_in_which_everything_is_written_a_template_takes_only_what_is_allowed() {
    let hall = full_hall().sheets();
    let board = Device::founding_board("柳荫社区").sheets();
    let rows = made(&hall, &board);
    let allowed = [
        (Sheet::Rounds, Column::Purpose),
        (Sheet::Rounds, Column::Agenda),
        (Sheet::Rounds, Column::Order),
        (Sheet::Matters, Column::Title),
        (Sheet::Matters, Column::Text),
        (Sheet::Measures, Column::Title),
        (Sheet::Measures, Column::Text),
    ];
    let said = format!("{rows:?}");
    for sheet in Sheet::ALL {
        for column in sheet.columns() {
            let is_allowed = allowed.contains(&(sheet, *column));
            let is_there = said.contains(&marker(sheet, *column));
            let is_words = matches!(column.kind(), CellKind::Line(_) | CellKind::Lines(_));
            let is_expected = is_allowed && is_words;
            assert_eq!(is_there, is_expected, "{}", marker(sheet, *column));
        }
    }
    for secret in ["205, 205", "171, 171", "2017"] {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
    // Before anybody has read the words, what would be saved holds no word of the hall at all.
    let unread: Vec<_> = rows.iter().map(|row| &row.cells).collect();
    let unread = format!("{unread:?}");
    for sheet in Sheet::ALL {
        for column in sheet.columns() {
            let marker = marker(sheet, *column);
            assert!(!unread.contains(&marker), "{marker} without being read");
        }
    }
}

#[test]
fn columns_that_hold_people_are_on_no_sheet_of_templates() {
    let people = [
        Column::By,
        Column::Represents,
        Column::Name,
        Column::Household,
        Column::Partner,
        Column::Reach,
        Column::Channel,
        Column::Photo,
        Column::Seed,
        Column::Contact,
    ];
    for sheet in [
        Sheet::Templates,
        Sheet::TemplateParticipants,
        Sheet::TemplateMatters,
        Sheet::TemplateMeasures,
    ] {
        for column in people {
            assert!(!sheet.has(column), "{sheet:?} has {column:?}");
        }
    }
}

#[test]
fn names_that_the_record_knows_are_taken_out_of_its_words() {
    let mut board = Device::founding_board("柳荫社区");
    board.add_row(Sheet::Members, vec![(Column::Name, text("沈国良"))]);
    board.add_row(Sheet::Venues, vec![(Column::Title, text("居民议事厅"))]);
    let mut hall = Device::founding("加装电梯");
    let purpose = "柳荫社区沈国良在居民议事厅说，钱家明家漏水，电话 13812345678。";
    hall.set(FieldValue::Purpose(purpose.to_owned()));
    let disputed = (Column::Household, text("东门老宅"));
    hall.add_row(Sheet::Confirmations, vec![disputed]);
    let measure = vec![
        (Column::Title, text("修东门老宅的水管")),
        (Column::By, text("钱家明")),
    ];
    hall.add_row(Sheet::Measures, measure);
    let rows = made(&hall.sheets(), &board.sheets());
    let words: Vec<&str> = rows
        .iter()
        .flat_map(|row| row.words.iter().map(|(_, words)| words.as_str()))
        .collect();
    assert_eq!(
        words,
        [
            "加装电梯",
            "本社区【姓名】在【地点】说，【姓名】家漏水，电话 【联系方式】。",
            "修【房号】的水管",
        ]
    );
}

#[test]
fn participants_are_summed_by_kind() {
    let mut hall = Device::founding("加装电梯");
    for (kind, count, needed) in [
        ("registered_resident", 20, false),
        ("party", 1, false),
        ("registered_resident", 4, true),
    ] {
        let cells = vec![
            (Column::Kind, CellValue::choice(kind)),
            (Column::Represents, text("三幢一单元")),
            (Column::Count, CellValue::Count(Some(count))),
            (Column::MustBePresent, CellValue::Flag(needed)),
        ];
        hall.add_row(Sheet::Participants, cells);
    }
    let rows = made(&hall.sheets(), &Device::founding_board("柳荫社区").sheets());
    let seats: Vec<_> = rows
        .iter()
        .filter(|row| row.sheet == Sheet::TemplateParticipants)
        .map(|row| row.cells.clone())
        .collect();
    let (kind, count) = (
        |kind| (Column::Kind, CellValue::choice(kind)),
        |count| (Column::Count, CellValue::Count(Some(count))),
    );
    let needed = (Column::MustBePresent, CellValue::Flag(true));
    assert_eq!(
        seats,
        [
            vec![kind("party"), count(1)],
            vec![kind("registered_resident"), count(24), needed],
        ]
    );
}

/// A board with a template of a case: a matter, a seat, a measure.
fn with_template() -> Device {
    let mut board = Device::founding_board("柳荫社区");
    let template = board.add_row(
        Sheet::Templates,
        vec![
            (Column::Title, text("加装电梯")),
            (Column::Version, text("第一版")),
            (Column::Since, day("2026-01-01")),
            (Column::Form, CellValue::choice(Form::Owners.id())),
            (Column::Purpose, text("方便老人上下楼")),
            (Column::Agenda, text("1. 看图纸")),
        ],
    );
    let of = (Column::Template, CellValue::Row(Some(template)));
    let seat = vec![
        of.clone(),
        (Column::Kind, CellValue::choice("property_firm")),
        (Column::Count, CellValue::Count(Some(2))),
    ];
    board.add_row(Sheet::TemplateParticipants, seat);
    let matter = vec![of.clone(), (Column::Title, text("装不装"))];
    board.add_row(Sheet::TemplateMatters, matter);
    let measure = vec![of, (Column::Title, text("请人设计"))];
    board.add_row(Sheet::TemplateMeasures, measure);
    board
}

#[test]
fn a_plan_gets_what_it_lacks_from_a_template_and_keeps_what_it_has() {
    let board = with_template().sheets();
    let named: Vec<_> = named_templates(&board, today()).collect();
    let [template] = named[..] else {
        panic!("one template has a name");
    };
    let mut hall = Device::founding("另一幢加装电梯");
    let round = |hall: &Sheets| hall.row(Sheet::Rounds, RowId::FIRST_ROUND).unwrap().clone();
    let sheets = hall.sheets();
    let filling = fill_plan(&board, template, &sheets, &round(&sheets));
    let columns: Vec<Column> = filling.cells.iter().map(|(column, _)| *column).collect();
    assert_eq!(columns, [Column::Purpose, Column::Agenda, Column::Form]);
    let of_round = (Column::Round, CellValue::Row(Some(RowId::FIRST_ROUND)));
    let mut seat = vec![
        (Column::Count, CellValue::Count(Some(2))),
        (Column::Kind, CellValue::choice("property_firm")),
        of_round.clone(),
    ];
    let (sheet, mut cells) = filling.rows.first().unwrap().clone();
    seat.sort_by_key(|(column, _)| *column);
    cells.sort_by_key(|(column, _)| *column);
    assert_eq!((sheet, cells), (Sheet::Participants, seat));
    let matter = vec![(Column::Title, text("装不装")), of_round];
    assert_eq!(filling.rows.get(1), Some(&(Sheet::Matters, matter)));
    hall.set(FieldValue::Purpose("自己的目的".to_owned()));
    hall.add_row(Sheet::Matters, vec![(Column::Title, text("先装哪一幢"))]);
    let sheets = hall.sheets();
    let filling = fill_plan(&board, template, &sheets, &round(&sheets));
    assert!(
        filling
            .cells
            .iter()
            .all(|(column, _)| *column != Column::Purpose)
    );
    assert!(
        filling
            .rows
            .iter()
            .all(|(sheet, _)| *sheet != Sheet::Matters)
    );
    let measures = fill_measures(&board, template, &sheets, &round(&sheets));
    assert_eq!(measures.rows.len(), 1);
    hall.add_row(Sheet::Measures, vec![(Column::Title, text("自己的措施"))]);
    let sheets = hall.sheets();
    assert!(fill_measures(&board, template, &sheets, &round(&sheets)).is_empty());
}

#[test]
fn a_template_of_a_case_is_chosen_by_its_name_and_changes_no_plan_by_itself() {
    let board = with_template().sheets();
    let own = rules::template(&board, &Form::Owners, today());
    assert_eq!(own, template(&Form::Owners));
    let later: Date = "2025-12-31".parse().unwrap();
    assert_eq!(named_templates(&board, later).count(), 0);
}
