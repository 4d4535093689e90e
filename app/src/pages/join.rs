//! Joining by an invitation: a name, a name for the device, one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{PageHead, TextInput, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::navigation::use_navigation;
use crate::route::Route;
use crate::session::{Command, Joining, Link, Outcome, Trouble, What, use_session};

/// Asks who joins, and joins.
#[component]
pub(crate) fn JoinPage(link: Link) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigation = use_navigation();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(link.trouble);
    // Somebody who works for another community already is called the same here.
    let known = session.community().get_untracked();
    let name = RwSignal::new(known.map(|known| known.my_name.clone()).unwrap_or_default());
    let device = RwSignal::new(t!(i18n, joining.device_default).to_owned());
    let title = match &link.community {
        Some(community) => t!(i18n, join.title_named, community = community),
        None => t!(i18n, join.title).to_owned(),
    };
    let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
    let join = move |event: SubmitEvent| {
        event.prevent_default();
        let joining = Joining {
            name: text(name),
            device: text(device),
        };
        if joining.name.is_empty() || joining.device.is_empty() {
            return trouble.set(Some(Trouble::new(What::Empty)));
        }
        trouble.set(None);
        busy.set(true);
        session.tell(Command::Join(joining), move |reply| match reply {
            Ok(Outcome::Room(hall)) => navigation.go(Route::Consultation(hall)),
            Ok(_) => navigation.go(Route::Today),
            Err(error) => {
                busy.try_set(false);
                trouble.try_set(Some(error));
            }
        });
    };
    let dismiss = move |_| {
        drop(session.send(Command::DismissLink));
    };
    view! {
        <main class="page narrow">
            <p class="brand-line" aria-hidden="true">
                {t!(i18n, app.name)}
            </p>
            <PageHead title=title lead=t!(i18n, join.lead).to_owned() />
            <form class="sheet stack" novalidate=true on:submit=join>
                <TextInput id="name" label=t!(i18n, joining.name) value=name required=true />
                <TextInput
                    id="device"
                    label=t!(i18n, joining.device)
                    value=device
                    hint=t!(i18n, joining.device_hint)
                    required=true
                />
                <TroubleBox trouble=trouble />
                <button class="btn main big" type="submit" disabled=move || busy.get()>
                    {move || if busy.get() { t!(i18n, join.working) } else { t!(i18n, join.join) }}
                </button>
                <button class="btn quiet" type="button" on:click=dismiss>
                    {t!(i18n, join.not_now)}
                </button>
            </form>
        </main>
    }
}
