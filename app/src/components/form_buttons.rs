//! What every form that is written in place ends with: 保存, 不改了.

use leptos::prelude::*;

use crate::i18n::{t, use_i18n};

/// Submits the form that it stands in, or leaves everything as it was.
#[component]
pub(crate) fn FormButtons(on_cancel: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="row">
            <button class="btn main" type="submit">
                {t!(i18n, action.save)}
            </button>
            <button class="btn quiet" type="button" on:click=move |_| on_cancel.run(())>
                {t!(i18n, action.cancel)}
            </button>
        </div>
    }
}
