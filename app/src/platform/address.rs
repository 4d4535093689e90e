//! The page's address: links that carry secrets in their fragment, and moving between pages.
//!
//! The fragment `#practice` is no link: it stays in the address as long as the tab is in the practice
//! community, so that reloading, going back and opening a page in another tab all keep to it.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;

use super::error::PlatformError;

/// The fragment of every page of the practice community.
const PRACTICE: &str = "#practice";

/// Whether the tab is in the practice community.
pub(crate) fn is_practice() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.is_some_and(|hash| hash == PRACTICE)
}

/// The address of a page of the community that the tab is in.
pub(crate) fn within(path: &str) -> String {
    let mut address = path.to_owned();
    if is_practice() {
        address.push_str(PRACTICE);
    }
    address
}

/// Goes to the first page of the practice community, or back to that of the device's own.
pub(crate) fn practise(practice: bool) -> Result<(), PlatformError> {
    replace(if practice { "/#practice" } else { "/" })?;
    reload()
}

/// Reads the fragment and removes it from the address bar and the history entry at once.
///
/// A founding link or an invitation carries a private key there; it must not stay where the next person sees it
/// or where the browser saves it.
pub(crate) fn take_fragment() -> Option<String> {
    let location = web_sys::window()?.location();
    let hash = location.hash().ok()?;
    let fragment = hash
        .strip_prefix('#')
        .filter(|text| !text.is_empty())?
        .to_owned();
    let bare = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    replace(&bare).ok()?;
    Some(fragment)
}

/// Whether the address brings a link.
pub(crate) fn has_fragment() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.is_some_and(|hash| hash.len() > 1)
}

/// Calls back, for the page's life, when the address changes while the page is open: a link opened in a tab that is
/// already here, or a step back to another page. Browsers tell the latter by `popstate` alone where the path differs.
pub(crate) fn on_change(callback: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    for name in ["hashchange", "popstate"] {
        let callback = callback.clone();
        EventListener::new(&window, name, move |_| callback()).forget();
    }
}

/// Where the page came from, such as `https://community.example`, without a trailing slash.
pub(crate) fn origin() -> Result<String, PlatformError> {
    Ok(window()?.location().origin()?)
}

/// A path as an address that leads here from anywhere.
pub(crate) fn absolute(path: &str) -> String {
    format!("{}{path}", origin().unwrap_or_default())
}

/// The address for WebSockets of this origin, with `path` such as `/sync`.
pub(crate) fn socket_address(path: &str) -> Result<String, PlatformError> {
    let location = window()?.location();
    let scheme = if location.protocol()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    Ok(format!("{scheme}://{}{path}", location.host()?))
}

/// Shows another address without loading anything, as a new step of the history.
pub(crate) fn push(path: &str) -> Result<(), PlatformError> {
    Ok(window()?
        .history()?
        .push_state_with_url(&JsValue::NULL, "", Some(path))?)
}

/// Shows another address in place of the current step of the history.
pub(crate) fn replace(path: &str) -> Result<(), PlatformError> {
    Ok(window()?
        .history()?
        .replace_state_with_url(&JsValue::NULL, "", Some(path))?)
}

/// Loads the page anew, for instance with a newer version of the app.
pub(crate) fn reload() -> Result<(), PlatformError> {
    Ok(window()?.location().reload()?)
}

fn window() -> Result<web_sys::Window, PlatformError> {
    web_sys::window().ok_or_else(|| PlatformError::Unavailable("window is missing".into()))
}
