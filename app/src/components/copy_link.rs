//! A link to be handed on: read-only, with the button that copies it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Icon, Sign};
use crate::i18n::{t, use_i18n};
use crate::platform;

/// The link and its button; whether it was copied is said beside them.
#[component]
pub(crate) fn CopyLink(link: String) -> impl IntoView {
    let i18n = use_i18n();
    let said = (t!(i18n, invite.copied), t!(i18n, invite.copy_by_hand));
    let (copy, copied) = use_copy(link.clone(), said);
    view! {
        <label class="input">
            <span>{t!(i18n, invite.link)}</span>
            <input type="text" readonly prop:value=link />
        </label>
        <div class="row">
            <button class="btn main" on:click=move |_| copy.run(())>
                <Icon sign=Sign::Copy />
                {t!(i18n, invite.copy)}
            </button>
            <span role="status">{move || copied.get()}</span>
        </div>
    }
}

/// What copies a text, and says then that it did or that it could not.
pub(super) fn use_copy(
    text: String,
    (done, failed): (&'static str, &'static str),
) -> (Callback<()>, RwSignal<&'static str>) {
    let said = RwSignal::new("");
    let text = StoredValue::new(text);
    let copy = move |()| {
        spawn_local(async move {
            let is_done = platform::share::copy(&text.get_value()).await.is_ok();
            said.try_set(if is_done { done } else { failed });
        });
    };
    (Callback::new(copy), said)
}
