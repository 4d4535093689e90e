//! Handing something to the person or to another app: clipboard, share sheet, printer.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, ShareData, Url, Window};

use super::error::PlatformError;

/// What a saved picture is called.
const PICTURE: &str = "notice.png";

/// Copies text to the clipboard; browsers allow it only in answer to a press.
pub(crate) async fn copy(text: &str) -> Result<(), PlatformError> {
    let clipboard = window()?.navigator().clipboard();
    if clipboard.is_undefined() {
        return Err(missing("clipboard"));
    }
    JsFuture::from(clipboard.write_text(text)).await?;
    Ok(())
}

/// Copies a text and a picture at once: whoever pastes gets what fits there.
pub(crate) async fn copy_both(text: &str, picture: &Blob) -> Result<(), PlatformError> {
    let clipboard = window()?.navigator().clipboard();
    let global = js_sys::global();
    let item = js_sys::Reflect::get(&global, &"ClipboardItem".into())?;
    let make: js_sys::Function = item.dyn_into().map_err(|_| missing("clipboard"))?;
    let parts = js_sys::Object::new();
    let words = typed(text)?;
    js_sys::Reflect::set(&parts, &"text/plain".into(), &words)?;
    js_sys::Reflect::set(&parts, &"image/png".into(), picture)?;
    let item = js_sys::Reflect::construct(&make, &js_sys::Array::of1(&parts))?;
    JsFuture::from(clipboard.write(&js_sys::Array::of1(&item))).await?;
    Ok(())
}

fn typed(text: &str) -> Result<Blob, PlatformError> {
    let options = BlobPropertyBag::new();
    options.set_type("text/plain");
    let parts = js_sys::Array::of1(&text.into());
    Ok(Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Saves a picture as a file.
pub(crate) fn save(picture: &Blob) -> Result<(), PlatformError> {
    save_as(picture, PICTURE)
}

/// Saves a text as a file of this name.
pub(crate) fn save_text(text: &str, name: &str) -> Result<(), PlatformError> {
    save_as(&typed(text)?, name)
}

fn save_as(content: &Blob, name: &str) -> Result<(), PlatformError> {
    let address = Url::create_object_url_with_blob(content)?;
    let document = window()?.document().ok_or_else(|| missing("document"))?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)?;
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
