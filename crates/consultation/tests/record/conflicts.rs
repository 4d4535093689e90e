//! Two devices that changed the same field while apart: both values, who and when; staff pick one.

use consultation::{Command, FieldName, FieldValue, Place};

use crate::support::{Device, sync};

fn devices() -> (Device, Device) {
    let mut first = Device::founding("议题");
    first.set(FieldValue::Venue("会议室".into()));
    let second = first.peer(2);
    (first, second)
}

#[test]
fn different_values_are_shown_with_author_and_time_until_one_is_picked() {
    let (mut first, mut second) = devices();
    first.set(FieldValue::Venue("一楼大厅".into()));
    second.set(FieldValue::Venue("小区凉亭".into()));
    sync(&mut first, &mut second);
    let read = first.read();
    assert_eq!(read, second.read());
    assert_eq!(read.conflicts(), 1);
    let mut seen: Vec<_> = read
        .venue
        .alternatives()
        .into_iter()
        .map(|alternative| {
            let origin = alternative.origin.unwrap();
            (
                alternative.value,
                origin.actor,
                origin.made_at > ledger::Timestamp(0),
            )
        })
        .collect();
    seen.sort_by_key(|(_, actor, _)| *actor);
    assert_eq!(
        seen,
        [
            ("一楼大厅".to_owned(), first.actor, true),
            ("小区凉亭".to_owned(), second.actor, true)
        ]
    );

    let shown = read.venue.value.clone();
    let outcome = first.set(FieldValue::Venue(shown.clone()));
    assert_eq!(
        outcome.changes,
        [],
        "leaving a form settles nothing by itself"
    );
    let outcome = first.command(Command::SettleConflict(FieldValue::Venue(shown.clone())));
    assert_eq!(
        outcome.changed.fields.into_iter().collect::<Vec<_>>(),
        [FieldName::Venue]
    );
    sync(&mut first, &mut second);
    for device in [&first, &second] {
        assert_eq!(device.read().venue.value, shown);
        assert_eq!(device.read().conflicts(), 0);
    }
}

#[test]
fn equal_values_are_no_conflict() {
    let (mut first, mut second) = devices();
    first.set(FieldValue::Venue("一楼大厅".into()));
    second.set(FieldValue::Venue("一楼大厅".into()));
    sync(&mut first, &mut second);
    assert_eq!(first.read().conflicts(), 0);
    assert_eq!(first.read(), second.read());
}

#[test]
fn clearing_a_field_that_another_changes_is_a_conflict() {
    let (mut first, mut second) = devices();
    let time = |text: &str| FieldValue::Time(Some(text.parse().unwrap()));
    first.set(time("2026-11-22T19:00"));
    sync(&mut first, &mut second);
    first.set(FieldValue::Time(None));
    second.set(time("2026-11-23T19:00"));
    let applied = first.receive(&second.changes);
    assert_eq!(
        applied.changed.fields.into_iter().collect::<Vec<_>>(),
        [FieldName::Time]
    );
    assert!(first.read().time.is_conflicted());
}

#[test]
fn a_third_value_settles_a_conflict_too() {
    let (mut first, mut second) = devices();
    let section = first.add_section("一", Place::Last);
    sync(&mut first, &mut second);
    first.set(FieldValue::Heading(section, "甲".into()));
    second.set(FieldValue::Heading(section, "乙".into()));
    sync(&mut first, &mut second);
    assert_eq!(first.read().conflicts(), 1);
    first.set(FieldValue::Heading(section, "丙".into()));
    sync(&mut first, &mut second);
    assert_eq!(second.headings(), ["丙"]);
    assert_eq!(second.read().conflicts(), 0);
}
