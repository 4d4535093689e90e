//! The crash-loop guard: how often the app died while opening a room.

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

impl OpeningGuard {
    /// Notes that the opening of `room` begins.
    pub(crate) fn begin(room: &[u8]) -> Self {
        let mut name = String::new();
        for byte in room {
            // Writing into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        let begun = local::get(LocalKey::OPENING).unwrap_or_default();
        let deaths = deaths_in(&begun, &name);
        let mut begun = without(&begun, &name);
        let _ = writeln!(begun, "{name}={}", deaths.saturating_add(1));
        local::set(LocalKey::OPENING, &begun);
        Self { room: name, deaths }
    }

    /// How often in a row the app died while opening this room.
    pub(crate) fn deaths(&self) -> u32 {
        self.deaths
    }

    /// Notes that the room is open, or that the person left in peace.
    pub(crate) fn done(self) {
        let begun = local::get(LocalKey::OPENING).unwrap_or_default();
        local::set(LocalKey::OPENING, &without(&begun, &self.room));
    }
}

/// How often the opening of a room was begun, by lines of rooms and counts.
fn deaths_in(begun: &str, room: &str) -> u32 {
    local::pairs(begun)
        .find(|(other, _)| *other == room)
        .and_then(|(_, count)| count.parse().ok())
        .unwrap_or(0)
}

/// The lines of all other rooms.
fn without(begun: &str, room: &str) -> String {
    let mut others = String::new();
    for (other, count) in local::pairs(begun) {
        if other != room {
            let _ = writeln!(others, "{other}={count}");
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use super::{deaths_in, without};

    #[test]
    fn a_room_is_counted_and_crossed_out_beside_others() {
        let begun = "0a=2\n0b=1\nrubbish\n0c=many\n";
        assert_eq!(deaths_in(begun, "0a"), 2);
        assert_eq!(deaths_in(begun, "0c"), 0);
        assert_eq!(deaths_in(begun, "0d"), 0);
        assert_eq!(without(begun, "0a"), "0b=1\n0c=many\n");
    }
}
