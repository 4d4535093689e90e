//! The tripwire: noticing that the browser has thrown data away, and that opening a room keeps killing the app.
//!
//! One random mark lies in three places that browsers clear separately: the database, localStorage, Cache
//! Storage. A place without it has been cleared. The practice community has no part in this.

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod browser_tests;
mod guard;
mod mark;
mod space;

pub(crate) use guard::OpeningGuard;
pub(crate) use mark::{Mark, check, note_unsent, place};
pub(crate) use space::{is_persisted, request_persistence, space};
