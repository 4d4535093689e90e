//! Where a row lies when it does not say all of it itself.

use super::Line;
use crate::cards::{PersonKind, Place};
use crate::import::draft::DraftPerson;
use crate::import::gather::Gatherer;
use crate::import::heading::Heading;
use crate::import::problem::What;
use crate::import::row::{Said, Wrong};

/// What the rows above say of the place: cells that were merged lose their merging in a CSV.
pub(super) struct Above<'a> {
    pub(super) place: Place,
    pub(super) estate: &'a str,
    pub(super) has_estates: bool,
    pub(super) has_buildings: bool,
}

/// Completes the place from the rows above and takes the row, if it has one.
pub(super) fn take(
    row: u32,
    mut said: Said,
    above: &mut Above<'_>,
    gatherer: &mut Gatherer,
    problems: &mut Vec<Wrong>,
) -> Line {
    let place = &mut said.place;
    let is_blank = [&place.building, &place.unit, &place.room]
        .iter()
        .all(|part| part.is_empty());
    let has_people = said.resident.is_some() || !said.owners.is_empty();
    if is_blank && has_people && !above.place.room.is_empty() {
        place.clone_from(&above.place);
        problems.push(Wrong {
            heading: Heading::Room,
            value: String::new(),
            what: What::AsAbove,
        });
    } else {
        above.complete(place);
        above.place.clone_from(place);
    }
    if place.room.is_empty() {
        problems.push(Wrong {
            heading: Heading::Room,
            value: String::new(),
            what: What::NoRoom,
        });
        return Line::of(row);
    }
    if said.is_unsold {
        said.owners = vec![developer(&said.place)];
    }
    gatherer.take(row, said, problems)
}

/// The developer's unsold units are one owner, of each estate its own.
fn developer(place: &Place) -> DraftPerson {
    let name = match place.estate.as_str() {
        "" => "开发商".to_owned(),
        estate => format!("开发商（{estate}）"),
    };
    DraftPerson {
        name,
        kind: PersonKind::Body,
        ..DraftPerson::default()
    }
}

impl Above<'_> {
    /// Fills in what stands left of the first number that the row has.
    fn complete(&self, place: &mut Place) {
        if place.estate.is_empty() {
            let estate = if self.has_estates {
                self.place.estate.as_str()
            } else {
                self.estate
            };
            estate.clone_into(&mut place.estate);
        }
        let is_same = self.has_buildings && place.estate == self.place.estate;
        if is_same && place.building.is_empty() {
            place.building.clone_from(&self.place.building);
            if place.unit.is_empty() {
                place.unit.clone_from(&self.place.unit);
            }
        }
    }
}
