//! No community on this device yet: what to do.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::{PageHead, TextInput, TroubleBox};
use crate::i18n::{t, use_i18n};
use crate::platform;
use crate::session::{Command, Link, use_session};

/// Three ways in: an invitation, a founding link, practice.
#[component]
pub(crate) fn VisitorPage(
    /// A link that was opened and cannot be used.
    link: Option<Link>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let trouble = RwSignal::new(link.and_then(|link| link.trouble));
    let pasted = RwSignal::new(String::new());
    let send = move |command: Command| {
        session.send_and_tell(command, trouble);
    };
    let read = move |event: SubmitEvent| {
        event.prevent_default();
        send(Command::ReadLink(pasted.get_untracked()));
    };
    // Where the page cannot be loaded anew it stays as it is.
    let practise = |_| drop(platform::address::practise(true));
    view! {
        <main class="page narrow">
            <p class="brand-line" aria-hidden="true">
                {t!(i18n, app.name)}
            </p>
            <PageHead
                title=t!(i18n, visitor.title).to_owned()
                lead=t!(i18n, visitor.lead).to_owned()
            />
            <TroubleBox trouble=trouble />
            <section class="sheet stack" aria-labelledby="by-link">
                <h2 id="by-link">{t!(i18n, visitor.invited_title)}</h2>
                <p>{t!(i18n, visitor.invited_lead)}</p>
                <form class="stack" on:submit=read>
                    <TextInput
                        id="link"
                        label=t!(i18n, invite.link)
                        value=pasted
                        hint=t!(i18n, visitor.link_hint)
                    />
                    <button class="btn main" type="submit">
                        {t!(i18n, visitor.open_link)}
                    </button>
                </form>
            </section>
            <section class="sheet stack" aria-labelledby="by-practice">
                <h2 id="by-practice">{t!(i18n, visitor.practice_title)}</h2>
                <p>{t!(i18n, visitor.practice_lead)}</p>
                <button class="btn" on:click=practise>
                    {t!(i18n, visitor.open_practice)}
                </button>
            </section>
            <p class="hint">{t!(i18n, visitor.founding)}</p>
        </main>
    }
}
