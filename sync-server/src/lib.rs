//! The relay as a program: sockets, storage and keys around [`ledger::Relay`].
//!
//! How it runs. Connections (a WebSocket, or a session of `POST` requests) read messages and put
//! them into one bounded queue. One thread, the [`desk`], owns the machine and the [`log`]: it
//! takes everything that waits in the queue, asks the machine, writes what is to be kept in one
//! durable transaction, and only then lets answers, receipts and stretches of the log go out
//! through each connection's [`outbox`]. While it writes, the queue fills again, and that is the
//! next group. Nothing waits on a timer.
//!
//! Photos and scans ([`blobs`]) go past the desk: it is only asked who may read and add them.
//!
//! The public [`pages`] of boards are rendered by a thread of their own, which asks the desk for what
//! was logged and may break down without harm.
//!
//! What the threads of the network know: bytes, addresses, limits. What only the desk knows: who
//! may do what. What nobody here does: read a
//! statement, log a name, or, but for the pages' thread, read a record.

pub mod accept;
pub mod admission;
pub mod blobs;
pub mod cache;
pub mod clock;
pub mod conn;
pub mod crypto;
pub mod desk;
pub mod frame;
pub mod http;
pub mod invite;
pub mod key_file;
pub mod log;
pub mod metrics;
pub mod options;
pub mod outbox;
pub mod pages;
pub mod replay;
pub mod serve;
pub mod snapshots;
pub mod tls;
pub mod verify;
pub mod warning;
