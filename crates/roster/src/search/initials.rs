//! The first letters of the pinyin of characters, all of them where a character is read in several ways (曾: c, z).
//!
//! A table of one letter each, 21 KB, made from the crate `pinyin` by `examples/initials.rs`, which a test compares with
//! it; the crate itself would bring all syllables with their tones into the app.

/// Readings that are kept of a character.
pub(super) const READINGS: usize = 4;

const TABLE: &str = include_str!("initials.txt");
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0xa000 - 0x4e00;
/// Fits any letter: the reading of a rare character is not known.
const ANY: u8 = b'.';

/// The table, opened: other readings by character, in their order.
pub(super) struct Table(Vec<(char, Initials)>);

/// The first letters by which a character is read.
pub(super) type Initials = [u8; READINGS];

impl Table {
    pub(super) fn open() -> Self {
        let entries = TABLE.get(COUNT..).unwrap_or_default().split_whitespace();
        let others = entries.filter_map(|entry| {
            let mut letters = entry.chars();
            let letter = letters.next()?;
            let mut readings = [0; READINGS];
            for (slot, reading) in readings.iter_mut().zip(letters.as_str().bytes()) {
                *slot = reading;
            }
            Some((letter, readings))
        });
        Self(others.collect())
    }

    /// The initials of a character; nothing for one that is not read, such as a point.
    pub(super) fn of(&self, letter: char) -> Option<Initials> {
        let mut readings = [0; READINGS];
        if let Ok(place) = self.0.binary_search_by_key(&letter, |(other, _)| *other) {
            readings = self.0.get(place)?.1;
            readings.rotate_right(1);
        }
        let slot = readings.first_mut()?;
        let place = u32::from(letter)
            .checked_sub(FIRST)
            .and_then(|place| usize::try_from(place).ok());
        let initial = place
            .filter(|place| *place < COUNT)
            .and_then(|place| TABLE.as_bytes().get(place));
        *slot = match initial {
            Some(initial) => *initial,
            None if letter.is_ascii_alphanumeric() => {
                u8::try_from(letter.to_ascii_lowercase()).ok()?
            }
            None if letter.is_alphabetic() => ANY,
            None => return None,
        };
        Some(readings)
    }
}

/// Whether a name can begin with these letters.
pub(super) fn start(initials: &[Initials], letters: &[u8]) -> bool {
    let fits = |(readings, letter): (&Initials, &u8)| {
        readings.contains(letter) || readings.first() == Some(&ANY)
    };
    initials.len() >= letters.len() && initials.iter().zip(letters).all(fits)
}

#[cfg(test)]
mod tests {
    use pinyin::ToPinyin as _;

    use super::{Table, start};

    #[test]
    fn the_table_is_that_of_the_crate() {
        let table = Table::open();
        for number in 0x4e00..=0x9fff_u32 {
            let letter = char::from_u32(number).unwrap();
            let first = letter.to_pinyin().map(|one| one.plain().as_bytes()[0]);
            let initial = table.of(letter).unwrap()[0];
            match first.filter(u8::is_ascii_lowercase) {
                Some(first) => assert_eq!(initial, first, "{letter}"),
                None => assert!(!initial.is_ascii_digit(), "{letter}"),
            }
        }
    }

    #[test]
    fn a_surname_of_several_readings_is_found_by_each() {
        let table = Table::open();
        let initials = |name: &str| {
            name.chars()
                .filter_map(|letter| table.of(letter))
                .collect::<Vec<_>>()
        };
        for (name, letters, fits) in [
            ("曾小明", "zxm", true),
            ("曾小明", "cxm", true),
            ("单明", "sm", true),
            ("解明", "xm", true),
            ("张小明", "zx", true),
            ("张小明", "zxmm", false),
            ("张小明", "xm", false),
            ("查理", "zl", true),
            ("㛃明", "qm", true),
            ("阿卜杜·热合曼", "abdr", true),
        ] {
            assert_eq!(
                start(&initials(name), letters.as_bytes()),
                fits,
                "{name} {letters}"
            );
        }
    }
}
