//! A card for reading and as the boxes of a form.

use super::ask::{CardPage, Cell, Line, Look, Related, Variant};
use super::{Desk, Words};
use crate::cards::{
    Content, Person, Premises, Registration, Sex, State, Subject, UnitUse, fraction_words,
};
use crate::cells::{self, HOUSEHOLDER};
use crate::difference::changes;
use crate::import::Heading;

/// The boxes of a place's form.
const OF_PREMISES: [Heading; 10] = [
    Heading::Estate,
    Heading::Building,
    Heading::Unit,
    Heading::Room,
    Heading::Group,
    Heading::Grid,
    Heading::State,
    Heading::Area,
    Heading::Use,
    Heading::Certificate,
];

/// The boxes of a person's form.
const OF_PEOPLE: [Heading; 7] = [
    Heading::Name,
    Heading::Relation,
    Heading::Sex,
    Heading::Birth,
    Heading::Phone,
    Heading::Registration,
    Heading::Tags,
];

impl Desk {
    pub(super) fn look(&self, asked: &Look) -> Result<CardPage, Words> {
        let Some(subject) = asked.subject else {
            return Ok(CardPage {
                cells: boxes(&match asked.is_person {
                    true => Content::Person(Person::default()),
                    false => Content::Premises(Premises::default()),
                }),
                ..CardPage::default()
            });
        };
        let gone = || "名册里没有这一条了，可能已经在另一台设备上删除。".to_owned();
        let content = self.book.content(subject).ok_or_else(gone)?;
        let clash = self.book.clashes().iter();
        let clash = clash.filter(|clash| clash.subject == subject);
        let variants = clash.flat_map(|clash| &clash.cards).map(|card| Variant {
            lines: self.lines(card.content.as_ref()),
        });
        Ok(CardPage {
            subject: Some(subject),
            title: self.name(subject),
            lines: self.lines(Some(&content)),
            cells: boxes(&content),
            related: self.related(subject),
            variants: variants.collect(),
        })
    }

    /// What is known; people and places that it names are in [`Self::related`].
    fn lines(&self, content: Option<&Content>) -> Vec<Line> {
        let mut lines: Vec<Line> = changes(None, content)
            .into_iter()
            .filter(|change| !change.field.names_others())
            .map(|change| Line {
                label: change.field.words().to_owned(),
                value: change.after,
            })
            .collect();
        let home = content.and_then(|content| match content {
            Content::Person(person) => person.home,
            Content::Premises(_) => None,
        });
        if let Some(home) = home {
            let value = self.name(Subject::Premises(home.premises));
            lines.push(Line {
                label: if home.is_householder {
                    HOUSEHOLDER
                } else {
                    "住处"
                }
                .to_owned(),
                value,
            });
        }
        if content.is_none() {
            lines.push(Line {
                label: "状态".to_owned(),
                value: "已从名册移出".to_owned(),
            });
        }
        lines
    }

    fn related(&self, subject: Subject) -> Vec<Related> {
        match subject {
            Subject::Premises(id) => {
                let living = self.book.people().iter().filter_map(|(person, content)| {
                    let home = content.home.filter(|home| home.premises == id)?;
                    let how = if home.is_householder {
                        HOUSEHOLDER
                    } else {
                        "住户"
                    };
                    Some((!home.is_householder, how.to_owned(), *person))
                });
                let mut living: Vec<_> = living.collect();
                living.sort();
                let living = living.into_iter().map(|(_, how, person)| Related {
                    how,
                    is_owner: false,
                    entry: self.entry(Subject::Person(person)),
                });
                let unit = self.book.premises().get(&id);
                let unit = unit.and_then(|premises| premises.unit.as_ref());
                let owners = unit.map_or(&[][..], |unit| &unit.owners);
                let owners = owners.iter().map(|share| Related {
                    how: format!("业主 {}", fraction_words(share.part))
                        .trim_end()
                        .to_owned(),
                    is_owner: true,
                    entry: self.entry(Subject::Person(share.owner)),
                });
                living.chain(owners).collect()
            }
            Subject::Person(id) => {
                let person = self.book.people().get(&id);
                let home = person.and_then(|person| person.home).map(|home| Related {
                    how: "住处".to_owned(),
                    is_owner: false,
                    entry: self.entry(Subject::Premises(home.premises)),
                });
                let owned = self
                    .book
                    .premises()
                    .iter()
                    .filter_map(|(premises, content)| {
                        let owners = content.unit.iter().flat_map(|unit| &unit.owners);
                        let share = owners.into_iter().find(|share| share.owner == id)?;
                        Some(Related {
                            how: format!("拥有 {}", fraction_words(share.part))
                                .trim_end()
                                .to_owned(),
                            is_owner: true,
                            entry: self.entry(Subject::Premises(*premises)),
                        })
                    });
                home.into_iter().chain(owned).collect()
            }
        }
    }
}

/// The boxes of a form with what stands in them.
fn boxes(content: &Content) -> Vec<Cell> {
    let headings: &[Heading] = match content {
        Content::Premises(_) => &OF_PREMISES,
        Content::Person(_) => &OF_PEOPLE,
    };
    let value = |heading| match content {
        Content::Premises(premises) => cells::of_premises(premises, heading),
        Content::Person(person) => cells::of_person(person, heading),
    };
    let cell = |heading: &Heading| Cell {
        label: heading.words().to_owned(),
        value: value(*heading).unwrap_or_default(),
        options: options(*heading),
    };
    headings.iter().map(cell).collect()
}

/// What a box may hold, where that is a closed list.
fn options(heading: Heading) -> Vec<String> {
    let options: &[&str] = match heading {
        Heading::Relation => &[HOUSEHOLDER],
        Heading::Sex => &[Sex::Male.words(), Sex::Female.words()],
        Heading::Registration => &[Registration::Here.words(), Registration::Elsewhere.words()],
        Heading::State => &[
            State::Apart.words(),
            State::Vacant.words(),
            State::Let.words(),
        ],
        Heading::Use => &[
            UnitUse::Residential.words(),
            UnitUse::Commercial.words(),
            UnitUse::Parking.words(),
            UnitUse::Other.words(),
        ],
        _ => &[],
    };
    options.iter().map(|&option| option.to_owned()).collect()
}
