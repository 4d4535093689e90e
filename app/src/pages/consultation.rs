//! One consultation: its fields, its full text, its minutes.

use std::sync::Arc;

use consultation::Prose;
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{FieldRow, Go, Icon, IntoList, MarkLine, PageHead, Sign, When};
use crate::i18n::{t, use_i18n};
use crate::opened::use_opened;
use crate::route::Route;
use crate::session::{ConsultationView, Field, Mark, Section};
use crate::words;

/// Shows a consultation; every field is changed in place.
#[component]
pub(crate) fn ConsultationPage(room: RoomId) -> impl IntoView {
    let i18n = use_i18n();
    let opened = use_opened(room);
    let back = (
        Route::Consultations,
        t!(i18n, consultations.name).to_owned(),
    );
    let title = Signal::derive(move || {
        opened.read().as_ref().map_or_else(
            || t!(i18n, consultation.opening).to_owned(),
            |view| words::title(i18n, &view.name),
        )
    });
    let is_open = Memo::new(move |_| opened.read().is_some());
    view! {
        <PageHead title=title back=back />
        <When when=move || is_open.get()>
            <div class="cols">
                <div class="stack-l">
                    <ProseCard room=room opened=opened prose=Prose::Minutes />
                    <ProseCard room=room opened=opened prose=Prose::FullText />
                </div>
                <PlanCard room=room opened=opened />
            </div>
        </When>
    }
}

type Opened = Signal<Option<Arc<ConsultationView>>>;

/// 方案: the fields.
#[component]
fn PlanCard(room: RoomId, opened: Opened) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| opened.read().as_ref().map_or(0, |view| view.fields.len()));
    let odd = Memo::new(move |_| opened.read().as_ref().is_some_and(|view| view.odd));
    let may_write =
        Signal::derive(move || opened.read().as_ref().is_some_and(|view| view.may_write));
    let rows = move || {
        (0..count.get())
            .filter_map(|place| {
                // Untracked: a new value changes its row and leaves the others, and what is being
                // typed into them, alone.
                let first = opened.read_untracked().as_ref()?.fields.get(place)?.clone();
                let field = Memo::new(move |last: Option<&Field>| {
                    field(opened, place)
                        .or_else(|| last.cloned())
                        .unwrap_or_else(|| first.clone())
                });
                Some(view! { <FieldRow room=room field=field may_write=may_write /> })
            })
            .into_list()
    };
    view! {
        <section class="sheet plan" aria-labelledby="plan">
            <h2 id="plan">{t!(i18n, consultation.plan)}</h2>
            {move || odd.get().then(|| view! { <p class="hint">{t!(i18n, consultation.odd)}</p> }.into_any())}
            <dl class="facts">{rows}</dl>
        </section>
    }
}

fn field(opened: Opened, place: usize) -> Option<Field> {
    opened
        .read()
        .as_ref()
        .and_then(|view| view.fields.get(place).cloned())
}

/// A long text as it reads, and the way to write it.
#[component]
fn ProseCard(room: RoomId, opened: Opened, prose: Prose) -> impl IntoView {
    let i18n = use_i18n();
    let (id, name, empty, write) = match prose {
        Prose::Minutes => (
            "minutes",
            t!(i18n, text.minutes),
            t!(i18n, text.minutes_empty),
            t!(i18n, text.write_minutes),
        ),
        Prose::FullText => (
            "full-text",
            t!(i18n, text.full_text),
            t!(i18n, text.full_text_empty),
            t!(i18n, text.edit_full_text),
        ),
    };
    let sections = Memo::new(move |_| {
        opened
            .read()
            .as_ref()
            .map(|view| view.sections(prose).to_vec())
            .unwrap_or_default()
    });
    let is_empty = Memo::new(move |_| {
        sections
            .read()
            .iter()
            .all(|section| section.body.is_empty())
    });
    let mark = Signal::derive(move || {
        sections
            .read()
            .iter()
            .map(|section| section.mark)
            .max()
            .unwrap_or(Mark::Delivered)
    });
    let reading = move || {
        let sections = sections.get();
        sections
            .iter()
            .map(|section| read(i18n, section))
            .into_list()
    };
    view! {
        <section class="sheet stack" aria-labelledby=id>
            <div class="row apart">
                <h2 id=id>{name}</h2>
                {move || (!is_empty.get()).then(|| view! { <MarkLine mark=mark /> }.into_any())}
            </div>
            <When
                when=move || !is_empty.get()
                fallback=move || view! { <p class="hint">{empty}</p> }
            >
                <div class="prose" tabindex="0" role="group" aria-labelledby=id>
                    {reading}
                </div>
            </When>
            <Go to=Route::Text(room, prose) class="btn">
                <Icon sign=Sign::Edit />
                {write}
            </Go>
        </section>
    }
}

fn read(i18n: crate::i18n::I18n, section: &Section) -> impl IntoView + use<> {
    let heading = words::field_value(i18n, &section.heading.value);
    view! {
        {(!heading.is_empty()).then(|| view! { <h3 dir="auto">{heading}</h3> }.into_any())}
        <p class="text" dir="auto">
            {section.body.to_string()}
        </p>
    }
}
