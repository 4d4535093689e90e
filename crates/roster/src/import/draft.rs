//! What a file comes to before it is compared with the book: places and people without ids.

use crate::birthday::Birthday;
use crate::cards::{FloorArea, Part, PersonKind, Place, Registration, Sex, State, UnitUse};

/// Places and people of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The places, in the order of their first rows.
    pub premises: Vec<DraftPremises>,
    /// The people.
    pub people: Vec<DraftPerson>,
    /// Whether it says who lives where, so that who is missing in it is gone.
    pub has_residents: bool,
    /// Whether it says who owns what.
    pub has_owners: bool,
}

/// A place; what the file does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPremises {
    /// Where it lies.
    pub place: Place,
    /// 居民小组
    pub group: String,
    /// 网格
    pub grid: String,
    /// Its area.
    pub area: Option<FloorArea>,
    /// What it is used for.
    pub unit_use: Option<UnitUse>,
    /// 产权证号
    pub certificate: String,
    /// How it is used at present.
    pub states: Option<Vec<State>>,
    /// Who owns it.
    pub owners: Vec<DraftShare>,
    /// The row that named it first, as Excel numbers it.
    pub row: u32,
}

/// Who owns how much of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftShare {
    /// The owner's place among the people.
    pub person: usize,
    /// Their part.
    pub part: Option<Part>,
}

/// A person; what the file does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPerson {
    /// Their name.
    pub name: String,
    /// A human being or a body.
    pub kind: PersonKind,
    /// Sex.
    pub sex: Option<Sex>,
    /// Day of birth.
    pub born: Option<Birthday>,
    /// Phone.
    pub phone: String,
    /// Where they are registered.
    pub registration: Option<Registration>,
    /// The place where they live, by its place among the places, and whether they are the 户主.
    pub home: Option<(usize, bool)>,
    /// 老党员, 党代表 …
    pub tags: Vec<String>,
    /// The row that named them first, as Excel numbers it.
    pub row: u32,
}

impl DraftPerson {
    /// Takes from another row what this one does not say.
    pub(super) fn complete(&mut self, other: &Self) {
        self.sex = self.sex.or(other.sex);
        self.born = self.born.or(other.born);
        self.registration = self.registration.or(other.registration);
        self.home = self.home.or(other.home);
        if self.phone.is_empty() {
            self.phone.clone_from(&other.phone);
        }
        for tag in &other.tags {
            if !self.tags.contains(tag) {
                self.tags.push(tag.clone());
            }
        }
    }
}
