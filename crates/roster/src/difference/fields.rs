//! The fields of places and people, to be shown one by one.

use crate::cards::{Content, Share, fraction_words};
use crate::cells::{self, AND, HOUSEHOLDER};
use crate::import::Heading;

/// A field of a place or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 房屋, by all its numbers.
    Place,
    /// 业主
    Owners,
    /// 住处
    Home,
    /// What a table has in a column of its own.
    Cell(Heading),
}

/// What changes of a field. Owners and homes, which are ids, are told apart by their number and not named here: the
/// page knows who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

const OF_PREMISES: [Field; 8] = [
    Field::Place,
    Field::Cell(Heading::Group),
    Field::Cell(Heading::Grid),
    Field::Cell(Heading::Area),
    Field::Cell(Heading::Use),
    Field::Cell(Heading::Certificate),
    Field::Owners,
    Field::Cell(Heading::State),
];
const OF_PEOPLE: [Field; 7] = [
    Field::Cell(Heading::Name),
    Field::Cell(Heading::Sex),
    Field::Cell(Heading::Birth),
    Field::Cell(Heading::Phone),
    Field::Cell(Heading::Registration),
    Field::Home,
    Field::Cell(Heading::Tags),
];

impl Field {
    /// Whether it holds ids of people or places, whose names it does not know.
    pub fn names_others(self) -> bool {
        matches!(self, Self::Owners | Self::Home)
    }

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Place => "房屋",
            Self::Owners => Heading::Owner.words(),
            Self::Home => "住处",
            Self::Cell(heading) => heading.words(),
        }
    }
}

/// What differs between two contents.
pub(crate) fn changes(before: Option<&Content>, after: Option<&Content>) -> Vec<FieldChange> {
    let is_person = matches!(before.or(after), Some(Content::Person(_)));
    let fields: &[Field] = if is_person { &OF_PEOPLE } else { &OF_PREMISES };
    let value = |content: Option<&Content>, field| {
        let said = content.and_then(|content| said(content, field));
        said.unwrap_or_default()
    };
    let change = |field: &Field| FieldChange {
        field: *field,
        before: value(before, *field),
        after: value(after, *field),
    };
    fields
        .iter()
        .map(change)
        .filter(|change| change.before != change.after)
        .collect()
}

fn said(content: &Content, field: Field) -> Option<String> {
    match (content, field) {
        (Content::Premises(premises), Field::Cell(heading)) => {
            cells::of_premises(premises, heading)
        }
        (Content::Person(person), Field::Cell(heading)) => cells::of_person(person, heading),
        (Content::Premises(premises), Field::Place) => Some(premises.place.to_string()),
        (Content::Premises(premises), Field::Owners) => {
            let owners = premises.unit.iter().flat_map(|unit| &unit.owners);
            let share = |share: &Share| format!("{}:{}", share.owner, fraction_words(share.part));
            Some(owners.map(share).collect::<Vec<_>>().join(AND))
        }
        (Content::Person(person), Field::Home) => person.home.map(|home| {
            let relation = if home.is_householder { HOUSEHOLDER } else { "" };
            format!("{}:{relation}", home.premises)
        }),
        _ => None,
    }
}
