//! Dates and times as a community's wall shows them: no zone, no seconds.

use std::fmt;
use std::str::FromStr;

/// A day of the calendar, `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A minute of a day, `2026-11-22T19:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime {
    date: Date,
    hour: u8,
    minute: u8,
}

/// The text is no date or time of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date or time")]
pub struct NotCivil;

impl Date {
    /// 1 January of year 1, the first day there is.
    pub const FIRST: Self = Self {
        year: 1,
        month: 1,
        day: 1,
    };

    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// The year of the common era.
    pub fn year(self) -> u16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January of year 1, for counting between dates (Gregorian throughout).
    pub fn day_number(self) -> u32 {
        let year = u32::from(self.year) - 1;
        let leap_days = year / 4 - year / 100 + year / 400;
        let days_before: u32 = (1..self.month)
            .map(|month| {
                (28..=31)
                    .rev()
                    .find(|day| Self::new(self.year, month, *day).is_some())
                    .unwrap_or(0)
            })
            .map(u32::from)
            .sum();
        year * 365 + leap_days + days_before + u32::from(self.day) - 1
    }

    /// The day so many days later, or earlier for a negative number; `None` outside the calendar.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let number = self.day_number().checked_add_signed(days)?;
        // Never too early: a year has at most 366 days.
        let mut year = u16::try_from(number / 366 + 1).ok()?;
        while year < 9999 && Self::new(year + 1, 1, 1)?.day_number() <= number {
            year += 1;
        }
        let first_of = |month| Self::new(year, month, 1);
        let month = (1..=12)
            .rev()
            .find(|month| first_of(*month).is_some_and(|first| first.day_number() <= number))?;
        let day = number - first_of(month)?.day_number() + 1;
        Self::new(year, month, u8::try_from(day).ok()?)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1 January of year 1 was a Monday.
        u8::try_from(self.day_number() % 7).unwrap_or(0)
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        self.weekday() >= 5
    }
}

impl CivilTime {
    /// The minute, if the day has it.
    pub fn new(date: Date, hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self { date, hour, minute })
    }

    /// The day.
    pub fn date(self) -> Date {
        self.date
    }

    /// Minutes since 1 January of year 1, for counting between times.
    pub fn minute_number(self) -> u64 {
        let hours = u64::from(self.date.day_number()) * 24 + u64::from(self.hour);
        hours * 60 + u64::from(self.minute)
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

impl fmt::Display for CivilTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}T{:02}:{:02}",
            self.date, self.hour, self.minute
        )
    }
}

impl FromStr for Date {
    type Err = NotCivil;

    fn from_str(text: &str) -> Result<Self, NotCivil> {
        let mut parts = text.split('-');
        let year = number(parts.next(), 4)?;
        let month = number(parts.next(), 2)?;
        let day = number(parts.next(), 2)?;
        match parts.next() {
            None => Self::new(year, to_u8(month)?, to_u8(day)?).ok_or(NotCivil),
            Some(_) => Err(NotCivil),
        }
    }
}

impl FromStr for CivilTime {
    type Err = NotCivil;

    fn from_str(text: &str) -> Result<Self, NotCivil> {
        let (date, time) = text.split_once('T').ok_or(NotCivil)?;
        let (hour, minute) = time.split_once(':').ok_or(NotCivil)?;
        let hour = to_u8(number(Some(hour), 2)?)?;
        let minute = to_u8(number(Some(minute), 2)?)?;
        Self::new(date.parse()?, hour, minute).ok_or(NotCivil)
    }
}

fn number(text: Option<&str>, digits: usize) -> Result<u16, NotCivil> {
    let text = text.ok_or(NotCivil)?;
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotCivil);
    }
    text.parse().map_err(|_| NotCivil)
}

fn to_u8(number: u16) -> Result<u8, NotCivil> {
    u8::try_from(number).map_err(|_| NotCivil)
}

#[cfg(test)]
mod tests {
    use super::{CivilTime, Date};

    #[test]
    fn the_calendar_decides_what_is_a_date() {
        for (text, is_date) in [
            ("2026-11-22", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("1900-02-29", false),
            ("2000-02-29", true),
            ("2026-13-01", false),
            ("2026-00-10", false),
            ("2026-1-1", false),
            ("+026-01-01", false),
            ("2026-01-01-", false),
            ("0000-01-01", false),
            ("", false),
        ] {
            let date = text.parse::<Date>();
            assert_eq!(date.is_ok(), is_date, "{text}");
            if let Ok(date) = date {
                assert_eq!(date.to_string(), text);
            }
        }
    }

    #[test]
    fn the_day_decides_what_is_a_time() {
        for (text, is_time) in [
            ("2026-11-22T19:00", true),
            ("2026-11-22T24:00", false),
            ("2026-11-22T19:60", false),
            ("2026-11-22 19:00", false),
            ("2026-11-22T19:00:00", false),
        ] {
            assert_eq!(text.parse::<CivilTime>().is_ok(), is_time, "{text}");
        }
    }

    #[test]
    fn weekdays_and_distances_follow_the_calendar() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("2026-11-22").weekday(), 6);
        assert_eq!(date("2017-12-13").weekday(), 2);
        assert_eq!(
            date("2017-12-20").day_number() - date("2017-12-13").day_number(),
            7
        );
        assert_eq!(
            date("2024-03-01").day_number() - date("2024-02-28").day_number(),
            2
        );
    }
}
