//! The texts of languages that the program does not carry: files beside it, of the same version.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::error::PlatformError;

/// Fetches the texts of a language, by its BCP 47 tag; the service worker has them from the second time on.
pub(crate) async fn fetch(tag: &str) -> Result<String, PlatformError> {
    let missing = || PlatformError::Unavailable(format!("no texts in {tag}"));
    let window = web_sys::window().ok_or_else(missing)?;
    let document = window.document().ok_or_else(missing)?;
    let note = document.query_selector(&format!("meta[name=text-{tag}]"))?;
    let file = note.and_then(|note| note.get_attribute("content"));
    let fetched = JsFuture::from(window.fetch_with_str(&file.ok_or_else(missing)?)).await?;
    let response: Response = fetched.dyn_into()?;
    if !response.ok() {
        return Err(missing());
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or_else(missing)
}
