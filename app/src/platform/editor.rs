//! A text area as its owner sees it: text and caret, in UTF-16 units.

/// A text area.
pub(crate) type Area = web_sys::HtmlTextAreaElement;

/// What it shows.
pub(crate) fn text(area: &Area) -> String {
    area.value()
}

/// Where the selection ends.
pub(crate) fn caret(area: &Area) -> usize {
    area.selection_end().ok().flatten().unwrap_or(0) as usize
}

/// Shows another text; `carry` says where a place of the old text is in the new one, so that caret and
/// selection stay with their words. The area keeps its scroll position.
pub(crate) fn show(area: &Area, text: &str, carry: impl Fn(usize) -> usize) {
    if area.value() == text {
        return;
    }
    let place = |place: Option<u32>| carry(place.unwrap_or(0) as usize) as u32;
    let start = place(area.selection_start().ok().flatten());
    let end = place(area.selection_end().ok().flatten());
    let scrolled = area.scroll_top();
    area.set_value(text);
    // Fails only on inputs without a selection, which a text area is not.
    let _ = area.set_selection_range(start, end);
    area.set_scroll_top(scrolled);
}
