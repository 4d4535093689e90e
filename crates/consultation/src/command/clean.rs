//! Cleaning what people typed or pasted: characters that nobody sees and that change how others
//! read a line are taken out, and that is reported.

use super::CommandError;
use super::set::{MAX_COUNT, kind_of};
use crate::record::{CellKind, CellValue, FieldValue};

/// What was taken out before writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    /// Control characters, which show as nothing or as boxes.
    ControlCharactersRemoved {
        /// How many.
        count: usize,
    },
    /// Characters that turn the direction of writing and could make a line read as something else.
    DirectionMarksRemoved {
        /// How many.
        count: usize,
    },
}

/// Text with the count of what was taken out of it.
pub(super) struct Cleaned {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// Cleans a single line: line breaks become spaces, both ends are trimmed.
pub(super) fn line(text: &str) -> Cleaned {
    let mut cleaned = strip(text, |character| match character {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ => None,
    });
    cleaned.text = cleaned.text.trim().to_owned();
    cleaned
}

/// A cleaned single line, for words that are shown but belong to no field of a record.
pub(crate) fn clean_line(text: &str) -> String {
    line(text).text
}

/// A cleaned text of several lines, likewise.
pub(crate) fn clean_lines(text: &str) -> String {
    lines(text).text
}

/// Cleans a text of several lines: line breaks become `\n`, both ends are trimmed.
pub(super) fn lines(text: &str) -> Cleaned {
    let mut cleaned = prose(text);
    cleaned.text = cleaned.text.trim().to_owned();
    cleaned
}

/// Cleans a piece of a long text; nothing is trimmed, since it stands amid other words.
pub(super) fn prose(text: &str) -> Cleaned {
    strip(text, |character| match character {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some('\t'),
        _ => None,
    })
}

fn strip(text: &str, keep: impl Fn(char) -> Option<char>) -> Cleaned {
    let mut cleaned = String::with_capacity(text.len());
    let (mut controls, mut directions) = (0, 0);
    for character in text.replace("\r\n", "\n").chars() {
        if let Some(kept) = keep(character) {
            cleaned.push(kept);
        } else if turns_direction(character) {
            directions += 1;
        } else if character.is_control() || character == '\u{feff}' {
            controls += 1;
        } else {
            cleaned.push(character);
        }
    }
    let mut notes = Vec::new();
    if controls > 0 {
        notes.push(Note::ControlCharactersRemoved { count: controls });
    }
    if directions > 0 {
        notes.push(Note::DirectionMarksRemoved { count: directions });
    }
    Cleaned {
        text: cleaned,
        notes,
    }
}

/// Unicode's bidirectional formatting characters (UAX #9).
fn turns_direction(character: char) -> bool {
    matches!(
        character,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Cleans a field's value and holds it to its limit.
pub(crate) fn clean_field(field: FieldValue) -> Result<(FieldValue, Vec<Note>), CommandError> {
    let name = field.name();
    let mut notes = Vec::new();
    let mut clean = |text: &str| {
        let (cleaned, limit) = match kind_of(name) {
            CellKind::Lines(limit) => (lines(text), limit),
            CellKind::Line(limit) => (line(text), limit),
            _ => return Err(CommandError::NotInThisSheet),
        };
        notes.extend(cleaned.notes);
        let found = cleaned.text.chars().count();
        if found > limit {
            return Err(CommandError::FieldTooLong {
                field: name,
                limit,
                found,
            });
        }
        Ok(cleaned.text)
    };
    let field = match field {
        FieldValue::Title(text) => FieldValue::Title(clean(&text)?),
        FieldValue::Purpose(text) => FieldValue::Purpose(clean(&text)?),
        FieldValue::Venue(text) => FieldValue::Venue(clean(&text)?),
        FieldValue::Heading(part, text) => FieldValue::Heading(part, clean(&text)?),
        FieldValue::CommunityName(text) => FieldValue::CommunityName(clean(&text)?),
        FieldValue::Address(text) => FieldValue::Address(clean(&text)?),
        FieldValue::Phone(text) => FieldValue::Phone(clean(&text)?),
        FieldValue::HallTitle(room, text) => FieldValue::HallTitle(room, clean(&text)?),
        FieldValue::Cell(cell, value) => {
            if !cell.sheet.has(cell.column) || !value.fits(cell.column.kind()) {
                return Err(CommandError::NotInThisSheet);
            }
            let value = match value {
                CellValue::Text(text) => CellValue::Text(clean(&text)?),
                CellValue::Count(Some(count)) if count > MAX_COUNT => {
                    return Err(CommandError::NumberTooLarge {
                        field: name,
                        limit: MAX_COUNT,
                    });
                }
                value => value,
            };
            FieldValue::Cell(cell, value)
        }
        field @ (FieldValue::Form(_)
        | FieldValue::Time(_)
        | FieldValue::Notice(_)
        | FieldValue::Jurisdiction(_)
        | FieldValue::Office(_)
        | FieldValue::HallArchived(..)) => field,
    };
    Ok((field, notes))
}

#[cfg(test)]
mod tests {
    use super::{Note, line, lines, prose};

    #[test]
    fn what_nobody_sees_is_taken_out_and_reported() {
        for (given, as_line, as_prose) in [
            ("电梯加装", "电梯加装", "电梯加装"),
            ("  电梯\u{7}加装 \n", "电梯加装", "  电梯加装 \n"),
            ("第一行\r\n第二行", "第一行 第二行", "第一行\n第二行"),
            ("甲\u{2028}乙\t丙", "甲 乙 丙", "甲\n乙\t丙"),
            ("\u{202e}意同\u{202c}不", "意同不", "意同不"),
            ("\u{feff}标题\u{200f}", "标题", "标题"),
            ("𬭎㛃👨‍👩‍👧", "𬭎㛃👨‍👩‍👧", "𬭎㛃👨‍👩‍👧"),
        ] {
            assert_eq!(line(given).text, as_line, "{given:?}");
            assert_eq!(prose(given).text, as_prose, "{given:?}");
        }
        assert_eq!(lines(" 甲\n乙 \n").text, "甲\n乙");
        assert_eq!(
            line("\u{0}甲\u{1}\u{202e}").notes,
            [
                Note::ControlCharactersRemoved { count: 2 },
                Note::DirectionMarksRemoved { count: 1 }
            ]
        );
        assert!(prose("甲\n\t乙").notes.is_empty());
    }
}
