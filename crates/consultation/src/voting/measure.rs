//! What is counted: heads, households, and area.

use std::fmt;

/// A number of heads: owners, persons, representatives or households.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Heads(u64);

/// 专有部分面积, in 0.01 m², as the register of titles states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u64);

/// By what shares are taken (民法典 278: 面积 and 人数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// 人数: those who count as one each.
    Heads,
    /// 面积
    Area,
    /// 户数, where a rule of persons also counts their households (村民委员会组织法 22).
    Households,
}

/// So much by one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// By heads.
    Heads(Heads),
    /// By area.
    Area(Area),
    /// By households.
    Households(Heads),
}

/// The same people by every measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many count as one each.
    pub heads: Heads,
    /// Their area; zero where the rule does not look at it.
    pub area: Area,
    /// Their households; zero where the rule does not look at them.
    pub households: Heads,
}

impl Heads {
    /// None.
    pub const ZERO: Self = Self(0);

    /// So many.
    pub const fn new(heads: u64) -> Self {
        Self(heads)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Area {
    /// None.
    pub const ZERO: Self = Self(0);

    /// So many hundredths of a square metre.
    pub const fn hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// So many whole square metres; as much as can be said if there are more.
    pub const fn square_metres(metres: u64) -> Self {
        Self(metres.saturating_mul(100))
    }

    /// In 0.01 m².
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Amount {
    /// An amount by a measure; area is in 0.01 m².
    pub fn new(measure: Measure, number: u64) -> Self {
        match measure {
            Measure::Heads => Self::Heads(Heads(number)),
            Measure::Area => Self::Area(Area(number)),
            Measure::Households => Self::Households(Heads(number)),
        }
    }

    /// By what it is measured.
    pub fn measure(self) -> Measure {
        match self {
            Self::Heads(_) => Measure::Heads,
            Self::Area(_) => Measure::Area,
            Self::Households(_) => Measure::Households,
        }
    }

    /// The number; area is in 0.01 m².
    pub fn get(self) -> u64 {
        match self {
            Self::Heads(heads) | Self::Households(heads) => heads.0,
            Self::Area(area) => area.0,
        }
    }
}

impl Counts {
    /// Nobody.
    pub const ZERO: Self = Self::new(Heads::ZERO, Area::ZERO);

    /// Heads and area, households not counted.
    pub const fn new(heads: Heads, area: Area) -> Self {
        Self {
            heads,
            area,
            households: Heads::ZERO,
        }
    }

    /// Heads alone.
    pub const fn heads(heads: u64) -> Self {
        Self::new(Heads::new(heads), Area::ZERO)
    }

    /// By one measure.
    pub fn by(&self, measure: Measure) -> Amount {
        match measure {
            Measure::Heads => Amount::Heads(self.heads),
            Measure::Area => Amount::Area(self.area),
            Measure::Households => Amount::Households(self.households),
        }
    }

    /// Both together; stops at the largest number there is.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            heads: Heads(self.heads.0.saturating_add(other.heads.0)),
            area: Area(self.area.0.saturating_add(other.area.0)),
            households: Heads(self.households.0.saturating_add(other.households.0)),
        }
    }

    /// Without the others; never under zero.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self {
            heads: Heads(self.heads.0.saturating_sub(other.heads.0)),
            area: Area(self.area.0.saturating_sub(other.area.0)),
            households: Heads(self.households.0.saturating_sub(other.households.0)),
        }
    }

    /// Whether there is nobody.
    pub fn is_zero(&self) -> bool {
        self.heads == Heads::ZERO
    }
}

impl fmt::Display for Heads {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// In square metres, without needless zeros: `9600`, `12.5`.
impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (metres, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(formatter, "{metres}"),
            rest if rest % 10 == 0 => write!(formatter, "{metres}.{}", rest / 10),
            rest => write!(formatter, "{metres}.{rest:02}"),
        }
    }
}

/// The number alone, area in square metres.
impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heads(heads) | Self::Households(heads) => heads.fmt(formatter),
            Self::Area(area) => area.fmt(formatter),
        }
    }
}
