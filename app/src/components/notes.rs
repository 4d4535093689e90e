//! What the engine wants said once, at the foot of the page.

use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::words;

/// Shows notes until they are read; each is said aloud as it comes.
#[component]
pub(crate) fn Notes() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let notes = session.notes();
    let shown = move || {
        let lines: Vec<String> = notes
            .get()
            .iter()
            .map(|note| words::note(i18n, note))
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="notes">
                    {lines.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).into_list()}
                    <button class="btn small" on:click=move |_| session.clear_notes()>
                        {t!(i18n, action.understood)}
                    </button>
                </div>
            }
            .into_any()
        })
    };
    view! { <div role="status">{shown}</div> }
}
