//! 会议记录 or 全文, section by section; several devices write at once.

use std::sync::Arc;

use consultation::{PartId, Prose};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Arriving, Icon, PageHead, SectionEditor, Sign, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::opened::{Opened, use_opened};
use crate::route::Route;
use crate::session::{Command, Section, Trouble, use_session};
use crate::words;

/// The editor of one long text.
#[component]
pub(crate) fn LongTextPage(room: RoomId, prose: Prose) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (opened, missing) = use_opened(room);
    let trouble = RwSignal::new(None::<Trouble>);
    let title = match prose {
        Prose::Minutes => t!(i18n, text.minutes),
        Prose::FullText => t!(i18n, text.full_text),
    };
    let name = opened.read_untracked().as_ref().map_or_else(
        || t!(i18n, consultations.one).to_owned(),
        |view| words::title(i18n, &view.name),
    );
    let may_write =
        Signal::derive(move || opened.read().as_ref().is_some_and(|view| view.may_write));
    let add = move |_| {
        let heading = String::new();
        session.send_and_tell(
            Command::AddSection {
                room,
                text: prose,
                heading,
            },
            trouble,
        );
    };
    view! {
        <PageHead
            title=title.to_owned()
            lead=t!(i18n, text.lead).to_owned()
            back=(Route::Consultation(room), name)
        />
        <Arriving opened=opened missing=missing />
        <Sections room=room prose=prose opened=opened may_write=may_write />
        <TroubleBox trouble=trouble />
        <When when=move || may_write.get() && prose == Prose::Minutes>
            <button class="btn big" on:click=add>
                <Icon sign=Sign::Plus />
                {t!(i18n, text.add_section)}
            </button>
        </When>
    }
}

#[component]
fn Sections(room: RoomId, prose: Prose, opened: Opened, may_write: Signal<bool>) -> impl IntoView {
    let removed = Var::new(None::<PartId>);
    let sections = Live::new(move |_| {
        opened
            .read()
            .as_ref()
            .map(|view| view.sections(prose).to_vec())
            .unwrap_or_default()
    });
    let ids = Live::new(move |_| {
        let sections = sections.read();
        sections
            .iter()
            .map(|section| section.id)
            .collect::<Vec<_>>()
    });
    let editor = move |id: PartId| {
        let first = find(&sections.read_untracked(), id)?;
        let section = Live::new(move |last: Option<&Arc<Section>>| {
            find(&sections.read(), id)
                .or_else(|| last.cloned())
                .unwrap_or_else(|| first.clone())
        });
        let on_remove = Callback::new(move |()| removed.set(Some(id)));
        let place = Signal::derive(move || {
            let place = ids.read().iter().position(|other| *other == id);
            place.map_or(1, |place| place + 1)
        });
        let place = (prose == Prose::Minutes).then_some(place);
        Some(view! {
            <SectionEditor
                room=room
                section=section
                place=place
                may_write=may_write
                on_remove=on_remove
            />
        })
    };
    view! {
        <UndoBar room=room removed=removed />
        <div class="stack-l sections">
            <For each=move || ids.get() key=|id| *id children=editor />
        </div>
    }
}

fn find(sections: &[Arc<Section>], id: PartId) -> Option<Arc<Section>> {
    sections.iter().find(|section| section.id == id).cloned()
}

/// Offers to bring back what was just taken away.
#[component]
fn UndoBar(room: RoomId, removed: Var<Option<PartId>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let undo = move |_| {
        if let Some(section) = removed.get_untracked() {
            drop(session.send(Command::RestoreSection { room, section }));
            removed.set(None);
        }
    };
    let bar = move || {
        removed.get().map(|_| {
            view! {
                <div class="banner banner-calm">
                    <p>{t!(i18n, text.removed)}</p>
                    <button class="btn" on:click=undo>
                        <Icon sign=Sign::Undo />
                        {t!(i18n, action.undo)}
                    </button>
                </div>
            }
        })
    };
    view! { <div role="status">{bar}</div> }
}
