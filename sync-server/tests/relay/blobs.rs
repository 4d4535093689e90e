//! Photos and scans: uploaded in pieces, kept whole, read by those who may.

pub(crate) mod client;
mod kept;
mod killed;
mod limits;
mod rights;
mod upload;
