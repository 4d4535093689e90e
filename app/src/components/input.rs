//! Labelled inputs: the label above, the hint below, both read out with the input.

use leptos::prelude::*;

/// A single-line input bound to `value`.
#[component]
pub(crate) fn TextInput(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
    /// The input's type, such as `date`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="input">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                required=required
                autocomplete="off"
                aria-describedby=(!hint.is_empty()).then(|| hint_id.clone())
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any())}
        </div>
    }
}

/// An input of several lines bound to `value`.
#[component]
pub(crate) fn TextArea(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
    #[prop(default = 3)] rows: u32,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="input">
            <label for=id>{label}</label>
            <textarea
                id=id
                rows=rows
                aria-describedby=(!hint.is_empty()).then(|| hint_id.clone())
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any())}
        </div>
    }
}
