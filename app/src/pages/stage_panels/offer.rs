//! What a plan may take over with one press each: venues, members of a body, a template.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{IntoList, TroubleBox, When};
use crate::live::Live;
use crate::session::Trouble;

/// A button for each thing that is offered; nothing while there is none. `on_take` gets its place.
#[component]
pub(super) fn Offer(
    id: &'static str,
    head: &'static str,
    #[prop(optional)] hint: &'static str,
    labels: Live<Arc<[String]>>,
    trouble: RwSignal<Option<Trouble>>,
    on_take: Callback<usize>,
) -> impl IntoView {
    let buttons = move || {
        let labels = labels.get();
        let buttons = labels.iter().cloned().enumerate().map(|(place, label)| {
            view! {
                <button class="btn" on:click=move |_| on_take.run(place)>
                    {label}
                </button>
            }
        });
        buttons.into_list()
    };
    view! {
        <When when=move || !labels.read().is_empty()>
            <section class="sheet stack" aria-labelledby=id>
                <h2 id=id>{head}</h2>
                {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
                <div class="row">{buttons}</div>
            </section>
        </When>
        <TroubleBox trouble=trouble />
    }
}
