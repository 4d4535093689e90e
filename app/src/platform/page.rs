//! The page as a whole: its address, its title, its root element, the focus.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The path in the address bar.
pub(crate) fn path() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default()
}

/// Calls back, for the page's life, when the person goes back or forward.
pub(crate) fn on_back(callback: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "popstate", move |_| callback()).forget();
    }
}

/// Shows the top of the page.
pub(crate) fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Says in the title bar what the page is.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets an attribute of the root element, by which language and look are chosen; an empty value removes it.
pub(crate) fn set_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only malformed names fail, and ours are constants.
        let _ = if value.is_empty() {
            root.remove_attribute(name)
        } else {
            root.set_attribute(name, value)
        };
    }
}

/// Removes what `index.html` showed before the app was there.
pub(crate) fn remove_splash() {
    if let Some(splash) = document().and_then(|document| document.get_element_by_id("splash")) {
        splash.remove();
    }
}

/// Brings a part of the page into sight and moves the focus there; the page's own main part where it is
/// not there.
pub(crate) fn show(id: &str) {
    let Some(document) = document() else { return };
    let part = document.get_element_by_id(id);
    let Some(part) = part.or_else(|| document.get_element_by_id("main")) else {
        return;
    };
    part.scroll_into_view();
    if let Ok(part) = part.dyn_into::<HtmlElement>() {
        focus(&part);
    }
}

/// Moves the focus; nothing happens where the element cannot take it.
pub(crate) fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
