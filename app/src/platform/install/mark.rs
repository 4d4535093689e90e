//! The install mark and its three places.

use std::fmt::Write as _;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use crate::platform::crypto;
use crate::platform::database::{Database, Fence, Key, Op, Store};
use crate::platform::error::PlatformError;
use crate::platform::local::{self, LocalKey};

/// A place that keeps the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The database: everything that matters.
    Database,
    /// localStorage: preferences.
    LocalStorage,
    /// Cache Storage: the installed app.
    CacheStorage,
}

/// What the three places say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// None has a mark: a new device, or one that was cleared altogether.
    New,
    /// All have the same.
    Intact,
    /// The data are there; a lesser place lacks the mark. No alarm: a killed browser loses what it had not yet
    /// written there. [`place`] it again.
    Frayed {
        /// Which places lack it.
        places: Vec<Place>,
    },
    /// The data are gone: the database lacks a mark that another place still has.
    Cleared {
        /// Which places lack it, [`Place::Database`] among them.
        places: Vec<Place>,
        /// How many entries were unsent when last counted, as far as known.
        last_known_unsent: Option<u32>,
    },
}

const ROW: &str = "install";
const CACHE: &str = "zhongshang-install";
const CACHED: &str = "/install-mark";

/// Looks for the mark in its three places; call it before anything is written at start.
pub(crate) async fn check(database: &Database) -> Mark {
    let row = database.get(Store::Meta, &Key::name(ROW)).await;
    let row = row.map(|bytes| bytes.and_then(|bytes| String::from_utf8(bytes).ok()));
    let local = local::is_available().then(|| local::get(LocalKey::INSTALL));
    judge(
        [
            (Place::Database, Reading::from(row.ok())),
            (Place::LocalStorage, Reading::from(local)),
            (Place::CacheStorage, Reading::from(read_cached().await.ok())),
        ],
        last_known_unsent(),
    )
}

/// Puts a new mark into all three places: at installation, or after the person has read that data are gone.
///
/// # Errors
/// Only when the database does not take it; [`check`] leaves out a place that cannot be read.
pub(crate) async fn place(database: &Database, fence: Fence) -> Result<(), PlatformError> {
    let mut mark = String::new();
    for byte in crypto::random::<16>()? {
        // Writing into a string cannot fail.
        let _ = write!(mark, "{byte:02x}");
    }
    let op = Op::put(Store::Meta, Key::name(ROW), mark.clone().into_bytes());
    database.commit(fence, &[op]).await?;
    local::set(LocalKey::INSTALL, &mark);
    if let Err(error) = write_cached(&mark).await {
        web_sys::console::warn_1(&format!("install mark: {error}").into());
    }
    Ok(())
}

/// Notes how many entries are unsent, for the page that one day may have to say so.
pub(crate) fn note_unsent(count: u32) {
    local::set(LocalKey::UNSENT, &count.to_string());
}

/// How many entries were unsent when last counted.
fn last_known_unsent() -> Option<u32> {
    local::get(LocalKey::UNSENT)?.parse().ok()
}

/// What one place says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reading {
    Marked(String),
    Absent,
    /// The browser keeps this place from us; it proves nothing.
    Unreadable,
}

impl From<Option<Option<String>>> for Reading {
    fn from(read: Option<Option<String>>) -> Self {
        match read {
            Some(Some(mark)) => Self::Marked(mark),
            Some(None) => Self::Absent,
            None => Self::Unreadable,
        }
    }
}

/// The first mark found, the database's before the others, is the measure; whatever differs was cleared.
fn judge(readings: [(Place, Reading); 3], last_known_unsent: Option<u32>) -> Mark {
    let marked = |reading: &Reading| matches!(reading, Reading::Marked(_));
    let Some(measure) = readings
        .iter()
        .map(|(_, reading)| reading.clone())
        .find(marked)
    else {
        return Mark::New;
    };
    let places: Vec<Place> = readings
        .into_iter()
        .filter(|(_, reading)| *reading != measure && *reading != Reading::Unreadable)
        .map(|(place, _)| place)
        .collect();
    if places.contains(&Place::Database) {
        Mark::Cleared {
            places,
            last_known_unsent,
        }
    } else if places.is_empty() {
        Mark::Intact
    } else {
        Mark::Frayed { places }
    }
}

async fn read_cached() -> Result<Option<String>, PlatformError> {
    let found = JsFuture::from(open_cache().await?.match_with_str(CACHED)).await?;
    match found.dyn_into::<Response>() {
        Ok(response) => Ok(JsFuture::from(response.text()?).await?.as_string()),
        Err(_) => Ok(None),
    }
}

async fn write_cached(mark: &str) -> Result<(), PlatformError> {
    let response = Response::new_with_opt_str(Some(mark))?;
    JsFuture::from(open_cache().await?.put_with_str(CACHED, &response)).await?;
    Ok(())
}

async fn open_cache() -> Result<Cache, PlatformError> {
    Ok(JsFuture::from(caches()?.open(CACHE))
        .await?
        .unchecked_into())
}

fn caches() -> Result<CacheStorage, PlatformError> {
    let missing = || PlatformError::Unavailable("caches is missing".into());
    let caches = web_sys::window().ok_or_else(missing)?.caches()?;
    if caches.is_undefined() {
        Err(missing())
    } else {
        Ok(caches)
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Place, Reading, judge};

    fn judged(marks: [Option<&str>; 3]) -> Mark {
        let [database, local, cache] =
            marks.map(|mark| Reading::from(Some(mark.map(String::from))));
        let readings = [
            (Place::Database, database),
            (Place::LocalStorage, local),
            (Place::CacheStorage, cache),
        ];
        judge(readings, Some(3))
    }

    #[track_caller]
    fn check_cleared(marks: [Option<&str>; 3], places: &[Place]) {
        let expected = Mark::Cleared {
            places: places.to_vec(),
            last_known_unsent: Some(3),
        };
        assert_eq!(judged(marks), expected);
    }

    #[track_caller]
    fn check_frayed(marks: [Option<&str>; 3], places: &[Place]) {
        assert_eq!(
            judged(marks),
            Mark::Frayed {
                places: places.to_vec()
            }
        );
    }

    #[test]
    fn a_cleared_database_raises_the_alarm_with_what_was_unsent() {
        check_cleared([None, Some("a"), Some("a")], &[Place::Database]);
        check_cleared(
            [None, None, Some("a")],
            &[Place::Database, Place::LocalStorage],
        );
    }

    #[test]
    fn a_lesser_place_without_the_mark_raises_none() {
        check_frayed([Some("a"), None, Some("a")], &[Place::LocalStorage]);
        check_frayed([Some("a"), Some("a"), None], &[Place::CacheStorage]);
        check_frayed([Some("b"), Some("a"), Some("b")], &[Place::LocalStorage]);
    }

    #[test]
    fn a_new_device_and_a_whole_one_raise_no_alarm() {
        assert_eq!(judged([None, None, None]), Mark::New);
        assert_eq!(judged([Some("a"), Some("a"), Some("a")]), Mark::Intact);
    }

    #[test]
    fn a_place_that_the_browser_hides_proves_nothing() {
        let readings = [
            (Place::Database, Reading::Marked("a".into())),
            (Place::LocalStorage, Reading::Marked("a".into())),
            (Place::CacheStorage, Reading::Unreadable),
        ];
        assert_eq!(judge(readings, None), Mark::Intact);
    }
}
