//! The app died twice while opening something.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::i18n::{t, use_i18n};
use crate::session::{Command, use_session};

/// Says what was left out and that nothing was deleted.
#[component]
pub(crate) fn CrashLoopPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let go_on = move |_| {
        drop(session.send(Command::Acknowledge));
    };
    view! {
        <main class="page narrow">
            <PageHead
                title=t!(i18n, crash_loop.title).to_owned()
                lead=t!(i18n, crash_loop.lead).to_owned()
            />
            <div class="sheet stack">
                <p>{t!(i18n, crash_loop.safe)}</p>
                <p>{t!(i18n, crash_loop.advice)}</p>
                <button class="btn main big" on:click=go_on>
                    {t!(i18n, crash_loop.go_on)}
                </button>
            </div>
        </main>
    }
}
