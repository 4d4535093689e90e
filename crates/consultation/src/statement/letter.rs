//! Letters: what somebody without a key wrote on a public page. The relay writes them down in the
//! office in its own name; only staff read them, and nothing of them is published.

use ledger::{Kind, payload};
use minicbor::bytes::ByteVec;

use super::{proposal::Hash, review};
use crate::command::{clean_line, clean_lines};
use crate::projection::{Row, Sheets};
use crate::record::choice::choices;
use crate::record::{CellValue, Column, RowId, Source};
use crate::topic::of_code;

/// The kind of a letter.
pub const LETTER: Kind = Kind(16);

/// Characters of the text: more is brought to the desk.
const TEXT: usize = 2_000;
const TITLE: usize = 200;
/// Characters of a title that is made of the first words.
const MADE_TITLE: usize = 30;
const NAME: usize = 50;
const CONTACT: usize = 200;

choices! {
    /// What a letter is.
    LetterKind {
        /// 意见建议
        Comment = "comment",
        /// 异议
        Objection = "objection",
        /// 征集的答复
        Answer = "answer",
        /// 提议题
        Proposal = "proposal",
    }
}

/// What was typed into a form, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// 意见 or 异议, where that is asked.
    pub kind: String,
    /// What it is about, of a proposal.
    pub title: String,
    /// The words.
    pub text: String,
    /// How to call whoever wrote it; may be empty.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
}

/// A letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    kind: LetterKind,
    about: Option<RowId>,
    typed: Typed,
    code_hash: [u8; 32],
}

/// Why a letter cannot be taken; says which box of the form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A proposal does not say what it is about.
    #[error("a proposal needs a title")]
    NoTitle,
    /// There are no words.
    #[error("a letter needs words")]
    NoText,
    /// A box holds too much.
    #[error("the box `{field}` takes at most {limit} characters and was given {found}")]
    TooLong {
        /// The name of the box.
        field: &'static str,
        /// Characters it takes.
        limit: usize,
        /// Characters it was given.
        found: usize,
    },
}

/// What words begin with: up to their first stop, or as much of it as makes a title.
fn first_words(words: &str) -> &str {
    let stops = ['\n', '。', '！', '？', '；', '，', '!', '?', ';'];
    let words =
        words.trim_start_matches(|letter: char| letter.is_whitespace() || stops.contains(&letter));
    let stop = words.find(stops).unwrap_or(words.len());
    let most = words
        .char_indices()
        .nth(MADE_TITLE)
        .map_or(words.len(), |(at, _)| at);
    words.get(..stop.min(most)).unwrap_or_default().trim_end()
}

/// The payload as CBOR frames it.
struct Framed {
    kind: String,
    text: String,
    code_hash: Hash,
    about: Option<ByteVec>,
    title: Option<String>,
    name: Option<String>,
    contact: Option<String>,
}

ledger::in_map!(Framed {
    0: kind,
    1: text,
    2: code_hash,
    3: about,
    4: title,
    5: name,
    6: contact
});

impl Letter {
    /// A letter under the hash of the 受理号 that its writer is told. `about` is the publication that it
    /// speaks of; a proposal has none.
    ///
    /// # Errors
    ///
    /// The first box that lacks something or holds too much.
    pub fn new(
        kind: LetterKind,
        about: Option<RowId>,
        typed: &Typed,
        code_hash: [u8; 32],
    ) -> Result<Self, LetterError> {
        let typed = Typed {
            kind: String::new(),
            title: clean_line(&typed.title),
            text: clean_lines(&typed.text),
            name: clean_line(&typed.name),
            contact: clean_line(&typed.contact),
        };
        if kind == LetterKind::Proposal && typed.title.is_empty() {
            return Err(LetterError::NoTitle);
        }
        if kind != LetterKind::Proposal && typed.text.trim().is_empty() {
            return Err(LetterError::NoText);
        }
        for (field, words, limit) in [
            ("title", &typed.title, TITLE),
            ("text", &typed.text, TEXT),
            ("name", &typed.name, NAME),
            ("contact", &typed.contact, CONTACT),
        ] {
            let found = words.chars().count();
            if found > limit {
                return Err(LetterError::TooLong {
                    field,
                    limit,
                    found,
                });
            }
        }
        Ok(Self {
            kind,
            about,
            typed,
            code_hash,
        })
    }

    /// What it is.
    pub fn kind(&self) -> LetterKind {
        self.kind
    }

    /// The publication that it speaks of.
    pub fn about(&self) -> Option<RowId> {
        self.about
    }

    /// What it is about, of a proposal; empty otherwise.
    pub fn title(&self) -> &str {
        &self.typed.title
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.typed.text
    }

    /// How to call whoever wrote it; may be empty.
    pub fn name(&self) -> &str {
        &self.typed.name
    }

    /// How to reach them; may be empty.
    pub fn contact(&self) -> &str {
        &self.typed.contact
    }

    /// The hash of the 受理号 that its writer was told.
    pub fn code_hash(&self) -> [u8; 32] {
        self.code_hash
    }

