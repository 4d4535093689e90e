//! Runs in a real browser: the mark in its three places, and the guard.

use wasm_bindgen_test::wasm_bindgen_test;

use super::mark::Place;
use super::{Mark, OpeningGuard, check, note_unsent, place, space};
use crate::platform::database::{Database, DatabaseName};
use crate::platform::preferences::{Preferences, Theme};
use crate::platform::testing::{delete_cache, delete_database, delete_local};

async fn forget() {
    delete_local("zhongshang.install");
    delete_cache("zhongshang-install").await;
}

#[wasm_bindgen_test]
async fn a_cleared_place_raises_the_alarm() {
    delete_database(DatabaseName::Practice).await;
    forget().await;
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    assert_eq!(check(&database).await, Mark::New);
    let fence = database.claim_fence().await.unwrap();
    place(&database, fence).await.unwrap();
    note_unsent(3);
    assert_eq!(check(&database).await, Mark::Intact);

    delete_local("zhongshang.install");
    let places = vec![Place::LocalStorage];
    assert_eq!(check(&database).await, Mark::Frayed { places });
    place(&database, fence).await.unwrap();
    assert_eq!(check(&database).await, Mark::Intact);

    database.close();
    delete_database(DatabaseName::Practice).await;
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    let places = vec![Place::Database];
    assert_eq!(
        check(&database).await,
        Mark::Cleared {
            places,
            last_known_unsent: Some(3)
        }
    );
    forget().await;
    assert_eq!(check(&database).await, Mark::New);
}

#[wasm_bindgen_test]
fn deaths_while_opening_are_counted_until_it_succeeds() {
    delete_local("zhongshang.opening");
    for deaths in 0..3 {
        let guard = OpeningGuard::begin(b"room");
        assert_eq!(guard.deaths(), deaths);
    }
    OpeningGuard::begin(b"room").done();
    assert_eq!(OpeningGuard::begin(b"room").deaths(), 0);
    assert_eq!(OpeningGuard::begin(b"other").deaths(), 0);
}

#[wasm_bindgen_test]
async fn preferences_and_space_are_readable() {
    let preferences = Preferences {
        theme: Theme::Dark,
        ..Preferences::default()
    };
    preferences.save();
    assert_eq!(Preferences::load(), preferences);
    delete_local("zhongshang.preferences");
    assert!(space().await.unwrap().granted > 0);
}
