//! Handing something to the person or to another app: clipboard, share sheet, printer, a file.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, ShareData, Url, Window};

use super::error::PlatformError;
use super::timer;

/// How long a file's address stays valid after the browser was told to save it.
const SAVING: Duration = Duration::from_secs(60);

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

/// Saves bytes as a file of the given name and media type.
pub(crate) fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), PlatformError> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = window()?.document().ok_or_else(|| missing("document"))?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    spawn_local(async move {
        timer::sleep(SAVING).await;
        // Failing to revoke costs a little memory until the page closes.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}

fn window() -> Result<Window, PlatformError> {
    web_sys::window().ok_or_else(|| missing("window"))
}

fn missing(what: &str) -> PlatformError {
    PlatformError::Unavailable(format!("{what} is missing"))
}
