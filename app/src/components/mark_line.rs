//! The mark beside what one wrote: how far it has come.

use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::session::Mark;
use crate::words;

/// Shows a mark in words, with a sign that differs in shape as well as in colour.
#[component]
pub(crate) fn MarkLine(#[prop(into)] mark: Signal<Mark>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class=move || format!("mark {}", words::mark_class(mark.get()))>
            {move || words::mark(i18n, mark.get())}
        </span>
    }
}
