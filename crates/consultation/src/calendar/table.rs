//! What the State Council's notice makes of a year: days off, and weekends that are worked (调休).

use crate::record::{Date, DateSpan};

/// How far a table can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableStanding {
    /// Taken from the published notice.
    Published,
    /// 待核: entered before the notice was there, or from memory.
    Provisional,
}

/// The days off and the worked weekends of one year's notice. A notice may reach into the last days
/// of the year before, as that for 2019 did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearTable {
    year: u16,
    source: String,
    standing: TableStanding,
    off: Vec<DateSpan>,
    worked: Vec<Date>,
}

/// Why something is no table of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A day that belongs neither to the year nor to the end of the one before.
    #[error("{day} is no day of the table of {year}")]
    OutsideYear {
        /// The table's year.
        year: u16,
        /// The day.
        day: Date,
    },
    /// A day that is off and worked.
    #[error("{day} is both a day off and a working day")]
    BothOffAndWorked {
        /// The day.
        day: Date,
    },
    /// A worked day that is worked anyhow: likely a slip of the pen.
    #[error("{day} is not a weekend and needs no entry as a working day")]
    WorkedAnyhow {
        /// The day.
        day: Date,
    },
}

impl YearTable {
    /// A table, if it makes sense.
    ///
    /// # Errors
    ///
    /// Names the day that does not.
    pub fn new(
        year: u16,
        source: String,
        standing: TableStanding,
        off: Vec<DateSpan>,
        worked: Vec<Date>,
    ) -> Result<Self, TableError> {
        for span in &off {
            for day in [span.from(), span.to()] {
                check_year(year, day)?;
            }
        }
        for day in &worked {
            let day = *day;
            check_year(year, day)?;
            if off
                .iter()
                .any(|span| (span.from()..=span.to()).contains(&day))
            {
                return Err(TableError::BothOffAndWorked { day });
            }
            if !day.is_weekend() {
                return Err(TableError::WorkedAnyhow { day });
            }
        }
        Ok(Self {
            year,
            source,
            standing,
            off,
            worked,
        })
    }

    /// The year of the notice.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// Where the table comes from, as text for people: the notice's address.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How far it can be relied on.
    pub fn standing(&self) -> TableStanding {
        self.standing
    }

    pub(super) fn is_off(&self, day: Date) -> bool {
        self.off
            .iter()
            .any(|span| span.from() <= day && day <= span.to())
    }

    pub(super) fn is_worked(&self, day: Date) -> bool {
        self.worked.contains(&day)
    }
}

fn check_year(year: u16, day: Date) -> Result<(), TableError> {
    let is_december_before = day.year() + 1 == year && day.month() == 12;
    if day.year() == year || is_december_before {
        Ok(())
    } else {
        Err(TableError::OutsideYear { year, day })
    }
}
