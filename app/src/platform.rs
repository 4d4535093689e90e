//! Everything the app asks of the browser: storage, keys, the wire, other tabs, the page itself.
//!
//! This is the only folder that calls web-sys, js-sys, gloo or IndexedDB. It knows nothing of entries, rooms or
//! roles: it carries bytes, and says plainly what the browser did with them. What it cannot do comes back as a
//! [`PlatformError`]; nothing here retries for ever, decides for the user, or deletes what it cannot read.

pub(crate) mod address;
pub(crate) mod blobs;
pub(crate) mod clerk;
pub(crate) mod clock;
pub(crate) mod crypto;
pub(crate) mod database;
pub(crate) mod editor;
pub(crate) mod error;
pub(crate) mod fault;
pub(crate) mod inflate;
pub(crate) mod install;
pub(crate) mod local;
pub(crate) mod page;
pub(crate) mod photo;
pub(crate) mod picture;
pub(crate) mod preferences;
pub(crate) mod presence;
pub(crate) mod share;
pub(crate) mod socket;
pub(crate) mod tabs;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod testing;
pub(crate) mod texts;
pub(crate) mod timer;
pub(crate) mod worker;

pub(crate) use error::PlatformError;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
