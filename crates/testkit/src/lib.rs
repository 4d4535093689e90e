//! The testkit: a whole community on one thread, with everything that can go wrong, by one seed.
//!
//! How it runs. A [`World`] has [`Device`]s (each a `ledger::Replica`, its `consultation`
//! documents and a [`Disk`]), one [`Station`] (a `ledger::Relay`, its [`station::Archive`] and the
//! shell that `sync-server` has around it) and the links between them. [`run`] draws a
//! [`Scenario`] from the seed, lets people and faults act for so many steps while frames travel
//! and platforms answer in any order, then ends all faults, lets everybody come together within
//! bounds, and asks the oracles in [`oracle`]. Tests drive a `World` by hand instead.
//!
//! What it refuses to know: how the machines work inside. It carries out their effects, as the
//! browser's and the server's shells do, and looks at what they show. Signatures are stand-ins
//! ([`Keys`]); frames, storage rows and Automerge changes are the real bytes.
//!
//! Nothing here reads a clock or the system's randomness: the same seed gives the same run.

mod chaos;
mod device;
mod disk;
mod keys;
mod link;
pub mod oracle;
mod random;
mod run;
mod scenario;
pub mod station;
pub mod world;

pub use device::{Device, Events, ORIGIN};
pub use disk::Disk;
pub use keys::Keys;
pub use link::{Link, Weather};
pub use random::Random;
pub use run::{Failure, run};
pub use scenario::Scenario;
pub use station::Station;
pub use world::{Name, World};
