//! A field that devices changed while apart: every value with its author, and a person decides.

use consultation::{CellValue, FieldValue};
use ledger::RoomId;
use leptos::prelude::*;

use super::author_line::AuthorLine;
use super::field_editor::FieldEditor;
use crate::components::{IntoList, Photo, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Alternative, Command, Field, Trouble, use_session};
use crate::words;

/// Shows all values side by side; one of them, or another one, is chosen.
#[component]
pub(crate) fn Clash(
    room: RoomId,
    field: Live<Field>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let name = words::field_name(i18n, field.read_untracked().value.name());
    let writing = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let choose = Callback::new(move |value| {
        session.send_and_tell(Command::Settle { room, value }, trouble);
    });
    let choices = move || {
        let alternatives = field.get().alternatives.into_iter().enumerate();
        alternatives
            .map(|(place, alternative)| {
                view! { <Choice room=room alternative=alternative place=place may_write=may_write choose=choose /> }
            })
            .into_list()
    };
    let close = Callback::new(move |()| writing.set(false));
    // No photo can be written as words.
    let is_photo = matches!(
        field.read_untracked().value,
        FieldValue::Cell(_, CellValue::Blob(_))
    );
    let another = move || {
        if is_photo {
            ().into_any()
        } else if writing.get() {
            let initial = field.get_untracked().value;
            view! { <FieldEditor room=room initial=initial settles=true on_close=close /> }
                .into_any()
        } else if may_write.get() {
            view! {
                <button class="btn quiet" on:click=move |_| writing.set(true)>
                    {t!(i18n, clash.write_another)}
                </button>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <section class="clash" aria-label=t!(i18n, clash.label, name = name)>
            <p class="clash-title">{t!(i18n, clash.title)}</p>
            <p class="hint">{t!(i18n, clash.lead)}</p>
            <div class="pick">{choices}</div>
            <TroubleBox trouble=trouble />
            {another}
        </section>
    }
}

#[component]
fn Choice(
    room: RoomId,
    alternative: Alternative,
    place: usize,
    may_write: Signal<bool>,
    choose: Callback<FieldValue>,
) -> impl IntoView {
    let i18n = use_i18n();
    let written = words::field_value(i18n, &alternative.value);
    let hash = match alternative.value {
        FieldValue::Cell(_, CellValue::Blob(hash)) => hash,
        _ => None,
    };
    let written = if hash.is_some() {
        t!(i18n, photo.numbered, place = place + 1)
    } else if written.is_empty() {
        t!(i18n, field.empty).to_owned()
    } else {
        written
    };
    let label = t!(i18n, clash.use_named, value = written);
    let shown = match hash {
        Some(hash) => view! { <Photo room=room hash=hash alt=written /> }.into_any(),
        None => view! {
            <p class="choice-value" dir="auto">
                {written}
            </p>
        }
        .into_any(),
    };
    let value = StoredValue::new(alternative.value);
    view! {
        <div class="choice">
            <AuthorLine author=alternative.author place=place />
            {shown}
            {move || {
                let label = label.clone();
                may_write
                    .get()
                    .then(|| {
                        view! {
                            <button
                                class="btn"
                                aria-label=label
                                on:click=move |_| choose.run(value.get_value())
                            >
                                {t!(i18n, clash.use_this)}
                            </button>
                        }.into_any()
                    })
            }}
        </div>
    }
}
