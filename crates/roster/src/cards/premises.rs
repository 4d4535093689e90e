//! A place of the roster (房屋) with its property unit (产权单位): area, use, who owns which share.

use super::floor_area::FloorArea;
use super::place::{Place, Scope};
use super::share::{Part, Share};

/// A flat, a shop, a parking space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Premises {
    /// Where it lies.
    pub place: Place,
    /// 居民小组; may be empty.
    pub group: String,
    /// 网格; may be empty.
    pub grid: String,
    /// What is owned here, if anything of it is known.
    pub unit: Option<PropertyUnit>,
    /// How it is used at present, each state once, in their order.
    pub states: Vec<State>,
}

/// What is owned; of a new one nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyUnit {
    /// Its area by the register of titles, if known.
    pub area: Option<FloorArea>,
    /// What it is used for.
    pub unit_use: UnitUse,
    /// 产权证号; may be empty.
    pub certificate: String,
    /// Who owns it.
    pub owners: Vec<Share>,
}

/// What a unit is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitUse {
    /// 住宅
    #[default]
    Residential,
    /// 商业
    Commercial,
    /// 车位: outside the area.
    Parking,
    /// 其他
    Other,
}

/// How a place is used at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 人户分离: registered here, living elsewhere.
    Apart,
    /// 空置
    Vacant,
    /// 出租
    Let,
}

ledger::in_map!(Premises {
    0: place,
    1: group,
    2: grid,
    3: unit,
    4: states
});
ledger::in_map!(PropertyUnit {
    0: area,
    1: unit_use,
    2: certificate,
    3: owners
});
ledger::as_number!(UnitUse {
    0: Residential,
    1: Commercial,
    2: Parking,
    3: Other
});
ledger::as_number!(State {
    0: Apart,
    1: Vacant,
    2: Let
});

impl PropertyUnit {
    /// Whether the shares that are written come to more than the whole.
    pub fn is_more_than_whole(&self) -> bool {
        Part::sum(self.owners.iter().filter_map(|share| share.part))
            .is_none_or(|(sum, whole)| sum > whole)
    }
}

impl UnitUse {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Residential => "住宅",
            Self::Commercial => "商业",
            Self::Parking => "车位",
            Self::Other => "其他",
        }
    }
}

impl State {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Apart => "人户分离",
            Self::Vacant => "空置",
            Self::Let => "出租",
        }
    }
}

impl Premises {
    /// Whether it belongs to a part of the community.
    pub fn is_in(&self, scope: &Scope) -> bool {
        let place = &self.place;
        match scope {
            Scope::Community => true,
            Scope::Estate(estate) => place.estate == *estate,
            Scope::Building(estate, building) => {
                place.estate == *estate && place.building == *building
            }
            Scope::Unit(estate, building, unit) => {
                place.estate == *estate && place.building == *building && place.unit == *unit
            }
            Scope::Group(group) => self.group == *group,
            Scope::Grid(grid) => self.grid == *grid,
        }
    }
}
