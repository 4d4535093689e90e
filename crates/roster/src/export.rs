//! The roster as CSV for Excel and WPS: UTF-8 with its mark, and no cell that a program would run as a formula.

use ledger::PersonId;

use crate::cards::{Book, Home, Person, PersonKind, Premises, PremisesId, fraction_words};
use crate::cells;
use crate::import::Heading;

/// The mark by which Excel knows UTF-8.
const MARK: &str = "\u{feff}";

const RESIDENTS: [Heading; 14] = [
    Heading::Estate,
    Heading::Building,
    Heading::Unit,
    Heading::Room,
    Heading::Group,
    Heading::Grid,
    Heading::Name,
    Heading::Relation,
    Heading::Sex,
    Heading::Birth,
    Heading::Phone,
    Heading::Registration,
    Heading::State,
    Heading::Tags,
];
const UNITS: [Heading; 11] = [
    Heading::Estate,
    Heading::Building,
    Heading::Unit,
    Heading::Room,
    Heading::Owner,
    Heading::OwnerPhone,
    Heading::Certificate,
    Heading::Area,
    Heading::Use,
    Heading::Share,
    Heading::State,
];
/// What else is held of a person, beside name and kind.
const OF_PERSON: [Heading; 5] = [
    Heading::Sex,
    Heading::Birth,
    Heading::Phone,
    Heading::Registration,
    Heading::Tags,
];

/// Who lives here, a row each.
pub fn residents(book: &Book) -> String {
    let mut table = Table::new(&RESIDENTS.map(head));
    let living = book.people().values().filter_map(|person| {
        let home = person.home?;
        Some((book.premises().get(&home.premises)?, home, person))
    });
    let mut living: Vec<(&Premises, Home, &Person)> = living.collect();
    living.sort_by_key(|(premises, home, person)| {
        (&premises.place, !home.is_householder, &person.name)
    });
    for (premises, _, person) in living {
        table.row(RESIDENTS.map(|heading| {
            let of_place = cells::of_premises(premises, heading);
            let cell = of_place.or_else(|| cells::of_person(person, heading));
            cell.unwrap_or_default()
        }));
    }
    table.text
}

/// Who owns here, a row for each owner of a unit; a unit whose owner is not known has one too.
pub fn units(book: &Book) -> String {
    let mut table = Table::new(&UNITS.map(head));
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
            table.row(UNITS.map(|heading| match heading {
                Heading::Owner => owner.map_or_else(String::new, |owner| owner.name.clone()),
                Heading::OwnerPhone => owner.map_or_else(String::new, |owner| owner.phone.clone()),
                Heading::Share => fraction_words(part),
                _ => cells::of_premises(premises, heading).unwrap_or_default(),
            }));
        }
    }
    table.text
}

/// All that the roster holds of one person, for them to take along (个人信息保护法 45); `None` when it holds nothing.
pub fn person(book: &Book, id: PersonId) -> Option<String> {
    let person = book.people().get(&id)?;
    let mut table = Table::new(&["项目", "内容"]);
    let mut say = |what: &str, value: String| table.row([what.to_owned(), value]);
    say(head(Heading::Name), person.name.clone());
    let kind = if person.kind == PersonKind::Body {
        "单位"
    } else {
        "个人"
    };
    say("类别", kind.to_owned());
    for heading in OF_PERSON {
        let value = cells::of_person(person, heading);
        say(head(heading), value.unwrap_or_default());
    }
    let home = person
        .home
        .and_then(|home| book.premises().get(&home.premises));
    say(
        "住处",
        home.map_or_else(String::new, |home| home.place.to_string()),
    );
    let is_householder = person.home.is_some_and(|home| home.is_householder);
    say(
        cells::HOUSEHOLDER,
        if is_householder { "是" } else { "否" }.to_owned(),
    );
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
    owned.sort_by_key(|(id, premises, _)| (&premises.place, *id));
    owned
        .into_iter()
        .map(|(_, premises, part)| (premises, part))
        .collect()
}

/// What stands at the head of a column.
fn head(heading: Heading) -> &'static str {
    match heading {
        // Shorter than on the screen, as most tables have it.
        Heading::Tags => "标签",
        _ => heading.words(),
    }
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
        table.row(head.iter().copied());
        table
    }

    fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.cell(cell.as_ref());
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
