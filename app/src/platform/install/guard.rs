//! The crash-loop guard: how often the app died while opening a room.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::platform::local::{self, LocalKey};

/// The opening of one room, noted before it begins and crossed out when it is done.
///
/// If the program dies in between, the note stays. Nothing is crossed out on drop: a panic must not look like
/// success.
#[derive(Debug)]
pub(crate) struct OpeningGuard {
    room: String,
    deaths: u32,
}

type Openings = BTreeMap<String, u32>;

impl OpeningGuard {
    /// Notes that the opening of `room` begins.
    pub(crate) fn begin(room: &[u8]) -> Self {
        let mut name = String::new();
        for byte in room {
            // Writing into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        let mut openings: Openings = local::get(LocalKey::OPENING).unwrap_or_default();
        let begun = openings.entry(name.clone()).or_default();
        let deaths = *begun;
        *begun = begun.saturating_add(1);
        local::set(LocalKey::OPENING, &openings);
        Self { room: name, deaths }
    }

    /// How often in a row the app died while opening this room.
    pub(crate) fn deaths(&self) -> u32 {
        self.deaths
    }

    /// Notes that the room is open, or that the person left in peace.
    pub(crate) fn done(self) {
        let mut openings: Openings = local::get(LocalKey::OPENING).unwrap_or_default();
        if openings.remove(&self.room).is_some() {
            local::set(LocalKey::OPENING, &openings);
        }
    }
}
