//! Snapshots for newcomers of long halls: made by a worker beside the way of an entry, kept on disk,
//! offered by the desk, fetched over HTTP.
//!
//! Nothing rests on them. They are told from the log and may be dropped at any time; where none is to
//! be had, a device reads the log as ever. Form: `docs/protocol.md`, section 16.

mod made;
mod maker;
mod shelf;

pub use made::Made;
pub use maker::Maker;
pub use shelf::Shelf;

/// The folder for snapshots within the data folder.
pub const FOLDER: &str = "snapshots";
