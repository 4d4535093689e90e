//! The practice community's mark on every page and every print.

use leptos::prelude::*;

use crate::components::IntoList;
use crate::i18n::{t, use_i18n};

/// As many as cover a screen; on paper they are repeated on every sheet.
const TIMES: usize = 6;

/// Says across the page that it is no real record. The words are drawn by the style sheet: what
/// reads pages aloud has the banner.
#[component]
pub(crate) fn Watermark() -> impl IntoView {
    let i18n = use_i18n();
    let words = [t!(i18n, practice.watermark); TIMES];
    view! {
        <div class="watermark" aria-hidden="true">
            {words.into_iter().map(|words| view! { <span data-words=words></span> }).into_list()}
        </div>
    }
}
