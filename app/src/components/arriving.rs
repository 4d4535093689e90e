//! A consultation of which some, or all, is still to come.

use leptos::prelude::*;

use crate::components::{TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::opened::Opened;
use crate::session::Trouble;

/// Says that not all of a consultation is on this device yet, or none of it.
#[component]
pub(crate) fn Arriving(opened: Opened, missing: RwSignal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let lacking = Live::new(move |_| opened.read().as_ref().map(|view| view.lacking));
    let count = move || lacking.get().unwrap_or_default();
    let shown = Live::new(move |_| opened.read().as_ref().and_then(|view| view.by_snapshot));
    let is_lacking = move || count() > 0;
    let words = move || match shown.get() {
        Some((received, total)) => {
            t!(
                i18n,
                consultation.by_snapshot,
                received = received,
                total = total
            )
        }
        None => t!(i18n, consultation.lacking, count = count()),
    };
    let trouble = Signal::derive(move || missing.get().filter(|_| lacking.get().is_none()));
    view! {
        <div role="status">
            <When when=is_lacking>
                <p class="banner">{words}</p>
            </When>
        </div>
        <TroubleBox trouble=trouble />
    }
}
