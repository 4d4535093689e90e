//! 检查意见: what 居务监督委员会 or a third party found, in their own name. Staff have no way to write one.

use ledger::{EntryId, Kind, payload};
use minicbor::bytes::ByteVec;

use super::review::{self, About, ReviewError};
use crate::record::{Checker, Column, Date, Finding};

/// The kind of such a statement.
pub const CHECK: Kind = Kind(4);

/// What a check of a measure, or of a whole round, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checking {
    about: About,
    checker: Checker,
    finding: Finding,
    text: String,
    on: Option<Date>,
    due: Option<Date>,
    supersedes: Option<EntryId>,
}

/// The payload as CBOR frames it: `{0: measure?, 1: round?, 2: checker, 3: finding, 4: text?, 5: on?, 6: due?,
/// 7: supersedes?}`.
struct Framed {
    measure: Option<ByteVec>,
    round: Option<ByteVec>,
    checker: String,
    finding: String,
    text: Option<String>,
    on: Option<String>,
    due: Option<String>,
    supersedes: Option<EntryId>,
}

ledger::in_map!(Framed {
    0: measure,
    1: round,
    2: checker,
    3: finding,
    4: text,
    5: on,
    6: due,
    7: supersedes
});

impl Checking {
    /// What was found, and on which day. `due` is the last day for what is to be put right; `supersedes` is the
    /// author's earlier word on the same.
    ///
    /// # Errors
    ///
    /// A finding that asks for something without words that say what; words that are too long.
    pub fn new(
        about: About,
        (checker, finding): (Checker, Finding),
        text: &str,
        (on, due): (Date, Option<Date>),
        supersedes: Option<EntryId>,
    ) -> Result<Self, ReviewError> {
        let column = Column::Text;
        let text = review::taken(column, text)?;
        if finding != Finding::Done && text.is_empty() {
            return Err(ReviewError::NoWords { column });
        }
        Ok(Self {
            about,
            checker,
            finding,
            text,
            on: Some(on),
            due: due.filter(|_| finding == Finding::Rectify),
            supersedes,
        })
    }

    /// What was checked.
    pub fn about(&self) -> About {
        self.about
    }

    /// Who checked.
    pub fn checker(&self) -> Checker {
        self.checker
    }

    /// What was found.
    pub fn finding(&self) -> Finding {
        self.finding
    }

    /// In which words; may be empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The day of the check.
    pub fn on(&self) -> Option<Date> {
        self.on
    }

    /// The last day for what is to be put right.
    pub fn due(&self) -> Option<Date> {
        self.due
    }

    /// The statement that it takes the place of.
    pub fn supersedes(&self) -> Option<EntryId> {
        self.supersedes
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let (measure, round) = match self.about {
            About::Measure(row) => (Some(review::bytes(row)), None),
            About::Round(row) => (None, Some(review::bytes(row))),
        };
        payload::encode(&Framed {
            measure,
            round,
            checker: self.checker.id().to_owned(),
            finding: self.finding.id().to_owned(),
            text: review::framed(&self.text),
            on: self.on.map(|on| on.to_string()),
            due: self.due.map(|due| due.to_string()),
            supersedes: self.supersedes,
        })
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        let measure = review::row(framed.measure).map(About::Measure);
        let about = measure.or_else(|| review::row(framed.round).map(About::Round))?;
        let finding = Finding::from_id(&framed.finding)?;
        Some(Self {
            about,
            checker: Checker::from_id(&framed.checker)?,
            finding,
            text: review::cut(Column::Text, framed.text),
            on: review::day(framed.on),
            due: review::day(framed.due).filter(|_| finding == Finding::Rectify),
            supersedes: framed.supersedes,
        })
    }
}
