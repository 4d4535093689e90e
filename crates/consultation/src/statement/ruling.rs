//! Rulings: what whoever was asked answers to what a community sent up, under their own signature. Nobody
//! can alter one, and whether it counts is no matter of its words: see [`crate::going_up`].

use ledger::{Kind, payload};
use minicbor::bytes::ByteVec;

use super::review;
use crate::command::{clean_line, clean_lines};
use crate::record::{Date, RowId};

/// The kind of a ruling.
pub const RULING: Kind = Kind(8);

/// Characters of the reason: as many as a box of several lines takes.
const REASON: usize = 2_000;
/// Characters of a name in one line.
const LINE: usize = 200;

/// An answer in its author's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    row: RowId,
    answer: String,
    on: Date,
    reason: String,
    appointed: String,
}

/// Why a ruling cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulingError {
    /// It does not say what is answered.
    #[error("an answer is needed")]
    NoAnswer,
    /// It does not say of which day it is.
    #[error("the day of the answer is needed")]
    NoDay,
    /// It does not say why.
    #[error("a reason is needed")]
    NoReason,
    /// Its reason, or the name of who was appointed, is too long.
    #[error("it takes at most {limit} characters and was given {found}")]
    TooLong {
        /// Characters it takes.
        limit: usize,
        /// Characters it was given.
        found: usize,
    },
}

/// The payload as CBOR frames it.
struct Framed {
    row: ByteVec,
    answer: String,
    on: String,
    reason: String,
    appointed: Option<String>,
}

ledger::in_map!(Framed {
    0: row,
    1: answer,
    2: on,
    3: reason,
    4: appointed
});

impl Ruling {
    /// An answer to what stands in a row of 报送 or 提请函: the id of a choice, the day, why; and who is to
    /// lead, where somebody is appointed.
    ///
    /// # Errors
    ///
    /// What is missing, or too long.
    pub fn new(
        row: RowId,
        answer: &str,
        on: Option<Date>,
        reason: &str,
        appointed: &str,
    ) -> Result<Self, RulingError> {
        let (answer, reason) = (clean_line(answer), clean_lines(reason));
        let appointed = clean_line(appointed);
        if answer.is_empty() {
            return Err(RulingError::NoAnswer);
        }
        let on = on.ok_or(RulingError::NoDay)?;
        if reason.is_empty() {
            return Err(RulingError::NoReason);
        }
        for (words, limit) in [(&reason, REASON), (&appointed, LINE), (&answer, LINE)] {
            let found = words.chars().count();
            if found > limit {
                return Err(RulingError::TooLong { limit, found });
            }
        }
        Ok(Self {
            row,
            answer,
            on,
            reason,
            appointed,
        })
    }

    /// The row that it answers.
    pub fn row(&self) -> RowId {
        self.row
    }

    /// The id of the choice.
    pub fn answer(&self) -> &str {
        &self.answer
    }

    /// Its day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Who is to lead; may be empty.
    pub fn appointed(&self) -> &str {
        &self.appointed
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        payload::encode(&Framed {
            row: review::bytes(self.row),
            answer: self.answer.clone(),
            on: self.on.to_string(),
            reason: self.reason.clone(),
            appointed: review::framed(&self.appointed),
        })
    }

    /// Reads what some device wrote: words are cleaned and measured again, since nobody vouches for them.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        let row = RowId::from_slice(&framed.row)?;
        let on = framed.on.parse().ok()?;
        let appointed = framed.appointed.unwrap_or_default();
        Self::new(row, &framed.answer, Some(on), &framed.reason, &appointed).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{RULING, Ruling, RulingError};
    use crate::record::{Date, RowId};
    use crate::statement::Statement;

    const ROW: RowId = RowId::from_bytes([7; 16]);

    fn day() -> Option<Date> {
        Date::new(2026, 11, 27)
    }

    #[test]
    fn a_ruling_reads_back() {
        let ruling = Ruling::new(ROW, "appoints", day(), "由桥头\u{202e}社区牵头", "桥头社区");
        let statement = Statement::Ruling(ruling.unwrap());
        assert_eq!(statement.kind(), RULING);
        let read = Statement::decode(RULING, &statement.encode());
        assert_eq!(read, statement);
        let Statement::Ruling(read) = read else {
            panic!("no ruling");
        };
        assert_eq!(
            (read.reason(), read.appointed()),
            ("由桥头社区牵头", "桥头社区")
        );
    }

    #[test]
    fn the_bytes_are_these() {
        let ruling = Ruling::new(ROW, "passed", day(), "准", "").unwrap();
        let mut expected = vec![0xa4, 0x00, 0x50];
        expected.extend([7; 16]);
        expected.extend([0x01, 0x66]);
        expected.extend(b"passed");
        expected.extend([0x02, 0x6a]);
        expected.extend(b"2026-11-27");
        expected.extend([0x03, 0x63, 0xe5, 0x87, 0x86]);
        assert_eq!(Statement::Ruling(ruling).encode(), expected);
    }

    #[test]
    fn an_answer_a_day_and_a_reason_are_needed_and_have_a_length() {
        let new = |answer, day, reason: &str| Ruling::new(ROW, answer, day, reason, "");
        assert_eq!(new(" ", day(), "准"), Err(RulingError::NoAnswer));
        assert_eq!(new("passed", None, "准"), Err(RulingError::NoDay));
        assert_eq!(new("passed", day(), " \n"), Err(RulingError::NoReason));
        let (limit, found) = (2_000, 2_001);
        let long = "长".repeat(found);
        let error = RulingError::TooLong { limit, found };
        assert_eq!(new("passed", day(), &long), Err(error));
    }

    proptest! {
        #[test]
        fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            let statement = Statement::decode(RULING, &bytes);
            prop_assert_eq!(statement.kind(), RULING);
        }
    }
}
