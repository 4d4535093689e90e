//! Tables: the bytes of a file as sheets of cells, whatever program wrote them.
//!
//! Every cell is a piece of text with a word on where it comes from; what it means is not asked here. The text of a sheet
//! stands in one string and a cell is sixteen bytes, so that half a million rows fit into the memory of a phone's browser.

mod comma;
mod error;
mod kind;
pub mod limits;
mod sheet;
mod text;
#[cfg(feature = "excel")]
mod xls;
#[cfg(feature = "excel")]
mod xlsx;

pub use error::TableError;
pub use kind::{FileKind, NotATable};
pub use sheet::{Cell, CellKind, Row, Sheet};

use crate::progress::Progress;

/// The boxes of a form, each with its label, as a sheet of a head and one row.
///
/// # Errors
/// When a box holds too much.
pub(crate) fn form(boxes: &[(&str, &str)]) -> Result<Sheet, TableError> {
    let mut building = sheet::Building::new("表单", sheet::Taken::default());
    for (column, (label, value)) in (0..).zip(boxes) {
        building.put(0, column, label, CellKind::Text)?;
        building.put(1, column, value.trim(), CellKind::Text)?;
    }
    Ok(building.finish(&[])?.0)
}

/// Reads the sheets of a file. Its kind is told from its first bytes: what its name says does not matter.
///
/// # Errors
/// When it is no table, is damaged, is too large, or the person stopped it.
pub fn open(bytes: &[u8], progress: &mut Progress<'_>) -> Result<Vec<Sheet>, TableError> {
    if bytes.len() > limits::FILE {
        return Err(TableError::FileTooLarge { bytes: bytes.len() });
    }
    match kind::of(bytes)? {
        FileKind::Text => {
            let text = text::decode(bytes)?;
            Ok(vec![comma::read(&text, progress)?])
        }
        #[cfg(feature = "excel")]
        FileKind::Xlsx => xlsx::read(bytes, progress),
        #[cfg(feature = "excel")]
        FileKind::Xls => xls::read(bytes, progress),
        #[cfg(not(feature = "excel"))]
        FileKind::Xlsx | FileKind::Xls => Err(TableError::NoTable(NotATable::ExcelNotBuilt)),
    }
}
