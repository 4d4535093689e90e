//! What a file is, told from its first bytes: names lie, and people rename files.

use super::error::TableError;

/// A file that holds tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text with separators (CSV).
    Text,
    /// An Excel workbook since 2007, as WPS writes it too.
    Xlsx,
    /// An Excel workbook from 97 to 2003.
    Xls,
}

/// What a file is instead of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// No bytes, or blanks alone.
    #[error("文件是空的。请检查选的是不是这个文件。")]
    Empty,
    /// A PDF.
    #[error(
        "这是 PDF 文件，不是表格（文件名的后缀可能被改过）。请向提供的人要 Excel 表格，或另存为 .xlsx。"
    )]
    Pdf,
    /// A picture.
    #[error("这是图片，不是表格（文件名的后缀可能被改过）。请选 .xlsx、.xls 或 .csv 文件。")]
    Picture,
    /// A web page, as many systems export under the name .xls.
    #[error(
        "这是网页格式的表格（许多系统导出的 .xls 其实是网页）。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
    )]
    WebPage,
    /// Office XML in one file.
    #[error("这是 XML 格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。")]
    Xml,
    /// A Word document.
    #[error(
        "这是 Word 文档，不是表格（文件名的后缀可能被改过）。请把表格复制到 Excel 里，存为 .xlsx 再导入。"
    )]
    Word,
    /// A presentation.
    #[error("这是演示文稿，不是表格（文件名的后缀可能被改过）。请选 .xlsx、.xls 或 .csv 文件。")]
    Slides,
    /// An OpenDocument or binary workbook.
    #[error("这种表格（.ods 或 .xlsb）不能直接导入。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。")]
    OtherWorkbook,
    /// An archive.
    #[error("这是压缩包，不是表格。请先解压，再选里面的 .xlsx、.xls 或 .csv 文件。")]
    Archive,
    /// An Excel workbook from before 97.
    #[error("这是很旧的 Excel 格式（97 版以前）。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。")]
    BeforeExcel97,
    /// Bytes of some other kind.
    #[error("认不出这种文件，不是表格。请选 .xlsx、.xls 或 .csv 文件。")]
    Unknown,
    /// This build has no reader for it.
    #[error("这里只能读 .csv 文件。请用 Excel 或 WPS 打开，另存为 CSV 再导入。")]
    ExcelNotBuilt,
}

/// Tells the kind of a file.
pub(super) fn of(bytes: &[u8]) -> Result<FileKind, TableError> {
    let not = |what| Err(TableError::NoTable(what));
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return zipped(bytes);
    }
    if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Ok(FileKind::Xls);
    }
    if starts(b"%PDF") {
        return not(NotATable::Pdf);
    }
    let is_picture = starts(&[0xff, 0xd8, 0xff])
        || starts(b"\x89PNG")
        || starts(b"GIF8")
        || starts(b"BM")
        || starts(b"II*\0")
        || (starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"));
    if is_picture && bytes.contains(&0) {
        return not(NotATable::Picture);
    }
    if starts(b"Rar!") || starts(b"7z\xbc\xaf") || starts(&[0x1f, 0x8b]) {
        return not(NotATable::Archive);
    }
    // A record that begins a workbook by itself, which Excel did up to version 4.
    if starts(&[0x09, 0x00, 0x04, 0x00]) || starts(&[0x09, 0x02]) || starts(&[0x09, 0x04, 0x06]) {
        return not(NotATable::BeforeExcel97);
    }
    text(bytes)
}

fn text(bytes: &[u8]) -> Result<FileKind, TableError> {
    let not = |what| Err(TableError::NoTable(what));
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if !is_wide && start.contains(&0) {
        return not(NotATable::Unknown);
    }
    let start = start
        .strip_prefix(&[0xef, 0xbb, 0xbf])
        .unwrap_or(start)
        .trim_ascii_start();
    let is = |word: &[u8]| {
        start
            .get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    };
    if bytes.len() <= 4096 && start.is_empty() {
        return not(NotATable::Empty);
    }
    if is(b"<html") || is(b"<!doctype") || is(b"<table") || is(b"<meta") || is(b"<style") {
        return not(NotATable::WebPage);
    }
    match is(b"<?xml") {
        true => not(NotATable::Xml),
        false => Ok(FileKind::Text),
    }
}

/// Names of an archive's files stand in the clear in its directory, which is at the end and seldom has more than some
/// kilobytes.
fn zipped(bytes: &[u8]) -> Result<FileKind, TableError> {
    let bytes = bytes
        .get(bytes.len().saturating_sub(1 << 20)..)
        .unwrap_or(bytes);
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let what = if has(b"xl/workbook.xml") {
        return Ok(FileKind::Xlsx);
    } else if has(b"word/document.xml") {
        NotATable::Word
    } else if has(b"ppt/presentation.xml") {
        NotATable::Slides
    } else if has(b"xl/workbook.bin") || has(b"content.xml") {
        NotATable::OtherWorkbook
    } else {
        NotATable::Archive
    };
    Err(TableError::NoTable(what))
}
