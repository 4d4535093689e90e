//! Limits of a file. Each is far above what a community has, and below what an old tablet's browser cannot hold.

/// Bytes of a file: 64 MB. A million people as an .xlsx are 40 MB.
pub const FILE: usize = 64 << 20;
/// Rows of a sheet. A district has as many people.
pub const ROWS: usize = 500_000;
/// Columns of a sheet; what stands to the right of them is not read.
pub const COLUMNS: usize = 256;
/// Sheets of a file.
pub const SHEETS: usize = 64;
/// Cells of a file, those filled by merging with them.
pub const CELLS: usize = 12_000_000;
/// Bytes of a file's text once it is unpacked: 512 MB.
pub const TEXT: usize = 512 << 20;
/// Bytes of one cell; Excel itself stops at 32,767 characters.
pub const CELL: usize = 128 << 10;
