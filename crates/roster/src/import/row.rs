//! One row by its mapping: its values, and what is wrong with each of them.

mod cells;

use consultation::record::Date;

use super::address;
use super::draft::{DraftPerson, DraftPremises};
use super::heading::Heading;
use super::identity;
use super::mapping::Mapping;
use super::name;
use super::problem::What;
use super::value;
use crate::cards::{Part, Place, UnitUse};
use crate::table::{CellKind, Row};
use cells::short;

pub(super) use cells::formulas;

/// What a row says.
#[derive(Default)]
pub(super) struct Said {
    /// The place as far as the row names it.
    pub(super) place: Place,
    /// Of the place; its own place is filled in later.
    pub(super) premises: DraftPremises,
    /// Who lives there.
    pub(super) resident: Option<DraftPerson>,
    pub(super) is_householder: bool,
    /// Who owns it.
    pub(super) owners: Vec<DraftPerson>,
    /// Whether it says that the developer has not sold it.
    pub(super) is_unsold: bool,
    pub(super) part: Option<Part>,
    /// The identity numbers, to tell people apart within this file; dropped with it.
    pub(super) resident_id: String,
    pub(super) owner_id: String,
    pub(super) problems: Vec<Wrong>,
}

/// What is wrong with a cell.
pub(super) struct Wrong {
    pub(super) heading: Heading,
    pub(super) value: String,
    pub(super) what: What,
}

