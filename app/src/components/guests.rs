//! Who takes part in a hall by an invitation of its own: staff see who waits and admit them.

use ledger::RoomId;
use leptos::prelude::*;

use crate::components::{Go, Icon, IntoList, Sign, TroubleBox, When};
use crate::i18n::{I18n, t, use_i18n};
use crate::live::Live;
use crate::opened::{Opened, part};
use crate::route::Route;
use crate::session::{Command, Guest, Part, Trouble, use_session};

/// The participants' list, for staff.
#[component]
pub(crate) fn Guests(room: RoomId, opened: Opened) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let part = part(opened);
    let guests = Live::new(move |_| {
        let opened = opened.read();
        let guests = opened.as_ref().map(|view| view.guests.clone());
        guests.unwrap_or_default()
    });
    let admit = Callback::new(move |key| {
        session.send_and_tell(Command::Admit { room, key }, trouble);
    });
    let items = move || {
        let items = guests.get().into_iter();
        items.map(|guest| item(i18n, guest, admit)).into_list()
    };
    view! {
        <When when=move || part.get() == Part::Staff>
            <section class="sheet stack" aria-labelledby="guests">
                <h2 id="guests">{t!(i18n, guests.name)}</h2>
                <p class="hint">{t!(i18n, guests.lead)}</p>
                <ul class="stack">{items}</ul>
                <TroubleBox trouble=trouble />
                <Go to=Route::InviteTo(room) class="btn">
                    <Icon sign=Sign::Plus />
                    {t!(i18n, guests.invite)}
                </Go>
            </section>
        </When>
    }
}

fn item(i18n: I18n, guest: Guest, admit: Callback<ledger::KeyId>) -> impl IntoView {
    let Guest {
        key,
        name,
        device,
        is_admitted,
    } = guest;
    let name = match name.is_empty() {
        true => t!(i18n, guests.unnamed).to_owned(),
        false => name,
    };
    let label = t!(i18n, guests.admit_named, name = name);
    let way_on = match is_admitted {
        true => view! { <span class="tag">{t!(i18n, guests.admitted)}</span> }.into_any(),
        false => view! {
            <button class="btn small" aria-label=label on:click=move |_| admit.run(key)>
                {t!(i18n, guests.admit)}
            </button>
        }
        .into_any(),
    };
    view! {
        <li class="row apart">
            <span dir="auto">{name} " " <span class="hint">{device}</span></span>
            {way_on}
        </li>
    }
}
