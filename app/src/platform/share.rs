//! Handing something to the person or to another app: clipboard, share sheet, printer.

use wasm_bindgen_futures::JsFuture;
use web_sys::{ShareData, Window};

use super::error::PlatformError;

/// Copies text to the clipboard; browsers allow it only in answer to a press.
pub(crate) async fn copy(text: &str) -> Result<(), PlatformError> {
    let clipboard = window()?.navigator().clipboard();
    if clipboard.is_undefined() {
        return Err(missing("clipboard"));
    }
    JsFuture::from(clipboard.write_text(text)).await?;
    Ok(())
}

/// Whether the device has a share sheet.
pub(crate) fn can_share() -> bool {
    web_sys::window().is_some_and(|window| {
        js_sys::Reflect::get(&window.navigator(), &"share".into())
            .is_ok_and(|share| share.is_function())
    })
}

/// Opens the share sheet; `Aborted` when the person closes it again.
pub(crate) async fn share(title: &str, text: &str, address: &str) -> Result<(), PlatformError> {
    if !can_share() {
        return Err(missing("share sheet"));
    }
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(address);
    JsFuture::from(window()?.navigator().share_with_data(&data)).await?;
    Ok(())
}

/// Opens the print dialogue; the page is laid out by its print styles.
pub(crate) fn print() -> Result<(), PlatformError> {
    Ok(window()?.print()?)
}

fn window() -> Result<Window, PlatformError> {
    web_sys::window().ok_or_else(|| missing("window"))
}

fn missing(what: &str) -> PlatformError {
    PlatformError::Unavailable(format!("{what} is missing"))
}
