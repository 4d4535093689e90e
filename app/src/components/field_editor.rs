//! Editing one field in place, or writing a third value where two devices differ.

use consultation::{FieldValue, Form};
use ledger::RoomId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{IntoList, TroubleBox};
use crate::field_input;
use crate::i18n::{t, use_i18n};
use crate::session::{Command, Trouble, use_session};
use crate::words;

/// A small form over `initial`; `on_close` runs when the value is stored or left as it was.
#[component]
pub(crate) fn FieldEditor(
    room: RoomId,
    initial: FieldValue,
    /// Whether saving settles a conflict.
    #[prop(optional)]
    settles: bool,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (first, second) = field_input::parts(&initial);
    let (first, second) = (RwSignal::new(first), RwSignal::new(second));
    let trouble = RwSignal::new(None::<Trouble>);
    let shape = initial.clone();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let typed =
            field_input::with_parts(&shape, &first.read_untracked(), &second.read_untracked());
        let value = match typed {
            Ok(value) => value,
            Err(what) => return trouble.set(Some(Trouble::new(what))),
        };
        let command = if settles {
            Command::Settle { room, value }
        } else {
            Command::Set { room, value }
        };
        let reply = session.send(command);
        spawn_local(async move {
            match reply.await {
                // Settling a conflict takes this editor off the page before the reply comes.
                Ok(_) => drop(on_close.try_run(())),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    view! {
        <form class="field-editor" on:submit=save>
            {inputs(initial, first, second)}
            <TroubleBox trouble=trouble />
            <div class="row">
                <button class="btn main" type="submit">
                    {t!(i18n, action.save)}
                </button>
                <button class="btn quiet" type="button" on:click=move |_| on_close.run(())>
                    {t!(i18n, action.cancel)}
                </button>
            </div>
        </form>
    }
}

fn inputs(value: FieldValue, first: RwSignal<String>, second: RwSignal<String>) -> AnyView {
    let i18n = use_i18n();
    let label = words::field_name(i18n, value.name());
    match value {
        FieldValue::Purpose(_) => view! {
            <textarea
                aria-label=label
                rows="3"
                prop:value=move || first.get()
                on:input:target=move |event| first.set(event.target().value())
            ></textarea>
        }
        .into_any(),
        FieldValue::Form(_) => view! { <FormChoice label=label value=first /> }.into_any(),
        FieldValue::Time(_) => view! {
            <div class="pair">
                {line("datetime-local", t!(i18n, field.starts), first)}
                {line("datetime-local", t!(i18n, field.ends_optional), second)}
            </div>
        }
        .into_any(),
        FieldValue::Notice(_) => view! {
            <div class="pair">
                {line("date", t!(i18n, field.from), first)}
                {line("date", t!(i18n, field.to), second)}
            </div>
        }
        .into_any(),
        _ => line("text", label, first).into_any(),
    }
}

fn line(kind: &'static str, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="input">
            <span>{label}</span>
            <input
                type=kind
                autocomplete="off"
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        </label>
    }
}

/// Chooses one of the forms of consultation; `value` is the form's id.
#[component]
pub(crate) fn FormChoice(label: &'static str, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let options = Form::KNOWN.into_iter().map(move |form| {
        let id = form.id().to_owned();
        let chosen = id.clone();
        view! {
            <option value=id prop:selected=move || value.get() == chosen>
                {words::form(i18n, &form)}
            </option>
        }
    });
    view! {
        <label class="input">
            <span>{label}</span>
            <select on:change:target=move |event| value.set(event.target().value())>
                <option value="" prop:selected=move || value.get().is_empty()>
                    {t!(i18n, field.form_open)}
                </option>
                {options.into_list()}
            </select>
        </label>
    }
}