    /// The topic of a board that it was entered as.
    pub fn topic<'a>(&self, board: &'a Sheets) -> Option<&'a Row> {
        of_code(board, self.code_hash)
    }

    /// The cells of the topic that staff enter it as: its words and its number, not who wrote it.
    pub fn to_topic(&self) -> Vec<(Column, CellValue)> {
        let call = self.about.filter(|_| self.kind == LetterKind::Answer);
        let source = match self.kind {
            LetterKind::Answer => Source::Solicitation,
            _ => Source::Online,
        };
        let title = match self.title() {
            "" => first_words(self.text()),
            title => title,
        };
        vec![
            (Column::Title, CellValue::Text(title.to_owned())),
            (Column::Text, CellValue::Text(self.typed.text.clone())),
            (Column::Source, CellValue::choice(source.id())),
            (Column::CodeHash, CellValue::Blob(Some(self.code_hash))),
            (Column::Call, CellValue::Row(call)),
        ]
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        payload::encode(&Framed {
            kind: self.kind.id().to_owned(),
            text: self.typed.text.clone(),
            code_hash: Hash(self.code_hash),
            about: self.about.map(review::bytes),
            title: review::framed(&self.typed.title),
            name: review::framed(&self.typed.name),
            contact: review::framed(&self.typed.contact),
        })
    }

    /// Reads what some relay wrote, cleaned again, since nobody vouches for it.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let framed: Framed = payload::decode(bytes)?;
        let typed = Typed {
            kind: String::new(),
            title: framed.title.unwrap_or_default(),
            text: framed.text,
            name: framed.name.unwrap_or_default(),
            contact: framed.contact.unwrap_or_default(),
        };
        let about = review::row(framed.about);
        let kind = LetterKind::from_id(&framed.kind)?;
        Self::new(kind, about, &typed, framed.code_hash.0).ok()
    }
}

/// Who wrote it and how to reach them is nobody's business; logs do not get it.
impl std::fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Letter");
        shown.field("kind", &self.kind).field("about", &self.about);
        shown.finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{CellValue, Column, LETTER, Letter, LetterError, LetterKind, RowId, Typed};
    use crate::statement::Statement;

    fn typed(text: &str) -> Typed {
        Typed {
            text: text.to_owned(),
            name: "王阿姨".to_owned(),
            contact: "13800000000".to_owned(),
            ..Typed::default()
        }
    }

    #[test]
    fn a_letter_reads_back_as_it_was_written() {
        let about = Some(RowId::from_bytes([7; 16]));
        let words = typed("出入口\n改到北侧不方便");
        let letter = Letter::new(LetterKind::Objection, about, &words, [5; 32]).unwrap();
        let statement = Statement::Letter(letter.clone());
        assert_eq!(statement.kind(), LETTER);
        let read = Statement::decode(LETTER, &statement.encode());
        assert_eq!(read, statement);
        assert_eq!(letter.text(), words.text);
        assert_eq!((letter.name(), letter.contact()), ("王阿姨", "13800000000"));
        let log = format!("{letter:?}");
        assert!(!log.contains("王") && !log.contains("138") && !log.contains("北侧"));
    }

    #[test]
    fn what_is_missing_or_too_long_names_its_box() {
        let new = |kind, typed: &Typed| Letter::new(kind, None, typed, [0; 32]);
        let none = new(LetterKind::Comment, &typed(" \n "));
        assert_eq!(none.unwrap_err(), LetterError::NoText);
        let untitled = new(LetterKind::Proposal, &typed("路灯"));
        assert_eq!(untitled.unwrap_err(), LetterError::NoTitle);
        let long = new(LetterKind::Comment, &typed(&"长".repeat(2_001)));
        let error = LetterError::TooLong {
            field: "text",
            limit: 2_000,
            found: 2_001,
        };
        assert_eq!(long.unwrap_err(), error);
    }

    #[test]
    fn bytes_that_are_no_letter_are_kept_as_they_are() {
        for bytes in [&b""[..], b"\xa0", b"\xff\xff"] {
            let read = Statement::decode(LETTER, bytes);
            assert!(matches!(read, Statement::Other { .. }), "{bytes:?}");
        }
    }

    #[test]
    fn a_topic_that_is_made_of_a_letter_does_not_say_who_wrote_it() {
        let letter = Letter::new(LetterKind::Answer, None, &typed("装电梯"), [5; 32]).unwrap();
        let cells = format!("{:?}", letter.to_topic());
        assert!(cells.contains("装电梯") && cells.contains("solicitation"));
        assert!(!cells.contains("王阿姨") && !cells.contains("138"));
    }

    #[test]
    fn an_answer_becomes_a_topic_that_is_called_by_its_first_words_and_names_its_call() {
        let call = Some(RowId::from_bytes([7; 16]));
        let long = "一二三四五六七八九十".repeat(4);
        for (text, title) in [
            ("装电梯。三楼以上都盼着", "装电梯"),
            (" \n，先修路灯 \n再说停车", "先修路灯"),
            (long.as_str(), &long[..90]),
            ("。", ""),
        ] {
            let letter = Letter::new(LetterKind::Answer, call, &typed(text), [5; 32]).unwrap();
            let cells = letter.to_topic();
            assert!(
                cells.contains(&(Column::Title, CellValue::Text(title.to_owned()))),
                "{cells:?}"
            );
            assert!(cells.contains(&(Column::Call, CellValue::Row(call))));
        }
        let proposal = Typed {
            title: "路灯".to_owned(),
            ..typed("坏了，两个月")
        };
        let proposal = Letter::new(LetterKind::Proposal, call, &proposal, [5; 32]).unwrap();
        let cells = proposal.to_topic();
        assert!(cells.contains(&(Column::Title, CellValue::Text("路灯".to_owned()))));
        assert!(cells.contains(&(Column::Call, CellValue::Row(None))));
    }
}
