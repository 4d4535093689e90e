//! The relay's answers to everything that is wrong, and what it does not do before a flush.

mod blobs;
mod greeting;
mod kept;
mod later;
mod offer;
mod rejected;
mod say;
