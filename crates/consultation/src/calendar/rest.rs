//! Which days are rest days (民法典 203: 法定休假日, with weekends).

use super::built_in;
use super::table::YearTable;
use crate::record::Date;

/// The yearly tables that a community has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    tables: Vec<YearTable>,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayKind {
    /// 工作日
    Working,
    /// 调休上班: a weekend that is worked.
    WorkedWeekend,
    /// 周末
    Weekend,
    /// 放假: off by the yearly notice.
    Off,
}

/// Whether the yearly tables that an answer needed were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Counted by the tables.
    ByTable,
    /// There is no table for this year: only weekends counted as rest days.
    WeekendsOnly {
        /// The year whose table is missing.
        year: u16,
    },
}

impl DayKind {
    /// Whether nobody is expected to work.
    pub fn is_rest(self) -> bool {
        matches!(self, Self::Weekend | Self::Off)
    }
}

impl Certainty {
    /// The weaker of the two.
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::ByTable => other,
            Self::WeekendsOnly { .. } => self,
        }
    }
}

impl Calendar {
    /// A calendar without any table: weekends only.
    pub fn weekends_only() -> Self {
        Self { tables: Vec::new() }
    }

    /// The tables that come with the product: the notices for 2015 to 2026.
    pub fn built_in() -> Self {
        Self {
            tables: built_in::tables(),
        }
    }

    /// Takes a table in, in place of the one of its year.
    #[must_use]
    pub fn with(mut self, table: YearTable) -> Self {
        self.tables.retain(|known| known.year() != table.year());
        self.tables.push(table);
        self
    }

    /// The table of a year, if there is one.
    pub fn table(&self, year: u16) -> Option<&YearTable> {
        self.tables.iter().find(|table| table.year() == year)
    }

    /// What a day is, and whether a table said so.
    pub fn day(&self, day: Date) -> (DayKind, Certainty) {
        let kind = if self.tables.iter().any(|table| table.is_off(day)) {
            DayKind::Off
        } else if self.tables.iter().any(|table| table.is_worked(day)) {
            DayKind::WorkedWeekend
        } else if day.is_weekend() {
            DayKind::Weekend
        } else {
            DayKind::Working
        };
        (kind, self.certainty(day))
    }

    /// The next year's notice may move the last three days of December, as in 2018 and 2022.
    fn certainty(&self, day: Date) -> Certainty {
        let year = day.year();
        if self.table(year).is_none() {
            return Certainty::WeekendsOnly { year };
        }
        let next = year + 1;
        if day.month() == 12 && day.day() >= 29 && self.table(next).is_none() {
            return Certainty::WeekendsOnly { year: next };
        }
        Certainty::ByTable
    }
}
