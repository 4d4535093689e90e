//! A cell that holds a photo: its name, the picture with its mark, and a way to take, change or remove it.

use consultation::{CellValue, FieldValue};
use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Clash, Icon, MarkLine, Photo, Sign, TroubleBox, When};
use crate::i18n::{t, use_i18n};
use crate::live::{Live, Var};
use crate::platform::photo;
use crate::session::{Command, Field, Trouble, use_session};
use crate::words;

/// A row of a description list with a photo; photos that differ between devices stand side by side.
#[component]
pub(crate) fn PhotoRow(
    room: RoomId,
    field: Live<Field>,
    #[prop(into)] may_write: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let FieldValue::Cell(cell, _) = field.get_untracked().value else {
        return ().into_any();
    };
    let name = words::field_name(i18n, field.read_untracked().value.name());
    let alt = t!(
        i18n,
        photo.alt,
        sheet = words::sheet(i18n, cell.sheet),
        name = name
    );
    let hash = Live::new(move |_| match field.read().value {
        FieldValue::Cell(_, CellValue::Blob(hash)) => hash,
        _ => None,
    });
    let clashes = Live::new(move |_| !field.read().alternatives.is_empty());
    let mark = Signal::derive(move || field.read().mark);
    let trouble = RwSignal::new(None::<Trouble>);
    let is_working = RwSignal::new(false);
    let removed = Var::new(None::<[u8; 32]>);
    let write = Callback::new(move |hash| {
        session.set_cell(room, cell, CellValue::Blob(hash), trouble);
    });
    let remove = move |_| {
        removed.set(hash.get_untracked());
        write.run(None);
    };
    let undo = move |_| {
        write.run(removed.get_untracked());
        removed.set(None);
    };
    let take = move |event: leptos::ev::Event| {
        let Some(picked) = photo::picked(&event) else {
            return;
        };
        trouble.set(None);
        removed.set(None);
        is_working.set(true);
        session.tell(Command::AddPhoto { room, cell, picked }, move |reply| {
            // The page may have been left since.
            let _ = is_working.try_set(false);
            let _ = trouble.try_set(reply.err());
        });
    };
    let shown = move || {
        if clashes.get() {
            return view! { <Clash room=room field=field may_write=may_write /> }.into_any();
        }
        match hash.get() {
            Some(hash) => view! {
                <Photo room=room hash=hash alt=alt.clone() />
                <MarkLine mark=mark />
            }
            .into_any(),
            None => view! { <p class="hint">{t!(i18n, photo.none)}</p> }.into_any(),
        }
    };
    let tools = move || {
        view! {
            <div class="row">
                <label class="btn pick-file">
                    <Icon sign=Sign::Camera />
                    {t!(i18n, photo.take)}
                    <input
                        type="file"
                        accept="image/*"
                        aria-label=t!(i18n, photo.take_named, name = name)
                        disabled=move || is_working.get()
                        on:change=take
                    />
                </label>
                <When when=move || hash.get().is_some()>
                    <button
                        class="btn quiet"
                        aria-label=t!(i18n, photo.remove_named, name = name)
                        on:click=remove
                    >
                        {t!(i18n, photo.remove)}
                    </button>
                </When>
            </div>
        }
    };
    let said = move || {
        if is_working.get() {
            view! { <p class="hint">{t!(i18n, photo.working)}</p> }.into_any()
        } else if removed.read().is_some() {
            view! {
                <div class="banner banner-calm">
                    <p>{t!(i18n, photo.removed)}</p>
                    <button class="btn" on:click=undo>
                        <Icon sign=Sign::Undo />
                        {t!(i18n, action.undo)}
                    </button>
                </div>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <div class="field-row">
            <dt>{name}</dt>
            <dd class="stack">
                {shown}
                <div role="status">{said}</div>
                <TroubleBox trouble=trouble />
                <When when=move || may_write.get()>{tools}</When>
            </dd>
        </div>
    }
    .into_any()
}
