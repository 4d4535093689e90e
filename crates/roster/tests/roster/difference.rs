//! Yearly updates: compared, taken in part, taken back at the desk.

use std::ops::ControlFlow;

use proptest::prelude::*;
use roster::desk::ask::Undo;
use roster::difference::{Field, Kind};
use roster::import::Heading;
use roster::{Book, Cancelled, Content, Difference, Progress, Subject};

use super::files::xlsx;
use super::generated;
use super::page::Page;
use super::tools::{book, compare, ids, read, read_text, revisions};

const HEAD: &str = "房号,姓名,与户主关系,出生日期,电话,业主,产权证号,建筑面积\n";

fn last_years_file() -> String {
    format!(
        "{HEAD}3-501,张三,户主,1960-01-01,13800138000,张三,证1,89.5\n\
         3-501,张小三,子女,1990-01-01,,,,\n\
         3-502,李四,户主,1970-01-01,13900139000,李四,证2,70\n\
         3-503,王五,户主,1980-01-01,,赵六,证3,70\n"
    )
}

fn last_year() -> Book {
    book(&read_text(&last_years_file()))
}

fn this_year() -> String {
    format!(
        "{HEAD}3-501,张三,户主,1960-01-01,13800138001,张三,证1,89.5\n\
         3-502,钱七,户主,1985-01-01,,李四,证2,70\n\
         3-503,张小三,户主,1990-01-01,,赵六,证3,70.5\n\
         3-504,孙八,户主,1975-01-01,,孙八,证4,60\n"
    )
}

fn summary(difference: &Difference) -> Vec<(Kind, String, Vec<Field>)> {
    let one = |change: &roster::difference::Change| {
        let name = match change.after.as_ref().or(change.before.as_ref()) {
            Some(Content::Person(person)) => person.name.clone(),
            Some(Content::Premises(premises)) => premises.place.short(),
            None => String::new(),
        };
        let fields = change.fields().iter().map(|change| change.field).collect();
        (
            change.kind(),
            name,
            if change.kind() == Kind::Changed {
                fields
            } else {
                Vec::new()
            },
        )
    };
    let mut all: Vec<_> = difference.changes.iter().map(one).collect();
    all.sort();
    all
}

#[test]
fn the_same_file_again_changes_nothing() {
    let preview = read(&xlsx(&[generated::residents(), generated::units()]));
    let book = book(&preview);
    assert_eq!(book.odd(), []);
    assert_eq!(compare(&book, &preview, 1).changes, []);
}

#[test]
fn an_update_is_added_changed_field_by_field_and_gone() {
    let book = last_year();
    let difference = compare(&book, &read_text(&this_year()), 1);
    let expected = [
        (Kind::Added, "3-504", vec![]),
        (Kind::Added, "孙八", vec![]),
        (Kind::Added, "钱七", vec![]),
        (Kind::Changed, "3-503", vec![Field::Cell(Heading::Area)]),
        (Kind::Changed, "张三", vec![Field::Cell(Heading::Phone)]),
        // Moved to another door, known by name and birth.
        (Kind::Changed, "张小三", vec![Field::Home]),
        // Owns and lives here no longer.
        (Kind::Changed, "李四", vec![Field::Home]),
        (Kind::Gone, "王五", vec![]),
    ];
    assert_eq!(
        summary(&difference),
        expected.map(|(kind, name, fields)| (kind, name.to_owned(), fields))
    );
    let suggested = difference
        .changes
        .iter()
        .filter(|change| !change.is_suggested());
    assert_eq!(
        suggested.count(),
        2,
        "who is gone or moved away is asked for"
    );
    let change = difference.changes.iter().flat_map(|change| change.fields());
    let area = change
        .clone()
        .find(|change| change.field == Field::Cell(Heading::Area) && !change.before.is_empty())
        .unwrap();
    assert_eq!(
        (area.before.as_str(), area.after.as_str()),
        ("70.00", "70.50")
    );
}

#[test]
fn an_update_is_taken_in_part_with_what_the_part_needs() {
    let book = last_year();
    let difference = compare(&book, &read_text(&this_year()), 1);
    let is_named = |change: &roster::difference::Change, name: &str| matches!(&change.after, Some(Content::Person(person)) if person.name == name);
    let applied = difference.apply(&book, |change| is_named(change, "孙八"), revisions(1 << 80));
    // 孙八 lives at 3-504, which comes along.
    assert_eq!(applied.cards.len(), 2);
    let after = Book::read(cards_of(&book).into_iter().chain(applied.cards));
    assert_eq!(after.premises().len(), book.premises().len() + 1);
    assert_eq!(after.odd(), []);
    // What somebody changed since is passed over and named.
    let twice = difference.apply(
        &after,
        |change| is_named(change, "孙八"),
        revisions(1 << 91),
    );
    assert_eq!(twice.cards, []);
    assert_eq!(twice.changed_since.len(), 2);
}

