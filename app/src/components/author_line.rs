//! Who wrote something, on which device, and when.

use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::session::Author;
use crate::words;

/// Names an author; `place` tells several apart by colour and by shape.
#[component]
pub(crate) fn AuthorLine(author: Author, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let class = if place.is_multiple_of(2) {
        "who who-first"
    } else {
        "who who-second"
    };
    view! { <span class=class>{words::author(i18n, &author)}</span> }
}
