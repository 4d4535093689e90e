//! Name tags: who stands behind a key. The only place of a room where a name stands in a field, so
//! that erasing this one payload takes the name out of the room (architecture: personal data).

use ledger::{Kind, PersonId, payload};

use crate::command::clean_line;

/// The kind of a name tag.
pub const NAME_TAG: Kind = Kind(1);

/// Characters that a name takes, and the name of a device.
const MAX_NAME: usize = 50;

/// Who the author of the entry is, in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTag {
    person: PersonId,
    name: String,
    device: String,
}

/// Why a name tag cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameTagError {
    /// No name was given.
    #[error("a name is needed")]
    NoName,
    /// The name of the person or of the device is too long.
    #[error("a name takes at most {limit} characters and was given {found}")]
    TooLong {
        /// Characters it takes.
        limit: usize,
        /// Characters it was given.
        found: usize,
    },
}

/// The payload as CBOR frames it: `{0: person, 1: name, 2: device}`.
struct Framed {
    person: PersonId,
    name: String,
    device: Option<String>,
}

ledger::in_map!(Framed {
    0: person,
    1: name,
    2: device
});

impl NameTag {
    /// A tag with names that fit one line.
    ///
    /// The same person has the same id on each of their devices; `device` tells these apart and may
    /// be empty.
    pub fn new(person: PersonId, name: &str, device: &str) -> Result<Self, NameTagError> {
        let (name, device) = (clean_line(name), clean_line(device));
        if name.is_empty() {
            return Err(NameTagError::NoName);
        }
        for text in [&name, &device] {
            let found = text.chars().count();
            if found > MAX_NAME {
                return Err(NameTagError::TooLong {
                    limit: MAX_NAME,
                    found,
                });
            }
        }
        Ok(Self {
            person,
            name,
            device,
        })
    }

    /// The person, by the id that records use.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The person's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The device's name; may be empty.
    pub fn device(&self) -> &str {
        &self.device
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        payload::encode(&Framed {
            person: self.person,
            name: self.name.clone(),
            device: Some(self.device.clone()),
        })
    }

    /// Reads what some device wrote: names are cleaned and cut again, since nobody vouches for it.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        let cut = |text: &str| clean_line(text).chars().take(MAX_NAME).collect::<String>();
        Some(Self {
            person: framed.person,
            name: cut(&framed.name),
            device: cut(&framed.device.unwrap_or_default()),
        })
    }
}

#[cfg(test)]
mod tests {
    use ledger::{Kind, PersonId};
    use proptest::prelude::*;

    use super::{NAME_TAG, NameTag, NameTagError};
    use crate::statement::Statement;

    const PERSON: PersonId = PersonId([7; 16]);

    #[test]
    fn a_name_tag_reads_back() {
        let tag = NameTag::new(PERSON, " 王小燕 ", "前台平板").unwrap();
        assert_eq!((tag.name(), tag.device()), ("王小燕", "前台平板"));
        let statement = Statement::NameTag(tag);
        assert_eq!(
            Statement::decode(statement.kind(), &statement.encode()),
            statement
        );
    }

    #[test]
    fn names_are_one_line_of_some_length() {
        assert_eq!(
            NameTag::new(PERSON, "\u{202e} ", ""),
            Err(NameTagError::NoName)
        );
        assert_eq!(
            NameTag::new(PERSON, &"长".repeat(51), ""),
            Err(NameTagError::TooLong {
                limit: 50,
                found: 51
            })
        );
    }

    #[test]
    fn the_bytes_are_these() {
        let tag = NameTag::new(PERSON, "李", "甲").unwrap();
        let mut expected = vec![0xa3, 0x00, 0x50];
        expected.extend([7; 16]);
        expected.extend([0x01, 0x63, 0xe6, 0x9d, 0x8e, 0x02, 0x63, 0xe7, 0x94, 0xb2]);
        assert_eq!(Statement::NameTag(tag).encode(), expected);
    }

    #[test]
    fn unknown_keys_are_skipped_and_unknown_kinds_kept() {
        let mut bytes = vec![0xa4, 0x00, 0x50];
        bytes.extend([7; 16]);
        bytes.extend([
            0x01, 0x63, 0xe6, 0x9d, 0x8e, 0x02, 0xf6, 0x09, 0x82, 0x01, 0x02,
        ]);
        let Statement::NameTag(tag) = Statement::decode(NAME_TAG, &bytes) else {
            panic!("a later version's name tag did not read");
        };
        assert_eq!((tag.name(), tag.device()), ("李", ""));

        let later = Statement::decode(Kind(900), &bytes);
        assert_eq!((later.kind(), later.encode()), (Kind(900), bytes));
    }

    proptest! {
        #[test]
        fn decoding_never_panics(
            kind in 0_u16..4,
            bytes in prop::collection::vec(any::<u8>(), 0..80),
        ) {
            let statement = Statement::decode(Kind(kind), &bytes);
            prop_assert_eq!(statement.kind(), Kind(kind));
        }
    }
}
