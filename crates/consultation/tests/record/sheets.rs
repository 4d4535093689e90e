//! Rows that several devices add and change while apart.

use consultation::command::MAX_COUNT;
use consultation::{
    Cell, CellValue, Column, Command, CommandError, Document, FieldName, FieldValue, RowId, Sheet,
    Sheets,
};

use crate::support::{Device, sync, text};

fn participants(device: &Device) -> Vec<String> {
    let rows = device.sheets();
    rows.rows(Sheet::Participants)
        .map(|row| row.text(Column::Represents).to_owned())
        .collect()
}

fn add(device: &mut Device, represents: &str) -> RowId {
    device.add_row(
        Sheet::Participants,
        vec![
            (Column::Kind, CellValue::choice("registered_resident")),
            (Column::Represents, text(represents)),
        ],
    )
}

fn cell(row: RowId, column: Column) -> Cell {
    Cell {
        sheet: Sheet::Participants,
        row,
        column,
    }
}

#[test]
fn rows_added_apart_both_stay_in_one_order() {
    let mut first = Device::founding("加装电梯");
    let mut second = first.peer(2);
    add(&mut first, "1幢");
    add(&mut second, "2幢");
    add(&mut second, "3幢");
    sync(&mut first, &mut second);
    assert_eq!(participants(&first), participants(&second));
    assert_eq!(participants(&first).len(), 3);
}

#[test]
fn different_cells_merge_and_the_same_cell_shows_both_values() {
    let mut first = Device::founding("加装电梯");
    let row = add(&mut first, "1幢");
    let mut second = first.peer(2);
    let set = |device: &mut Device, column, value| {
        device.set(FieldValue::Cell(cell(row, column), value));
    };
    set(&mut first, Column::Count, CellValue::Count(Some(3)));
    set(&mut first, Column::Represents, text("1幢1单元"));
    set(&mut second, Column::Selection, CellValue::choice("elected"));
    set(&mut second, Column::Represents, text("1幢2单元"));
    sync(&mut first, &mut second);

    let sheets = first.sheets();
    assert_eq!(sheets, second.sheets());
    let merged = sheets.row(Sheet::Participants, row).unwrap();
    assert_eq!(merged.count(Column::Count), Some(3));
    assert_eq!(merged.choice(Column::Selection), Some("elected"));
    let represents = merged.cell(Column::Represents).unwrap();
    assert_eq!(represents.alternatives().len(), 2);
    assert_eq!(sheets.conflicts(), 1);

    let chosen = FieldValue::Cell(cell(row, Column::Represents), text("1幢1单元"));
    second.command(Command::SettleConflict(chosen));
    sync(&mut first, &mut second);
    assert_eq!(first.sheets().conflicts(), 0);
}

#[test]
fn a_row_that_is_taken_out_stays_and_comes_back() {
    let mut device = Device::founding("加装电梯");
    let row = add(&mut device, "1幢");
    let removed = |yes| FieldValue::Cell(cell(row, Column::Removed), CellValue::Flag(yes));
    device.set(removed(true));
    assert!(participants(&device).is_empty());
    assert_eq!(device.sheets().all(Sheet::Participants).len(), 1);
    device.set(removed(false));
    assert_eq!(participants(&device), ["1幢"]);
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let mut device = Device::founding("加装电梯");
    let row = add(&mut device, "1幢");
    let before = device.sheets();
    let mut refused = |field| device.try_command(Command::Set(field)).unwrap_err();
    let represents = cell(row, Column::Represents);
    let seats = cell(row, Column::Count);
    let nobody = cell(RowId::from_bytes([7; 16]), Column::Represents);
    for (field, error) in [
        (
            FieldValue::Cell(represents, CellValue::Count(Some(1))),
            CommandError::NotInThisSheet,
        ),
        (
            FieldValue::Cell(cell(row, Column::PostedAt), CellValue::Minute(None)),
            CommandError::NotInThisSheet,
        ),
        (
            FieldValue::Cell(seats, CellValue::Count(Some(MAX_COUNT + 1))),
            CommandError::NumberTooLarge {
                field: FieldName::Cell(seats),
                limit: MAX_COUNT,
            },
        ),
        (
            FieldValue::Cell(nobody, text("1幢")),
            CommandError::NoSuchRow,
        ),
        (
            FieldValue::Cell(represents, text(&"长".repeat(201))),
            CommandError::FieldTooLong {
                field: FieldName::Cell(represents),
                limit: 200,
                found: 201,
            },
        ),
    ] {
        assert_eq!(refused(field), error);
    }
    let board = Command::AddRow {
        sheet: Sheet::Topics,
        cells: Vec::new(),
    };
    assert_eq!(
        device.try_command(board).unwrap_err(),
        CommandError::WrongRecord
    );
    assert_eq!(device.sheets(), before);
}

#[test]
fn the_first_round_is_the_record_itself_and_later_ones_have_plans_of_their_own() {
    let mut device = Device::founding("加装电梯");
    device.set(FieldValue::Purpose("第一轮".to_owned()));
    let first = Cell::of_round(RowId::FIRST_ROUND, Column::Venue);
    device.set(FieldValue::Cell(first, text("活动室")));
    let follows = CellValue::Row(Some(RowId::FIRST_ROUND));
    let second = device.add_row(
        Sheet::Rounds,
        vec![
            (Column::Follows, follows),
            (Column::Purpose, text("第二轮")),
        ],
    );
    let record = device.read();
    assert_eq!(record.purpose.value, "第一轮");
    assert_eq!(record.venue.value, "活动室");
    let sheets = device.sheets();
    let rounds: Vec<_> = sheets
        .rows(Sheet::Rounds)
        .map(|round| (round.id, round.text(Column::Purpose)))
        .collect();
    assert_eq!(rounds, [(RowId::FIRST_ROUND, "第一轮"), (second, "第二轮")]);
    assert_eq!(FieldName::cell(first), FieldName::Venue);
}

#[test]
fn a_change_says_which_sheet_it_touched_and_reading_again_gives_the_same() {
    let mut device = Device::founding("加装电梯");
    let before = device.sheets();
    let outcome = device.command(Command::AddRow {
        sheet: Sheet::Notices,
        cells: vec![(Column::NoticeKind, CellValue::choice("plan"))],
    });
    assert!(outcome.changed.sheets.contains(&Sheet::Notices));
    assert!(!outcome.changed.other);
    let (reread, problems) = before.reread(&device.document, &outcome.changed);
    assert_eq!(problems, []);
    assert_eq!(reread, device.sheets());
    assert_eq!(reread.rows(Sheet::Notices).count(), 1);
}

#[test]
fn an_empty_document_has_no_rows() {
    let (sheets, _) = Sheets::read(&Document::empty());
    assert_eq!(sheets.rows(Sheet::Rounds).count(), 0);
}
