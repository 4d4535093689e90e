//! 受理号: twelve characters that whoever proposed a topic takes home.

use core::fmt;
use core::str::FromStr;

use sha2::{Digest, Sha256};

use crate::projection::{Row, Sheets};
use crate::record::{Column, Sheet};

/// The characters, five bits each: digits and letters without I, L, O and U, which are read as others
/// or read out badly (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;
const BITS: u64 = 60;
/// Characters between two gaps.
const GROUP: usize = 4;

/// A 受理号: 60 random bits, so that nobody finds another's by trying. A board holds its hash only: who
/// has the number finds the topic, and the board tells nobody whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AcceptanceCode(u64);

/// The text is no 受理号.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It has another number of characters.
    #[error("an acceptance number has {LENGTH} characters, not {found}")]
    Length {
        /// Characters, gaps left out.
        found: usize,
    },
    /// It has a character that stands in none.
    #[error("{0:?} stands in no acceptance number")]
    Character(char),
}

impl AcceptanceCode {
    /// The number of these random bytes; the device draws them, no network is needed.
    pub fn from_random(random: [u8; 8]) -> Self {
        Self(u64::from_be_bytes(random) >> (u64::BITS as u64 - BITS))
    }

    /// What the board holds of it.
    pub fn hash(self) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"zhongshang/acceptance/1")
            .chain_update(self.0.to_be_bytes())
            .finalize()
            .into()
    }

    fn digits(self) -> impl Iterator<Item = char> {
        (0..LENGTH).rev().filter_map(move |place| {
            let digit = usize::try_from((self.0 >> (place * 5)) & 31).ok()?;
            DIGITS.get(digit).map(|digit| char::from(*digit))
        })
    }
}

/// In groups of four, as it is printed and read out.
impl fmt::Display for AcceptanceCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.digits().enumerate() {
            if place > 0 && place % GROUP == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{digit}")?;
        }
        Ok(())
    }
}

/// The number is a secret of whoever holds it; logs do not get it.
impl fmt::Debug for AcceptanceCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AcceptanceCode(…)")
    }
}

/// As people type it: small letters, gaps of any kind, O for 0, I and L for 1.
impl FromStr for AcceptanceCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut code = 0;
        let mut found = 0;
        for character in text.chars() {
            let typed = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                '-' | '－' | '—' | '·' => continue,
                gap if gap.is_whitespace() => continue,
                typed => typed,
            };
            let value = DIGITS.iter().position(|digit| char::from(*digit) == typed);
            let value = value.and_then(|value| u64::try_from(value).ok());
            let value = value.ok_or(CodeError::Character(character))?;
            found += 1;
            if found <= LENGTH {
                code = (code << 5) | value;
            }
        }
        match found {
            LENGTH => Ok(Self(code)),
            found => Err(CodeError::Length { found }),
        }
    }
}

/// The topic of a board that stands under the hash of a 受理号.
pub fn of_code(board: &Sheets, hash: [u8; 32]) -> Option<&Row> {
    let mut topics = board.rows(Sheet::Topics);
    topics.find(|row| row.blob(Column::CodeHash) == Some(hash))
}

#[cfg(test)]
mod tests {
    use super::{AcceptanceCode, CodeError};

    #[test]
    fn a_number_reads_back_however_it_is_typed() {
        let code = AcceptanceCode::from_random([0x80, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xbf]);
        assert_eq!(code.to_string(), "G123-4567-89AB");
        for typed in ["G123-4567-89AB", "g12345678 9ab", "GI23 4567－89ab"] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
    }

    #[test]
    fn all_sixty_bits_count() {
        let all = AcceptanceCode::from_random([0xff; 8]);
        assert_eq!(all.to_string(), "ZZZZ-ZZZZ-ZZZZ");
        let one_less =
            AcceptanceCode::from_random([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xef]);
        assert_ne!(all, one_less);
        assert_ne!(all.hash(), one_less.hash());
        assert_eq!(
            AcceptanceCode::from_random([0; 8]).to_string(),
            "0000-0000-0000"
        );
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (typed, error) in [
            ("", CodeError::Length { found: 0 }),
            ("G123-4567-89A", CodeError::Length { found: 11 }),
            ("G123-4567-89AB0", CodeError::Length { found: 13 }),
            ("G123-4567-89AU", CodeError::Character('U')),
            ("受理号", CodeError::Character('受')),
        ] {
            assert_eq!(typed.parse::<AcceptanceCode>(), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_log_does_not_get_the_number() {
        let code = AcceptanceCode::from_random([7; 8]);
        assert!(!format!("{code:?}").contains(&code.to_string()));
    }
}
