//! A long list shown a page at a time.

use leptos::prelude::*;

use crate::i18n::{t, use_i18n};

/// Lines that a list begins with: what fits a screen or two.
pub(crate) const PAGE: usize = 20;
/// Lines that come with each press.
const MORE: usize = 100;

/// Shows more of a list that has so many lines, if it shows fewer.
#[component]
pub(crate) fn More(shown: RwSignal<usize>, #[prop(into)] all: Signal<usize>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let left = all.get().saturating_sub(shown.get());
        (left > 0).then(|| {
            let more = move |_| shown.update(|shown| *shown += MORE);
            view! {
                <button class="btn" on:click=more>
                    {t!(i18n, action.more, count = left)}
                </button>
            }
            .into_any()
        })
    }
}
