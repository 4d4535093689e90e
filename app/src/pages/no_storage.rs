//! The browser keeps nothing for the app: better no work than work that vanishes.

use leptos::prelude::*;

use crate::components::{PageHead, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::session::Trouble;

/// Says why, and what to do.
#[component]
pub(crate) fn NoStoragePage(trouble: Trouble) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="page narrow">
            <PageHead title=t!(i18n, no_storage.title).to_owned() />
            <TroubleBox trouble=Signal::stored(Some(trouble)) />
        </main>
    }
}
