//! The last resort: when the app itself fails, the person is told so, and the console has the reason.
//!
//! After a panic nothing of the app runs any more, so the words are set beforehand, and the notice is made of
//! plain elements.

use std::cell::RefCell;
use std::panic;

use wasm_bindgen::JsValue;

thread_local! {
    static WORDS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Watches for faults from here on.
pub(crate) fn watch() {
    panic::set_hook(Box::new(|fault| {
        web_sys::console::error_1(&JsValue::from_str(&fault.to_string()));
        // The page may be failing too; then the console has it.
        let _ = show();
    }));
}

/// Sets what a fault says, one paragraph each, in the language in force.
pub(crate) fn set_words(words: Vec<String>) {
    WORDS.with(|slot| slot.replace(words));
}

fn show() -> Result<(), JsValue> {
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
    let words = WORDS.try_with(|words| words.try_borrow().map(|words| words.clone()));
    for words in words.ok().and_then(Result::ok).unwrap_or_default() {
        let paragraph = document.create_element("p")?;
        paragraph.set_text_content(Some(&words));
        notice.append_with_node_1(&paragraph)?;
    }
    body.prepend_with_node_1(&notice)
}
