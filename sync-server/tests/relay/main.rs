//! The real relay over real sockets, with a client that knows the ledger's messages and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "in a test a panic is the report"
)]

mod blobs;
mod community;
mod device;
mod disk;
mod heal;
mod http;
mod killed;
mod limits;
mod logs;
mod pages;
mod poll;
mod slow;
mod snapshots;
mod socket;
mod sync;
mod verify;
mod world;
