//! Where something lies: 小区, 幢, 单元, 室; and the scopes by which it is counted.

use core::fmt;

/// A place by the numbers on its doors. What an estate does not have is empty: many have no 单元.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// 小区
    pub estate: String,
    /// 幢, the number alone.
    pub building: String,
    /// 单元, the number alone.
    pub unit: String,
    /// 室, the number alone; a parking space by its number.
    pub room: String,
}

ledger::in_map!(Place {
    0: estate,
    1: building,
    2: unit,
    3: room
});

/// A part of the community.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    Community,
    /// A 小区.
    Estate(String),
    /// A 幢 of an estate.
    Building(String, String),
    /// A 单元 of a building of an estate.
    Unit(String, String, String),
    /// A 居民小组, across estates.
    Group(String),
    /// A 网格, across estates.
    Grid(String),
}

impl Place {
    /// The 单元 in which it lies, as one name.
    pub fn building_unit(&self) -> String {
        format!("{}/{}/{}", self.estate, self.building, self.unit)
    }

    /// `3-2-501`, as people type it.
    pub fn short(&self) -> String {
        let mut short = String::new();
        for part in [&self.building, &self.unit, &self.room] {
            if part.is_empty() {
                continue;
            }
            if !short.is_empty() {
                short.push('-');
            }
            short.push_str(part);
        }
        short
    }
}

impl fmt::Display for Place {
    /// 阳光小区3幢2单元501室
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.estate)?;
        for (part, word) in [(&self.building, "幢"), (&self.unit, "单元")] {
            if !part.is_empty() {
                write!(formatter, "{part}{word}")?;
            }
        }
        formatter.write_str(&self.room)?;
        let is_number = self.room.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && !self.room.is_empty() {
            formatter.write_str("室")?;
        }
        Ok(())
    }
}
