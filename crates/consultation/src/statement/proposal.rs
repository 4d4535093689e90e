//! Proposals: what somebody in a hall wants to have talked about. Nobody can alter one; staff enter it
//! into the board's topics under the hash of its 受理号, and by that it shows as taken up.

use ledger::{Kind, payload};

use super::{Said, Statement};
use crate::command::{clean_line, clean_lines};
use crate::projection::{Row, Sheets};
use crate::record::{CellValue, Column, Source};
use crate::topic::of_code;

/// The kind of a proposal.
pub const PROPOSAL: Kind = Kind(2);

/// A proposal in its author's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    title: String,
    text: String,
    category: Option<String>,
    code_hash: [u8; 32],
}

/// Why a proposal cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    /// It does not say what it is about.
    #[error("a title is needed")]
    NoTitle,
    /// Its title or its text is too long.
    #[error("{column:?} takes at most {limit} characters and was given {found}")]
    TooLong {
        /// Which, by the column of the topic that it would become.
        column: Column,
        /// Characters it takes.
        limit: usize,
        /// Characters it was given.
        found: usize,
    },
}

/// The payload as CBOR frames it: `{0: title, 1: text, 2: category?, 3: code hash}`.
struct Framed {
    title: String,
    text: String,
    category: Option<String>,
    code_hash: Hash,
}

ledger::in_map!(Framed {
    0: title,
    1: text,
    2: category,
    3: code_hash
});

/// A hash as a byte string.
pub(super) struct Hash(pub(super) [u8; 32]);

impl<'b> minicbor::Decode<'b, ()> for Hash {
    fn decode(
        decoder: &mut minicbor::Decoder<'b>,
        (): &mut (),
    ) -> Result<Self, minicbor::decode::Error> {
        let bytes = decoder.bytes()?.try_into();
        let length = |_| minicbor::decode::Error::message("a hash has 32 bytes");
        bytes.map(Self).map_err(length)
    }
}

impl minicbor::Encode<()> for Hash {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        (): &mut (),
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.bytes(&self.0)?;
        Ok(())
    }
}

impl Proposal {
    /// A proposal under the hash of a 受理号, which its author keeps. The category is an id of the six of
    /// 二(二); its author may leave it to staff.
    ///
    /// # Errors
    ///
    /// Without a title, or when title or text is longer than a topic takes.
    pub fn new(
        title: &str,
        text: &str,
        category: Option<&str>,
        code_hash: [u8; 32],
    ) -> Result<Self, ProposalError> {
        let (title, text) = (clean_line(title), clean_lines(text));
        if title.is_empty() {
            return Err(ProposalError::NoTitle);
        }
        for (column, words) in [(Column::Title, &title), (Column::Text, &text)] {
            let (limit, found) = (column.kind().limit(), words.chars().count());
            if found > limit {
                return Err(ProposalError::TooLong {
                    column,
                    limit,
                    found,
                });
            }
        }
        Ok(Self {
            title,
            text,
            category: category.map(clean_line),
            code_hash,
        })
    }

    /// What it is about, in a line.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The rest of it; may be empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The id of its category, if its author chose one.
    pub fn category(&self) -> Option<&str> {
        self.category.as_deref()
    }

    /// The hash of its 受理号.
    pub fn code_hash(&self) -> [u8; 32] {
        self.code_hash
    }

    /// The topic of a board that it was entered as.
    pub fn topic<'a>(&self, board: &'a Sheets) -> Option<&'a Row> {
        of_code(board, self.code_hash)
    }

    /// The cells of the topic that staff enter it as, in its own words.
    pub fn to_topic(&self) -> Vec<(Column, CellValue)> {
        vec![
            (Column::Title, CellValue::Text(self.title.clone())),
            (Column::Text, CellValue::Text(self.text.clone())),
            (Column::Category, CellValue::Choice(self.category.clone())),
            (Column::Source, CellValue::choice(Source::Participant.id())),
            (Column::CodeHash, CellValue::Blob(Some(self.code_hash))),
        ]
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        payload::encode(&Framed {
            title: self.title.clone(),
            text: self.text.clone(),
            category: self.category.clone(),
            code_hash: Hash(self.code_hash),
        })
    }

    /// Reads what some device wrote: words are cleaned and cut again, since nobody vouches for them.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        let cut = |words: String, column: Column| {
            words
                .chars()
                .take(column.kind().limit())
                .collect::<String>()
        };
        Some(Self {
            title: cut(clean_line(&framed.title), Column::Title),
            text: cut(clean_lines(&framed.text), Column::Text),
            category: framed
                .category
                .map(|category| cut(clean_line(&category), Column::Title)),
            code_hash: framed.code_hash.0,
        })
    }
}