/// Reads the cells of a row.
pub(super) struct Reader<'a> {
    mapping: &'a Mapping,
    is_1904: bool,
    today: Date,
    row: Row<'a>,
    problems: Vec<Wrong>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(mapping: &'a Mapping, is_1904: bool, today: Date, row: Row<'a>) -> Self {
        Self {
            mapping,
            is_1904,
            today,
            row,
            problems: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Said {
        let mut said = Said {
            place: self.place(),
            ..Said::default()
        };
        said.premises = self.premises();
        let name = self.name(Heading::Name);
        let householder = self.name(Heading::Householder);
        let relation = self.text(Heading::Relation);
        let is_named_head = matches!(relation, "户主" | "本人" | "本人(户主)" | "本人（户主）");
        said.is_householder = match name.is_empty() {
            true => !householder.is_empty(),
            false => is_named_head || name == householder,
        };
        let mut person = self.person();
        said.resident_id = self.identity(Heading::IdNumber, &mut person);
        person.name = if name.is_empty() { householder } else { name };
        said.owners = self.owners();
        said.is_unsold = name::is_unsold(self.text(Heading::Owner));
        let owner_phone = self.phone(Heading::OwnerPhone);
        let mut owned = DraftPerson::default();
        said.owner_id = self.identity(Heading::OwnerId, &mut owned);
        if !person.name.is_empty() {
            person.kind = name::kind(&person.name);
            said.resident = Some(person);
        } else if !self.mapping.has_residents() {
            // In a table of owners alone, phone, birth and sex are the owner's.
            owned.complete(&person);
            if said.owner_id.is_empty() {
                said.owner_id = core::mem::take(&mut said.resident_id);
            }
        }
        if let [owner] = said.owners.as_mut_slice() {
            owner.phone = owner_phone;
            owner.complete(&owned);
        } else {
            said.owner_id.clear();
        }
        said.part = self.value(Heading::Share, value::share).flatten();
        if said.part.is_some() && said.owners.len() > 1 {
            self.wrong(
                Heading::Share,
                self.text(Heading::Share).to_owned(),
                What::SeveralOwnersOneShare,
            );
            said.part = None;
        }
        said.problems = self.problems;
        said
    }

    /// Numbers of columns of their own come before those of an address.
    fn place(&mut self) -> Place {
        let address = self.text(Heading::Address);
        let mut place = address::parse(address).unwrap_or_default();
        let room = self.text(Heading::Room);
        // A column of rooms often holds all of it: 3-2-501.
        let is_whole = room
            .chars()
            .any(|letter| matches!(letter, '-' | '幢' | '栋' | '元' | '#' | '－' | '—'));
        if let Some(whole) =
            address::parse(room).filter(|whole| is_whole && !whole.building.is_empty())
        {
            place = Place {
                estate: place.estate,
                ..whole
            };
        } else if !room.is_empty() {
            place.room = address::part(room);
        }
        for (heading, part) in [
            (Heading::Building, &mut place.building),
            (Heading::Unit, &mut place.unit),
        ] {
            let text = self.text(heading);
            if !text.is_empty() {
                *part = address::part(text);
            }
        }
        let estate = self.text(Heading::Estate);
        if !estate.is_empty() {
            place.estate = value::plain(estate);
        }
        place
    }

    fn premises(&mut self) -> DraftPremises {
        let area = self.value(Heading::Area, value::area);
        if area.is_some_and(|(_, is_rounded)| is_rounded) {
            self.wrong(
                Heading::Area,
                self.text(Heading::Area).to_owned(),
                What::AreaRounded,
            );
        }
        let mut unit_use = self.value(Heading::Use, value::unit_use);
        if unit_use.is_none() && !self.text(Heading::Use).is_empty() {
            unit_use = Some(UnitUse::Other);
        }
        DraftPremises {
            group: value::plain(self.text(Heading::Group)),
            grid: value::plain(self.text(Heading::Grid)),
            area: area.map(|(area, _)| area),
            unit_use,
            certificate: value::plain(self.text(Heading::Certificate)),
            states: self.value(Heading::State, value::states),
            ..DraftPremises::default()
        }
    }

    fn person(&mut self) -> DraftPerson {
        let (is_1904, today) = (self.is_1904, self.today);
        DraftPerson {
            sex: self.value(Heading::Sex, value::sex),
            born: self.value(Heading::Birth, |text| value::birth(text, is_1904, today)),
            phone: self.phone(Heading::Phone),
            registration: self.value(Heading::Registration, value::registration),
            tags: name::several(self.text(Heading::Tags))
                .filter(|tag| !matches!(*tag, "无" | "-" | "群众"))
                .map(value::plain)
                .collect(),
            ..DraftPerson::default()
        }
    }

    fn owners(&mut self) -> Vec<DraftPerson> {
        let text = self.text(Heading::Owner);
        let mut owners: Vec<DraftPerson> = Vec::new();
        if name::is_unsold(text) {
            return owners;
        }
        for text in name::several(text) {
            match name::clean(text) {
                Some(name) if owners.iter().any(|owner| owner.name == name) => {}
                Some(name) if !name.is_empty() => {
                    let kind = name::kind(&name);
                    owners.push(DraftPerson {
                        name,
                        kind,
                        ..DraftPerson::default()
                    });
                }
                Some(_) => {}
                None => self.wrong(Heading::Owner, short(text), What::NameTooLong),
            }
        }
        owners
    }

    fn name(&mut self, heading: Heading) -> String {
        let text = self.text(heading);
        match name::clean(text) {
            Some(name) => name,
            None => {
                self.wrong(heading, short(text), What::NameTooLong);
                String::new()
            }
        }
    }

    fn phone(&mut self, heading: Heading) -> String {
        let Some((phone, is_several)) = self.value(heading, value::phone) else {
            return String::new();
        };
        if is_several {
            self.wrong(heading, self.text(heading).to_owned(), What::PhoneSeveral);
        }
        phone
    }

    /// Reads birth and sex from an identity number and gives the number, if it is a right one.
    fn identity(&mut self, heading: Heading, person: &mut DraftPerson) -> String {
        let Some(cell) = self.cell(heading) else {
            return String::new();
        };
        let number = value::plain(cell.text).to_ascii_uppercase();
        let shown = identity::masked(&number);
        if cell.kind == CellKind::Number && number.len() > 15 {
            self.wrong(heading, shown, What::IdAsNumber);
            return String::new();
        }
        let identity = match identity::read(&number) {
            Ok(identity) => identity,
            Err(why) => {
                self.wrong(heading, shown, why.into());
                return String::new();
            }
        };
        if person.born.is_some_and(|born| born != identity.born) {
            self.wrong(heading, shown, What::IdBirthDiffers);
        } else if person.sex.is_some_and(|sex| sex != identity.sex) {
            self.wrong(heading, shown, What::IdSexDiffers);
        }
        person.born = person.born.or(Some(identity.born));
        person.sex = person.sex.or(Some(identity.sex));
        number
    }
}
