//! The roster as CSV for Excel and WPS: UTF-8 with its mark, and no cell that a program would run as a formula.

use crate::cards::{Book, Home, Person, PersonKind, Place, Premises, PremisesId, fraction_words};
use ledger::PersonId;

/// The mark by which Excel knows UTF-8.
const MARK: &str = "\u{feff}";

const RESIDENTS: [&str; 14] = [
    "小区",
    "幢",
    "单元",
    "室",
    "居民小组",
    "网格",
    "姓名",
    "与户主关系",
    "性别",
    "出生日期",
    "电话",
    "户籍",
    "状态",
    "标签",
];
const UNITS: [&str; 11] = [
    "小区",
    "幢",
    "单元",
    "室",
    "业主",
    "业主电话",
    "产权证号",
    "建筑面积",
    "用途",
    "份额",
    "状态",
];

/// Who lives here, a row each.
pub fn residents(book: &Book) -> String {
    let mut table = Table::new(&RESIDENTS);
    let living = book.people().values().filter_map(|person| {
        let home = person.home?;
        Some((book.premises().get(&home.premises)?, home, person))
    });
    let mut living: Vec<(&Premises, Home, &Person)> = living.collect();
    living.sort_by_key(|(premises, home, person)| {
        (&premises.place, !home.is_householder, &person.name)
    });
    for (premises, home, person) in living {
        let mut row = place_cells(&premises.place);
        row.extend([
            premises.group.clone(),
            premises.grid.clone(),
            person.name.clone(),
        ]);
        row.push(if home.is_householder { "户主" } else { "" }.to_owned());
        row.extend(person_cells(person));
        row.push(states(premises));
        row.push(person.tags.join("、"));
        table.row(&row);
    }
    table.text
}

/// Who owns here, a row for each owner of a unit; a unit whose owner is not known has one too.
pub fn units(book: &Book) -> String {
    let mut table = Table::new(&UNITS);
    let mut premises: Vec<&Premises> = book.premises().values().collect();
    premises.sort_by_key(|premises| &premises.place);
    for premises in premises {
        let Some(unit) = &premises.unit else { continue };
        let owners = unit
            .owners
            .iter()
            .map(|share| (book.people().get(&share.owner), share.part));
        let mut owners: Vec<_> = owners.collect();
        if owners.is_empty() {
            owners.push((None, None));
        }
        for (owner, part) in owners {
            let mut row = place_cells(&premises.place);
            row.push(owner.map_or_else(String::new, |owner| owner.name.clone()));
            row.push(owner.map_or_else(String::new, |owner| owner.phone.clone()));
            row.push(unit.certificate.clone());
            row.push(unit.area.map_or_else(String::new, |area| area.words()));
            row.push(unit.unit_use.words().to_owned());
            row.push(fraction_words(part));
            row.push(states(premises));
            table.row(&row);
        }
    }
    table.text
}

/// All that the roster holds of one person, for them to take along (个人信息保护法 45); `None` when it holds nothing.
pub fn person(book: &Book, id: PersonId) -> Option<String> {
    let person = book.people().get(&id)?;
    let mut table = Table::new(&["项目", "内容"]);
    let mut say = |what: &str, value: String| table.row(&[what.to_owned(), value]);
    say("姓名", person.name.clone());
    let kind = if person.kind == PersonKind::Body {
        "单位"
    } else {
        "个人"
    };
    say("类别", kind.to_owned());
    for (what, value) in ["性别", "出生日期", "电话", "户籍"]
        .into_iter()
        .zip(person_cells(person))
    {
        say(what, value);
    }
    say("标签", person.tags.join("、"));
    let home = person
        .home
        .and_then(|home| book.premises().get(&home.premises));
    say(
        "住处",
        home.map_or_else(String::new, |home| home.place.to_string()),
    );
    let is_householder = person.home.is_some_and(|home| home.is_householder);
    say("户主", if is_householder { "是" } else { "否" }.to_owned());
    for (premises, part) in owned(book, id) {
        say(
            "拥有的房屋",
            format!("{} {}", premises.place, part).trim_end().to_owned(),
        );
    }
    Some(table.text)
}

fn owned(book: &Book, id: PersonId) -> Vec<(&Premises, String)> {
    let mut owned: Vec<(PremisesId, &Premises, String)> = Vec::new();
    for (premises_id, premises) in book.premises() {
        for share in premises.unit.iter().flat_map(|unit| &unit.owners) {
            if share.owner == id {
                owned.push((*premises_id, premises, fraction_words(share.part)));
            }
        }
    }
    owned.sort_by_key(|(id, premises, _)| (premises.place.clone(), *id));
    owned
        .into_iter()
        .map(|(_, premises, part)| (premises, part))
        .collect()
}

fn place_cells(place: &Place) -> Vec<String> {
    vec![
        place.estate.clone(),
        place.building.clone(),
        place.unit.clone(),
        place.room.clone(),
    ]
}

fn person_cells(person: &Person) -> [String; 4] {
    [
        person.sex.map_or("", |sex| sex.words()).to_owned(),
        person
            .born
            .map_or_else(String::new, |born| born.0.to_string()),
        person.phone.clone(),
        person.registration.map_or("", |one| one.words()).to_owned(),
    ]
}

fn states(premises: &Premises) -> String {
    premises
        .states
        .iter()
        .map(|state| state.words())
        .collect::<Vec<_>>()
        .join("、")
}

/// A CSV as it is written (RFC 4180).
struct Table {
    text: String,
}

impl Table {
    fn new(head: &[&str]) -> Self {
        let mut table = Self {
            text: MARK.to_owned(),
        };
        table.row(&head.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
        table
    }

    fn row(&mut self, cells: &[String]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.cell(cell);
        }
        self.text.push_str("\r\n");
    }

    /// A cell that a program would take for a formula begins with an apostrophe, which it shows as text.
    fn cell(&mut self, cell: &str) {
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let is_quoted = cell.contains([',', '"', '\r', '\n']);
        if is_quoted {
            self.text.push('"');
        }
        if is_formula {
            self.text.push('\'');
        }
        self.text.push_str(&cell.replace('"', "\"\""));
        if is_quoted {
            self.text.push('"');
        }
    }
}
