//! Identity numbers (GB 11643-1999): a day of birth, a sex and a check digit are read from one, and it is dropped.

use consultation::record::Date;

use crate::birthday::Birthday;
use crate::cards::Sex;

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) born: Birthday,
    pub(super) sex: Sex,
}

/// Why a number says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoIdentity {
    /// It has neither 18 nor 15 places.
    Length,
    /// Its last place does not follow from the others.
    CheckDigit,
    /// Its day is none of the calendar.
    Day,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: &str = "10X98765432";

/// Reads a number without blanks, in capitals.
pub(super) fn read(number: &str) -> Result<Identity, NoIdentity> {
    let digits = |range: core::ops::Range<usize>| {
        let part = number.get(range)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let (year, rest) = match number.len() {
        18 => {
            if check_digit(number) != number.chars().last() {
                return Err(NoIdentity::CheckDigit);
            }
            (digits(6..10), 10)
        }
        // Numbers of before 1999 have two places of the year and no check digit.
        15 if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (digits(6..8).map(|year| year + 1900), 8)
        }
        _ => return Err(NoIdentity::Length),
    };
    let short = |number: u16| u8::try_from(number).ok();
    let born = || {
        let month = digits(rest..rest + 2).and_then(short)?;
        let day = digits(rest + 2..rest + 4).and_then(short)?;
        Date::new(year?, month, day).filter(|date| date.year() >= 1900)
    };
    let born = Birthday(born().ok_or(NoIdentity::Day)?);
    let order = digits(rest + 6..rest + 7).ok_or(NoIdentity::Length)?;
    let sex = if order.is_multiple_of(2) {
        Sex::Female
    } else {
        Sex::Male
    };
    Ok(Identity { born, sex })
}

/// The last place that the first seventeen lead to.
fn check_digit(number: &str) -> Option<char> {
    let mut sum = 0;
    for (letter, weight) in number.chars().zip(WEIGHTS) {
        sum += letter.to_digit(10)? * weight;
    }
    CHECK.chars().nth(usize::try_from(sum % 11).ok()?)
}

/// The number as messages show it: the first four and the last two places.
pub(super) fn masked(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    let count = letters.len();
    let shown = |(place, letter): (usize, &char)| match place < 4 || place + 2 >= count {
        true => *letter,
        false => '*',
    };
    letters.iter().enumerate().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{NoIdentity, masked, read};
    use crate::cards::Sex;

    #[test]
    fn a_number_is_read_if_its_check_digit_follows() {
        let identity = read("11010519491231002X").unwrap();
        assert_eq!(identity.born.0.to_string(), "1949-12-31");
        assert_eq!(identity.sex, Sex::Female);
        assert_eq!(read("110105194912310021"), Err(NoIdentity::CheckDigit));
        assert_eq!(read("1101051949123100"), Err(NoIdentity::Length));
        assert_eq!(read("一一010519491231002X"), Err(NoIdentity::Length));
        assert_eq!(
            read("110105491231002").unwrap().born.0.to_string(),
            "1949-12-31"
        );
        assert_eq!(read("110105491331002"), Err(NoIdentity::Day));
        assert_eq!(masked("11010519491231002X"), "1101************2X");
    }
}
