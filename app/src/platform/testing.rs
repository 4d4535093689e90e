//! What browser tests need beside the code they test: a clean device.

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen_futures::JsFuture;

use super::database::DatabaseName;

/// Deletes a database, whatever it holds; every handle on it must be gone or let go when asked.
pub(super) async fn delete_database(name: DatabaseName) {
    use indexed_db_futures::database::Database;
    Database::delete_by_name(name.as_str())
        .unwrap()
        .await
        .unwrap();
}

/// Deletes one row of localStorage.
pub(super) fn delete_local(name: &str) {
    LocalStorage::delete(name);
}

/// Deletes one cache.
pub(super) async fn delete_cache(name: &str) {
    let caches = web_sys::window().unwrap().caches().unwrap();
    JsFuture::from(caches.delete(name)).await.unwrap();
}
