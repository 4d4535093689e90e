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
    let copied = RwSignal::new("");
    let text = StoredValue::new(link.clone());
    let copy = move |_| {
        spawn_local(async move {
            let done = platform::share::copy(&text.get_value()).await.is_ok();
            let said = if done {
                t!(i18n, invite.copied)
            } else {
                t!(i18n, invite.copy_by_hand)
            };
            copied.try_set(said);
        });
    };
    view! {
        <label class="input">
            <span>{t!(i18n, invite.link)}</span>
            <input type="text" readonly prop:value=link />
        </label>
        <div class="row">
            <button class="btn main" on:click=copy>
                <Icon sign=Sign::Copy />
                {t!(i18n, invite.copy)}
            </button>
            <span role="status">{move || copied.get()}</span>
        </div>
    }
}
