//! How much room the browser gives, and whether it promises to keep it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

use crate::platform::error::PlatformError;

/// Bytes used and granted, as the browser estimates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Space {
    /// Used by this site.
    pub(crate) used: u64,
    /// Granted to this site.
    pub(crate) granted: u64,
}

/// Asks the browser not to throw this site's data away; some ask the person, some decide by themselves.
pub(crate) async fn request_persistence() -> Result<bool, PlatformError> {
    Ok(JsFuture::from(manager()?.persist()?).await?.is_truthy())
}

/// Whether the browser has promised so.
pub(crate) async fn is_persisted() -> Result<bool, PlatformError> {
    Ok(JsFuture::from(manager()?.persisted()?).await?.is_truthy())
}

/// How much is used and granted.
pub(crate) async fn space() -> Result<Space, PlatformError> {
    let estimate: StorageEstimate = JsFuture::from(manager()?.estimate()?)
        .await?
        .unchecked_into();
    let bytes = |number: Option<f64>| number.map_or(0, |number| number.max(0.0) as u64);
    Ok(Space {
        used: bytes(estimate.get_usage()),
        granted: bytes(estimate.get_quota()),
    })
}

fn manager() -> Result<StorageManager, PlatformError> {
    let missing = || PlatformError::Unavailable("storage manager is missing".into());
    let manager = web_sys::window().ok_or_else(missing)?.navigator().storage();
    if manager.is_undefined() {
        Err(missing())
    } else {
        Ok(manager)
    }
}
