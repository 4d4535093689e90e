//! Which days are rest days (民法典 203: 法定休假日, with weekends).

use super::built_in::{NOTICES, Notice};
use crate::record::{Date, DateSpan};

/// The yearly tables of the program, and the days that a community entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    tables: &'static [Notice],
    /// Days that the community entered itself; they go before the tables.
    own: OwnDays,
}

/// Days off and worked weekends that a community entered, for a year whose notice is younger than the
/// program, or for days that were moved after the notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnDays {
    /// 放假
    pub off: Vec<DateSpan>,
    /// 调休上班
    pub worked: Vec<DateSpan>,
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
    /// The year of which too little is known.
    pub fn missing(self) -> Option<u16> {
        match self {
            Self::ByTable => None,
            Self::WeekendsOnly { year } => Some(year),
        }
    }

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
        Self {
            tables: &[],
            own: OwnDays::default(),
        }
    }

    /// The tables that come with the product: the notices for 2015 to 2026.
    pub fn built_in() -> Self {
        Self {
            tables: NOTICES,
            own: OwnDays::default(),
        }
    }

    /// With days that the community entered. A year in which one of them ends counts as entered.
    #[must_use]
    pub fn with_own(self, own: OwnDays) -> Self {
        Self { own, ..self }
    }

    /// The days that the community entered.
    pub fn own(&self) -> &OwnDays {
        &self.own
    }

    /// What a day is, and whether a table said so.
    pub fn day(&self, day: Date) -> (DayKind, Certainty) {
        let kind = if self.own.is_off(day) {
            DayKind::Off
        } else if self.own.is_worked(day) {
            DayKind::WorkedWeekend
        } else if self.tables.iter().any(|table| table.is_off(day)) {
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
        if !self.is_entered(year) {
            return Certainty::WeekendsOnly { year };
        }
        let next = year + 1;
        if day.month() == 12 && day.day() >= 29 && !self.is_entered(next) {
            return Certainty::WeekendsOnly { year: next };
        }
        Certainty::ByTable
    }

    fn is_entered(&self, year: u16) -> bool {
        self.tables.iter().any(|table| table.year == year)
            || self.own.spans().any(|span| span.to().year() == year)
    }
}

impl OwnDays {
    /// A number that differs for other days, as far as a check needs it.
    pub fn mark(&self) -> usize {
        let days = self.spans().flat_map(|span| [span.from(), span.to()]);
        days.fold(self.off.len(), |mark, day| {
            let day = usize::try_from(day.day_number()).unwrap_or_default();
            mark.wrapping_mul(1_000_003).wrapping_add(day)
        })
    }

    pub(crate) fn is_off(&self, day: Date) -> bool {
        contains(&self.off, day)
    }

    fn is_worked(&self, day: Date) -> bool {
        contains(&self.worked, day)
    }

    fn spans(&self) -> impl Iterator<Item = &DateSpan> {
        self.off.iter().chain(&self.worked)
    }
}

fn contains(spans: &[DateSpan], day: Date) -> bool {
    spans.iter().any(|span| span.contains(day))
}
