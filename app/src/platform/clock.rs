//! The device's clocks: what the wall shows, and what only moves forward.

use wasm_bindgen::JsValue;

/// Milliseconds since 1970 by the device's wall clock, which may be years off; it orders nothing.
pub(crate) fn now_ms() -> u64 {
    let now = js_sys::Date::now();
    if now.is_finite() && now > 0.0 {
        now as u64
    } else {
        0
    }
}

/// Milliseconds since the page started, by a clock that never jumps; for measuring, not for dating.
pub(crate) fn elapsed_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now())
}

/// The local civil time of `at_ms` as `2026-11-22T19:00`, the form in which a record keeps times.
pub(crate) fn civil(at_ms: u64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at_ms as f64));
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
