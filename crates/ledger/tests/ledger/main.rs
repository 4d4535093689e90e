//! The ledger seen from outside: what every byte means, who may write what, and what becomes of
//! everything that is wrong.
//!
//! `keys`, `world`, `desk` and `raw_change` are the tools; each of the other files asks one question.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod chains;
mod changes;
mod codec;
mod desk;
mod id_map;
mod judging;
mod keys;
mod links;
mod raw_change;
mod relay;
mod replica;
mod snapshots;
mod standing;
mod stranger;
mod table;
mod vectors;
mod world;
