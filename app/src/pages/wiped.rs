//! The wipe tripwire: this device's data is gone.

use leptos::prelude::*;

use crate::components::{PageHead, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::session::{Command, Trouble, use_session};

/// Says what is gone, what is not, and how to get back.
#[component]
pub(crate) fn WipedPage(unsent: Option<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(None::<Trouble>);
    let lost = match unsent {
        Some(0) => t!(i18n, wiped.none_unsent).to_owned(),
        Some(count) => t!(i18n, wiped.some_unsent, count = count),
        None => t!(i18n, wiped.unknown_unsent).to_owned(),
    };
    let go_on = move |_| {
        session.send_and_tell(Command::StartAfresh, trouble);
    };
    view! {
        <main class="page narrow">
            <PageHead
                title=t!(i18n, wiped.title).to_owned()
                lead=t!(i18n, wiped.lead).to_owned()
            />
            <div class="sheet stack">
                <p class="strong">{lost}</p>
                <p>{t!(i18n, wiped.safe)}</p>
                <h2>{t!(i18n, wiped.how_title)}</h2>
                <ol class="numbered">
                    <li>{t!(i18n, wiped.how_first)}</li>
                    <li>{t!(i18n, wiped.how_second)}</li>
                    <li>{t!(i18n, wiped.how_third)}</li>
                </ol>
                <TroubleBox trouble=trouble />
                <button class="btn main big" on:click=go_on>
                    {t!(i18n, wiped.go_on)}
                </button>
            </div>
        </main>
    }
}
