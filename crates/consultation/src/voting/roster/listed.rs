//! What a roster is read from: units with their owners, residents, households.

use std::collections::BTreeSet;

use crate::record::Date;
use crate::voting::ids::{BuildingUnit, HouseholdId, PropertyUnitId, VoterId};
use crate::voting::measure::Area;

/// A unit that somebody owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyUnit {
    /// Its number in the roster.
    pub id: PropertyUnitId,
    /// The unit of the building in which it lies.
    pub building_unit: BuildingUnit,
    /// Who owns it; several own it together.
    pub owners: BTreeSet<VoterId>,
    /// Which of several owners votes.
    pub speaker: Speaker,
    /// Its area by the register of titles.
    pub area: Area,
    /// What it is used for.
    pub property_use: PropertyUse,
}

/// What a unit is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PropertyUse {
    /// 住宅
    Dwelling,
    /// 商铺 and whatever else is no dwelling.
    Other,
    /// 车位
    Parking,
}

/// Which of several people votes for all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// Any, as long as they do not differ.
    Any,
    /// The one they agreed on in writing (宁波: 共有人约定一名行使).
    Agreed(VoterId),
}

/// A person who may be entitled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resident {
    /// The roster's name for them.
    pub id: VoterId,
    /// Their household.
    pub household: HouseholdId,
    /// How old they are.
    pub born: Born,
}

/// What a roster knows of somebody's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Born {
    /// The day of birth.
    On(Date),
    /// No day, but staff stated that they are of age.
    OfAge,
}

/// A household and who may come for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// The roster's name for it.
    pub id: HouseholdId,
    /// Its members who may represent it.
    pub members: BTreeSet<VoterId>,
}
