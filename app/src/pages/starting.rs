//! While the device's own data is read: the same layout as the page in `index.html`, so that
//! nothing jumps.

use leptos::prelude::*;

use crate::i18n::{t, use_i18n};

/// The first moments.
#[component]
pub(crate) fn StartingPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="splash">
            <p class="splash-name">{t!(i18n, app.name)}</p>
            <p class="splash-line" role="status">
                {t!(i18n, starting.line)}
            </p>
        </main>
    }
}
