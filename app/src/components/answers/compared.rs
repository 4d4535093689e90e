//! What was changed since something went up, on demand: the record of that moment has to be made for it.

use std::sync::Arc;

use consultation::RowId;
use consultation::going_up::Difference;
use leptos::prelude::*;

use crate::components::{IntoList, Of, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::live::Var;
use crate::session::{Command, Outcome, Trouble, use_session};
use crate::words;

/// The button, then the list.
#[component]
pub(super) fn Compared(of: Of, id: RowId) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let found = Var::new(None::<Arc<[Difference]>>);
    let compare = move |_| {
        trouble.set(None);
        let (room, row) = (of.room, id);
        session.send_then(Command::Compare { room, row }, trouble, move |outcome| {
            if let Outcome::Differences(differences) = outcome {
                found.set(Some(differences));
            }
        });
    };
    let list = move || {
        let found = found.get()?;
        let title = match found.len() {
            0 => t!(i18n, up.unchanged).to_owned(),
            count => t!(i18n, up.changed, count = count),
        };
        let lines = found.iter();
        let lines = lines.map(|one| view! { <li dir="auto">{words::difference(i18n, one)}</li> });
        Some(view! {
            <p class="strong">{title}</p>
            <ul class="stack">{lines.into_list()}</ul>
        })
    };
    view! {
        <button class="btn quiet" on:click=compare>
            {t!(i18n, up.compare)}
        </button>
        <div role="status">{list}</div>
        <TroubleBox trouble=trouble />
    }
}
