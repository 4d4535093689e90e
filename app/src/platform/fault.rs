//! The last resort: when the app itself fails, the person is told so, and the console has the reason.
//!
//! A panic ends in a trap, as does running out of memory or stack; the browser reports a trap as an uncaught
//! `WebAssembly.RuntimeError` and writes it to the console. As little of the app as possible runs after one: the words
//! are set beforehand, and the notice is made of plain elements.

use std::cell::RefCell;

use gloo_events::EventListener;
use js_sys::{Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static WORDS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Where a report has what was thrown: in an error event, and in that of a promise.
const THROWN: [(&str, &str); 2] = [("error", "error"), ("unhandledrejection", "reason")];

/// Watches for faults from here on.
pub(crate) fn watch() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|fault| {
        web_sys::console::error_1(&JsValue::from_str(&fault.to_string()));
    }));
    let Some(window) = web_sys::window() else {
        return;
    };
    for (event, thrown) in THROWN {
        let listener = EventListener::new(&window, event, move |report| {
            let thrown = Reflect::get(report, &JsValue::from_str(thrown));
            if thrown.is_ok_and(|it| it.is_instance_of::<WebAssembly::RuntimeError>()) {
                // The page may be failing too; then the console has it.
                let _ = show();
            }
        });
        listener.forget();
    }
}

/// Sets what a fault says, one paragraph each, in the language in force.
pub(crate) fn set_words(words: Vec<String>) {
    WORDS.with(|slot| slot.replace(words));
}

/// Says it once: what fails after the first fault is only a consequence.
fn show() -> Result<(), JsValue> {
    let words = WORDS.try_with(|words| {
        words
            .try_borrow_mut()
            .map(|mut words| std::mem::take(&mut *words))
    });
    let words = words.ok().and_then(Result::ok).unwrap_or_default();
    if words.is_empty() {
        return Ok(());
    }
    let document = web_sys::window().and_then(|window| window.document());
    let (Some(document), Some(body)) = (
        document.clone(),
        document.and_then(|document| document.body()),
    ) else {
        return Ok(());
    };
    let notice = document.create_element("div")?;
    notice.set_class_name("fault trouble-box");
    notice.set_attribute("role", "alert")?;
    for words in words {
        let paragraph = document.create_element("p")?;
        paragraph.set_text_content(Some(&words));
        notice.append_with_node_1(&paragraph)?;
    }
    body.prepend_with_node_1(&notice)
}