/// The proposals of a room: logged ones in the order of the log, then those that wait here in the
/// order in which they were written. Of several under one hash only the first is one: nobody's topic
/// is taken over by whoever copies its hash.
pub fn proposals<'a>(said: impl IntoIterator<Item = Said<'a>>) -> Vec<(Said<'a>, &'a Proposal)> {
    let mut proposals: Vec<(Said<'a>, &'a Proposal)> = Vec::new();
    for said in said {
        if let Statement::Proposal(proposal) = said.statement {
            proposals.push((said, proposal));
        }
    }
    proposals.sort_by_key(|(said, _)| said.order());
    let mut seen = Vec::new();
    proposals.retain(|(_, proposal)| {
        let is_first = !seen.contains(&proposal.code_hash);
        seen.push(proposal.code_hash);
        is_first
    });
    proposals
}

#[cfg(test)]
mod tests {
    use ledger::{EntryId, KeyId, Kind};
    use proptest::prelude::*;

    use super::{PROPOSAL, Proposal, ProposalError, proposals};
    use crate::record::Column;
    use crate::statement::{Said, Statement};
    use crate::topic::AcceptanceCode;

    fn proposal(title: &str, number: u8) -> Proposal {
        let hash = AcceptanceCode::from_random([number; 8]).hash();
        Proposal::new(title, "晚上没地方停车", Some("complaints"), hash).unwrap()
    }

    #[test]
    fn a_proposal_reads_back() {
        let statement = Statement::Proposal(proposal(" 𬭎㛃路<b>停车</b>\u{202e} ", 1));
        assert_eq!(statement.kind(), PROPOSAL);
        let read = Statement::decode(PROPOSAL, &statement.encode());
        assert_eq!(read, statement);
        let Statement::Proposal(read) = read else {
            panic!("no proposal");
        };
        assert_eq!(read.title(), "𬭎㛃路<b>停车</b>");
    }

    #[test]
    fn the_bytes_are_these() {
        let proposal = Proposal::new("车", "位", None, [7; 32]).unwrap();
        let mut expected = vec![0xa3, 0x00, 0x63, 0xe8, 0xbd, 0xa6, 0x01, 0x63];
        expected.extend([0xe4, 0xbd, 0x8d, 0x03, 0x58, 0x20]);
        expected.extend([7; 32]);
        assert_eq!(Statement::Proposal(proposal).encode(), expected);
    }

    #[test]
    fn a_proposal_is_about_something_and_of_some_length() {
        let new = |title: &str, text: &str| Proposal::new(title, text, None, [0; 32]);
        assert_eq!(new(" \n", "内容"), Err(ProposalError::NoTitle));
        for (title, text, column, limit) in [
            ("长".repeat(201), String::new(), Column::Title, 200),
            ("停车".to_owned(), "长".repeat(10_001), Column::Text, 10_000),
        ] {
            let found = limit + 1;
            let error = ProposalError::TooLong {
                column,
                limit,
                found,
            };
            assert_eq!(new(&title, &text), Err(error));
        }
    }

    fn said(seq: Option<u64>, index: u8, statement: &Statement) -> Said<'_> {
        Said {
            author: KeyId([index; 16]),
            seq,
            index: u64::from(index),
            entry: EntryId([index; 32]),
            statement,
        }
    }

    #[test]
    fn proposals_stand_in_the_order_of_the_log_and_nobody_takes_anothers_hash() {
        let of = |title, number| Statement::Proposal(proposal(title, number));
        let (first, second, waiting) = (of("停车", 1), of("电梯", 2), of("垃圾", 3));
        let copied = of("我的停车", 1);
        let other = Statement::Other {
            kind: Kind(99),
            bytes: Vec::new(),
        };
        let mut all = [
            said(Some(9), 4, &copied),
            said(None, 3, &waiting),
            said(Some(5), 2, &second),
            said(Some(3), 1, &first),
            said(Some(4), 5, &other),
        ];
        for _ in 0..all.len() {
            all.rotate_left(1);
            let read = proposals(all);
            let titles: Vec<&str> = read.iter().map(|(_, one)| one.title()).collect();
            assert_eq!(titles, ["停车", "电梯", "垃圾"]);
        }
    }

    proptest! {
        #[test]
        fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            let statement = Statement::decode(PROPOSAL, &bytes);
            prop_assert_eq!(statement.kind(), PROPOSAL);
        }

        #[test]
        fn whatever_is_proposed_reads_back(title in ".{1,40}", text in "(?s).{0,80}") {
            if let Ok(proposal) = Proposal::new(&title, &text, None, [3; 32]) {
                let statement = Statement::Proposal(proposal);
                let read = Statement::decode(PROPOSAL, &statement.encode());
                prop_assert_eq!(read, statement);
            }
        }
    }
}
