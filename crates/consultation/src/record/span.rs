//! From when to when: a sitting's time, a notice period. Each is one field, so that two devices that
//! change it while apart can never end up with the start of one and the end of the other.

use std::fmt;
use std::str::FromStr;

use super::civil::{CivilTime, Date, NotCivil};

/// When a sitting begins and, if it is known, when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan {
    start: CivilTime,
    end: Option<CivilTime>,
}

/// A period of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSpan {
    from: Date,
    to: Date,
}

impl TimeSpan {
    /// A span, unless it ends before or when it starts.
    pub fn new(start: CivilTime, end: Option<CivilTime>) -> Option<Self> {
        end.is_none_or(|end| start < end)
            .then_some(Self { start, end })
    }

    /// When it begins.
    pub fn start(self) -> CivilTime {
        self.start
    }

    /// When it ends, if that is known.
    pub fn end(self) -> Option<CivilTime> {
        self.end
    }
}

impl DateSpan {
    /// A period, unless it ends before it begins.
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day.
    pub fn to(self) -> Date {
        self.to
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.start)?;
        self.end.map_or(Ok(()), |end| write!(formatter, "/{end}"))
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.from, self.to)
    }
}

impl FromStr for TimeSpan {
    type Err = NotCivil;

    fn from_str(text: &str) -> Result<Self, NotCivil> {
        match text.split_once('/') {
            Some((start, end)) => Self::new(start.parse()?, Some(end.parse()?)),
            None => Self::new(text.parse()?, None),
        }
        .ok_or(NotCivil)
    }
}

impl FromStr for DateSpan {
    type Err = NotCivil;

    fn from_str(text: &str) -> Result<Self, NotCivil> {
        let (from, to) = text.split_once('/').ok_or(NotCivil)?;
        Self::new(from.parse()?, to.parse()?).ok_or(NotCivil)
    }
}
