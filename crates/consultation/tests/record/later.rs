//! What a later version wrote is kept by this one, through edits and merges.

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, Change, ObjType, ROOT, ReadDoc, TextEncoding};
use consultation::{Cell, CellValue, Column, Command, Document, FieldValue, RowId, Sheet, Sheets};

use crate::support::{Device, sync, text};

/// Writes as a later version would: a sheet, a column and choices that nobody here knows.
fn write_later(device: &mut Device, row: RowId) {
    let mut automerge = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    let known = device.changes.iter();
    let known: Vec<Change> = known
        .map(|change| Change::try_from(change.as_slice()).unwrap())
        .collect();
    automerge.apply_changes(known).unwrap();
    automerge.set_actor(ActorId::from([0x77; 16]));
    let mut transaction = automerge.transaction();
    let (_, sheet) = transaction.get(ROOT, "participants").unwrap().unwrap();
    let (_, map) = transaction.get(&sheet, row.to_string()).unwrap().unwrap();
    transaction.put(&map, "kind", "later_kind").unwrap();
    transaction.put(&map, "later_column", "以后的栏").unwrap();
    let (_, evidence) = transaction.get(ROOT, "appraisal").unwrap().unwrap();
    let later = transaction
        .put_object(&evidence, row.to_string(), ObjType::Map)
        .unwrap();
    transaction.put(&later, "score", 5).unwrap();
    let sheet = transaction
        .put_object(ROOT, "later_sheet", ObjType::Map)
        .unwrap();
    let later = transaction
        .put_object(&sheet, row.to_string(), ObjType::Map)
        .unwrap();
    transaction.put(&later, "title", "以后的表").unwrap();
    transaction.commit();
    let change = automerge
        .get_last_local_change()
        .unwrap()
        .raw_bytes()
        .to_vec();
    assert_eq!(device.receive(&[change]).set_aside, []);
}

#[track_caller]
fn check_kept(document: &Document, row: RowId) {
    let automerge = Automerge::load(&document.save()).unwrap();
    let text = |path: &[&str]| {
        let mut object = ROOT;
        for key in path.iter().take(path.len() - 1) {
            object = automerge.get(&object, *key).unwrap().unwrap().1;
        }
        let (value, _) = automerge
            .get(&object, path[path.len() - 1])
            .unwrap()
            .unwrap();
        value.to_string()
    };
    let row = row.to_string();
    assert!(text(&["participants", &row, "later_column"]).contains("以后的栏"));
    assert!(text(&["participants", &row, "kind"]).contains("later_kind"));
    assert!(text(&["later_sheet", &row, "title"]).contains("以后的表"));
    assert_eq!(text(&["appraisal", &row, "score"]), "5");
}

#[test]
fn what_a_later_version_wrote_is_kept_through_edits_and_merges() {
    let mut first = Device::founding("加装电梯");
    let kind = (Column::Kind, CellValue::choice("party"));
    let row = first.add_row(Sheet::Participants, vec![kind]);
    let mut second = first.peer(2);
    write_later(&mut first, row);
    check_kept(&first.document, row);

    let cell = |column| consultation::Cell {
        sheet: Sheet::Participants,
        row,
        column,
    };
    let represents = CellValue::Text("1幢".to_owned());
    first.set(FieldValue::Cell(cell(Column::Represents), represents));
    first.set(FieldValue::Cell(
        cell(Column::Removed),
        CellValue::Flag(true),
    ));
    first.add_row(Sheet::Participants, Vec::new());
    let count = FieldValue::Cell(cell(Column::Count), CellValue::Count(Some(3)));
    second.set(count.clone());
    sync(&mut first, &mut second);
    second.command(Command::SettleConflict(count));
    sync(&mut first, &mut second);
    for device in [&first, &second] {
        check_kept(&device.document, row);
    }

    // It is shown as far as it can be: the choice as it is stored, the rest not at all.
    let (sheets, problems) = Sheets::read(&second.document);
    assert_eq!(problems, []);
    let shown = sheets.row(Sheet::Participants, row).unwrap();
    assert_eq!(shown.choice(Column::Kind), Some("later_kind"));
}

/// A hall as a version founded it that knew no sheets.
fn early_hall() -> Device {
    let mut automerge = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    automerge.set_actor(ActorId::from([0x77; 16]));
    let mut transaction = automerge.transaction();
    transaction.put(ROOT, "kind", "hall").unwrap();
    let map = transaction
        .put_object(ROOT, "consultation", ObjType::Map)
        .unwrap();
    transaction.put(&map, "title", "加装电梯").unwrap();
    transaction.commit();
    let founding = automerge.get_last_local_change().unwrap();
    let mut device = Device::new(1);
    let founding = founding.raw_bytes().to_vec();
    assert_eq!(device.receive(&[founding]).set_aside, []);
    device
}

#[test]
fn sheet_that_is_younger_than_the_record_comes_with_its_first_row() {
    let mut first = early_hall();
    let mut second = first.peer(2);
    let place = |place: &str| vec![(Column::Place, text(place))];
    let here = first.add_row(Sheet::Postings, place("3 幢门厅"));
    let there = second.add_row(Sheet::Postings, place("小区大门"));
    sync(&mut first, &mut second);
    let cell = Cell {
        sheet: Sheet::Postings,
        row: here,
        column: Column::Place,
    };
    second.set(FieldValue::Cell(cell, text("3 幢、4 幢门厅")));
    let again = second.add_row(Sheet::Postings, place("南门"));
    sync(&mut first, &mut second);
    for device in [&first, &second] {
        let sheets = device.sheets();
        let place = |row| {
            sheets
                .row(Sheet::Postings, row)
                .unwrap()
                .text(Column::Place)
        };
        assert_eq!(place(here), "3 幢、4 幢门厅");
        assert_eq!((place(there), place(again)), ("小区大门", "南门"));
        assert_eq!(sheets.all(Sheet::Postings).len(), 3);
    }
}
