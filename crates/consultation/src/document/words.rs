//! The words that a change put into a record, for a person to copy.

use automerge::ScalarValue;
use automerge::legacy::{Key, Op, OpType};

use super::Document;
use super::index;
use super::vet;
use crate::record::{Column, keys};

/// Fields whose values are words that somebody wrote, beside the cells of sheets.
const WORDS: [&str; 7] = [
    keys::TITLE,
    keys::PURPOSE,
    keys::VENUE,
    keys::HEADING,
    keys::NAME,
    keys::ADDRESS,
    keys::PHONE,
];

impl Document {
    /// What a change wrote: what was typed at one place in a piece, places and fields on lines of
    /// their own. Empty when it wrote no words, or the bytes are no change.
    pub fn words_of(change: &[u8]) -> String {
        let mut words = String::new();
        let Ok(parsed) = vet::parse(change) else {
            return words;
        };
        let mut before = None;
        let first = parsed.expanded.start_op.get();
        for (counter, operation) in (first..).zip(&parsed.expanded.operations) {
            let Some(text) = written(operation) else {
                continue;
            };
            let follows = operation.insert && index::element_key(&operation.key) == before;
            if !words.is_empty() && (before.is_none() || !follows) {
                words.push('\n');
            }
            words.push_str(text);
            before = operation.insert.then_some((counter, parsed.actor));
        }
        words
    }
}

fn written(operation: &Op) -> Option<&str> {
    let OpType::Put(ScalarValue::Str(text)) = &operation.action else {
        return None;
    };
    let is_words = match &operation.key {
        Key::Seq(_) => true,
        Key::Map(key) => WORDS.contains(&key.as_str()) || Column::holds_words(key),
    };
    is_words.then_some(text.as_str())
}
