//! An address that no page has.

use leptos::prelude::*;

use crate::components::{Go, PageHead};
use crate::i18n::{t, use_i18n};
use crate::route::Route;

/// Says so, and leads to 今日.
#[component]
pub(crate) fn UnknownPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageHead
            title=t!(i18n, unknown.title).to_owned()
            lead=t!(i18n, unknown.lead).to_owned()
        />
        <Go to=Route::Today class="btn main">
            {t!(i18n, unknown.back)}
        </Go>
    }
}
