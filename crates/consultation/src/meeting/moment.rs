//! A second of a day, as a tablet's clock shows it.

use std::fmt;
use std::str::FromStr;

use crate::record::CivilTime;
use crate::record::civil::NotCivil;

/// A second of a day, `2026-11-29T19:00:05`: without zone, as the clock on the wall. What happens in a sitting is
/// told in minutes; the second is for what a timer counts, and for who came before whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    time: CivilTime,
    second: u8,
}

impl Moment {
    /// The second, if the minute has it.
    pub fn new(time: CivilTime, second: u8) -> Option<Self> {
        (second < 60).then_some(Self { time, second })
    }

    /// The minute in which it lies.
    pub fn time(self) -> CivilTime {
        self.time
    }

    /// 0 to 59.
    pub fn second(self) -> u8 {
        self.second
    }

    /// Seconds from an earlier moment to this one; 0 if that one is not earlier.
    pub fn since(self, earlier: Self) -> u64 {
        let seconds = |moment: Self| moment.time.minute_number() * 60 + u64::from(moment.second);
        seconds(self).saturating_sub(seconds(earlier))
    }
}

/// The first second of a minute.
impl From<CivilTime> for Moment {
    fn from(time: CivilTime) -> Self {
        Self { time, second: 0 }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{:02}", self.time, self.second)
    }
}

impl FromStr for Moment {
    type Err = NotCivil;

    fn from_str(text: &str) -> Result<Self, NotCivil> {
        let (time, second) = text.rsplit_once(':').ok_or(NotCivil)?;
        let is_number = second.len() == 2 && second.bytes().all(|byte| byte.is_ascii_digit());
        let second = second.parse().ok().filter(|_| is_number);
        Self::new(time.parse()?, second.ok_or(NotCivil)?).ok_or(NotCivil)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_moment_reads_back() {
        let moment: Moment = "2026-11-29T19:00:05".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-29T19:00:05");
        let midnight: Moment = "2026-11-29T23:59:59".parse().unwrap();
        let after: Moment = "2026-11-30T00:00:01".parse().unwrap();
        assert_eq!((after.since(midnight), midnight.since(after)), (2, 0));
    }

    #[test]
    fn what_no_clock_shows_is_no_moment() {
        for text in [
            "2026-11-29T19:00",
            "2026-11-29T19:00:60",
            "2026-11-29T19:00:5",
            "2026-11-29T19:00:+5",
            "2026-02-30T19:00:05",
            "",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
