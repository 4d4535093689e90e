//! The state in which a record was when it went up: its heads, named by their number and a hash over them.

use data_encoding::BASE32_NOPAD;
use ledger::ChangeHash;
use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::hex;
use crate::projection::Row;
use crate::record::{CellValue, Column};

/// Characters of the code that stands on paper: 100 bits in base32.
const CODE: usize = 20;

/// A hash as it stands on paper: its first 100 bits in groups of four characters.
pub fn paper_code(hash: &[u8; 32]) -> String {
    let code = BASE32_NOPAD.encode(hash);
    let code: Vec<char> = code.chars().take(CODE).collect();
    let groups = code.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// A state of a record, by the changes that nothing built on yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Sorted.
    heads: Vec<ChangeHash>,
}

/// Why a row names no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrozenError {
    /// Nothing is written there: it went up on paper alone.
    #[error("the row names no state")]
    Absent,
    /// Number, hash and list do not belong together.
    #[error("the state that the row names does not match its hash")]
    Spoiled,
}

impl Frozen {
    /// The state in which a record is.
    pub fn of(document: &Document) -> Self {
        Self {
            heads: document.heads(),
        }
    }

    /// The cells that keep it in a row.
    pub fn cells(&self) -> Vec<(Column, CellValue)> {
        let heads: Vec<String> = self.heads.iter().map(|head| hex::encode(&head.0)).collect();
        let count = u64::try_from(self.heads.len()).ok();
        vec![
            (Column::FrozenCount, CellValue::Count(count)),
            (Column::Frozen, CellValue::Blob(Some(self.hash()))),
            (Column::FrozenHeads, CellValue::Text(heads.join("\n"))),
        ]
    }

    /// Reads what [`Self::cells`] wrote.
    ///
    /// # Errors
    ///
    /// When nothing is written there, or what is written does not belong together.
    pub fn read(row: &Row) -> Result<Self, FrozenError> {
        let Some(hash) = row.blob(Column::Frozen) else {
            return Err(FrozenError::Absent);
        };
        let heads = row.text(Column::FrozenHeads).lines();
        let heads = heads.map(|line| hex::decode(line.trim()).map(ChangeHash));
        let heads: Option<Vec<_>> = heads.collect();
        let mut frozen = Self {
            heads: heads.ok_or(FrozenError::Spoiled)?,
        };
        frozen.heads.sort_unstable();
        let is_counted = row.count(Column::FrozenCount) == u64::try_from(frozen.heads.len()).ok();
        match is_counted && frozen.hash() == hash {
            true => Ok(frozen),
            false => Err(FrozenError::Spoiled),
        }
    }

    /// SHA-256 over the sorted heads (architecture: a seal names its set by count and hash).
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for head in &self.heads {
            hash.update(head.0);
        }
        hash.finalize().into()
    }

    /// The code that stands on paper, in groups of four.
    pub fn code(&self) -> String {
        paper_code(&self.hash())
    }

    /// The record as it was then; `None` while the device lacks some of it.
    pub fn document(&self, now: &Document) -> Option<Document> {
        now.at(&self.heads)
    }
}
