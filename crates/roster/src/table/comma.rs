//! A text with separators: commas, semicolons, or the tabs that Excel calls Unicode text.

use super::error::TableError;
use super::sheet::{Building, CellKind, Sheet, Taken};
use crate::progress::{Phase, Progress};

/// Reads the one sheet of a text. Rows are numbered as Excel shows them, blank lines with them.
pub(super) fn read(text: &str, progress: &mut Progress<'_>) -> Result<Sheet, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut building = Building::new("CSV", Taken::default());
    let mut record = csv::StringRecord::new();
    let (mut row, mut count) = (0_u32, 0);
    loop {
        let before = reader.position().line();
        if !reader
            .read_record(&mut record)
            .map_err(TableError::damaged)?
        {
            break;
        }
        // The reader skips blank lines, and a cell may hold several.
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let lines = reader.position().line().saturating_sub(before);
        let blank = lines
            .saturating_sub(u64::try_from(within).unwrap_or(0))
            .saturating_sub(1);
        row = row.saturating_add(u32::try_from(blank).unwrap_or(u32::MAX));
        for (column, cell) in (0..).zip(record.iter()) {
            building.put(row, column, unquoted(cell), CellKind::Text)?;
        }
        row = row.saturating_add(1);
        count += 1;
        progress.rows(Phase::Reading, count, None)?;
    }
    Ok(building.finish(&[])?.0)
}

/// The separator that the first lines have most of.
fn separator(text: &str) -> u8 {
    let lines = || text.lines().take(10);
    let count = |separator: char| lines().map(|line| line.matches(separator).count()).sum();
    let counts: [(u8, usize); 3] = [(b',', count(',')), (b'\t', count('\t')), (b';', count(';'))];
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| separator)
}

/// Without the apostrophe by which our own export keeps a cell from being taken for a formula, and without the `="…"`
/// by which others keep long numbers whole.
fn unquoted(cell: &str) -> &str {
    if let Some(rest) = cell.strip_prefix('\'')
        && rest.starts_with(['=', '+', '-', '@'])
    {
        return rest;
    }
    let quoted = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    quoted.unwrap_or(cell)
}
