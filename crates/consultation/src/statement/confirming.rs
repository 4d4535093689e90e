//! 确认完成 or 有异议: what somebody in a hall says of a measure, in their own name.

use ledger::{EntryId, Kind, payload};
use minicbor::bytes::ByteVec;

use super::review::{self, ReviewError};
use crate::record::{Column, Confirmation, Date, RowId};

/// The kind of such a statement.
pub const CONFIRMATION: Kind = Kind(3);

/// What somebody says of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirming {
    measure: RowId,
    says: Confirmation,
    text: String,
    on: Option<Date>,
    household: String,
    supersedes: Option<EntryId>,
}

/// The payload as CBOR frames it:
/// `{0: measure, 1: says, 2: text?, 3: on?, 4: household?, 5: supersedes?}`.
struct Framed {
    measure: ByteVec,
    says: String,
    text: Option<String>,
    on: Option<String>,
    household: Option<String>,
    supersedes: Option<EntryId>,
}

ledger::in_map!(Framed {
    0: measure,
    1: says,
    2: text,
    3: on,
    4: household,
    5: supersedes
});

impl Confirming {
    /// What is said of a measure on a day. `household` is a door or a firm, never a person's name, and may be
    /// empty; `supersedes` is the author's earlier word on the measure.
    ///
    /// # Errors
    ///
    /// A dispute without words, which nobody could answer; words that are too long.
    pub fn new(
        measure: RowId,
        says: Confirmation,
        (text, household): (&str, &str),
        on: Date,
        supersedes: Option<EntryId>,
    ) -> Result<Self, ReviewError> {
        let column = Column::Text;
        let text = review::taken(column, text)?;
        if says == Confirmation::Disputed && text.is_empty() {
            return Err(ReviewError::NoWords { column });
        }
        Ok(Self {
            measure,
            says,
            text,
            on: Some(on),
            household: review::taken(Column::Household, household)?,
            supersedes,
        })
    }

    /// The row of the measure.
    pub fn measure(&self) -> RowId {
        self.measure
    }

    /// Whether it is done, to them.
    pub fn says(&self) -> Confirmation {
        self.says
    }

    /// In which words; may be empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The day on which it was said, by the author's clock.
    pub fn on(&self) -> Option<Date> {
        self.on
    }

    /// For which household or firm; may be empty.
    pub fn household(&self) -> &str {
        &self.household
    }

    /// The statement that it takes the place of.
    pub fn supersedes(&self) -> Option<EntryId> {
        self.supersedes
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        payload::encode(&Framed {
            measure: review::bytes(self.measure),
            says: self.says.id().to_owned(),
            text: review::framed(&self.text),
            on: self.on.map(|on| on.to_string()),
            household: review::framed(&self.household),
            supersedes: self.supersedes,
        })
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        Some(Self {
            measure: review::row(Some(framed.measure))?,
            says: Confirmation::from_id(&framed.says)?,
            text: review::cut(Column::Text, framed.text),
            on: review::day(framed.on),
            household: review::cut(Column::Household, framed.household),
            supersedes: framed.supersedes,
        })
    }
}
