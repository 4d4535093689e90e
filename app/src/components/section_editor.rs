//! One section of a long text, typed into by several devices at once.

use std::sync::Arc;

use ledger::RoomId;
use leptos::html;
use leptos::prelude::*;

use super::field_editor::FieldEditor;
use crate::components::{Clash, MarkLine, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::live::Live;
use crate::session::{Command, Field, Section, use_session};
use crate::typing::Typing;
use crate::words;

/// A heading and a text area. What is typed goes out as splices; what others type comes in without
/// moving the caret.
#[component]
pub(crate) fn SectionEditor(
    room: RoomId,
    section: Live<Arc<Section>>,
    /// The section's place among the others, from 1; `None` for a text that is not in sections.
    place: Option<Signal<usize>>,
    #[prop(into)] may_write: Signal<bool>,
    on_remove: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let writes = use_session().writes();
    let area = NodeRef::<html::Textarea>::new();
    let id = format!("section-{}", section.read_untracked().id);
    let typing = Typing::new(room, section, area);
    let mark = typing.mark();
    let empty = move || section.read().body.is_empty();
    let head = match place {
        Some(place) => view! {
            <SectionHead
                room=room
                section=section
                place=place
                id=id.clone()
                may_write=may_write
                on_remove=on_remove
            />
        }
        .into_any(),
        None => view! {
            <h2 id=id.clone() class="visually-hidden">
                {t!(i18n, text.full_text)}
            </h2>
        }
        .into_any(),
    };
    view! {
        <section class="section-editor" aria-labelledby=id.clone()>
            {head}
            <textarea
                node_ref=area
                aria-labelledby=id.clone()
                dir="auto"
                placeholder=t!(i18n, text.placeholder)
                readonly=move || !(may_write.get() && writes.get())
                prop:value=typing.initial()
                on:input=move |_| typing.typed()
                on:blur=move |_| typing.left()
                on:compositionstart=move |_| typing.begin_composition()
                on:compositionend=move |_| typing.end_composition()
            ></textarea>
            <TroubleBox trouble=typing.trouble() />
            <div class="section-foot">
                {move || (!empty()).then(|| view! { <MarkLine mark=mark /> }.into_any())}
            </div>
        </section>
    }
}

#[component]
fn SectionHead(
    room: RoomId,
    section: Live<Arc<Section>>,
    place: Signal<usize>,
    id: String,
    may_write: Signal<bool>,
    on_remove: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let heading = Live::<Field>::new(move |_| section.read().heading.clone());
    let editing = RwSignal::new(false);
    let close = Callback::new(move |()| editing.set(false));
    let name = move || {
        let written = words::field_value(i18n, &heading.read().value);
        if written.is_empty() {
            t!(i18n, text.section_numbered, place = place.get())
        } else {
            written
        }
    };
    let remove = move |_| {
        let section = section.read_untracked().id;
        drop(session.send(Command::RemoveSection { room, section }));
        on_remove.run(());
    };
    let tools = move || {
        may_write.get().then(|| {
            view! {
                <button
                    class="btn quiet small"
                    aria-label=move || t!(i18n, text.rename_named, name = name())
                    on:click=move |_| editing.set(true)
                >
                    {t!(i18n, text.rename)}
                </button>
                <button
                    class="btn quiet small"
                    aria-label=move || t!(i18n, rows.remove_named, name = name())
                    on:click=remove
                >
                    {t!(i18n, rows.remove)}
                </button>
            }
            .into_any()
        })
    };
    let below = move || {
        if !heading.read().alternatives.is_empty() {
            view! { <Clash room=room field=heading may_write=may_write /> }.into_any()
        } else if editing.get() {
            let initial = heading.get_untracked().value;
            view! { <FieldEditor room=room initial=initial on_close=close /> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <div class="section-head">
            <h2 id=id dir="auto">
                {name}
            </h2>
            <div class="row">{tools}</div>
        </div>
        {below}
    }
}
