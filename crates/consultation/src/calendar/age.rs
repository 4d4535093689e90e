//! How old somebody was on a day: who votes has reached 18 (城市居民委员会组织法, 民法典 17).

use std::fmt;

use crate::record::Date;

/// Completed years of life (周岁).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years(u16);

/// There is no age on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgeError {
    /// Nobody has an age before being born.
    #[error("born on {born}, after {day}")]
    BornLater {
        /// The day of birth.
        born: Date,
        /// The day asked for.
        day: Date,
    },
}

impl Years {
    /// So many years.
    pub const fn new(years: u16) -> Self {
        Self(years)
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Years {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The years that somebody has completed on a day. A year is complete on the birthday itself
/// (「以上」 includes the number, 民法典 1259); who was born on 29 February completes it on 1 March of a
/// common year.
///
/// # Errors
///
/// When the day lies before the birth.
pub fn age_on(born: Date, day: Date) -> Result<Years, AgeError> {
    if day < born {
        return Err(AgeError::BornLater { born, day });
    }
    let years = day.year().saturating_sub(born.year());
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    Ok(Years(if had_birthday {
        years
    } else {
        years.saturating_sub(1)
    }))
}

/// Whether somebody has reached an age on a day; nobody has before being born.
pub fn is_of_age(born: Date, day: Date, least: Years) -> bool {
    age_on(born, day).is_ok_and(|age| age >= least)
}
