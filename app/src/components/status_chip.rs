//! The status chip that is always there; it leads to 本机可靠性.

use leptos::prelude::*;

use crate::components::Go;
use crate::i18n::use_i18n;
use crate::live::Live;
use crate::route::Route;
use crate::session::use_session;
use crate::words;

/// Says whether the relay answers and what still waits, and says it aloud when that changes.
#[component]
pub(crate) fn StatusChip() -> impl IntoView {
    let i18n = use_i18n();
    let sync = use_session().sync();
    let class = Live::new(move |_| words::sync_class(&sync.get()));
    let text = Live::new(move |_| words::sync(i18n, &sync.get()));
    view! {
        <div class="status-chip" role="status">
            <Go to=Route::Reliability class="chip-link">
                <span class=move || format!("chip {}", class.get())>{move || text.get()}</span>
            </Go>
        </div>
    }
}
