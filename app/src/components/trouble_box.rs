//! What went wrong, in three parts: what happened, what is safe, what to do.

use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::session::Trouble;
use crate::words;

/// Shows a trouble while there is one, and says it aloud.
#[component]
pub(crate) fn TroubleBox(#[prop(into)] trouble: Signal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let shown = move || {
        trouble.get().map(|trouble| {
            let words = words::trouble(i18n, &trouble);
            let field = trouble.field.map(|field| words::field_name(i18n, field));
            view! {
                <div class="trouble-box">
                    <p class="happened">
                        {field.map(|field| format!("{field}\u{ff1a}"))} {words.happened}
                    </p>
                    <p>{words.safe}</p>
                    {(!words.advice.is_empty()).then(|| view! { <p>{words.advice}</p> })}
                </div>
            }
        })
    };
    view! { <div role="alert">{shown}</div> }
}
