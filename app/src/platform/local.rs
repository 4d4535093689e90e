//! Small facts that must be readable before the database is: preferences and the tripwire, in localStorage.
//!
//! Everything here is a courtesy: where localStorage is blocked or full, reading finds nothing and writing is
//! skipped, and nothing else depends on it. What must not be lost lives in the database.
//!
//! A value is a line or a few: reading JSON by serde would be 30 KB of the app, for four small values.

use gloo_storage::{LocalStorage, Storage};

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
    /// The board that was shown last.
    pub(crate) const BOARD: Self = Self("zhongshang.board");
    /// Rooms whose opening was begun and not finished.
    pub(crate) const OPENING: Self = Self("zhongshang.opening");
}

/// Whether localStorage can be used at all; asking may itself be forbidden.
pub(crate) fn is_available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Reads a value; nothing when it is absent or unreadable.
pub(crate) fn get(key: LocalKey) -> Option<String> {
    match is_available() {
        true => LocalStorage::raw().get_item(key.0).ok().flatten(),
        false => None,
    }
}

/// Writes a value; says whether it was kept.
pub(crate) fn set(key: LocalKey, value: &str) -> bool {
    is_available() && LocalStorage::raw().set_item(key.0, value).is_ok()
}

/// The names and values of a text of such lines as `theme=dark`.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once('='))
}
