//! Why a file is not read, in words for the person who chose it.

use super::kind::NotATable;
use super::limits;
use crate::progress::Cancelled;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Too many bytes.
    #[error(
        "文件有 {} MB，超过 {} MB 的上限。请按小区拆成几个文件，分次导入。",
        bytes >> 20,
        limits::FILE >> 20
    )]
    FileTooLarge {
        /// How many it has.
        bytes: usize,
    },
    /// Too many rows.
    #[error(
        "表“{sheet}”超过 {} 行（50 万行）的上限，没有导入。请按小区拆成几个文件；如果后面都是空行，请先删掉空行。",
        limits::ROWS
    )]
    TooManyRows {
        /// The sheet.
        sheet: String,
    },
    /// Too many cells, or too much text.
    #[error("文件的内容太多，解开后超过上限（{} 万个单元格或 {} MB 文字）。请按小区拆成几个文件，分次导入。", limits::CELLS / 10_000, limits::TEXT >> 20)]
    TooMuch,
    /// One cell with too much text.
    #[error("表“{sheet}”第 {row} 行有一个单元格的文字太长（超过 {} KB）。请检查这一行，引号是否成对。", limits::CELL >> 10)]
    CellTooLong {
        /// The sheet.
        sheet: String,
        /// Its row, from 1.
        row: u32,
    },
    /// Too many sheets.
    #[error(
        "文件有 {count} 张工作表，超过 {} 张的上限。请只留下要导入的工作表。",
        limits::SHEETS
    )]
    TooManySheets {
        /// How many it has.
        count: usize,
    },
    /// Something else than a table.
    #[error(transparent)]
    NoTable(NotATable),
    /// A text in no encoding that we know.
    #[error(
        "第 {row} 行起有认不出的文字，编码既不是 UTF-8 也不是 GBK。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
    )]
    Encoding {
        /// The first row that does not read, from 1.
        row: usize,
    },
    /// A table that is cut short or spoiled.
    #[error(
        "文件已损坏或不完整，读不下去（{what}）。请重新下载，或用 Excel、WPS 打开后另存为 .xlsx 再导入。"
    )]
    Damaged {
        /// What the reader met.
        what: String,
    },
    /// The file is locked with a password.
    #[error("文件设了打开密码。请用 Excel 或 WPS 打开，取消密码后另存，再导入。")]
    Password,
    /// The person stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl TableError {
    pub(super) fn damaged(what: impl core::fmt::Display) -> Self {
        Self::Damaged {
            what: what.to_string(),
        }
    }
}
