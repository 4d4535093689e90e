//! The frame of every page at work: rail or bottom bar, the status chip, banners, the page.

use leptos::html;
use leptos::prelude::*;

use super::notes::Notes;
use crate::components::{BoardSwitch, Go, Icon, Sign, StatusChip, When};
use crate::i18n::{t, use_i18n};
use crate::navigation::use_navigation;
use crate::platform;
use crate::route::Route;
use crate::session::{Command, What, use_session};

/// Frames a page. The rail holds what works today and leaves room for what comes.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let main = NodeRef::<html::Main>::new();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            platform::page::focus(&main);
        }
    };
    view! {
        <a class="skip" href="#main" on:click=skip>
            {t!(i18n, frame.skip)}
        </a>
        <div class="frame">
            <When when=move || !session.takes_part()>
                <Rail />
            </When>
            <div class="desk">
                <header>
                    <div class="bar">
                        <span class="bar-brand" aria-hidden="true">
                            {t!(i18n, app.name)}
                        </span>
                        <BoardSwitch />
                        <StatusChip />
                    </div>
                    {session.is_practice().then(|| view! { <PracticeBanner /> }.into_any())}
                    <ReadOnlyBanner />
                </header>
                <main class="page" id="main" tabindex="-1" node_ref=main>
                    {children()}
                </main>
            </div>
        </div>
        <Notes />
    }
}

#[component]
fn Rail() -> impl IntoView {
    let i18n = use_i18n();
    let route = use_navigation().route();
    let entry = move |to: Route, sign: Sign, name: &'static str| {
        let current = Signal::derive(move || route.get().section() == to);
        // A phone's bar holds four; 今日 leads to the others there.
        let class = match to {
            Route::Publications | Route::Register => "not-on-phone",
            _ => "",
        };
        view! {
            <Go to=to class=class current=current>
                <Icon sign=sign />
                <span>{name}</span>
            </Go>
        }
    };
    view! {
        <nav class="rail" aria-label=t!(i18n, frame.rail)>
            <p class="brand" aria-hidden="true">
                {t!(i18n, app.name)}
            </p>
            {entry(Route::Today, Sign::Today, t!(i18n, today.name))}
            {entry(Route::Topics, Sign::Topics, t!(i18n, topics.name))}
            {entry(Route::Consultations, Sign::Consultations, t!(i18n, consultations.name))}
            {entry(Route::Publications, Sign::Publications, t!(i18n, publications.name))}
            {entry(Route::Register, Sign::Register, t!(i18n, register.name))}
            {entry(Route::Settings, Sign::Settings, t!(i18n, settings.name))}
        </nav>
    }
}

#[component]
fn PracticeBanner() -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="banner">{t!(i18n, practice.banner)}</p> }
}

/// Says why this tab only shows: another one writes, or the storage is full; and lets it take over.
#[component]
fn ReadOnlyBanner() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let writes = session.writes();
    let why = move || match &session.reliability().read().trouble {
        Some(trouble) if trouble.what == What::StorageFull => t!(i18n, tabs.full),
        _ => t!(i18n, tabs.elsewhere),
    };
    let take_over = move |_| {
        drop(session.send(Command::TakeOver));
    };
    move || {
        (!writes.get()).then(|| {
            view! {
                <div class="banner" role="status">
                    <p>{why}</p>
                    <button class="btn" on:click=take_over>
                        {t!(i18n, tabs.take_over)}
                    </button>
                </div>
            }
            .into_any()
        })
    }
}
