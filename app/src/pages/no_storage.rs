//! The device's storage cannot be used: better no work than work that vanishes.

use leptos::prelude::*;

use crate::components::{PageHead, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::pages::today::UpdateOffer;
use crate::platform;
use crate::session::Trouble;

/// Says why, what is safe, and what to do; nothing is deleted here.
#[component]
pub(crate) fn NoStoragePage(trouble: Trouble) -> impl IntoView {
    let i18n = use_i18n();
    // Where the page cannot be loaded anew, the words say what else to do.
    let again = |_| drop(platform::address::reload());
    let leave = |_| drop(platform::address::practise(false));
    view! {
        <main class="page narrow">
            <p class="brand-line" aria-hidden="true">
                {t!(i18n, app.name)}
            </p>
            <PageHead title=t!(i18n, no_storage.title).to_owned() />
            <UpdateOffer />
            <TroubleBox trouble=Signal::stored(Some(trouble)) />
            <div class="row">
                <button class="btn main big" on:click=again>
                    {t!(i18n, no_storage.again)}
                </button>
                {platform::address::is_practice()
                    .then(|| {
                        view! {
                            <button class="btn big" on:click=leave>
                                {t!(i18n, practice.leave)}
                            </button>
                        }
                            .into_any()
                    })}
            </div>
        </main>
    }
}
