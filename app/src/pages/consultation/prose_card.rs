//! A long text of a consultation as it reads, and the way to write it.

use consultation::Prose;
use ledger::RoomId;
use leptos::prelude::*;

use super::Opened;
use crate::components::{Go, Icon, IntoList, MarkLine, Sign, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::route::Route;
use crate::session::{Mark, Section};
use crate::words;

/// A long text as it reads, and the way to write it.
#[component]
pub(super) fn ProseCard(room: RoomId, opened: Opened, prose: Prose) -> impl IntoView {
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
    let sections = Live::new(move |_| {
        opened
            .read()
            .as_ref()
            .map(|view| view.sections(prose).to_vec())
            .unwrap_or_default()
    });
    let is_empty = Live::new(move |_| {
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

fn read(i18n: I18n, section: &Section) -> impl IntoView + use<> {
    let heading = words::field_value(i18n, &section.heading.value);
    view! {
        {(!heading.is_empty()).then(|| view! { <h3 dir="auto">{heading}</h3> }.into_any())}
        <p class="text" dir="auto">
            {section.body.to_string()}
        </p>
    }
}
