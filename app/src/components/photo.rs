//! A photo of a record: from this device, or from the relay as soon as it can be had.

use ledger::RoomId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::use_i18n;
use crate::live::{Live, Var};
use crate::platform::photo;
use crate::session::{Command, Outcome, use_session};
use crate::words;

/// Shows the picture and, while it is on its way, how far it has come.
#[component]
pub(crate) fn Photo(room: RoomId, hash: [u8; 32], alt: String) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let reliability = session.reliability();
    let state = Live::new(move |_| {
        let reliability = reliability.read();
        let mut photos = reliability.photos.iter();
        let photo = photos.find(|photo| photo.room == room && photo.hash == hash);
        photo.map(|photo| photo.state)
    });
    let address = Var::new(None::<String>);
    // A photo that was not here has come when nothing is said of it any more.
    Effect::new(move |_| {
        state.read();
        if address.read_untracked().is_some() {
            return;
        }
        let reply = session.send(Command::ReadPhoto { room, hash });
        spawn_local(async move {
            let Ok(Outcome::Photo(bytes)) = reply.await else {
                return;
            };
            // Asked twice, or asked by a part of the page that is gone.
            if address.try_get_untracked() == Some(None) {
                address.set(photo::address(&bytes));
            }
        });
    });
    on_cleanup(move || {
        if let Some(Some(address)) = address.try_get_untracked() {
            photo::let_go(&address);
        }
    });
    let picture = move || {
        let address = address.get()?;
        Some(view! { <img class="photo" src=address alt=alt.clone() /> }.into_any())
    };
    let words = move || {
        let words = words::photo(i18n, (*state.read())?);
        Some(view! { <span class="mark mark-local">{words}</span> }.into_any())
    };
    view! {
        {picture}
        {words}
    }
}