#[test]
fn an_update_that_was_taken_is_taken_back_at_the_desk() {
    let mut page = Page::default();
    page.hand_over();
    page.import(&last_years_file());
    let before = page.book();
    let checked = page.open(&this_year());
    // All of it, with who is gone and who moved away.
    let all: u32 = checked.kinds.iter().map(|kind| kind.all).sum();
    let chosen = (0..all).map(|place| page.choose(place, true)).last();
    let taken = page.take(&chosen.unwrap());
    assert_eq!((taken.cards.len(), taken.passed_over), (8, 0));
    assert_ne!(page.book().people(), before.people());
    page.write(Undo { subject: None }).unwrap();
    let back = page.book();
    assert_eq!(
        (back.premises(), back.people()),
        (before.premises(), before.people())
    );
    assert_eq!(back.clashes(), []);
}

#[test]
fn an_empty_cell_erases_nothing_and_a_table_of_owners_makes_no_resident_gone() {
    let book = last_year();
    let blank = read_text(
        "房号,姓名,与户主关系,电话\n3-501,张三,户主,\n3-501,张小三,子女,\n3-502,李四,户主,\n3-503,王五,户主,\n",
    );
    assert_eq!(compare(&book, &blank, 1).changes, []);
    let owners = read_text("房号,业主,建筑面积\n3-501,张三,89.5\n3-502,李四,70\n3-503,孙八,70\n");
    let difference = compare(&book, &owners, 1);
    let expected = [
        (Kind::Added, "孙八".to_owned(), vec![]),
        (Kind::Changed, "3-503".to_owned(), vec![Field::Owners]),
        // Sold the only flat and lives elsewhere.
        (Kind::Gone, "赵六".to_owned(), vec![]),
    ];
    assert_eq!(summary(&difference), expected);
    // Another estate's file says nothing of this one.
    let other = read_text("小区,房号,姓名\n月亮小区,1-101,甲\n");
    assert!(
        compare(&book, &other, 1)
            .changes
            .iter()
            .all(|change| change.kind() == Kind::Added)
    );
}

#[test]
fn comparing_stops_when_the_person_stops_it() {
    let preview = read(&xlsx(&[generated::residents()]));
    let mut stop = |_| ControlFlow::Break(());
    let stopped = Difference::of(
        &Book::default(),
        &preview.draft,
        ids(1),
        &mut Progress::new(&mut stop),
    );
    assert_eq!(stopped, Err(Cancelled));
}

fn cards_of(book: &Book) -> Vec<roster::Card> {
    let mut revisions = revisions(1 << 70);
    let premises = book.premises().keys().copied().map(Subject::Premises);
    let people = book.people().keys().copied().map(Subject::Person);
    let empty = Book::default();
    premises
        .chain(people)
        .map(|subject| empty.card(revisions(), subject, book.content(subject)))
        .collect()
}

/// Files of a few doors and people, some of them the same.
fn any_file() -> impl Strategy<Value = String> {
    let row = (
        0_u8..3,
        "[张李王]",
        0_u8..3,
        0_u8..3,
        "[张李王]?",
        "[0-9]{0,2}",
    );
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut text = HEAD.to_owned();
        for (door, name, relation, born, owner, area) in rows {
            let relation = ["户主", "配偶", ""][usize::from(relation)];
            let born = ["1960-01-01", "1990-01-01", ""][usize::from(born)];
            text.push_str(&format!(
                "3-50{door},{name},{relation},{born},,{owner},,{area}\n"
            ));
        }
        text
    })
}

proptest! {
    #[test]
    fn whatever_was_taken_is_taken_back(old in any_file(), new in any_file(), chosen: u64) {
        let mut page = Page::default();
        page.hand_over();
        page.import(&old);
        let before = page.book();
        let mut checked = page.open(&new);
        let all: u32 = checked.kinds.iter().map(|kind| kind.all).sum();
        for place in 0..all {
            checked = page.choose(place, chosen.rotate_right(place) & 1 == 1);
        }
        let taken = page.take(&checked);
        prop_assert_eq!(taken.passed_over, 0);
        // One card alone was written as by a form, and is taken back as such.
        let subject = taken.subject.filter(|_| taken.cards.len() == 1);
        if !taken.cards.is_empty() {
            page.write(Undo { subject }).unwrap();
        }
        let back = page.book();
        prop_assert_eq!((back.premises(), back.people()), (before.premises(), before.people()));
        prop_assert_eq!(back.clashes(), []);
    }

    #[test]
    fn a_file_that_was_taken_whole_changes_nothing_more(old in any_file(), new in any_file()) {
        let before = book(&read_text(&old));
        let preview = read_text(&new);
        let difference = compare(&before, &preview, 1);
        let applied = difference.apply(&before, |_| true, revisions(1 << 80));
        let after = Book::read(cards_of(&before).into_iter().chain(applied.cards));
        let again = compare(&after, &preview, 1 << 40);
        let changed = again.changes.iter().filter(|change| change.kind() == Kind::Changed);
        prop_assert_eq!(changed.count(), 0, "{:?}", again);
    }
}
