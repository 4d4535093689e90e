//! Cutting a long text into parts: at the ends of paragraphs where it can, of sentences where it
//! must, and anywhere else only if there is neither.

/// UTF-16 units that a part has at most when it is made. One remote change to a text of 20,000
/// characters costs a tablet a whole frame, to twenty of 1,000 a twentieth of that.
pub const PART_LENGTH: usize = 2_000;

/// Cuts the text into pieces of at most [`PART_LENGTH`] units that put together are the text; none
/// is empty.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut end, mut length) = (0, 0, 0);
    for atom in atoms(text) {
        let units = utf16_length(atom);
        if length + units > PART_LENGTH {
            pieces.extend(text.get(start..end));
            (start, length) = (end, 0);
        }
        end += atom.len();
        length += units;
    }
    pieces.extend(text.get(start..end).filter(|piece| !piece.is_empty()));
    pieces
}

/// What is not cut further: paragraphs, of a long one its sentences, of a long one lengths.
fn atoms(text: &str) -> Vec<&str> {
    let mut atoms = Vec::new();
    for paragraph in text.split_inclusive('\n') {
        if utf16_length(paragraph) <= PART_LENGTH {
            atoms.push(paragraph);
            continue;
        }
        for sentence in paragraph.split_inclusive(['。', '！', '？', '；', '.', '!', '?', ';'])
        {
            let mut rest = sentence;
            while utf16_length(rest) > PART_LENGTH {
                let (head, tail) = rest.split_at(byte_of(rest, PART_LENGTH));
                atoms.push(head);
                rest = tail;
            }
            atoms.push(rest);
        }
    }
    atoms
}

/// Length in UTF-16 units.
pub(super) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte at which `units` UTF-16 units of the text are over; amid a character, where it begins.
pub(super) fn byte_of(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (byte, character) in text.char_indices() {
        passed += character.len_utf16();
        if passed > units {
            return byte;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PART_LENGTH, split, utf16_length};

    #[test]
    fn cuts_at_paragraphs_then_sentences_then_anywhere() {
        let paragraph = format!("{}\n", "议".repeat(900));
        let text = paragraph.repeat(3);
        let pieces: Vec<usize> = split(&text).into_iter().map(utf16_length).collect();
        assert_eq!(pieces, [1_802, 901]);

        let sentence = format!("{}。", "商".repeat(799));
        let pieces: Vec<String> = split(&sentence.repeat(3))
            .into_iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(pieces, [sentence.repeat(2), sentence.clone()]);

        let pieces: Vec<usize> = split(&"字".repeat(5_000))
            .into_iter()
            .map(utf16_length)
            .collect();
        assert_eq!(pieces, [2_000, 2_000, 1_000]);
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_text(
            text in "([议商\\n。a]{0,900}|[👍\\n]{0,900}){0,6}",
        ) {
            let pieces = split(&text);
            prop_assert_eq!(&pieces.concat(), &text);
            for piece in pieces {
                prop_assert!((1..=PART_LENGTH).contains(&utf16_length(piece)));
            }
        }
    }
}
