//! Small facts that must be readable before the database is: preferences and the tripwire, in localStorage.
//!
//! Everything here is a courtesy: where localStorage is blocked or full, reading finds nothing and writing is
//! skipped, and nothing else depends on it. What must not be lost lives in the database.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A name in localStorage; all of the app's begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocalKey(&'static str);

impl LocalKey {
    /// Language, text size, theme.
    pub(crate) const PREFERENCES: Self = Self("zhongshang.preferences");
    /// The install mark.
    pub(crate) const INSTALL: Self = Self("zhongshang.install");
    /// How many entries were unsent when last counted.
    pub(crate) const UNSENT: Self = Self("zhongshang.unsent");
    /// Rooms whose opening was begun and not finished.
    pub(crate) const OPENING: Self = Self("zhongshang.opening");
}

/// Whether localStorage can be used at all; asking may itself be forbidden.
pub(crate) fn is_available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Reads a value; nothing when it is absent, unreadable or of another shape.
pub(crate) fn get<T: DeserializeOwned>(key: LocalKey) -> Option<T> {
    is_available()
        .then(|| LocalStorage::get(key.0).ok())
        .flatten()
}

/// Writes a value; says whether it was kept.
pub(crate) fn set<T: Serialize>(key: LocalKey, value: T) -> bool {
    is_available() && LocalStorage::set(key.0, value).is_ok()
}
