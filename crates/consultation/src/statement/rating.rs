//! 评议表, filled in by somebody in a hall: five rows, five answers, one free line.

use ledger::{EntryId, Kind, payload};
use minicbor::bytes::ByteVec;

use super::review::{self, ReviewError};
use crate::record::{Column, Date, Level, RatedItem, Rater, RowId};

/// The kind of such a statement.
pub const RATING: Kind = Kind(5);

/// The box of the free line.
const LINE: Column = Column::Note;

/// A form that was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    round: RowId,
    rater: Rater,
    answers: [Option<Level>; 5],
    text: String,
    on: Option<Date>,
    supersedes: Option<EntryId>,
}

/// The payload as CBOR frames it:
/// `{0: round, 1: rater, 2: [answer, …], 3: text?, 4: on?, 5: supersedes?}`.
struct Framed {
    round: ByteVec,
    rater: String,
    answers: Vec<u64>,
    text: Option<String>,
    on: Option<String>,
    supersedes: Option<EntryId>,
}

ledger::in_map!(Framed {
    0: round,
    1: rater,
    2: answers,
    3: text,
    4: on,
    5: supersedes
});

impl Rating {
    /// A form about a round. `answers` are in the order of [`RatedItem::ALL`]; what is not answered counts for
    /// nothing. `supersedes` is the author's earlier form.
    ///
    /// # Errors
    ///
    /// A form without any answer; a free line that is too long.
    pub fn new(
        round: RowId,
        rater: Rater,
        answers: [Option<Level>; 5],
        text: &str,
        on: Date,
        supersedes: Option<EntryId>,
    ) -> Result<Self, ReviewError> {
        if answers.iter().all(Option::is_none) {
            return Err(ReviewError::NoAnswer);
        }
        Ok(Self {
            round,
            rater,
            answers,
            text: review::taken(LINE, text)?,
            on: Some(on),
            supersedes,
        })
    }

    /// The round that it rates.
    pub fn round(&self) -> RowId {
        self.round
    }

    /// What kind of person rates.
    pub fn rater(&self) -> Rater {
        self.rater
    }

    /// The answers to the five rows.
    pub fn answers(&self) -> impl Iterator<Item = (RatedItem, Level)> {
        let rows = RatedItem::ALL.iter().copied().zip(self.answers);
        rows.filter_map(|(item, answer)| Some((item, answer?)))
    }

    /// The free line; may be empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The day on which it was filled in, by the author's clock.
    pub fn on(&self) -> Option<Date> {
        self.on
    }

    /// The statement that it takes the place of.
    pub fn supersedes(&self) -> Option<EntryId> {
        self.supersedes
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        payload::encode(&Framed {
            round: review::bytes(self.round),
            rater: self.rater.id().to_owned(),
            answers: self.answers.map(number).to_vec(),
            text: review::framed(&self.text),
            on: self.on.map(|on| on.to_string()),
            supersedes: self.supersedes,
        })
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        let mut numbers = framed.answers.into_iter();
        Some(Self {
            round: review::row(Some(framed.round))?,
            rater: Rater::from_id(&framed.rater)?,
            answers: [(); 5].map(|()| numbers.next().and_then(level)),
            text: review::cut(LINE, framed.text),
            on: review::day(framed.on),
            supersedes: framed.supersedes,
        })
    }
}

/// An answer as a number: 1 很满意 to 5 不了解, 0 for none.
fn number(answer: Option<Level>) -> u64 {
    let levels = Level::ALL.iter().zip(1..);
    let mut found = levels.filter(|(level, _)| Some(**level) == answer);
    found.next().map_or(0, |(_, number)| number)
}

/// The answer of a number; none for one of a later version.
fn level(number: u64) -> Option<Level> {
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    Level::ALL.get(place).copied()
}
